"""Takes the basics of a profile, gives who it is about: every spelling of the name that author lists may use, and the ORCID."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from cvgen.profile.basics import Basics
from cvgen.profile.fields import PersonRecord, Text
from cvgen.profile.publications import AuthorRecord


@dataclass(frozen=True, slots=True)
class People:
    """Who the CV is about, by every spelling of the name and by ORCID, and the pages of co-authors by plain name."""

    own: frozenset[str]
    orcid: str
    pages: dict[str, str]

    def is_own(self, somebody: AuthorRecord | PersonRecord) -> bool:
        """Say whether somebody is the person, by any spelling of either, or by ORCID."""
        number = getattr(somebody, "orcid", None)
        return any(plain(name) in self.own for name in spelled(somebody.name)) or bool(self.orcid and number and self.orcid in number)


def spelled(name: Text) -> tuple[str, ...]:
    """List what a name is in every language."""
    return (name,) if isinstance(name, str) else tuple(name.values())


def people(basics: Basics, coauthors: dict[str, str]) -> People:
    """Collect the spellings of the person's name: as given, surname first, and with initials."""
    spellings = {spelling for name in (*spelled(basics.name), *basics.alternateNames) for spelling in _spellings(name)}
    orcid = next((account.username or account.url or "" for account in basics.profiles if str(account.network).lower() == "orcid"), "")
    number = re.search(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", orcid)
    return People(frozenset(spellings), number[0] if number else "", {plain(name): url for name, url in coauthors.items()})


def plain(name: str) -> str:
    """Reduce a name to what spellings share: small letters without accents, points, hyphens and spaces."""
    letters = (letter for letter in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(letter))
    return "".join(letter for letter in letters if letter.isalnum())


def _spellings(name: str) -> Iterable[str]:
    """List how author lists may write a name; only whole names and whole sets of initials, so that nobody else is meant."""
    last, comma, first = name.partition(",")
    words = [*first.split(), *last.split()] if comma else name.split()
    yield plain(name)
    if not 1 < len(words) <= 6:
        return
    initials = ["".join(part[0] for part in re.split(r"[-\s.]+", word) if part) for word in words[:-1]]
    for given in (words[:-1], initials):
        for order in (("given", "surname"), ("surname", "given")):
            pieces = {"given": "".join(given), "surname": words[-1]}
            yield plain("".join(pieces[piece] for piece in order))
