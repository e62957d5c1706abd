"""Dates as CVs know them: takes text such as `2021-09`, gives partial dates and periods that sort and compare."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
HOW_TO = "write YYYY, YYYY-MM or YYYY-MM-DD, for example 2021-09"


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A year, a month of a year, or a day; 0 stands for what is not said."""

    year: int
    month: int = 0
    day: int = 0

    def __str__(self) -> str:
        """Give the date back in ISO 8601, as short as it was."""
        parts = [f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part]
        return "-".join(parts)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time; `end` is None for one moment, `ongoing` for what lasts until now."""

    start: PartialDate | None = None
    end: PartialDate | None = None
    ongoing: bool = False


def parse(text: str) -> PartialDate:
    """Read a partial date in ISO 8601.

    Raises ValueError with a sentence for the user.
    """
    match = _DATE.fullmatch(text.strip())
    if is_present(text):
        raise ValueError(f"'{text}' is not a date: only 'endDate' can be that")
    if re.fullmatch(r"\d{4}\s*[-–]\s*\d{4}", text.strip()):
        raise ValueError(
            f"'{text}' is two dates: write startDate and endDate, or date: {text[:4]}/{text.strip()[-4:]}"
        )
    if not match:
        raise ValueError(f"'{text}' is not a date: {HOW_TO}")
    date = PartialDate(*(int(part) for part in match.groups() if part))
    _check(date, text)
    return date


def parse_moment(text: str) -> Period:
    """Read a date, or two with a slash between (ISO 8601's interval), such as the school year `2021/2022`."""
    start, slash, end = text.partition("/")
    if slash and not (start.strip() and end.strip()):
        raise ValueError(f"'{text}' has a date on one side of its slash only")
    period = Period(parse(start), parse(end) if slash else None)
    if period.start and period.end and period.end < period.start:
        raise ValueError(f"'{text}' ends before it starts")
    return period


def is_present(text: str) -> bool:
    """Say whether the word for an end means "still going on"."""
    return text.strip().lower() in {"present", "now", "ongoing", "current", "today"}


def before(first: PartialDate, second: PartialDate) -> bool:
    """Say whether `first` is surely before `second`: 2021 is not before 2021-09."""
    pairs = zip(
        (first.year, first.month, first.day), (second.year, second.month, second.day), strict=True
    )
    for one, other in pairs:
        if not one or not other:
            return False
        if one != other:
            return one < other
    return False


def _check(date: PartialDate, text: str) -> None:
    if not date.year >= 1000:
        raise ValueError(f"'{text}' has no year that a CV could mean: {HOW_TO}")
    if not 0 <= date.month <= 12 or ("-" in text and not date.month):
        raise ValueError(f"'{text}' has no month {date.month}: months go from 01 to 12")
    said = text.count("-") == 2 and not text.startswith("-")
    if said and not 1 <= date.day <= calendar.monthrange(date.year, date.month)[1]:
        raise ValueError(f"'{text}' is no day of the calendar")
