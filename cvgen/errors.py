"""What went wrong, as values.

Takes a code, a place and a hint, gives one line that a person can act on.

CvgenError
├── ProfileError     the profile, or a file that it includes, cannot be used
├── VariantError     the wanted variant or language cannot be had from this profile
├── ThemeError       the theme is missing, broken, or was given a wrong option
│   ├── UnknownThemeError   there is no theme of this name
│   └── StoppedThemeError   the theme took too much time or memory
├── TargetError      the target is missing, or its file cannot be used
├── RenderError      the page cannot be made as it should
│   ├── UndrawableTextError no font can draw some characters
│   └── EngineError         this machine lacks what sets pages, whatever the page
├── PacketError      the application, or something that belongs to it, cannot be used
├── PdfError         a PDF from anywhere cannot be read
├── SourceError      what is to be imported cannot be read, or holds nothing of a CV
└── OutputError      the finished file cannot be written
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Literal

from msgspec import Struct
from msgspec.structs import force_setattr

Severity = Literal[
    "error", "warning", "note"
]  # a note tells what was done as asked, and fails nothing

_LONGEST_MESSAGE = 160  # characters, with the hint behind it
_LONGEST_TAIL = 45  # of these, which stay of the end of a message
_PART_END = re.compile(r"[;,] ")
_LEAST_HINT = 40  # characters; a hint is cut where a part of it ends, and no shorter
_SHOWN = 40  # characters of a quotation
# A quotation may have apostrophes in it: what ends it stands before white space or punctuation.
_QUOTE_END = r"'(?=[\s,.:;)\]]|$)"
_LONG_QUOTE = re.compile(rf"(?<![^\s(\[])'(\S(?:(?!{_QUOTE_END}).){{40,}}){_QUOTE_END}", re.DOTALL)
_MOST_NAMES = 60  # of which some are listed
_LONGEST_LIST = 110  # characters of known words


class Place(Struct, frozen=True, order=True):
    """Where something stands.

    A file as the user named it, line and column counted from 1 (0: the whole file).
    """

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


class Diagnostic(Struct, frozen=True):
    """One finding: what is wrong, where, and what to do about it.

    What somebody wrote is quoted by its beginning where the message would be too long with it; of
    what is too long nevertheless, the middle of the message and the end of the hint are left out.
    """

    code: str
    message: str
    place: Place | None = None
    hint: str = ""
    severity: Severity = "error"

    def __post_init__(self) -> None:
        if len(self.message) + len(self.hint) + 3 <= _LONGEST_MESSAGE:
            return
        message = self.message
        hint = self.hint
        if len(message) > _LONGEST_MESSAGE:
            message = _cut_middle(_LONG_QUOTE.sub(_shorten_quote, message))
        # The name of the file is as long as its user made it, and a command needs all of it.
        named = len(self.place.file) if self.place and self.place.file in hint else 0
        if len(message) + len(hint) - named + 3 > _LONGEST_MESSAGE:
            hint = _cut_hint(hint, _LONGEST_MESSAGE - len(message) - 3)
        force_setattr(self, "message", message)
        force_setattr(self, "hint", hint)

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{where}{self.severity} {self.code}: {self.message}{hint}"


def _shorten_quote(match: re.Match[str]) -> str:
    return f"'{match[1][:_SHOWN].rstrip()}…'"


def _cut_middle(message: str) -> str:
    """Leave out the middle of a long message: it begins with what is wrong, and ends with why."""
    if len(message) <= _LONGEST_MESSAGE:
        return message
    tail = message[-_LONGEST_TAIL:]
    tail = tail[tail.find(" ") + 1 :]
    head = message[: _LONGEST_MESSAGE - len(tail) - 3]
    return f"{head.rpartition(' ')[0] or head} … {tail}"


def _cut_hint(hint: str, most: int) -> str:
    """Leave out the end of a long hint, from where a part of it ends."""
    if len(hint) > _LONGEST_MESSAGE:
        hint = _LONG_QUOTE.sub(_shorten_quote, hint)
    if len(hint) <= most:
        return hint
    for limit in (most, _LONGEST_MESSAGE):
        ends = [match.start() for match in _PART_END.finditer(hint[: max(0, limit - 1)])]
        if ends and ends[-1] >= _LEAST_HINT:
            return hint[: ends[-1]] + " …"
        if len(hint) <= _LONGEST_MESSAGE:
            return hint
    return hint[: _LONGEST_MESSAGE - 1].rstrip() + "…"


class CvgenError(Exception):
    """Something that the user can mend; carries every finding at once, sorted by place."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        self.diagnostics = in_order(diagnostics)
        super().__init__("\n".join(map(str, self.diagnostics)))


class ProfileError(CvgenError):
    """The profile, or a file that it includes, cannot be used."""


class VariantError(CvgenError):
    """The wanted variant or language cannot be had from this profile."""


class ThemeError(CvgenError):
    """The theme is missing, broken, or was given a wrong option."""


class UnknownThemeError(ThemeError):
    """There is no theme of the name that was asked for."""


class StoppedThemeError(ThemeError):
    """The theme took more time or memory than it may, and was stopped."""


class TargetError(CvgenError):
    """The target is missing, or its file cannot be used."""


class RenderError(CvgenError):
    """The page cannot be made as it should."""


class UndrawableTextError(RenderError):
    """No font at hand can draw some characters of the text."""


class EngineError(RenderError):
    """This machine lacks what sets pages, whatever the page."""


class PacketError(CvgenError):
    """The application, or something that belongs to it, cannot be used."""


class PdfError(CvgenError):
    """A PDF from anywhere cannot be read."""


class SourceError(CvgenError):
    """What is to be imported cannot be read, or holds nothing of a CV."""


class OutputError(CvgenError):
    """The finished file cannot be written."""


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sort findings by file, line and column, each said once."""
    return tuple(
        sorted(dict.fromkeys(diagnostics), key=lambda found: (found.place or Place(""), found.code))
    )


def did_you_mean(wrong: str, known: Iterable[str], nearness: float = 0.6) -> str:
    """Name the nearest known word, or the first ones when none is near and they are few.

    `nearness` is the least ratio of letters in common, from 0 to 1.
    """
    names = sorted(set(known))
    near = get_close_matches(wrong, names, n=2, cutoff=nearness) or _same_letters(wrong, names)
    if near:
        return "did you mean " + " or ".join(f"'{name}'" for name in near) + "?"
    if not 0 < len(names) <= _MOST_NAMES:
        return ""
    listed = "known: " + ", ".join(names)
    if len(listed) > _LONGEST_LIST:
        listed = listed[:_LONGEST_LIST].rpartition(", ")[0] + " …"
    return listed


def _same_letters(wrong: str, names: list[str]) -> list[str]:
    """List the names with just these letters, in another case or order."""
    letters = sorted(wrong.lower())
    return [name for name in names if sorted(name.lower()) == letters]
