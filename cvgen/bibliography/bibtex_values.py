"""Takes the text of a .bib file at the start of a value, gives the parts of the value, and says what is not closed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from cvgen.bibliography.source import Source

NAME = r"[^\s\"#%'(),={}@]++"
_WORD = re.compile(NAME)
_SPACE = re.compile(r"(?:\s++|%[^\n]*+)*+")
_REST = re.compile(r"[^,\n{}#%\"]*+")
_ACCENT = re.compile(r"\\\"[{A-Za-z\\]")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a value: text, or the name of a macro."""

    text: str
    macro: bool = False


class BrokenError(Exception):
    """A block that cannot be read: what is wrong, where the culprit stands, and how far reading went to find out."""

    def __init__(self, what: str, at: int, reached: int) -> None:
        super().__init__(what)
        self.at = at
        self.reached = reached


class Values:
    """Carries the text and how far it was read; a value never goes on behind a line that starts a block of a known kind."""

    def __init__(self, source: Source, kinds: Collection[str]) -> None:
        self.source = source
        self.text = source.text
        self.at = 0
        self.closing = "}"
        start = rf"^[ \t]*+(@)\s*+(?:{'|'.join(map(re.escape, sorted(kinds)))})\s*+[{{(]"
        self.line_start, self.braces, self.quotes = (
            re.compile(marks + start, re.MULTILINE | re.IGNORECASE)
            for marks in ("", r"[{}]|", r"[{}\"]|")
        )

    def value(self, name: str) -> Iterator[Part]:
        """Read the parts of a value, which `#` joins."""
        while True:
            self.space()
            start = self.at
            sign = self.text[start : start + 1]
            word = _WORD.match(self.text, start)
            if sign in ("{", '"'):
                self.at = self.braced(start, name) if sign == "{" else self.quoted(start, name)
                yield Part(self.text[start + 1 : self.at - 1])
            elif word:
                yield self.word(word, name)
            self.space()
            if self.text[self.at : self.at + 1] != "#":
                return
            self.at += 1

    def space(self) -> None:
        """Step over white space and comments."""
        match = _SPACE.match(self.text, self.at)
        assert match
        self.at = match.end()

    def word(self, match: re.Match[str], name: str) -> Part:
        """Read a number or the name of a macro; words without braces are taken to the end of the line."""
        self.at = match.end()
        rest = _REST.match(self.text, self.at)
        more = rest[0].strip() if rest else ""
        if not rest or not more or "=" in more or more[-1] == self.closing:
            return Part(match[0], macro=not match[0][0].isdigit())
        self.at = rest.end()
        self.source.warn(
            "B207",
            f"the value of '{name}' has no braces",
            self.source.place(match.start()),
            "write name = {…},",
        )
        return Part(f"{match[0]} {more}")

    def braced(self, at: int, name: str) -> int:
        """Find the end of a value in braces."""
        depth = 0
        for mark in self.braces.finditer(self.text, at):
            if len(mark[0]) > 1:
                raise BrokenError(f"the '{{' of '{name}' is never closed", at, mark.start())
            depth += 1 if mark[0] == "{" else -1
            if not depth:
                return mark.end()
        raise BrokenError(f"the '{{' of '{name}' is never closed", at, len(self.text))

    def quoted(self, at: int, name: str) -> int:
        """Find the end of a value in quotes; a quote inside of braces, or one that is an accent, ends nothing."""
        depth = 0
        for mark in self.quotes.finditer(self.text, at + 1):
            sign = mark[0]
            if len(sign) > 1 or (sign == "}" and not depth):
                raise BrokenError(f"the quote of '{name}' is never closed", at, mark.start())
            depth += {"{": 1, "}": -1}.get(sign, 0)
            if sign == '"' and not depth and not _ACCENT.match(self.text, mark.start() - 1):
                return mark.end()
        raise BrokenError(f"the quote of '{name}' is never closed", at, len(self.text))
