"""Write Chinese names in A to Z as they are read in Mandarin, by the table `data/pinyin.yaml`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import product

from cvgen.files.yamltable import read_table

_UMLAUT = "ü"


def list_given_readings(characters: str) -> tuple[str, ...]:
    """List how simplified characters are read, a word for each; none where one is not known."""
    readings = _read_syllables()
    return _format_readings(
        product(*(readings.get(character, ()) for character in characters)), " "
    )


def list_surname_readings(characters: str) -> tuple[str, ...]:
    """List how simplified characters are read as a family name; none where one is not known."""
    surnames = read_table("pinyin")["surnames"]
    if characters in surnames:
        return _format_readings([(surnames[characters],)], "")
    readings = _read_syllables()
    return _format_readings(product(*(readings.get(character, ()) for character in characters)), "")


@cache
def _read_syllables() -> dict[str, tuple[str, ...]]:
    """Read the syllables by the characters."""
    readings: dict[str, tuple[str, ...]] = {}
    for syllable, characters in read_table("pinyin")["syllables"].items():
        for character in characters:
            readings[character] = (*readings.get(character, ()), syllable)
    return readings


def _format_readings(readings: Iterable[tuple[str, ...]], joint: str) -> tuple[str, ...]:
    """Write readings with a capital, and without the ü that passports do not have."""
    spellings: dict[str, None] = {}
    for syllables in readings:
        for letter in read_table("pinyin")["without_umlaut"]:
            plain = [syllable.replace(_UMLAUT, letter) for syllable in syllables]
            words = joint.join(plain).split()
            spellings[" ".join(word.capitalize() for word in words)] = None
    return tuple(spellings)
