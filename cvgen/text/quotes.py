"""Set the quotation marks of a language, and apostrophes, in the place of straight ones.

Feet, inches and minutes behind digits stay straight, and so does what stands in an address.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from msgspec import Struct, field

from cvgen.files.yamltable import read_table
from cvgen.text.patterns import compile_late

APOSTROPHE = "’"
_STRAIGHT = compile_late("[\"']")
_STRAIGHTENED = str.maketrans(dict.fromkeys("’‘‚‹›", "'") | dict.fromkeys("“”„«»", '"'))
_OPAQUE = "x"  # stands for code or a formula, as a word would
# Addresses: what has ://, @ or www. in it, or a host and a path.
_ADDRESS = compile_late(r"\S*(?:://|@|www\.)\S*|\S+\.\w{2,}/\S*")
_BEFORE_OPENING = compile_late(r"[\s(\[{<–—\-/\"'“‘„«¿¡]")
_NOT_BEGINNING = compile_late(r"[\s.,;:!?)\]}]")
_SEMITIC = compile_late(r"[\u0590-\u08ff]")
_YEARS = compile_late(r"'\d\ds?\b")
_WORD = compile_late(r"\w+")


def has_straight_quotes(text: str) -> bool:
    """Say whether a text has a straight quotation mark or apostrophe."""
    return "'" in text or '"' in text


def set_quotes(pieces: Sequence[str | None], quotes: Sequence[str]) -> list[str]:
    """Set the marks of a text that comes in pieces; None stands for what is no text, such as code.

    `quotes` are the outer pair and the inner one.
    """
    text = "".join(_OPAQUE if piece is None else piece for piece in pieces)
    changes = _QuoteSetter(text, tuple(quotes)).list_changes()
    finished = []
    start = 0
    for piece in pieces:
        length = 1 if piece is None else len(piece)
        letters = [changes.get(start + place, text[start + place]) for place in range(length)]
        finished.append("" if piece is None else "".join(letters))
        start += length
    return finished


class _QuoteSetter(Struct):
    """A text, and the marks that are open at a place of it: each with its own place."""

    text: str
    quotes: tuple[str, ...]
    changes: dict[int, str] = field(default_factory=dict)
    open_marks: list[tuple[str, int]] = field(default_factory=list)

    def list_changes(self) -> dict[int, str]:
        """List what stands in the place of which straight mark."""
        protected = set[int]()
        for address in _ADDRESS.finditer(self.text):
            protected.update(range(*address.span()))
        for match in _STRAIGHT.finditer(self.text):
            place = match.start()
            if place in protected and not self.is_around_address(place, protected):
                continue
            if match[0] == '"':
                self.set_double(place)
            else:
                self.set_single(place)
        return self.changes

    def is_around_address(self, place: int, protected: set[int]) -> bool:
        """Say whether a mark stands at either end of an address, and so around it."""
        return place - 1 not in protected or place + 1 not in protected

    def get_before(self, place: int) -> str:
        """Return the letter before a place."""
        return self.text[place - 1] if place else " "

    def get_after(self, place: int) -> str:
        """Return the letter behind a place."""
        return self.text[place + 1] if place + 1 < len(self.text) else " "

    def may_open(self, place: int) -> bool:
        """Say whether a mark stands where a quotation may begin."""
        before = self.get_before(place)
        after = self.get_after(place)
        return bool(_BEFORE_OPENING.match(before)) and not _NOT_BEGINNING.match(after)

    def set_double(self, place: int) -> None:
        """Open or close a quotation; inside a word, behind a number or alone, a mark stays."""
        if self.get_before(place).isalnum() and self.get_after(place).isalnum():
            return
        if self.may_open(place):
            self.open_marks.append(('"', place))
        elif not self.get_before(place).isspace():
            self.close('"', place)

    def set_single(self, place: int) -> None:
        """Set an apostrophe, or open or close a quotation; behind a number, a mark stays."""
        before = self.get_before(place)
        after = self.get_after(place)
        if before.isalnum() and after.isalnum():
            self.set_inside_word(place)
        elif self.may_open(place):
            if self.is_elision(place) or not self.has_closing(place):
                self.changes[place] = APOSTROPHE
            else:
                self.open_marks.append(("'", place))
        elif before.isspace():
            return
        elif self.is_plural(place) or not self.close("'", place):
            self.set_behind_word(place)

    def set_behind_word(self, place: int) -> None:
        """Set an apostrophe behind a letter; behind a number, or a Hebrew letter, a mark stays."""
        before = self.get_before(place)
        if before.isalpha() and not _SEMITIC.match(before):
            self.changes[place] = APOSTROPHE

    def set_inside_word(self, place: int) -> None:
        """Set an apostrophe between letters, or in 1990's, but not in 5'10 or in Hebrew."""
        before = self.get_before(place)
        is_plural = self.get_after(place) == "s"
        if _SEMITIC.match(before) or (before.isdigit() and not is_plural):
            return
        self.changes[place] = APOSTROPHE

    def is_elision(self, place: int) -> bool:
        """Say whether a mark stands for letters at the beginning of a word."""
        if _YEARS.match(self.text, place):
            return True
        word = _WORD.match(self.text, place + 1)
        return word is not None and word[0].casefold() in _load_elisions()

    def has_closing(self, place: int) -> bool:
        """Say whether a quotation that is open here ends before another begins."""
        for match in _STRAIGHT.finditer(self.text, place + 1):
            if match[0] == "'" and self.may_open(match.start()):
                return False
            if match[0] == "'" and self.may_close(match.start()):
                return True
        return False

    def is_plural(self, place: int) -> bool:
        """Say whether a mark ends a plural, as in 'Editors' choice', and no quotation."""
        return self.get_before(place) == "s" and self.has_closing(place)

    def may_close(self, place: int) -> bool:
        """Say whether a mark stands where a quotation may end."""
        return not self.get_before(place).isspace() and not self.get_after(place).isalnum()

    def close(self, mark: str, place: int) -> bool:
        """Close the quotation that such a mark opened last, and set both; say if there is one."""
        for index in range(len(self.open_marks) - 1, -1, -1):
            if self.open_marks[index][0] != mark:
                continue
            is_inner = mark == "'" or any(other == '"' for other, _ in self.open_marks[:index])
            pair = self.quotes[2:] if is_inner else self.quotes[:2]
            self.changes[self.open_marks[index][1]] = pair[0]
            self.changes[place] = pair[1]
            del self.open_marks[index:]
            return True
        return False


def straighten_quotes(text: str) -> str:
    """Write a text with straight marks, as somebody typed it."""
    return text.translate(_STRAIGHTENED)


@cache
def _load_elisions() -> frozenset[str]:
    return frozenset(read_table("quotes")["elisions"])
