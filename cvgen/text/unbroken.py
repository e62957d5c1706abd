"""Keep short pairs whole: a number and its unit, a month and its year, initials and a surname."""

from __future__ import annotations

import re
from functools import cache

from cvgen.files.yamltable import read_table
from cvgen.text.patterns import compile_late

_EDGE = r"\b"
_NO_WORD_BEFORE = r"(?<!\w)"
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
    # All begin with the space, which is found faster than what stands before it.
    rules = (
        rf" (?<=\d )(?=(?:{_list_words(words['units'])})(?!\w))",
        rf" (?=[\d.,]*\d){_build_words_before(_EDGE, words['currencies'])}",
        rf" (?=\d){_build_words_before(_NO_WORD_BEFORE, words['counted'])}",
        rf" (?={letter}){_build_words_before(_NO_WORD_BEFORE, words['titles'])}",
        rf" (?<=\b{letter}\. )(?={letter})",  # initials, and the surname behind them
        r" (?<=[^\W\d_], )(?=[A-ZÀ-ÖØ-Þ]\.)",  # initials behind a surname
        r" (?=[–—] )",
        rf" (?<={letter} )(?={_YEAR})",
        rf" (?<={letter}\. )(?={_YEAR})",
        rf" (?<=\d )(?={letter}{{3,12}}\.? {_YEAR})",  # a day before its month
        rf" (?<=\d\. )(?={letter}{{3,12}}\.? {_YEAR})",
        r" (?<=\d )(?=[年月日])",
        r" (?<=[年月] )(?=\d)",
    )
    return compile_late("|".join(rules))


def _build_words_before(start: str, words: list[str]) -> str:
    """Build what holds behind the space after one of some words, each with `start` before it."""
    by_length: dict[int, list[str]] = {}  # all that one look back can look for
    for word in words:
        by_length.setdefault(len(word), []).append(re.escape(word))
    before = (f"(?<={start}(?:{'|'.join(alike)}) )" for alike in by_length.values())
    return f"(?:{'|'.join(before)})"


def _list_words(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
