"""Parse dates of numbers alone, such as `09/2023` and `13.4.2023`, where they have one meaning."""

from __future__ import annotations

import calendar
import re

from cvgen.text.dates import DATE_HINT, PartialDate
from cvgen.text.patterns import compile_late

_SHOWN_CHARACTERS = 40  # of what was written, in a message
NUMBERS = compile_late(r"[0-9]+(?:(?: ?[/.,–-] ?| )[0-9]+){0,2}\.?")
SCHOOL_YEAR = compile_late(r"([0-9]{4}) ?[/–-] ?([0-9]{2})")
# Two years beside a word, which says that they are no year and month; the century may be left out.
TWO_YEARS = compile_late(r"(?<![0-9])([0-9]{4}|[0-9]{2}) ?[/–-] ?([0-9]{4}|[0-9]{2})(?![0-9])")
_CENTURY = 2000  # of a year of two digits


class AmbiguousDateError(ValueError):
    """A date that has two meanings."""


def quote_date(text: str) -> str:
    """Quote what was written for a message, or its beginning."""
    if len(text) <= _SHOWN_CHARACTERS:
        return f"'{text}'"
    return f"'{text[: _SHOWN_CHARACTERS - 1]}…'"


def make_date(text: str, year: str, month: str = "", day: str = "") -> PartialDate:
    """Make a date of numbers that were written out.

    Raises ValueError where the calendar does not have it.
    """
    date = PartialDate(int(year), int(month or 0), int(day or 0))
    if len(year) != 4 or date.year < 1000:
        raise ValueError(f"{quote_date(text)} has no year that a CV could mean: {DATE_HINT}")
    if month and not 1 <= date.month <= 12:
        raise ValueError(f"{quote_date(text)} has no month {date.month}: months go from 01 to 12")
    if day and not 1 <= date.day <= calendar.monthrange(date.year, date.month)[1]:
        raise ValueError(f"{quote_date(text)} is no day of the calendar")
    return date


def parse_numbers(plain: str, text: str) -> PartialDate:
    """Parse a date of numbers alone, of which the year is the one with four digits.

    Raises ValueError, or AmbiguousDateError where it has two meanings.
    """
    numbers = re.findall("[0-9]+", plain)
    if len(numbers[0]) == 8 and len(numbers) == 1:
        digits = numbers[0]
        return make_date(text, digits[:4], digits[4:6], digits[6:])
    if len(numbers[0]) == 4 and _are_short(numbers[1:]):
        _check_school_year(plain, text)
        return make_date(text, *numbers)
    if len(numbers[-1]) == 4 and _are_short(numbers[:-1]):
        return _parse_year_last(numbers, text)
    if len(numbers) == 2 and all(len(number) == 2 for number in numbers):
        raise ValueError(_describe_short_year(numbers, text))
    raise ValueError(f"{quote_date(text)} is not a date: {DATE_HINT}")


def _are_short(numbers: list[str]) -> bool:
    """Say whether numbers may be a day or a month."""
    return all(len(number) <= 2 for number in numbers)


def _check_school_year(plain: str, text: str) -> None:
    """Refuse two years of which the second looks like a month, but for ISO 8601's hyphen."""
    match = SCHOOL_YEAR.fullmatch(plain)
    if not match:
        return
    year, short = int(match[1]), int(match[2])
    is_month = 1 <= short <= 12
    if not is_month and expand_school_year(match):
        raise ValueError(f"{quote_date(text)} is two dates")
    if is_month and short == (year + 1) % 100 and "-" not in plain:
        meanings = f"{year}-{short:02} or {year}/{year + 1}"
        raise AmbiguousDateError(f"{quote_date(text)} has two meanings: write {meanings}")


def expand_school_year(match: re.Match[str]) -> int:
    """Return the second of two years in full; 0 where it is before the first."""
    first, short = int(match[1]), int(match[2])
    century = first - first % 100
    if first % 100 == 99 and short == 0:
        century += 100
    last = century + short
    if last <= first:
        return 0
    return last


def find_first_year(match: re.Match[str]) -> int:
    """Return the first of two years that follow each other, as in 2020/21; 0 where they do not."""
    first, last = match.groups()
    if len(last) > len(first):
        return 0
    year = int(first)
    if len(first) == 2:
        year += _CENTURY
    second = (year + 1) % 10 ** len(last)
    return year if int(last) == second else 0


def _parse_year_last(numbers: list[str], text: str) -> PartialDate:
    if len(numbers) == 2:
        return make_date(text, numbers[1], numbers[0])
    first, second, year = numbers
    is_day_first = 1 <= int(second) <= 12
    is_month_first = 1 <= int(first) <= 12
    if is_day_first and is_month_first and int(first) != int(second):
        day_first = make_date(text, year, second, first)
        month_first = make_date(text, year, first, second)
        message = f"{quote_date(text)} has two meanings: write {day_first} or {month_first}"
        raise AmbiguousDateError(message)
    if is_month_first and not is_day_first:
        return make_date(text, year, first, second)
    return make_date(text, year, second, first)


def _describe_short_year(numbers: list[str], text: str) -> str:
    """Say what two numbers of two digits may mean, with the year in full."""
    first, second = numbers
    meanings = []
    if 1 <= int(second) <= 12:
        meanings.append(f"20{first}-{second}")
    if 1 <= int(first) <= 12:
        meanings.append(f"20{second}-{first}")
    hint = DATE_HINT
    if meanings:
        hint = "write " + " or ".join(meanings)
    return f"{quote_date(text)} has no year of four digits (YYYY): {hint}"
