"""Recognize a person by name: every spelling that author lists may use, and the ORCID."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from cvgen.profile.basics import Basics
from cvgen.profile.fields import PersonRecord, Text
from cvgen.profile.publications import AuthorRecord

_ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")
_MOST_WORDS = 6  # of a name whose given names are tried as initials
# Letters that Unicode does not take apart.
_STROKES = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)
# Letters that are written with two where there is no other way (ICAO Doc 9303).
_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})


@dataclass(frozen=True, slots=True)
class _NameKey:
    """Surname and first given name, as normalized by `plain`."""

    surname: str
    given: str

    def is_like(self, other: _NameKey) -> bool:
        """Return whether both can be one person: one given name may be the initial of the other."""
        if self.surname != other.surname:
            return False
        if self.given == other.given:
            return True
        short, long = sorted((self.given, other.given), key=len)
        return len(short) == 1 and long.startswith(short)


@dataclass(frozen=True, slots=True)
class PersonIdentity:
    """Who the CV is about, by every spelling of the name and by ORCID.

    `pages` are the pages of co-authors, by their normalized names.
    """

    spellings: frozenset[str]
    orcid: str
    coauthor_pages: dict[str, str]
    keys: frozenset[_NameKey] = frozenset()

    def is_same_person(self, other: AuthorRecord | PersonRecord) -> bool:
        """Return whether another is the person, by any spelling of either, or by ORCID."""
        if any(
            fold_spelling(name) in self.spellings for name in list_language_versions(other.name)
        ):
            return True
        orcid = getattr(other, "orcid", None)
        return bool(self.orcid and orcid and self.orcid in orcid)

    def may_be_same_person(self, other: AuthorRecord | PersonRecord) -> bool:
        """Return whether another has the person's surname, and a given name or an initial.

        So they are found with a middle name that the profile does not give.
        """
        for name in list_language_versions(other.name):
            key = _make_key(name)
            if key and any(key.is_like(own_key) for own_key in self.keys):
                return True
        return False


def identify_person(basics: Basics, coauthors: dict[str, str]) -> PersonIdentity:
    """Collect the spellings of the person's name: as given, surname first, and with initials."""
    spellings: set[str] = set()
    keys = set()
    for name in (*list_language_versions(basics.name), *basics.alternateNames):
        spellings.update(_list_spellings(name))
        key = _make_key(name)
        if key:
            keys.add(key)
    pages = {fold_spelling(name): url for name, url in coauthors.items()}
    return PersonIdentity(frozenset(spellings), _find_orcid(basics), pages, frozenset(keys))


def _find_orcid(basics: Basics) -> str:
    for account in basics.profiles:
        if str(account.network).lower() == "orcid":
            match = _ORCID.search(account.username or account.url or "")
            if match is None:
                return ""
            return match[0]
    return ""


def list_language_versions(name: Text) -> tuple[str, ...]:
    """List what a name is in every language."""
    if isinstance(name, str):
        return (name,)
    return tuple(name.values())


def split_name(name: str) -> list[str]:
    """Split a name into words, the surname last."""
    last, _, first = name.partition(",")
    return [*first.split(), *last.split()]


def fold_spelling(name: str) -> str:
    """Normalize a name to what its spellings share.

    These are small letters without accents, strokes, points, hyphens and spaces.
    """
    decomposed = unicodedata.normalize("NFKD", name.casefold()).translate(_STROKES)
    bare = [letter for letter in decomposed if not unicodedata.combining(letter)]
    return "".join(filter(str.isalnum, bare))


def _make_key(name: str) -> _NameKey | None:
    """Make the key of a name that has both surname and given name."""
    words = [word for word in map(fold_spelling, split_name(name)) if word]
    if len(words) < 2:
        return None
    return _NameKey(surname=words[-1], given=words[0])


def _list_spellings(name: str) -> Iterable[str]:
    """List how author lists may write a name, normalized.

    Only whole names and whole sets of initials, so that nobody else is meant.
    """
    yield fold_spelling(name)
    folded = name.casefold()
    spelled_out = folded.translate(_SPELLED_OUT)
    if spelled_out != folded:
        yield from _list_spellings(spelled_out)
    words = split_name(name)
    if not 1 < len(words) <= _MOST_WORDS:
        return
    surname = words[-1]
    given_names = "".join(words[:-1])
    initials = "".join(_abbreviate(word) for word in words[:-1])
    for given in (given_names, initials):
        yield fold_spelling(given + surname)
        yield fold_spelling(surname + given)


def _abbreviate(word: str) -> str:
    """Take the initials of a given name, of which one with a hyphen has two."""
    parts = re.split(r"[-\s.]+", word)
    return "".join(part[0] for part in parts if part)
