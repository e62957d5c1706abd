"""Write names in A to Z, as far as that can be said: Łukasz is Lukasz, Щукин is Shchukin.

The letters stand in `data/letters.yaml`, the other ways to write the same in
`data/romanizations.yaml`. Chinese, Japanese, Korean, Arabic and others are not guessed at: a name
has many readings.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from cvgen.files.yamltable import read_table
from cvgen.text.patterns import compile_late

_APOSTROPHES = (
    "\N{MODIFIER LETTER APOSTROPHE}\N{MODIFIER LETTER TURNED COMMA}\N{RIGHT SINGLE QUOTATION MARK}'"
)
_WORD = compile_late(r"[^\W\d_]+")
_WITHOUT_APOSTROPHES = dict.fromkeys(map(ord, _APOSTROPHES))


def romanize(text: str, language: str = "") -> str:
    """Write a name in ASCII; what has no way to be written so is left out."""
    if text.isascii():
        return text.translate(_WITHOUT_APOSTROPHES)
    letters = _read_letters(language.partition("-")[0].lower())
    pattern = re.compile("|".join(f"({key})" for key in letters), re.IGNORECASE)
    replacements = list(letters.values())

    def replace_letter(match: re.Match[str]) -> str:
        return _copy_case(replacements[(match.lastindex or 1) - 1], match)

    composed = unicodedata.normalize("NFC", text).translate(_WITHOUT_APOSTROPHES)
    replaced = pattern.sub(replace_letter, composed)
    decomposed = unicodedata.normalize("NFKD", replaced)
    return "".join(filter(str.isascii, decomposed))


def list_romanizations(text: str) -> tuple[str, ...]:
    """List a Cyrillic or Greek name in each way to write it in A to Z, the usual one first."""
    composed = unicodedata.normalize("NFC", text)
    spellings = [romanize(composed)]
    for way in read_table("romanizations")["ways"]:

        def respell_match(match: re.Match[str], way: dict[str, str] = way) -> str:
            return _respell_word(match[0], way)

        spellings.append(_WORD.sub(respell_match, composed))
    return tuple(spellings)


def _respell_word(word: str, way: dict[str, str]) -> str:
    anchored = f"^{word.lower()}$"
    for letters, replacement in way.items():
        anchored = anchored.replace(letters, replacement)
    romanized = romanize(anchored.strip("^$"))
    if word[0].isupper():
        return romanized.capitalize()
    return romanized


def can_romanize(text: str, language: str = "") -> bool:
    """Return whether every word of a name can be written in A to Z."""
    words = [word for word in text.split() if any(map(str.isalpha, word))]
    return bool(words) and all(_can_romanize_word(word, language) for word in words)


def _can_romanize_word(word: str, language: str) -> bool:
    for letter in unicodedata.normalize("NFC", word):
        if not letter.isalpha() or romanize(letter, language):
            continue
        if letter.casefold() not in _read_silent_letters():
            return False
    return True


@cache
def _read_silent_letters() -> frozenset[str]:
    """Read the letters that are written as nothing, such as the Russian soft sign."""
    letters = _read_letters("")
    return frozenset(key for key, replacement in letters.items() if not replacement)


@cache
def _read_letters(language: str) -> dict[str, str]:
    """Read the patterns and what each becomes; in YAML an empty text stands in quotes."""
    data = read_table("letters")
    exceptions = data["exceptions"].get(language, {})
    return {**data["greek"], **data["latin"], **data["cyrillic"], **exceptions}


def _copy_case(replacement: str, match: re.Match[str]) -> str:
    """Write capitals as they were: the whole of a letter in a word of capitals, else its first."""
    letters = match[0]
    if not letters[0].isupper():
        return replacement
    if _is_in_capitals(match):
        return replacement.upper()
    return replacement.capitalize()


def _is_in_capitals(match: re.Match[str]) -> bool:
    """Return whether a letter stands in a word of capitals, by its neighbours and itself."""
    letters = match[0]
    previous = match.string[: match.start()][-1:]
    following = match.string[match.end() :][:1]
    if following.isupper():
        return True
    if previous.isupper() and not following.isalpha():
        return True
    return len(letters) > 1 and letters.isupper()
