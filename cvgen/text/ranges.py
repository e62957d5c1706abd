"""Ranges of characters: a regular expression of thousands of them takes milliseconds to compile."""

from __future__ import annotations

from bisect import bisect_right


class CharacterRanges:
    """The characters from the first to the last of each of some pairs, in the order of Unicode."""

    def __init__(self, *pairs: str) -> None:
        bounds: list[str] = []
        for pair in pairs:
            bounds += (pair[0], chr(ord(pair[1]) + 1))
        self._bounds = bounds

    def __contains__(self, character: str) -> bool:
        return bisect_right(self._bounds, character) % 2 == 1

    def has_any(self, text: str) -> bool:
        """Say whether a text has one of the characters."""
        return not text.isascii() and any(map(self.__contains__, text))

    def count_characters(self, text: str) -> int:
        """Count the characters of a text that are among them."""
        return sum(map(self.__contains__, text))
