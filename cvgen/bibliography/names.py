"""Names of people and groups in their natural order."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache

from msgspec import Struct

from cvgen.bibliography.tables import load_table
from cvgen.profile.fields import Text
from cvgen.profile.name_parse import parse_name_parts
from cvgen.profile.name_parts import NameParts, format_name
from cvgen.profile.names import list_language_versions
from cvgen.profile.publications import AuthorRecord
from cvgen.text.patterns import compile_late

ET_AL = "et al."
_ELLIPSIS = "…"
_INITIAL = compile_late(r"[^\W\d_][.\s]")


class Name(Struct, frozen=True):
    """A name to print, the marks behind it, and the person's ORCID.

    `problem` says what could not be read in it; `family` is the family name with its particles,
    where the source says it.
    """

    text: str
    marks: str = ""
    problem: str = ""
    orcid: str = ""
    family: str = ""

    def to_author(self) -> str | dict[str, str]:
        """Return the name as a profile's author: one text, or else a mapping.

        That is for an ORCID, and for a family name that the text does not tell.
        """
        author = {"name": self.text}
        if self.marks:
            author["marks"] = self.marks
        if self.orcid:
            author["orcid"] = self.orcid
        if self._has_untold_family():
            author["family"] = self.family
        if author.keys() <= {"name", "marks"}:
            return self.text + self.marks
        return author

    def _has_untold_family(self) -> bool:
        if not self.family:
            return False
        guess = parse_name_parts(self.text)
        return (guess.surname or guess.literal) != self.family


def join_name(given: str, family: str, suffix: str = "") -> str:
    """Put a name into its natural order: "First von Last, Jr"."""
    if not (given or family):
        return suffix
    if not (given and family):
        return format_name(NameParts(literal=given or family, suffix=suffix))
    return format_name(NameParts(given=given, family=family, suffix=suffix))


def normalize_surname(name: str) -> str:
    """Reduce a name to its surname, in small letters without accents.

    Different spellings of a person's name share it.
    """
    name_parts = parse_name_parts(name)
    surname = name_parts.family or name_parts.literal
    decomposed = unicodedata.normalize("NFKD", surname.casefold())
    return "".join(character for character in decomposed if character.isalnum())


def is_others(name: Text) -> bool:
    """Say whether a name stands for those who are not named, in any language."""
    words = _load_others()
    return any(_fold_word(version) in words for version in list_language_versions(name))


def list_named(people: Iterable[AuthorRecord]) -> tuple[AuthorRecord, ...]:
    """List the people who have a name, without an "et al." among them."""
    return tuple(person for person in people if not is_others(person.name))


def find_position(people: Sequence[AuthorRecord], index: int) -> int | None:
    """Find the place of a person in a list; behind an "et al." nobody knows it."""
    if len(list_named(people[:index])) < index:
        return None
    return index + 1


def count_people(people: Sequence[AuthorRecord]) -> int | None:
    """Count people; where some have no name here, nobody knows how many they are."""
    if len(list_named(people)) < len(people):
        return None
    return len(people)


@cache
def _load_others() -> frozenset[str]:
    return frozenset(map(_fold_word, load_table("others")))


def _fold_word(text: str) -> str:
    """Reduce a word for others to its letters, or to the dots that it is.

    With an initial in front it is the name of somebody, such as A. Kol, and nothing is left.
    """
    if _INITIAL.match(text) and text[0].isupper():
        return ""
    letters = "".join(character for character in text.casefold() if character.isalpha())
    if not letters and (_ELLIPSIS in text or "..." in text):
        return _ELLIPSIS
    return letters
