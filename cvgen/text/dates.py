"""Partial dates and periods (ISO 8601), as CVs know them: `2021-09` sorts and compares."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_TWO_YEARS = re.compile(r"\d{4}\s*[-–]\s*\d{4}")
_WORDS_FOR_PRESENT = frozenset({"present", "now", "ongoing", "current", "today"})
DATE_HINT = "write YYYY, YYYY-MM or YYYY-MM-DD, for example 2021-09"


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A year, a month of a year, or a day; 0 stands for what is not said."""

    year: int
    month: int = 0
    day: int = 0

    def __str__(self) -> str:
        """Return the date in ISO 8601, as short as it was."""
        text = f"{self.year:04}"
        for part in (self.month, self.day):
            if part:
                text += f"-{part:02}"
        return text


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time; `end` is None for one moment, `ongoing` for what lasts until now."""

    start: PartialDate | None = None
    end: PartialDate | None = None
    ongoing: bool = False


def parse_date(text: str) -> PartialDate:
    """Parse a partial date in ISO 8601.

    Raises ValueError with a sentence for the user.
    """
    stripped = text.strip()
    if is_present(text):
        raise ValueError(f"'{text}' is not a date: only 'endDate' can be that")
    if _TWO_YEARS.fullmatch(stripped):
        raise ValueError(
            f"'{text}' is two dates: write startDate and endDate,"
            f" or date: {text[:4]}/{stripped[-4:]}"
        )
    match = _DATE.fullmatch(stripped)
    if not match:
        raise ValueError(f"'{text}' is not a date: {DATE_HINT}")
    year, month, day = match.groups("0")
    date = PartialDate(int(year), int(month), int(day))
    _check_date(date, text)
    return date


def parse_period(text: str) -> Period:
    """Parse a date, or two with a slash between (ISO 8601's interval): the school year `2021/2022`.

    Raises ValueError with a sentence for the user.
    """
    start_text, slash, end_text = text.partition("/")
    if not slash:
        return Period(parse_date(text))
    if not start_text.strip() or not end_text.strip():
        raise ValueError(f"'{text}' has a date on one side of its slash only")
    start = parse_date(start_text)
    end = parse_date(end_text)
    if end < start:
        raise ValueError(f"'{text}' ends before it starts")
    return Period(start, end)


def is_present(text: str) -> bool:
    """Return whether the word for an end means "still going on"."""
    return text.strip().lower() in _WORDS_FOR_PRESENT


def is_before(first: PartialDate, second: PartialDate) -> bool:
    """Return whether `first` is surely before `second`: 2021 is not before 2021-09."""
    first_parts = (first.year, first.month, first.day)
    second_parts = (second.year, second.month, second.day)
    for one, other in zip(first_parts, second_parts, strict=True):
        if not one or not other:
            return False
        if one != other:
            return one < other
    return False


def _check_date(date: PartialDate, text: str) -> None:
    if date.year < 1000:
        raise ValueError(f"'{text}' has no year that a CV could mean: {DATE_HINT}")
    if date.month > 12 or ("-" in text and not date.month):
        raise ValueError(f"'{text}' has no month {date.month}: months go from 01 to 12")
    has_day = text.count("-") == 2
    if has_day and not 1 <= date.day <= calendar.monthrange(date.year, date.month)[1]:
        raise ValueError(f"'{text}' is no day of the calendar")
