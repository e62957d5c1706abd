"""Partial dates and periods (ISO 8601), as CVs know them: `2021-09` sorts and compares."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from functools import total_ordering

from msgspec import Struct
from msgspec.structs import replace

from cvgen.text.patterns import compile_late

_DATE = compile_late(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
DATE_HINT = "write YYYY, YYYY-MM or YYYY-MM-DD, for example 2021-09"
# The month by which a season or a term sorts, and from which on it has begun for certain.
_FIRST_MONTHS = {
    "spring": 3,
    "summer": 6,
    "autumn": 9,
    "fall": 9,
    "winter": 12,
    "Q1": 1,
    "Q2": 4,
    "Q3": 7,
    "Q4": 10,
    "spring term": 3,
    "summer term": 4,
    "autumn term": 9,
    "winter term": 10,
    "michaelmas": 10,
    "hilary": 1,
    "lent": 1,
    "easter": 4,
    "trinity": 4,
}
SEASONS = tuple(_FIRST_MONTHS)
# What is named the same in every language: the terms of British universities.
NAMED_TERMS = ("michaelmas", "hilary", "lent", "easter", "trinity")
# What begins earlier in a year of two, such as spring 2020/21, is in the second.
_EARLIEST_MONTH_OF_TWO_YEARS = 6


@total_ordering
class PartialDate(Struct, frozen=True):
    """A year, a month of a year, a day, or a season; 0 and "" stand for what is not said.

    `season` is one of SEASONS, where Q1 to Q4 are quarters; `expected` is what is not sure to come.
    What `spans_years` was written with the next year too, as the winter term 2020/21.
    """

    year: int
    month: int = 0
    day: int = 0
    season: str = ""
    expected: bool = False
    spans_years: bool = False

    def __lt__(self, other: PartialDate) -> bool:
        """Sort by time; of what begins at the same time, the less precise comes first."""
        return self._list_sort_keys() < other._list_sort_keys()

    def _list_sort_keys(self) -> list[int]:
        return [self.year, self.find_first_month(), self.day]

    def find_first_month(self) -> int:
        """Find the month, or the first one of the season; 0 where only the year is known."""
        return self.month or _FIRST_MONTHS.get(self.season, 0)

    def format_year(self) -> str:
        """Write the year, or the two that it was written with: 2020/21."""
        if self.spans_years:
            return f"{self.year:04}/{(self.year + 1) % 100:02}"
        return f"{self.year:04}"

    def __str__(self) -> str:
        """Return the date in ISO 8601, as short as it was; what that cannot say follows in English.

        It can be parsed again, and always begins with the year.
        """
        text = self.format_year()
        for part in (self.month, self.day):
            if part:
                text += f"-{part:02}"
        if self.season:
            text += f" {self.season.capitalize()}"
        if self.expected:
            text += " (expected)"
        return text


class Period(Struct, frozen=True):
    """A stretch of time; `end` is None for one moment, `ongoing` for what lasts until now.

    Of what `has_open_start` nothing is said but its end: until 2019.
    """

    start: PartialDate | None = None
    end: PartialDate | None = None
    ongoing: bool = False
    has_open_start: bool = False


def put_into_two_years(date: PartialDate) -> PartialDate:
    """Make of a season in its first year the one that was written with two: winter 2020/21."""
    if date.find_first_month() < _EARLIEST_MONTH_OF_TWO_YEARS:
        return replace(date, year=date.year + 1)
    return replace(date, spans_years=True)


def span_periods(periods: Iterable[Period]) -> Period:
    """Find the period from the start of the first to the end of the last, which may go on."""
    said = [period for period in periods if period.start or period.end or period.ongoing]
    if len(said) == 1:
        return said[0]
    dates = [date for period in said for date in (period.start, period.end) if date]
    if not dates:
        return Period()
    if any(period.ongoing for period in said):
        return Period(min(dates), None, ongoing=True)
    return Period(min(dates), max(dates))


def parse_date(text: str) -> PartialDate:
    """Parse a partial date in ISO 8601.

    Raises ValueError with a sentence for the user.
    """
    match = _DATE.fullmatch(text.strip())
    if not match:
        raise ValueError(f"'{text}' is not a date: {DATE_HINT}")
    year, month, day = match.groups("0")
    date = PartialDate(int(year), int(month), int(day))
    _check_date(date, text)
    return date


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


def has_begun(start: PartialDate, today: PartialDate) -> bool:
    """Return whether what starts then may have begun: 2033-10 has not in 2026, 2026 has.

    What is only expected to start has not.
    """
    if start.expected:
        return False
    return not is_before(today, PartialDate(start.year, start.find_first_month(), start.day))


def _check_date(date: PartialDate, text: str) -> None:
    if date.year < 1000:
        raise ValueError(f"'{text}' has no year that a CV could mean: {DATE_HINT}")
    if date.month > 12 or ("-" in text and not date.month):
        raise ValueError(f"'{text}' has no month {date.month}: months go from 01 to 12")
    has_day = text.count("-") == 2
    if has_day and not 1 <= date.day <= calendar.monthrange(date.year, date.month)[1]:
        raise ValueError(f"'{text}' is no day of the calendar")
