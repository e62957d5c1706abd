"""Names of people and groups in their natural order, and the parts of such names."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from cvgen.bibliography.tables import load_table

ET_AL = "et al."
OTHERS = frozenset({"others", "et al", "et al.", "et.al.", "etal", "等", "and others"})
_ROMAN_SUFFIX = re.compile(r"[IVX]{2,}|IV")
_CJK_SCRIPTS = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL")


@dataclass(frozen=True, slots=True)
class Name:
    """A name to print, the marks behind it, and the person's ORCID.

    `problem` says what could not be read in it.
    """

    text: str
    marks: str = ""
    problem: str = ""
    orcid: str = ""

    def to_author(self) -> str | dict[str, str]:
        """Return the name as a profile's author: one text, or a mapping where there is an ORCID."""
        if not self.orcid:
            return self.text + self.marks
        author = {"name": self.text}
        if self.marks:
            author["marks"] = self.marks
        author["orcid"] = self.orcid
        return author


@dataclass(frozen=True, slots=True)
class NameParts:
    """The parts of a name; a group's name, or one that cannot be split, has only `literal`."""

    given: str = ""
    particle: str = ""
    family: str = ""
    suffix: str = ""
    literal: str = ""


def join_name(given: str, family: str, suffix: str = "") -> str:
    """Put a name into its natural order: "First von Last, Jr".

    In Chinese, Japanese and Korean, the surname comes first, without a space.
    """
    if given and family and is_cjk(given + family):
        return family + given
    name = " ".join(part for part in (given, family) if part)
    if not name or not suffix:
        return name or suffix
    if re.fullmatch(r"[IVX]+|\d\w\w", suffix):
        return f"{name} {suffix}"
    return f"{name}, {suffix}"


def parse_name_parts(name: str) -> NameParts:
    """Split a name in its natural order; small words before the last are its particle."""
    words, suffix = _split_suffix(name)
    if _is_unsplittable(name, words):
        return NameParts(literal=name)
    particle_start = _find_particle(words)
    family_start = _find_family(words, particle_start)
    return NameParts(
        given=" ".join(words[:particle_start]),
        particle=" ".join(words[particle_start:family_start]),
        family=" ".join(words[family_start:]),
        suffix=suffix,
    )


def _split_suffix(name: str) -> tuple[list[str], str]:
    """Return the words of a name, and the suffix that stood behind them."""
    bare, _, suffix = name.rpartition(", ")
    if bare and is_suffix(suffix):
        return bare.split(), suffix
    words = name.split()
    if len(words) > 2 and _ROMAN_SUFFIX.fullmatch(words[-1]):
        return words[:-1], words[-1]
    return words, ""


def _is_unsplittable(name: str, words: list[str]) -> bool:
    if len(words) < 2 or is_group(name):
        return True
    if "and" in words or any("," in word for word in words):
        return True
    return words[0][0].islower()


def _find_particle(words: list[str]) -> int:
    """Return the index of the first small word before the last word, or that of the last word."""
    last = len(words) - 1
    for index in range(last):
        if words[index][0].islower():
            return index
    return last


def _find_family(words: list[str], start: int) -> int:
    """Return the index of the first word from `start` on that is not small, or of the last."""
    last = len(words) - 1
    for index in range(start, last):
        if not words[index][0].islower():
            return index
    return last


def normalize_surname(name: str) -> str:
    """Reduce a name to its surname, in small letters without accents.

    Different spellings of a person's name share it.
    """
    name_parts = parse_name_parts(name)
    surname = name_parts.family or name_parts.literal
    decomposed = unicodedata.normalize("NFKD", surname.casefold())
    return "".join(character for character in decomposed if character.isalnum())


def is_group(name: str) -> bool:
    """Say whether a name is a group's, such as a collaboration's or a company's."""
    return bool(_compile_group_pattern().search(name))


@cache
def _compile_group_pattern() -> re.Pattern[str]:
    alternatives = []
    for word in load_table("fields")["groups"]:
        pattern = re.escape(word)
        if word.isascii():
            pattern = rf"(?<!\w){pattern}(?!\w)"
        alternatives.append(pattern)
    return re.compile("|".join(alternatives), re.IGNORECASE)


def is_suffix(text: str) -> bool:
    """Say whether a word is one that follows a name, such as Jr."""
    return text.strip().casefold() in load_table("fields")["suffixes"]


def is_company_suffix(text: str) -> bool:
    """Say whether a word is one that follows a company's name, such as Inc."""
    return text.casefold() in load_table("fields")["companies"]


def is_cjk(text: str) -> bool:
    """Say whether a text has only Chinese, Japanese or Korean characters."""
    characters = [character for character in text if not character.isspace()]
    if not characters:
        return False
    return all(_is_cjk_character(character) for character in characters)


def _is_cjk_character(character: str) -> bool:
    return unicodedata.name(character, "").startswith(_CJK_SCRIPTS)
