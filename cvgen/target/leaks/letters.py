"""A text and its letters, as `plain` writes them: where they stand, and what is around them."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

from msgspec import Struct, field

from cvgen.profile.name_match import fold_spelling
from cvgen.profile.name_words import load_lookalikes

_NOT_LETTERS = re.compile(r"[\W_]+")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_WORD = re.compile(r"[^\W\d_]+")
_EXCERPT = 30  # letters before and after a match


class Match(Struct, frozen=True):
    """A stretch of a text; what is `loose` may be something else."""

    start: int
    end: int
    loose: bool = False


class LetterIndex(Struct):
    """A text, its plain letters, and, once they are needed, the place in the text of each."""

    text: str
    letters: str = ""
    _origins: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        # Accents that stand for themselves would break words apart.
        self.text = unicodedata.normalize("NFC", self.text)
        if self.text.isascii():
            self.letters = _NOT_LETTERS.sub("", self.text.casefold())
        else:
            self.letters = fold_spelling(self.text)

    def find_letters(self, needle: str) -> Iterator[Match]:
        """Yield every stretch of the text that has just these letters."""
        if needle not in self.letters:
            return
        if not self._origins:
            self._index_letters()
        start = self.letters.find(needle)
        while start >= 0:
            last = start + len(needle) - 1
            yield Match(self._origins[start], self._origins[last] + 1)
            start = self.letters.find(needle, start + 1)

    def _index_letters(self) -> None:
        letters = []
        for place, character in enumerate(self.text):
            for letter in fold_spelling(character):
                letters.append(letter)
                self._origins.append(place)
        self.letters = "".join(letters)

    def stands_alone(self, match: Match) -> bool:
        """Say whether a match is no part of a longer word."""
        before = self.text[: match.start][-1:]
        after = self.text[match.end : match.end + 1]
        first = self.text[match.start]
        last = self.text[match.end - 1]
        return _is_word_boundary(before, first) and _is_word_boundary(last, after)

    def quote_match(self, match: Match) -> str:
        """Quote a match with what is around it."""
        start = max(match.start - _EXCERPT, 0)
        end = match.end + _EXCERPT
        quote = " ".join(self.text[start:end].split())
        if start:
            quote = "…" + quote
        if end < len(self.text):
            quote += "…"
        return quote


def _is_word_boundary(before: str, after: str) -> bool:
    if not before.isalnum() or not after.isalnum():
        return True
    return is_unspaced_script(before) != is_unspaced_script(after)


def is_unspaced_script(text: str) -> bool:
    """Say whether a text starts in a script that writes names without spaces."""
    first = fold_spelling(text[:1])[:1]
    return "\u1100" <= first <= "\u11ff" or first >= "\u2e80"


def decode_escapes(text: str) -> str:
    r"""Decode escapes of an address (%41), of HTML (&#65;) or of a program (\u0041)."""
    if not ("%" in text or "&" in text or "\\u" in text):
        return text
    decoded = html.unescape(unquote(unquote(html.unescape(text))))
    return _ESCAPE.sub(_decode_unicode_escape, decoded)


def _decode_unicode_escape(match: re.Match[str]) -> str:
    return chr(int(match[1], 16))


def replace_lookalikes(text: str) -> str:
    """Put Latin letters into words of letters that look like them, as Cyrillic ones do."""
    if text.isascii():
        return text
    return _WORD.sub(_replace_lookalike_word, text)


def _replace_lookalike_word(match: re.Match[str]) -> str:
    word = match[0]
    latin = word.translate(load_lookalikes())
    if latin.isascii():
        return latin
    return word
