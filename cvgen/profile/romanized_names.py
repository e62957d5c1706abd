"""Write a name in Cyrillic, Greek or Chinese letters in A to Z, as others write it."""

from __future__ import annotations

from functools import lru_cache
from itertools import product

from msgspec.structs import replace

from cvgen.profile.name_match import fold_spelling
from cvgen.profile.name_parse import split_unspaced_name
from cvgen.profile.name_parts import NameParts, is_cjk
from cvgen.text.pinyin import list_given_readings, list_surname_readings
from cvgen.text.transliterate import can_romanize, list_romanizations


@lru_cache(maxsize=64)
def list_romanized_parts(parts: NameParts) -> tuple[NameParts, ...]:
    """List a name in the ways in which it is written in A to Z, the usual one first.

    There are none for a name whose letters do not say how it is read.
    """
    whole = parts.literal or f"{parts.given} {parts.surname}"
    if is_cjk(whole):
        return _list_chinese_parts(parts)
    if not can_romanize(whole):
        return ()
    given_names = dict.fromkeys(list_romanizations(parts.given))
    families = dict.fromkeys(list_romanizations(parts.family))
    particle, literal = list_romanizations(parts.particle)[0], list_romanizations(parts.literal)[0]
    romanized = []
    for given, family in product(given_names, families):
        named = replace(parts, given=given, particle=particle, family=family, literal=literal)
        romanized.append(replace(named, title="", postnominals="", is_guess=False))
    return tuple(romanized)


def _list_chinese_parts(parts: NameParts) -> tuple[NameParts, ...]:
    """List the readings of a Chinese name; without a space in it, its surname is in front."""
    given, surname = parts.given, parts.surname
    if parts.literal:
        given = split_unspaced_name(parts.literal)
        surname = parts.literal.removesuffix(given)
    given_names = list_given_readings(fold_spelling(given))
    surnames = list_surname_readings(fold_spelling(surname))
    return tuple(NameParts(given, "", family) for given, family in product(given_names, surnames))
