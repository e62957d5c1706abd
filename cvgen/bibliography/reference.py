"""A work of a bibliography file, and what identifies it: key, title and first author."""

from __future__ import annotations

import re
from typing import Any

from msgspec import Struct

from cvgen.bibliography import names
from cvgen.bibliography.source import describe_work
from cvgen.errors import Place
from cvgen.profile.publications import AUTHOR_MARKS


class Reference(Struct, frozen=True):
    """A work: its key, its data as a profile's publication, and where its entry stands.

    `is_parent` is whether other entries inherit from it, for which alone it may be in the file;
    `written_key` is the key in the file, where the work got another one.
    """

    key: str
    data: dict[str, Any]
    place: Place
    is_parent: bool = False
    written_key: str = ""

    def describe(self) -> str:
        """Name the work in a message."""
        return describe_work(self.written_key or self.key, str(self.data.get("name", "")))


def normalize_title(data: dict[str, Any]) -> str:
    """Reduce a title to its letters and digits."""
    title = str(data.get("name", "")).casefold()
    return "".join(character for character in title if character.isalnum())


def normalize_first_author(data: dict[str, Any]) -> str:
    """Return the first author's surname in small letters without accents."""
    authors = data.get("authors") or [""]
    return normalize_author(authors[0])


def normalize_author(author: str | dict[str, Any]) -> str:
    """Return an author's surname in small letters without accents."""
    name = author
    if isinstance(name, dict):
        name = name["name"]
    return names.normalize_surname(str(name).rstrip(AUTHOR_MARKS))


def make_key(data: dict[str, Any]) -> str:
    """Make a key of surname, year and the first long word of the title."""
    surname = normalize_first_author(data) or "work"
    year = str(data.get("releaseDate", ""))[:4]
    long_word = re.search(r"[^\W\d_]{4,}", str(data.get("name", "")).lower())
    if not long_word:
        return surname + year
    return surname + year + long_word[0]


class KeyRegistry:
    """The keys that are in use; capitals and small letters make no difference."""

    def __init__(self) -> None:
        self.copies_by_key: dict[str, int] = {}

    def claim_key(self, key: str) -> str:
        """Register a key and return it; one that is in use gets a letter, or letters, behind it."""
        own_key = key
        while own_key.casefold() in self.copies_by_key:
            self.copies_by_key[key.casefold()] += 1
            own_key = key + _format_letters(self.copies_by_key[key.casefold()])
        self.copies_by_key[own_key.casefold()] = 0
        return own_key


def _format_letters(number: int) -> str:
    """Count in letters: 1 is a, 26 is z, 27 is aa."""
    letters = ""
    while number:
        number, remainder = divmod(number - 1, 26)
        letters = chr(ord("a") + remainder) + letters
    return letters
