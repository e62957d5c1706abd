"""Parse the years, months and dates (EDTF, as biblatex has it) of bibliographies into ISO 8601."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from cvgen.bibliography.tables import load_table
from cvgen.text import dates

_YEAR = re.compile(r"(?<!\d)(1[4-9]\d\d|20\d\d|21\d\d)(?!\d)")
_EDTF = re.compile(r"(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?(?:T[\d:.Z+-]+)?[?~%]*")
_MOST_DIGITS = 8


class MonthDay(NamedTuple):
    """The numbers of a month and, where one was given, of a day.

    Both are empty where no month was found.
    """

    month: str
    day: str = ""


def find_year(text: str) -> str:
    """Find a year from 1400 to 2199 in a text."""
    match = _YEAR.search(text)
    if not match:
        return ""
    return match[1]


def parse_edtf(text: str) -> str:
    """Parse a date, or an interval of two, in EDTF; what is uncertain in it is left out."""
    start_text, slash, end_text = text.strip().partition("/")
    start = _parse_single_date(start_text)
    end = _parse_single_date(end_text)
    if slash and start and end and start < end:
        return f"{start}/{end}"
    return start or end


def _parse_single_date(text: str) -> str:
    match = _EDTF.match(text.strip())
    if not match:
        return ""
    year, month, day = match.groups(default="")
    return join_date(year, month, day)


def join_date(*parts: str) -> str:
    """Join year, month and day, as far as they are numbers and make a day of the calendar."""
    numbers = [int(part) for part in parts if _is_number(part)]
    while numbers:
        text = "-".join(f"{number:02}" for number in numbers)
        try:
            return str(dates.parse_date(text))
        except ValueError:
            numbers.pop()
    return ""


def find_month(text: str) -> MonthDay:
    """Find month and day in a text such as `jan`, `10~March` or `sep/oct`.

    Of several months, the first is meant.
    """
    words = re.findall(r"\d+月|\d+|[^\W\d_]+", text.casefold())
    numbers = [word for word in words if word.isdecimal()]
    months = []
    for word in words:
        month = _parse_month_name(word)
        if month:
            months.append(month)
    if months:
        return MonthDay(months[0], _choose_day(months, numbers))
    if numbers and _is_in_range(numbers[0], 12):
        return MonthDay(str(int(numbers[0])))
    return MonthDay("")


def _choose_day(months: list[str], numbers: list[str]) -> str:
    """Return the day, unless several numbers or months leave it open which it is."""
    if len(numbers) != 1 or len(set(months)) != 1:
        return ""
    if not _is_in_range(numbers[0], 31):
        return ""
    return numbers[0]


def _is_in_range(digits: str, last: int) -> bool:
    # Only the first three digits count: the 00001 of "2020.00001" is no month.
    return _is_number(digits) and 1 <= int(digits[:3]) <= last


def _is_number(text: str) -> bool:
    """Say whether a text can be part of a date, as neither `²` nor thousands of digits can."""
    return text.isdecimal() and len(text) <= _MOST_DIGITS


@cache
def _load_month_numbers() -> dict[str, str]:
    """Load the number of each month by its names, which the table lists from January on."""
    numbers = {}
    for number, spellings in enumerate(load_table("months"), start=1):
        for spelling in spellings:
            if not spelling.isdigit():
                numbers[spelling.rstrip(".")] = str(number)
    return numbers


def _parse_month_name(word: str) -> str:
    """Return the number of a month by its name, or by three letters of it."""
    numbers = _load_month_numbers()
    if word in numbers:
        return numbers[word]
    if len(word) < 3:
        return ""
    for name, number in numbers.items():
        if name.startswith(word):
            return number
    return ""
