"""Format a paste kit: the fields of a portal's form, counted against their limits."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from cvgen.application.plaintext import convert_to_ascii, find_non_ascii
from cvgen.errors import Diagnostic, Place
from cvgen.target.target import FormField
from cvgen.text.markup import count_words

_RULE = "-" * 72


class FilledField(Struct, frozen=True):
    """A field with its text; without one, `explanation` says what it wants."""

    field: FormField
    text: str = ""
    explanation: str = ""


class PasteKit(Struct, frozen=True):
    """A finished kit, and what does not fit."""

    text: str
    warnings: tuple[Diagnostic, ...]


class TextLength(Struct, frozen=True):
    """How long a text is.

    A line break counts as one character (there are `breaks` of them); some portals count it as two.
    """

    characters: int
    without_spaces: int
    words: int
    lines: int
    breaks: int

    def __str__(self) -> str:
        characters = _format_count(self.characters, "character")
        if self.without_spaces != self.characters:
            characters += f" ({self.without_spaces} without spaces)"
        words = _format_count(self.words, "word")
        lines = _format_count(self.lines, "line")
        return f"{characters}, {words}, {lines}"


def measure_text(text: str) -> TextLength:
    """Count a text, its words by white space as forms do.

    In a script without white space (Chinese, Japanese), characters are words.
    """
    return TextLength(
        characters=len(text),
        without_spaces=sum(map(len, text.split())),
        words=sum(map(_count_words, text.split())),
        lines=len(text.splitlines()),
        breaks=text.count("\n"),
    )


def _count_words(token: str) -> int:
    """Count the words of what stands between white space."""
    if any(unicodedata.east_asian_width(character) in "WF" for character in token):
        return count_words(token)
    return 1


def _format_count(number: int, word: str) -> str:
    if number == 1:
        return f"{number} {word}"
    return f"{number} {word}s"


def format_paste_kit(
    head: Sequence[str], fields: Iterable[FilledField], place: Place | None, *, as_ascii: bool
) -> PasteKit:
    """Format a kit below some lines that say what it is for.

    `as_ascii` writes its texts in ASCII, as far as that goes; `place` is the target's.
    """
    parts = ["\n".join(head)]
    warnings: list[Diagnostic] = []
    for filled in fields:
        text = unicodedata.normalize("NFC", filled.text).strip()
        if as_ascii:
            text = convert_to_ascii(text)
        warnings += _check_limits(text, filled.field, place)
        if as_ascii:
            warnings += _check_ascii(text, filled.field, place)
        measure = _describe_length(text, filled)
        part = f"{_RULE}\n{filled.field.name}\n{measure}\n{_RULE}\n{text}"
        parts.append(part.rstrip())
    return PasteKit("\n\n".join(parts) + "\n", tuple(warnings))


def _check_limits(text: str, field: FormField, place: Place | None) -> Iterator[Diagnostic]:
    for excess in list_excesses(text, field):
        message = f"'{field.name}' is too long: {excess}"
        yield Diagnostic("A600", message, place, "shorten its text", "warning")


def _check_ascii(text: str, field: FormField, place: Place | None) -> Iterator[Diagnostic]:
    characters = find_non_ascii(text)
    if characters:
        message = f"'{field.name}' has characters beyond ASCII: {characters[:20]}"
        hint = "write them otherwise, or ask the portal"
        yield Diagnostic("A602", message, place, hint, "warning")


def _describe_length(text: str, filled: FilledField) -> str:
    """Say how long a field is, how long it may be, and what is wrong."""
    description = filled.explanation or "nothing fills this"
    if text:
        description = str(measure_text(text))
    limits = format_limits(filled.field)
    if limits:
        description += f"; at most {limits}"
    excesses = list_excesses(text, filled.field)
    for excess in excesses:
        description += f"\nTOO LONG: {excess}"
    if not excesses and _is_too_long_with_double_breaks(text, filled.field):
        description += "\n(fits only where a new line counts as one character)"
    return description


def format_limits(field: FormField) -> str:
    """List the limits of a field in words."""
    limits = ((field.characters, "character"), (field.words, "word"), (field.lines, "line"))
    return ", ".join(_format_count(limit, unit) for limit, unit in limits if limit)


def list_excesses(text: str, field: FormField) -> tuple[str, ...]:
    """Say by how much a text is too long, for each limit that it breaks."""
    length = measure_text(text)
    measures = (
        (length.characters, field.characters, "character"),
        (length.words, field.words, "word"),
        (length.lines, field.lines, "line"),
    )
    excesses = []
    for count, limit, unit in measures:
        if limit and count > limit:
            excess = _format_count(count - limit, unit)
            excesses.append(f"{excess} too many ({count} of {limit})")
    return tuple(excesses)


def _is_too_long_with_double_breaks(text: str, field: FormField) -> bool:
    """Say whether a text breaks the limit where a line break counts as two characters."""
    length = measure_text(text)
    return bool(field.characters and length.characters + length.breaks > field.characters)
