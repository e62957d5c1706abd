"""Keep short pairs whole: a number and its unit, a month and its year, initials and a surname."""

from __future__ import annotations

import re
from functools import cache

from cvgen.files.yamltable import read_table
from cvgen.text.patterns import compile_late

_YEAR = r"(?:19|20)\d\d(?![\d-])"


def join_short_pairs(text: str) -> str:
    """Put no-break spaces where a line may not part a text."""
    if " " not in text:
        return text
    return _build_pattern().sub("\N{NO-BREAK SPACE}", text)


@cache
def _build_pattern() -> re.Pattern[str]:
    """Build the pattern of the spaces at which no line may end."""
    words = read_table("unbroken")
    letter = r"[^\W\d_]"
    rules = (
        rf"(?<=\d) (?=(?:{_list_words(words['units'])})(?!\w))",
        *(rf"(?<=\b{re.escape(word)}) (?=[\d.,]*\d)" for word in words["currencies"]),
        *(rf"(?<=(?<!\w){re.escape(word)}) (?=\d)" for word in words["counted"]),
        *(rf"(?<=(?<!\w){re.escape(word)}) (?={letter})" for word in words["titles"]),
        rf"(?<=\b{letter}\.) (?={letter})",  # initials, and the surname behind them
        r"(?<=[^\W\d_],) (?=[A-ZÀ-ÖØ-Þ]\.)",  # initials behind a surname
        r" (?=[–—] )",
        rf"(?<={letter}) (?={_YEAR})",
        rf"(?<={letter}\.) (?={_YEAR})",
        rf"(?<=\d) (?={letter}{{3,12}}\.? {_YEAR})",  # a day before its month
        rf"(?<=\d\.) (?={letter}{{3,12}}\.? {_YEAR})",
        r"(?<=\d) (?=[年月日])",
        r"(?<=[年月]) (?=\d)",
    )
    return compile_late("|".join(rules))


def _list_words(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
