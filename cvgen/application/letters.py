"""Takes a letter as it is written, or what a generated page is to say, gives it filled in and ready to print."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from cvgen.application.context import Desk
from cvgen.application.model import DocumentRequest
from cvgen.build import Built, build_letter
from cvgen.compose import locale
from cvgen.compose.locale import Locale
from cvgen.errors import PacketError, Place
from cvgen.files import textfile
from cvgen.files.yamlfile import Path_
from cvgen.profile import letter as letters
from cvgen.profile.letter import LetterSettings, LetterSource
from cvgen.render import html
from cvgen.request import Request
from cvgen.text.dates import PartialDate

_FILLED = ("place", "recipient", "reference", "subject", "opening", "closing", "enclosures")
_STARTS_BLOCK = re.compile(r"^(?:(\d+)(?=[.)])|(?=[#>+*-]))")


def letter(desk: Desk, wanted: DocumentRequest, path: Path) -> tuple[LetterSource, Built]:
    """Print a letter or a statement; whom it is for, and about what, the application says where the front matter does not.

    Raises ProfileError, PacketError for fields that cannot be filled in, or what printing raises.
    """
    source = letters.load(path)
    words = _words(desk, wanted, source.settings)
    filled = _filled(source, path, desk.fields(words))
    settings = _completed(desk, wanted, filled.settings, words)
    filled = replace(filled, settings=settings)
    return filled, build_letter(
        filled, desk.profile, _wish(desk, wanted, source.settings, words), desk.around
    )


def generated(desk: Desk, wanted: DocumentRequest, subject: str, prose: str) -> Built:
    """Print a page of our own words, such as the title page.

    Raises what printing raises.
    """
    own = LetterSettings(
        kind="statement",
        subject=subject,
        recipient=desk.application.recipient if wanted.kind == "title-page" else (),
    )
    words = _words(desk, wanted, own)
    tree = replace(desk.application.tree, warnings=[])
    source = LetterSource(_looking(desk, wanted, own), prose, tree)
    return build_letter(source, desk.profile, _wish(desk, wanted, own, words), desk.around)


def title_page(desk: Desk, wanted: DocumentRequest) -> Built:
    """Print the title page: for what, where, under which reference, and when."""
    said, day = desk.application, desk.around.today
    date = replace(desk.words, date_style="long").date(PartialDate(day.year, day.month, day.day))
    lines = [
        f"**{said.programme}**" if said.programme else "",
        _literal(said.institution),
        _literal(said.reference),
        _literal(date),
    ]
    return generated(
        desk,
        wanted,
        wanted.title or desk.words.words["application"],
        "\n\n".join(filter(None, lines)),
    )


def enclosures(
    desk: Desk, wanted: DocumentRequest, listed: Sequence[tuple[str, tuple[int, int]]]
) -> Built:
    """Print the list of what is enclosed; with the first and last page of each, where they have page numbers (from 1)."""
    lines = [
        f"{number}. {_literal(_paged(desk.words, *one))}"
        for number, one in enumerate(listed, start=1)
    ]
    return generated(desk, wanted, wanted.title or desk.words.words["enclosures"], "\n".join(lines))


def _paged(words: Locale, title: str, pages: tuple[int, int]) -> str:
    first, last = pages
    if not first:
        return title
    digits = str.maketrans("0123456789", words.digits)
    return words.patterns["enclosed"].format(
        title=title, pages=(f"{first}–{last}" if last > first else str(first)).translate(digits)
    )


def _literal(text: str) -> str:
    """Keep a line from becoming a heading, a quote or a list."""
    return _STARTS_BLOCK.sub(r"\1" + "\\\\", text)


def _words(desk: Desk, wanted: DocumentRequest, own: LetterSettings) -> Locale:
    said = (
        wanted.language
        or own.language
        or desk.application.language
        or desk.settings(wanted).language
    )
    return locale.find(said) if said else desk.words


def _wish(desk: Desk, wanted: DocumentRequest, own: LetterSettings, words: Locale) -> Request:
    """Let the front matter win over the application, and the document's own wishes over both."""
    wish, settings = desk.wish(wanted, wanted.kind), desk.settings(wanted)
    theme = wanted.theme or (None if own.theme else wish.theme or settings.theme)
    below = {name: value for name, value in wish.options.items() if name not in own.options}
    return replace(
        wish,
        theme=theme,
        variant=None,
        language=words.language,
        options={**below, **wanted.options},
        region=own.region or wish.region or settings.region,
        audience=wish.audience or settings.audience,
        anonymous=desk.nameless,
        pages=None,
    )


def _looking(desk: Desk, wanted: DocumentRequest, own: LetterSettings) -> LetterSettings:
    """Let a letter look as the variant does, but for what it says itself."""
    return own.model_copy(update={"options": {**desk.settings(wanted).options, **own.options}})


def _completed(
    desk: Desk, wanted: DocumentRequest, own: LetterSettings, words: Locale
) -> LetterSettings:
    """Add what the application says."""
    said, update = desk.application, dict[str, Any]()
    if wanted.kind != "letter" and "kind" not in own.model_fields_set:
        update["kind"] = "statement"
    is_letter = update.get("kind", own.kind) == "letter"
    about = (
        f"{words.words['application']}{words.words['colon']}{said.programme}"
        if said.programme
        else None
    )
    update["subject"] = own.subject or wanted.title or (about if is_letter else None)
    if is_letter:
        update |= {
            "recipient": own.recipient or said.recipient,
            "reference": own.reference or said.reference or None,
        }
    return _looking(desk, wanted, own.model_copy(update=update))


def _filled(source: LetterSource, path: Path, values: dict[str, str]) -> LetterSource:
    """Fill in the fields of the front matter and of the prose, and tell all that cannot be."""
    filling = _Filling(values)
    update = {
        name: filling.filled(getattr(source.settings, name), source, (name,)) for name in _FILLED
    }
    prose = filling.text(source.prose, textfile.prose_at(path))
    filling.told()
    return replace(source, settings=source.settings.model_copy(update=update), prose=prose)


class _Filling:
    """Carries the values of fields, and what could not be filled in."""

    def __init__(self, values: dict[str, str]) -> None:
        self.values = values
        self.errors: list[PacketError] = []

    def text(self, text: str, place: Place) -> str:
        """Fill in one text; what is wrong with it is kept."""
        try:
            return html.filled(text, self.values, place)
        except PacketError as error:
            self.errors.append(error)
            return text

    def filled(self, value: Any, source: LetterSource, at: Path_) -> Any:
        """Fill in a text, its versions in other languages, or a list of them."""
        if isinstance(value, str):
            return self.text(value, source.tree.place(at))
        if isinstance(value, dict):
            return {key: self.filled(one, source, (*at, key)) for key, one in value.items()}
        if isinstance(value, tuple):
            return tuple(self.filled(one, source, (*at, step)) for step, one in enumerate(value))
        return value

    def told(self) -> None:
        """Raise PacketError with all that was kept."""
        if self.errors:
            raise PacketError(*(found for error in self.errors for found in error.diagnostics))
