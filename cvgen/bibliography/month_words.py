"""Parse months and days in words, in the languages that bibliographies are kept in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from cvgen.bibliography.tables import load_table
from cvgen.text.patterns import compile_late

DASHES = compile_late(r"\s*[-‐‑–—−~]+\s*")
_TOKEN = compile_late(r"[0-9]+月|[0-9]+|[^\W\d_]+|[–/&]")
_PUNCTUATION = ".,;:()[]'\"©*–- \t\n"
_MOST_CHARACTERS = 200
_MOST_DIGITS = 8

SEASON = "is a season or a quarter"
APPROXIMATE = "is not certain"
UNKNOWN_MONTH = "is no month known here"
PARTLY = "is read in part"


class MonthDay(Struct, frozen=True):
    """A month and, where one was given, a day of it; 0 stands for what is not said."""

    month: int
    day: int = 0


class ParsedMonths(Struct, frozen=True):
    """One month, or the first and the last of several, and what is wrong with them."""

    days: tuple[MonthDay, ...] = ()
    problem: str = ""


def parse_months(text: str, day_text: str = "") -> ParsedMonths:
    """Parse months and days, in a text such as `jan`, `10~March`, `sep/oct` or `July 3--5`.

    The day of a month may stand in a field of its own.
    """
    parsed = _parse_month_text(text)
    if not day_text or len(parsed.days) != 1 or parsed.days[0].day:
        return parsed
    numbers = re.findall(r"[0-9]{1,8}", day_text)
    days = [int(number) for number in numbers if 1 <= int(number) <= 31]
    if len(days) == len(numbers) > 0:
        return _join_days(parsed.days[0].month, days)
    return ParsedMonths(parsed.days, PARTLY)


def _parse_month_text(text: str) -> ParsedMonths:
    words = DASHES.sub("–", text.casefold())[:_MOST_CHARACTERS].strip(_PUNCTUATION)
    tokens = _TOKEN.findall(words)
    if not tokens and words:
        return ParsedMonths(problem=UNKNOWN_MONTH)
    if _has_word("seasons", tokens) or _has_word("quarters", tokens):
        return ParsedMonths(problem=SEASON)
    months = [number for number in map(_parse_month_name, tokens) if number]
    if not months:
        return _parse_month_numbers(tokens)
    return _join_months(months, tokens)


def _join_months(months: Sequence[int], tokens: Sequence[str]) -> ParsedMonths:
    """Join the months that a text names with the numbers in it, which are days."""
    numbers = [token for token in tokens if is_number(token)]
    days = [int(number) for number in numbers if 1 <= int(number) <= 31]
    if len(days) != len(numbers):
        return ParsedMonths(tuple(map(MonthDay, months[:1])), PARTLY)
    if len(months) == 1:
        return _join_days(months[0], days)
    if len(months) == 2:
        return _join_two_months(months, days, tokens)
    return ParsedMonths(problem=PARTLY)


def _has_word(group: str, tokens: Sequence[str]) -> bool:
    """Say whether one of a group of words is among some others."""
    return not set(load_table("dates")[group]).isdisjoint(tokens)


def _join_days(month: int, days: Sequence[int]) -> ParsedMonths:
    """Join a month with a day in it, or with the first and the last one."""
    if not days:
        return ParsedMonths((MonthDay(month),))
    if len(days) == 1 or (len(days) == 2 and days[0] < days[1]):
        return ParsedMonths(tuple(MonthDay(month, day) for day in days))
    return ParsedMonths((MonthDay(month),), PARTLY)


def _join_two_months(
    months: Sequence[int], days: Sequence[int], tokens: Sequence[str]
) -> ParsedMonths:
    """Join the first and the last month; those of a list are neighbours, or not all there is."""
    first, last = months
    if len(days) == 2:
        return ParsedMonths((MonthDay(first, days[0]), MonthDay(last, days[1])))
    is_span = "–" in tokens or "/" in tokens
    is_pair = "&" in tokens or _has_word("spans", tokens)
    if days or not (is_span or is_pair):
        return ParsedMonths(problem=PARTLY)
    if is_pair and not is_span and last - first not in (1, -11):
        return ParsedMonths(problem=PARTLY)
    return ParsedMonths((MonthDay(first), MonthDay(last)))


def _parse_month_numbers(tokens: Sequence[str]) -> ParsedMonths:
    """Parse one number, or two with a dash between them, as months."""
    numbers = [token for token in tokens if is_number(token)]
    if _has_word("approximate", tokens):
        return ParsedMonths(problem=APPROXIMATE)
    harmless = set(load_table("dates")["fillers"])
    harmless.update(load_table("dates")["spans"], numbers, "–/&")
    months = _list_possible_months(numbers)
    if not harmless.issuperset(tokens) or len(months) != len(numbers) or len(months) > 2:
        return ParsedMonths(problem=UNKNOWN_MONTH)
    if len(months) == 2 and months[0] >= months[1]:
        return ParsedMonths(problem=PARTLY)
    return ParsedMonths(tuple(MonthDay(month) for month in months))


def _list_possible_months(numbers: Sequence[str]) -> list[int]:
    """List those of some numbers that a month can have."""
    return [int(number) for number in numbers if 1 <= int(number) <= 12]


def is_number(text: str) -> bool:
    """Say whether a text can be part of a date, as neither `²` nor thousands of digits can."""
    return text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS


@cache
def _load_month_numbers() -> dict[str, int]:
    """Load the number of each month by its names, which the table lists from January on."""
    numbers = {}
    for number, spellings in enumerate(load_table("months"), start=1):
        for spelling in spellings:
            if not spelling.isdecimal():
                numbers[spelling.rstrip(".")] = number
    return numbers


def _parse_month_name(word: str) -> int:
    """Return the number of a month by its name, or by three letters of it, or 0."""
    numbers = _load_month_numbers()
    if word in numbers:
        return numbers[word]
    if len(word) < 3:
        return 0
    for name, number in numbers.items():
        if name.startswith(word):
            return number
    return 0
