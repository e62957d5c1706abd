"""Write the names in a text in A to Z, to search it for somebody whose names are all so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from cvgen.profile.name_match import simplify_chinese
from cvgen.profile.name_words import load_name_words
from cvgen.profile.names import is_latin
from cvgen.text.pinyin import list_given_readings, list_surname_readings
from cvgen.text.transliterate import list_romanizations

_WORD = re.compile(r"[^\W\d_]+")


def romanize_words(text: str) -> Iterator[str]:
    """Yield a text with its Cyrillic and Greek names in A to Z, once for each way to write them."""
    words = []
    for word in dict.fromkeys(_WORD.findall(text)):
        if word[0].isupper() and not is_latin(word):
            words.append(word)
    ways = zip(*map(list_romanizations, words), strict=True)
    for spellings in dict.fromkeys(ways):
        yield _replace_words(text, dict(zip(words, spellings, strict=True)))


def _replace_words(text: str, by_word: dict[str, str]) -> str:
    return _WORD.sub(lambda match: by_word.get(match[0], match[0]), text)


def romanize_chinese_names(text: str) -> str:
    """Write in A to Z what may be a Chinese name: a frequent surname, and two characters behind."""
    simplified = simplify_chinese(text)
    return _compile_name_pattern().sub(_romanize_name, simplified)


@cache
def _compile_name_pattern() -> re.Pattern[str]:
    surnames = "|".join(sorted(load_name_words("compound_surnames")))
    frequent = "".join(sorted(load_name_words("han_surnames")))
    return re.compile(f"({surnames}|[{frequent}])([\u4e00-\u9fff]{{1,2}})")


def _romanize_name(match: re.Match[str]) -> str:
    """Write a name in every reading."""
    readings = []
    for surname in list_surname_readings(match[1]):
        for given in list_given_readings(match[2]):
            readings.append(f"{surname} {given}")
    return f" {'; '.join(readings)} " if readings else match[0]
