"""Judge whether two spellings of names mean one person, as author lists spell names.

Given names may be whole, initials, or missing behind the first one; a surname may have its
particles in front or, of two, be the first alone. Other initials are another person.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from enum import IntEnum
from functools import cache, lru_cache

from msgspec import Struct

from cvgen.files.yamltable import read_table
from cvgen.profile.name_parse import parse_name_parts
from cvgen.profile.name_parts import NameParts
from cvgen.profile.name_words import load_name_words
from cvgen.text.patterns import compile_late
from cvgen.text.ranges import CharacterRanges

# Letters that Unicode does not take apart.
_STROKES = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)
# Letters that are written with two where there is no other way (ICAO Doc 9303).
_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_GIVEN_WORD = compile_late(r"[^\W\d_][^\s.\-‐]*\.?")
_JOINED_INITIALS = compile_late(r"[^\W\d_]{2,3}")
_INITIALS_BEHIND = compile_late(r"(?:[^\W\d_]\.?[-‐]?){1,3}")
_HAN = CharacterRanges("\u3400\u9fff")


class NameMatch(IntEnum):
    """How far a name is the person's.

    WHOLE has every given name, or the initials of all; PARTIAL has more or fewer of them.
    """

    NONE = 0
    POSSIBLE = 1
    PARTIAL = 2
    WHOLE = 3


class NameForm(Struct, frozen=True):
    """One way to take a name apart: given names as words, and the surname in plain letters.

    A given name that ends with a point, or is one letter, is an initial. `certain` is False where
    the surname may be another one.
    """

    given: tuple[str, ...]
    surname: str
    certain: bool = True


class OwnName(Struct, frozen=True):
    """A name of the person: its forms, and all of it in plain letters.

    Where `is_guess`, more than the last word may be the surname.
    """

    forms: tuple[NameForm, ...]
    whole: frozenset[str]
    is_guess: bool = False

    def match(self, name: str, family: str = "") -> NameMatch:
        """Judge a name, of which `family` is known to be the surname."""
        if fold_spelling(name) in self.whole:
            return NameMatch.WHOLE
        best = NameMatch.NONE
        for other in _list_author_forms(name, family):
            for own in self.forms:
                best = max(best, _match_forms(own, other))
        return best


@lru_cache(maxsize=16384)
def fold_spelling(name: str) -> str:
    """Normalize a name to what its spellings share.

    These are small letters without accents, strokes, points, hyphens and spaces, and simplified
    Chinese characters.
    """
    folded = name.casefold()
    if not folded.isascii():
        if _HAN.has_any(folded):
            folded = simplify_chinese(folded)
        folded = unicodedata.normalize("NFKD", folded).translate(_STROKES)
    return "".join(letter for letter in folded if letter.isalnum())


def simplify_chinese(text: str) -> str:
    """Replace the traditional characters of a text by the simplified ones."""
    return text.translate(_load_simplified())


@cache
def _load_simplified() -> dict[int, int]:
    """Load the simplified characters by the traditional ones."""
    table: dict[str, str] = read_table("han")
    traditional = table["traditional"].replace(" ", "")
    simplified = table["simplified"].replace(" ", "")
    return str.maketrans(traditional, simplified)


def list_foldings(text: str) -> tuple[str, ...]:
    """List the plain letters of a text, also with ä written as ae."""
    folded = text.casefold()
    spelled_out = folded.translate(_SPELLED_OUT)
    if spelled_out == folded:
        return (fold_spelling(text),)
    return (fold_spelling(text), fold_spelling(spelled_out))


def make_own_name(text: str, parts: NameParts, others: Iterable[NameParts] = ()) -> OwnName:
    """Make the forms by which a name of the person is found, also as others write it."""
    forms: dict[NameForm, None] = {}
    whole = {fold_spelling(text)}
    for spelling in (parts, *others):
        forms.update(dict.fromkeys(_list_own_forms(spelling)))
        whole.update(_list_whole_spellings(spelling))
    return OwnName(tuple(forms), frozenset(whole - {""}), parts.is_guess)


def _list_whole_spellings(parts: NameParts) -> Iterator[str]:
    """List all of a name in plain letters, with the given name or the surname first."""
    bare = " ".join(word for word in (parts.given, parts.surname, parts.literal) if word)
    yield from list_foldings(bare)
    yield from list_foldings(f"{parts.given} {parts.surname}")
    yield from list_foldings(f"{parts.surname} {parts.given}")


def _list_own_forms(parts: NameParts) -> Iterator[NameForm]:
    if not parts.family:
        return
    for given in list_given_words(parts.given):
        for surname in list_foldings(parts.surname):
            yield NameForm(given, surname)
        yield from _list_shortened_particles(given, parts)
        for surname in _list_joined_surnames(parts.family):
            yield NameForm(given, surname)
        yield from _list_shorter_surnames(given, parts)
        yield from _list_longer_surnames(given, parts)
    yield from _list_turned_forms(parts)


def _list_shortened_particles(given: tuple[str, ...], parts: NameParts) -> Iterator[NameForm]:
    """List the surname with its particles as initials: "v. d. Rohe", "v. der Rohe"."""
    words = [*parts.dropping_particle.split(), *parts.particle.split()]
    for count in range(1, len(words) + 1):
        initials = [word[0] for word in words[:count]]
        for surname in list_foldings(" ".join([*initials, *words[count:], parts.family])):
            yield NameForm(given, surname)


def _list_turned_forms(parts: NameParts) -> Iterator[NameForm]:
    """List the forms of a name that may have its surname first, as "Li Ming" and "Nguyễn Văn An".

    Which word is the surname is not certain; authors of three words turn the given names too.
    """
    words = parts.given.split()
    if not parts.is_guess or words[0].casefold() not in load_name_words("family_first"):
        return
    for surname in list_foldings(words[0]):
        for order in ([*words[1:], parts.family], [parts.family, *words[1:]]):
            for given in list_given_words(" ".join(order)):
                yield NameForm(given, surname, certain=False)


def _list_joined_surnames(family: str) -> tuple[str, ...]:
    """List two surnames without the word between them: "Ortega y Gasset" is "Ortega-Gasset"."""
    words = family.split()
    joined = [word for word in words if word not in load_name_words("conjunctions")]
    return list_foldings("".join(joined)) if len(joined) < len(words) else ()


def _list_shorter_surnames(given: tuple[str, ...], parts: NameParts) -> Iterator[NameForm]:
    """List the surname without particles, and the first and the last of two."""
    if parts.surname != parts.family:
        for surname in list_foldings(parts.family):
            yield NameForm(given, surname, certain=False)
    words = re.split(r"[\s\-‐]+", parts.family)
    if len(words) < 2 or words[0] in load_name_words("surname_words"):
        return
    is_first_known = " " in parts.family and not parts.particle
    for surname in list_foldings(words[0]):
        yield NameForm(given, surname, certain=is_first_known)
    for surname in list_foldings(words[-1]):
        yield NameForm(given, surname, certain=False)


def _list_longer_surnames(given: tuple[str, ...], parts: NameParts) -> Iterator[NameForm]:
    """List the surname with the word before it, which may be the first of two."""
    words = parts.given.split()
    if not parts.is_guess or len(words) < 2:
        return
    rest = given[: -_count_given_words(words[-1])]
    if not rest or is_initial(given[-1]):
        return
    for surname in list_foldings(f"{words[-1]} {parts.surname}"):
        yield NameForm(rest, surname)
    for surname in list_foldings(words[-1]):
        yield NameForm(rest, surname, certain=False)


def _count_given_words(word: str) -> int:
    return max(1, len(_GIVEN_WORD.findall(word)))


@lru_cache(maxsize=16384)
def _list_author_forms(name: str, family: str) -> tuple[NameForm, ...]:
    """List the ways to take an author's name apart."""
    parts = parse_name_parts(name, family)
    if parts.literal:
        return ()
    forms: list[NameForm] = []
    for given in list_given_words(parts.given):
        for surname in list_foldings(parts.surname):
            forms.append(NameForm(given, surname))
    forms += _list_reversed_forms(parts)
    forms += _list_forms_before_initials(name)
    words = parts.given.split()
    if family or "," in name or parts.particle or len(words) < 2:
        return tuple(forms)
    for given in list_given_words(" ".join(words[:-1])):
        for surname in list_foldings(f"{words[-1]} {parts.family}"):
            forms.append(NameForm(given, surname))
    return tuple(forms)


def _list_reversed_forms(parts: NameParts) -> list[NameForm]:
    """List the forms of a surname that may be initials: "Nguyen MA" is M. A. Nguyen, or N. Ma."""
    if not (_JOINED_INITIALS.fullmatch(parts.family) and parts.family.isupper()):
        return []
    initials = tuple(fold_spelling(letter) for letter in parts.family)
    return [NameForm(initials, surname) for surname in list_foldings(parts.given)]


def _list_forms_before_initials(name: str) -> list[NameForm]:
    """List the forms of a surname with a small word in it, and initials: "López de la Cruz AM"."""
    surname, _, initials = name.rpartition(" ")
    if "," in name or not initials.isupper() or not _INITIALS_BEHIND.fullmatch(initials):
        return []
    if not any(word.islower() for word in surname.split()):
        return []
    forms = []
    for given in list_given_words(initials):
        forms += [NameForm(given, folded) for folded in list_foldings(surname)]
    return forms


def list_given_words(given: str) -> list[tuple[str, ...]]:
    """List the readings of given names as words and initials: "ZF" may be a name or Z. F."""
    readings = _list_readings(given)
    spelled_out = given.casefold().translate(_SPELLED_OUT)
    if spelled_out != given.casefold():
        readings += _list_readings(spelled_out)
    return readings


def _list_readings(given: str) -> list[tuple[str, ...]]:
    words: list[str] = []
    initials: list[str] = []
    for word in given.split():
        parts = [_fold_given(part) for part in _GIVEN_WORD.findall(word)]
        words += parts
        if _JOINED_INITIALS.fullmatch(word) and word.isupper():
            initials += [fold_spelling(letter) for letter in word]
        else:
            initials += parts
    readings = [tuple(words)]
    if initials != words:
        readings.append(tuple(initials))
    return readings


def _fold_given(word: str) -> str:
    """Fold a given name; a shortened one keeps its point."""
    folded = fold_spelling(word)
    if word.endswith(".") and len(folded) > 1:
        return folded + "."
    return folded


def is_initial(word: str) -> bool:
    """Say whether a folded given name is an initial, or shortened."""
    return len(word) == 1 or word.endswith(".")


def _match_forms(own: NameForm, other: NameForm) -> NameMatch:
    if own.surname != other.surname:
        return NameMatch.NONE
    match = match_given(own.given, other.given)
    if match > NameMatch.POSSIBLE and not (own.certain and other.certain):
        return NameMatch.POSSIBLE
    return match


def match_given(own: tuple[str, ...], other: tuple[str, ...]) -> NameMatch:
    """Judge given names: the first must agree, and what both have behind it, in order."""
    if own == other or (_are_whole(other) and "".join(own) == "".join(other)):
        return NameMatch.WHOLE
    if not own or not other:
        return NameMatch.POSSIBLE
    if not _are_alike(own[0], other[0]):
        return _match_middle_name(own[1:], other[0])
    if not (_is_within(other[1:], own[1:]) or _is_within(own[1:], other[1:])):
        return NameMatch.NONE
    return _rank_given(own, other)


def _match_middle_name(own: tuple[str, ...], first: str) -> NameMatch:
    """Judge a first given name that is not the person's: it may be their middle one."""
    if any(_are_alike(middle, first) for middle in own):
        return NameMatch.POSSIBLE
    return NameMatch.NONE


def _are_whole(given: tuple[str, ...]) -> bool:
    return not any(map(is_initial, given))


def _rank_given(own: tuple[str, ...], other: tuple[str, ...]) -> NameMatch:
    """Rank given names that agree by whether the other has as many."""
    if is_initial(own[0]) and not is_initial(other[0]):
        return NameMatch.POSSIBLE
    if len(own) == len(other):
        return NameMatch.WHOLE
    return NameMatch.PARTIAL


def _are_alike(own: str, other: str) -> bool:
    """Say whether two given names may be one: the same, or one shortens the other."""
    if own == other:
        return True
    short, long = sorted((own.rstrip("."), other.rstrip(".")), key=len)
    return (is_initial(own) or is_initial(other)) and long.startswith(short)


def _is_within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Say whether given names stand in others, in their order."""
    rest = iter(long)
    return all(any(_are_alike(word, other) for other in rest) for word in short)
