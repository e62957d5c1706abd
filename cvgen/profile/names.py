"""Takes the basics of a profile, gives who it is about: every spelling of the name that author lists may use, and the ORCID."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from cvgen.profile.basics import Basics
from cvgen.profile.fields import PersonRecord, Text
from cvgen.profile.publications import AuthorRecord

# Letters that Unicode does not take apart, and those that are written with two where there is no other way (ICAO Doc 9303).
_STROKES = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)
_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})


@dataclass(frozen=True, slots=True)
class People:
    """Who the CV is about, by every spelling of the name and by ORCID, and the pages of co-authors by plain name."""

    own: frozenset[str]
    orcid: str
    pages: dict[str, str]
    keys: frozenset[tuple[str, str]] = frozenset()

    def is_own(self, somebody: AuthorRecord | PersonRecord) -> bool:
        """Say whether somebody is the person, by any spelling of either, or by ORCID."""
        number = getattr(somebody, "orcid", None)
        return any(plain(name) in self.own for name in spelled(somebody.name)) or bool(
            self.orcid and number and self.orcid in number
        )

    def may_be_own(self, somebody: AuthorRecord | PersonRecord) -> bool:
        """Say whether somebody has the surname, and a given name or an initial, of the person: with a middle name, say."""
        return any(
            _is_like(key, own)
            for name in spelled(somebody.name)
            if (key := _key(name))
            for own in self.keys
        )


def spelled(name: Text) -> tuple[str, ...]:
    """List what a name is in every language."""
    return (name,) if isinstance(name, str) else tuple(name.values())


def people(basics: Basics, coauthors: dict[str, str]) -> People:
    """Collect the spellings of the person's name: as given, surname first, and with initials."""
    spellings = {
        spelling
        for name in (*spelled(basics.name), *basics.alternateNames)
        for spelling in _spellings(name)
    }
    orcid = next(
        (
            account.username or account.url or ""
            for account in basics.profiles
            if str(account.network).lower() == "orcid"
        ),
        "",
    )
    number = re.search(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", orcid)
    keys = {key for name in (*spelled(basics.name), *basics.alternateNames) if (key := _key(name))}
    pages = {plain(name): url for name, url in coauthors.items()}
    return People(frozenset(spellings), number[0] if number else "", pages, frozenset(keys))


def in_order(name: str) -> list[str]:
    """List the words of a name, the surname last."""
    last, _, first = name.partition(",")
    return [*first.split(), *last.split()]


def _key(name: str) -> tuple[str, str] | None:
    """Give surname and first given name, of a name that has both."""
    words = [word for word in map(plain, in_order(name)) if word]
    return (words[-1], words[0]) if len(words) > 1 else None


def _is_like(one: tuple[str, str], other: tuple[str, str]) -> bool:
    short, long = sorted((one[1], other[1]), key=len)
    return one[0] == other[0] and (short == long or (len(short) == 1 and long.startswith(short)))


def plain(name: str) -> str:
    """Reduce a name to what spellings share: small letters without accents and strokes, points, hyphens and spaces."""
    letters = (
        letter
        for letter in unicodedata.normalize("NFKD", name.casefold()).translate(_STROKES)
        if not unicodedata.combining(letter)
    )
    return "".join(letter for letter in letters if letter.isalnum())


def _spellings(name: str) -> Iterable[str]:
    """List how author lists may write a name; only whole names and whole sets of initials, so that nobody else is meant."""
    words = in_order(name)
    yield plain(name)
    spelled_out = name.casefold().translate(_SPELLED_OUT)
    if spelled_out != name.casefold():
        yield from _spellings(spelled_out)
    if not 1 < len(words) <= 6:
        return
    initials = [
        "".join(part[0] for part in re.split(r"[-\s.]+", word) if part) for word in words[:-1]
    ]
    for given in (words[:-1], initials):
        for order in (("given", "surname"), ("surname", "given")):
            pieces = {"given": "".join(given), "surname": words[-1]}
            yield plain("".join(pieces[piece] for piece in order))
