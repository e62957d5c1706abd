"""Takes the fields of a portal's form and what fills them, gives one text file to paste from, each field counted against its limits."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cvgen.application import plaintext as plain
from cvgen.errors import Diagnostic, Place
from cvgen.target.load import Field
from cvgen.text import markup as inline

_RULE = "-" * 72


@dataclass(frozen=True, slots=True)
class Filled:
    """A field with its text; without one, `why` says what it wants."""

    field: Field
    text: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Kit:
    """A finished kit, and what does not fit."""

    text: str
    warnings: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Extent:
    """How long a text is; a new line is one character (`breaks` of them), and some portals count it as two."""

    characters: int
    without_spaces: int
    words: int
    lines: int
    breaks: int

    def __str__(self) -> str:
        spaces = (
            f" ({self.without_spaces} without spaces)"
            if self.without_spaces != self.characters
            else ""
        )
        return f"{_counted(self.characters, 'character')}{spaces}, {_counted(self.words, 'word')}, {_counted(self.lines, 'line')}"


def extent(text: str) -> Extent:
    """Count a text, its words by white space as forms do; in a script without it (Chinese, Japanese), characters are words."""
    return Extent(
        len(text),
        sum(not letter.isspace() for letter in text),
        sum(map(_words, text.split())),
        len(text.splitlines()),
        text.count("\n"),
    )


def _words(token: str) -> int:
    """Count the words of what stands between white space."""
    return (
        inline.count(token)
        if any(unicodedata.east_asian_width(letter) in "WF" for letter in token)
        else 1
    )


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def kit(
    head: Sequence[str], fields: Iterable[Filled], place: Place | None, *, straight: bool
) -> Kit:
    """Write a kit below some lines that say what it is for; `straight` writes all of it in ASCII, as far as that goes."""
    parts, odd = ["\n".join(head)], list[Diagnostic]()
    for filled in fields:
        text = unicodedata.normalize("NFC", filled.text).strip()
        text = plain.convert_to_ascii(text) if straight else text
        left = plain.find_non_ascii(text) if straight else ""
        over = excess(text, filled.field)
        odd += [
            Diagnostic(
                "A600",
                f"'{filled.field.name}' is too long: {one}",
                place,
                "shorten its text",
                "warning",
            )
            for one in over
        ]
        if left:
            odd.append(
                Diagnostic(
                    "A602",
                    f"'{filled.field.name}' has characters beyond ASCII: {left[:20]}",
                    place,
                    "write them otherwise, or ask the portal",
                    "warning",
                )
            )
        parts.append(
            "\n".join(
                (_RULE, filled.field.name, _measured(text, filled, over), _RULE, text)
            ).rstrip()
        )
    return Kit("\n\n".join(parts) + "\n", tuple(odd))


def _measured(text: str, filled: Filled, over: Sequence[str]) -> str:
    """Say how long a field is, how long it may be, and what is wrong."""
    most = limits(filled.field)
    said = str(extent(text)) if text else filled.why or "nothing fills this"
    said += f"; at most {most}" if most else ""
    found = [f"TOO LONG: {one}" for one in over] or [
        "(fits only where a new line counts as one character)"
    ] * _barely(text, filled.field)
    return "\n".join((said, *found))


def limits(field: Field) -> str:
    """Say the limits of a field."""
    named = ((field.characters, "character"), (field.words, "word"), (field.lines, "line"))
    return ", ".join(_counted(most, word) for most, word in named if most)


def excess(text: str, field: Field) -> tuple[str, ...]:
    """Say by how much a text is too long, for each limit that it breaks."""
    found = extent(text)
    pairs = (
        (found.characters, field.characters, "character"),
        (found.words, field.words, "word"),
        (found.lines, field.lines, "line"),
    )
    return tuple(
        f"{_counted(there - most, word)} too many ({there} of {most})"
        for there, most, word in pairs
        if most and there > most
    )


def _barely(text: str, field: Field) -> bool:
    found = extent(text)
    return bool(field.characters and found.characters + found.breaks > field.characters)
