"""Names of people and groups in their natural order."""

from __future__ import annotations

import unicodedata

from msgspec import Struct

from cvgen.profile.name_parse import parse_name_parts
from cvgen.profile.name_parts import NameParts, format_name

ET_AL = "et al."
OTHERS = frozenset({"others", "et al", "et al.", "et.al.", "etal", "等", "and others"})


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
