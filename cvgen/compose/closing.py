"""Compose what stands below all sections: a consent, the day, room to sign."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from cvgen.compose.view import PICTURE, Closing, Photo
from cvgen.compose.wording import Wording
from cvgen.files.yamltable import read_table
from cvgen.profile import closing as profile_closing
from cvgen.profile.fields import Text
from cvgen.text.dates import PartialDate
from cvgen.text.markup import strip_markup


def compose_closing(
    wished: profile_closing.Closing | None, name: Markup, wording: Wording, today: date
) -> Closing | None:
    """Compose the closing lines that a profile wishes for."""
    if wished is None:
        return None
    words = wording.locale.words_of
    day = Markup.escape(wording.locale.format_date(PartialDate(today.year, today.month, today.day)))
    lines = []
    if wished.references:
        lines.append(Markup.escape(read_table("closings")["references"][words]))
    if wished.consent:
        lines.append(_format_consent(wished.consent, wording))
    if wished.updated:
        lines.append(Markup(read_table("closings")["updated"][words]).format(date=day))
    if not wished.signature:
        return Closing(tuple(lines))
    place = wording.isolate(wording.format_text(wished.place))
    picture = None
    if wished.picture:
        alternative = read_table("closings")["signature"][words].format(name=strip_markup(name))
        picture = Photo(PICTURE + wished.picture, alternative)
    return Closing(tuple(lines), wording.join_parts([place, day]), name, picture)


def _format_consent(consent: Text, wording: Wording) -> Markup:
    """Format a consent, which may be the name of a country whose usual clause it is."""
    clause = None
    if isinstance(consent, str):
        clause = read_table("closings")["consents"].get(consent.lower())
    if clause is None:
        return wording.format_text(consent)
    return wording.format_version(clause["text"], clause["language"])
