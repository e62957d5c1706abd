"""Find the dates of an entry in a line, in the words of any language."""

from __future__ import annotations

from functools import cache

from cvgen.text.numeric_dates import AmbiguousDateError
from cvgen.text.patterns import compile_late
from cvgen.text.written_periods import parse_written_period

# A year in ASCII digits, or in those of another script.
_YEAR = compile_late(r"(?<!\d)(?:19|20)[0-9]{2}(?!\d)|(?<!\d)(?:(?![0-9])\d){4}(?!\d)")
_MOST_WORDS = 8  # of a period
_MOST_CHARACTERS = 200  # of a line that may have one


@cache
def find_period(text: str) -> str:
    """Find the longest run of words that is a date or a period; "" where there is none."""
    if len(text) > _MOST_CHARACTERS or not _YEAR.search(text):
        return ""
    words = text.split()
    for length in range(min(len(words), _MOST_WORDS), 0, -1):
        for start in range(len(words) - length + 1):
            part = " ".join(words[start : start + length]).strip(" ,.;()[]|·•")
            if _YEAR.search(part) and _is_period(part):
                return part
    return ""


def _is_period(text: str) -> bool:
    try:
        parse_written_period(text)
    except AmbiguousDateError:
        return True
    except ValueError:
        return False
    return True


def is_same_period(one: str, other: str) -> bool:
    """Say whether two texts are the same dates, however each is written."""
    if one == other:
        return True
    try:
        return parse_written_period(one) == parse_written_period(other)
    except ValueError:
        return False
