"""The parts of a name, as CSL has them, and how they are printed."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import astuple, replace

from cvgen.profile.name_words import load_name_words
from cvgen.text.joining import join_filled

_CJK_SCRIPTS = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL")


class NameParts(Struct, frozen=True):
    """The parts of a name; a group's name, or one that cannot be split, has only `literal`.

    `particle` is CSL's non-dropping one. Where `is_guess`, the family name may be another one.
    """

    given: str = ""
    particle: str = ""
    family: str = ""
    suffix: str = ""
    literal: str = ""
    dropping_particle: str = ""
    title: str = ""
    postnominals: str = ""
    is_guess: bool = False

    def __eq__(self, other: object) -> bool:
        """Compare the parts; how sure they are makes no other name."""
        return isinstance(other, NameParts) and self._words == other._words

    def __hash__(self) -> int:
        return hash(self._words)

    @property
    def _words(self) -> tuple[str, ...]:
        return astuple(replace(self, is_guess=False))

    @property
    def surname(self) -> str:
        """The family name with its particles, as a form asks for it."""
        return join_filled(" ", self.dropping_particle, self.particle, self.family)

    @property
    def surname_words(self) -> list[str]:
        """The words of the surname, in order."""
        return self.surname.split()

    @property
    def name_suffix(self) -> str:
        """What stands behind the name: the suffix, and letters such as PhD."""
        return join_filled(", ", self.suffix, self.postnominals)


def format_name(parts: NameParts, *, family_first: bool = False) -> str:
    """Format a name as it is printed: title, name, and what stands behind it.

    Names in Chinese, Japanese or Korean have the family name first, without a space.
    """
    core = parts.literal
    if parts.family and is_cjk(parts.given + parts.surname):
        core = parts.surname + parts.given
    elif parts.family and family_first:
        core = join_filled(" ", parts.surname, parts.given)
    elif parts.family:
        core = join_filled(" ", parts.given, parts.surname)
    if is_cjk(core) and parts.title in load_name_words("titles_behind"):
        return core + parts.title
    if re.fullmatch(r"[IVX]+|\d\w\w", parts.suffix):
        core = f"{core} {parts.suffix}"
    elif parts.suffix:
        core = f"{core}, {parts.suffix}"
    return join_filled(", ", join_filled(" ", parts.title, core), parts.postnominals)


def is_cjk(text: str) -> bool:
    """Say whether a text has only Chinese, Japanese or Korean characters."""
    characters = [character for character in text if not character.isspace()]
    if not characters:
        return False
    return all(_is_cjk_character(character) for character in characters)


@lru_cache(maxsize=4096)
def _is_cjk_character(character: str) -> bool:
    return unicodedata.name(character, "").startswith(_CJK_SCRIPTS)
