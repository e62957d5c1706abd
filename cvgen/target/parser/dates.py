"""Find the dates of an entry in a line, in the words of any language."""

from __future__ import annotations

from functools import cache

from cvgen.text.numeric_dates import AmbiguousDateError
from cvgen.text.patterns import compile_late
from cvgen.text.written_periods import parse_written_period

# A year in ASCII digits, or in those of another script.
_YEAR = compile_late(r"(?<!\d)(?:19|20)[0-9]{2}(?!\d)|(?<!\d)(?:(?![0-9])\d){4}(?!\d)")
_MARKS = " ,.;()[]|·•"
# How long it was, behind a period, as in "(2 yrs 3 mos)".
_DURATION = compile_late(r"\s*[(（]\d[^()（）]*[)）]$")
_MOST_WORDS = 10  # of a period
_MOST_CHARACTERS = 200  # of a line that may have one


@cache
def find_period(text: str) -> str:
    """Find the longest run of words that is a date or a period; "" where there is none."""
    if len(text) > _MOST_CHARACTERS or not _YEAR.search(text):
        return ""
    words = text.split()
    for length in range(min(len(words), _MOST_WORDS), 0, -1):
        for start in range(len(words) - length + 1):
            part = _strip_marks(" ".join(words[start : start + length]))
            if _YEAR.search(part) and _is_period(part):
                return part
    return ""


def _strip_marks(text: str) -> str:
    """Leave out the marks around a text, but for the bracket that ends a duration."""
    if _DURATION.search(text):
        return text.lstrip(_MARKS)
    return text.strip(_MARKS)


def _is_period(text: str) -> bool:
    try:
        parse_written_period(_DURATION.sub("", text))
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
        periods = [parse_written_period(_DURATION.sub("", text)) for text in (one, other)]
        return periods[0] == periods[1]
    except ValueError:
        return False
