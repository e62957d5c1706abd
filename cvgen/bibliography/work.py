"""One work of a bibliography file: takes its key, its data for a profile and its place; gives what tells works apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from cvgen.bibliography import names
from cvgen.errors import Place
from cvgen.profile.publications import MARKS


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of a file: its key, its data in the form of a profile's publication, and where it stands."""

    key: str
    data: dict[str, Any]
    place: Place


def title_of(data: dict[str, Any]) -> str:
    """Reduce a title to its letters and digits."""
    return "".join(sign for sign in str(data.get("name", "")).casefold() if sign.isalnum())


def first_author(data: dict[str, Any]) -> str:
    """Give the surname of the first author."""
    author = next(iter(data.get("authors", ())), "")
    return names.surname((author["name"] if isinstance(author, dict) else author).rstrip(MARKS))


def invented(data: dict[str, Any]) -> str:
    """Make a key of surname, year and the first long word of the title."""
    words = re.findall(r"[^\W\d_]{4,}", str(data.get("name", "")).lower())
    return (
        (first_author(data) or "work")
        + str(data.get("releaseDate", ""))[:4]
        + (words[0] if words else "")
    )


class Keys:
    """Remembers which keys are taken, without a difference between capitals and small letters."""

    def __init__(self) -> None:
        self.taken: dict[str, int] = {}

    def free(self, key: str) -> str:
        """Take a key; one that is taken gets a letter, or letters."""
        own = key
        while own.casefold() in self.taken:
            self.taken[key.casefold()] += 1
            own = key + _letters(self.taken[key.casefold()])
        self.taken[own.casefold()] = 0
        return own


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters
