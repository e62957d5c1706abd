"""Compose one entry of any kind into the Item that themes draw, by the slots of its kind."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from markupsafe import Markup
from msgspec.structs import replace

from cvgen.compose.places import format_locations, format_organization
from cvgen.compose.view import LOGO, NOTHING, PICTURE, Detail, Item, Link, Photo
from cvgen.compose.wording import Wording, find_telephone_url, link_text, strip_scheme
from cvgen.files.yamltable import read_table
from cvgen.profile.academic import Break, News, Statement
from cvgen.profile.fields import PersonRecord, ScoreRecord, choose_language_version
from cvgen.profile.metrics import WorkMetrics
from cvgen.profile.organizations import OrganizationRecord, get_organizations
from cvgen.profile.points import Highlights
from cvgen.profile.sections import Entry, get_positions
from cvgen.text.bidi import is_rtl, wrap_ltr
from cvgen.text.links import encode_url
from cvgen.text.markup import strip_markup
from cvgen.text.prose import Block, Point

# The fields that say where it was; a job's is its name.
_PLACES = ("institution", "organization", "entity", "funder", "name")
_CONTACTS = frozenset({"email", "phone"})


def compose_item(entry: Entry, wording: Wording) -> Item:
    """Compose one entry."""
    _check_start(entry, wording)
    linked_field = find_linked_field(entry)
    titles = [format_field(entry, key, wording, linked_field) for key in entry.slots.title]
    subtitles = [format_field(entry, key, wording, linked_field) for key in entry.slots.subtitle]
    if not any(titles):
        titles = _take_first_full(subtitles)
    title = wording.join_parts(titles)
    if not title and isinstance(entry, Break):
        title = Markup.escape(read_table("breaks")["unnamed"][wording.locale.words_of])
    body = compose_body(entry, wording)
    if isinstance(entry, News):
        title, listed = _split_news(title, entry, wording)
        body = replace(body, text=listed + body.text)
    linked_title = title
    if not linked_field:
        linked_title = link_text(title, entry.url)
    # A title of several organizations may have addresses of its own.
    has_linked = bool(linked_field) or linked_title != title
    return replace(
        body,
        extent=_format_extent(entry, body, wording),
        image=compose_picture(entry, title),
        logo=_compose_logo(entry, wording),
        title=linked_title,
        subtitle=wording.join_parts(subtitles),
        details=tuple(_list_details(entry, wording)),
        links=list_links(entry, wording, has_linked=has_linked),
        positions=tuple(compose_item(position, wording) for position in get_positions(entry)),
    )


def _split_news(title: Markup, entry: News, wording: Wording) -> tuple[Markup, tuple[Block, ...]]:
    """Split news that has a list: what stands before it is the line, and the rest is below."""
    blocks = wording.format_prose(entry.text)
    if not any(block.points for block in blocks):
        return title, ()
    first, *rest = blocks
    if first.points:
        return NOTHING, blocks
    return first.text, tuple(rest)


def find_linked_field(entry: Entry) -> str:
    """Name the field that the entry's address stands behind; nothing where that is the title.

    It does not say which of several organizations it is of.
    """
    key = entry.slots.linked
    if key and getattr(entry, key) and not get_organizations(getattr(entry, key)):
        return key
    return ""


def _check_start(entry: Entry, wording: Wording) -> None:
    """Warn of what is said to go on, and has not begun."""
    start = entry.startDate
    if entry.endDate != "present" or start is None or wording.has_begun(start):
        return
    message = f"this is said to be going on, and starts only in {start}"
    wording.warn("W312", message, "take 'endDate' out", _find_first_text(entry))


def _find_first_text(entry: Entry) -> str:
    """Find a text by which the file is searched for the entry."""
    for key in (*entry.slots.title, *entry.slots.subtitle):
        value = getattr(entry, key)
        if isinstance(value, (str, dict)):
            return choose_language_version(value, ("en",))[1]
    return str(entry.startDate)


def _take_first_full(texts: list[Markup]) -> list[Markup]:
    """Take the first text that is not empty out of a list."""
    for index, text in enumerate(texts):
        if text:
            return [texts.pop(index)]
    return []


def _format_extent(entry: Entry, body: Item, wording: Wording) -> str:
    if not isinstance(entry, Statement):
        return ""
    return wording.format_extent(body.body_texts, entry.wordLimit)


def compose_picture(entry: Entry, title: Markup) -> Photo | None:
    """Point at the picture of a work; its title says what it shows."""
    image = getattr(entry, "image", None)
    if not image:
        return None
    return Photo(PICTURE + image, strip_markup(title))


def _compose_logo(entry: Entry, wording: Wording) -> Photo | None:
    """Point at the logo of where it was.

    It has no alternative text: the name beside it says the same, and would be heard twice. A
    warning says where no name stands beside it.
    """
    logo: str | None = getattr(entry, "logo", None)
    if not logo:
        return None
    if not any(getattr(entry, key, None) for key in _PLACES):
        message = "only a logo says where this was, which nobody hears and no program reads"
        wording.warn("W412", message, "write the name too, such as 'institution:'", logo)
    return Photo(LOGO + quote(logo, safe=""), "")


def compose_body(entry: Entry, wording: Wording) -> Item:
    """Compose what all kinds have in common: place, period, prose and points."""
    text: list[Block] = []
    for key in entry.slots.text:
        text += wording.format_prose(getattr(entry, key, None))
    return Item(
        place=format_locations(entry.location, wording),
        period=_format_when(entry, wording),
        text=tuple(text),
        points=_compose_points(entry.highlights, wording),
        on_new_page=entry.pageBreakBefore,
        kept_together=entry.keepTogether,
    )


def _format_when(entry: Entry, wording: Wording) -> Markup:
    """Format when it was: each of several times, or the one."""
    periods = entry.list_periods()
    if len(periods) > 1:
        return wording.format_periods(periods)
    return wording.format_period(entry.period())


def _compose_points(highlights: Highlights, wording: Wording) -> tuple[Point, ...]:
    """Compose points; a list among them is of the one before it."""
    points: list[Point] = []
    for highlight in highlights:
        if not isinstance(highlight, tuple):
            points += wording.format_points(highlight.text)
            continue
        below = _compose_points(highlight, wording)
        if points:
            last = points.pop()
            points.append(replace(last, points=last.points + below))
        else:
            points += below
    return tuple(points)


def format_field(entry: Entry, key: str, wording: Wording, linked_field: str = "") -> Markup:
    """Format one field of any type; the entry's address goes behind the linked field."""
    value = getattr(entry, key)
    if value and key in _CONTACTS:
        return _format_contact(key, value, wording)
    if value and isinstance(value, tuple):
        return _format_list(key, value, wording)
    if value and key == "reason":
        return Markup.escape(read_table("breaks")["reasons"][value][wording.locale.words_of])
    if value and key == "years":
        return Markup.escape(wording.format_years(value))
    text = wording.format_text(value)
    if key == linked_field:
        return link_text(text, entry.url)
    return text


def _format_contact(key: str, value: str, wording: Wording) -> Markup:
    text = Markup.escape(value)
    if is_rtl(wording.language):
        text = wrap_ltr(text)
    url = f"mailto:{value}"
    if key == "phone":
        url = find_telephone_url(value)
    return link_text(text, url)


def _format_list(key: str, values: tuple[Any, ...], wording: Wording) -> Markup:
    if key == "evidence":
        shown = [wording.evidence[name] for name in values if name in wording.evidence]
        return wording.join_parts(shown)
    if isinstance(values[0], OrganizationRecord):
        return wording.join_people([format_organization(value, wording) for value in values])
    if isinstance(values[0], WorkMetrics):
        from cvgen.compose.metrics import format_metrics

        return wording.join_parts(format_metrics(values, wording))
    parts = [wording.format_part(value) for value in values]
    if isinstance(values[0], PersonRecord):
        return wording.join_people(parts)
    if isinstance(values[0], ScoreRecord):
        return wording.join_parts(parts)
    return wording.join_parts(parts, "list")


def _list_details(entry: Entry, wording: Wording) -> list[Detail]:
    """List the facts that need their name in front."""
    details: list[Detail] = []
    for key in entry.slots.details:
        text = format_field(entry, key, wording)
        if text:
            details.append(Detail(key, _find_label(entry, key, wording), text))
    return details


def _find_label(entry: Entry, key: str, wording: Wording) -> str:
    """Find the name of a field in the language; a grade with a name of its own needs none.

    One person in a list is named in the singular, where the language has a word for that.
    """
    value = getattr(entry, key)
    if key == "score" and value[0].name:
        return ""
    singular = key[:-1]
    if isinstance(value, tuple) and len(value) == 1 and singular in wording.locale.words:
        return wording.word(singular)
    return wording.word(key)


def list_links(entry: Entry, wording: Wording, *, has_linked: bool) -> tuple[Link, ...]:
    """List the links of an entry, with its own address where no title or name has it."""
    links = [Link(wording.name_link(label), encode_url(url)) for label, url in entry.links.items()]
    if entry.url and not has_linked:
        links.insert(0, Link(strip_scheme(entry.url), encode_url(entry.url)))
    return tuple(links)
