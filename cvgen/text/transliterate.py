"""Takes a name in any letters and its language, gives it in A to Z, as far as that can be said: Łukasz is Lukasz, Щукин is Shchukin.

The letters stand in `data/letters.yaml`. Chinese, Japanese, Korean, Arabic and others are not guessed at: a name has many readings.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from cvgen.files import yamlfile
from cvgen.files.data import DATA_FOLDER

_DATA = DATA_FOLDER / "letters.yaml"
_MARKS = dict.fromkeys(
    map(
        ord,
        "\N{MODIFIER LETTER APOSTROPHE}\N{MODIFIER LETTER TURNED COMMA}\N{RIGHT SINGLE QUOTATION MARK}'",
    )
)


def romanised(text: str, language: str = "") -> str:
    """Write a name in ASCII; what has no way to be written so is left out."""
    letters = _letters(language.partition("-")[0].lower())
    pattern = re.compile("|".join(f"({key})" for key in letters), re.IGNORECASE)
    written = list(letters.values())

    def replaced(match: re.Match[str]) -> str:
        return _cased(written[(match.lastindex or 1) - 1], match)

    plain = unicodedata.normalize(
        "NFKD", pattern.sub(replaced, unicodedata.normalize("NFC", text).translate(_MARKS))
    )
    return "".join(letter for letter in plain if letter.isascii())


def is_whole(text: str, language: str = "") -> bool:
    """Say whether every word of a name can be written so."""
    words = [word for word in text.split() if any(letter.isalpha() for letter in word)]
    return bool(words) and all(_is_read(word, language) for word in words)


def _is_read(word: str, language: str) -> bool:
    letters = [letter for letter in unicodedata.normalize("NFC", word) if letter.isalpha()]
    return all(romanised(letter, language) or letter.casefold() in _silent() for letter in letters)


@cache
def _silent() -> frozenset[str]:
    return frozenset(key for key, written in _letters("").items() if not written)


@cache
def _letters(language: str) -> dict[str, str]:
    """Give the patterns and what each becomes; empty text comes from YAML as text, because it stands in quotes."""
    data = yamlfile.read(_DATA).data
    return {
        **data["greek"],
        **data["latin"],
        **data["cyrillic"],
        **data["exceptions"].get(language, {}),
    }


def _cased(written: str, match: re.Match[str]) -> str:
    """Write capitals as they were: the whole of a letter in a word of capitals, else its first."""
    found, before, behind = (
        match[0],
        match.string[: match.start()][-1:],
        match.string[match.end() :][:1],
    )
    if not found[0].isupper():
        return written
    whole = (
        behind.isupper()
        or (not behind.isalpha() and before.isupper())
        or (len(found) > 1 and found.isupper())
    )
    return written.upper() if whole else written.capitalize()
