"""Parse the years, months and dates (EDTF, as biblatex has it) of bibliographies into ISO 8601."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from cvgen.bibliography.month_words import (
    APPROXIMATE,
    DASHES,
    PARTLY,
    SEASON,
    UNKNOWN_MONTH,
    MonthDay,
    ParsedMonths,
    is_number,
    parse_months,
)
from cvgen.bibliography.tables import load_table
from cvgen.text import dates
from cvgen.text.patterns import compile_late

_YEAR = compile_late(r"(?<![0-9])(1[4-9][0-9][0-9]|20[0-9][0-9]|21[0-9][0-9])(?![0-9])")
_EDTF = compile_late(
    r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{1,2}|XX|uu)(?:-(?P<day>[0-9]{1,2}|XX|uu))?)?"
    r"(?:T[0-9:.Z+-]{1,30})?(?P<doubt>[?~%]*)"
)
_OPEN_ENDS = ("", "..", "open", "unknown", "*", "present")
_LEADING_DOUBT = compile_late(r"^[?~%]+(?=[0-9])")
# A year with two digits of a later one: 2018-19, 2021/22.
_YEAR_PAIR = compile_late(r"([0-9]{2})([0-9]{2})(–{1,2}|/)([0-9]{2})")
_YEAR_FIRST = compile_late(r"([0-9]{4})(?:[/.–]([0-9]{1,2})[/.–]([0-9]{1,2})|[/–]([0-9]{1,2}))\.?")
_MONTH_FIRST = compile_late(r"([0-9]{1,2})[/.–]([0-9]{4})")
_DAY_FIRST = compile_late(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([0-9]{4})")
_DAY_OR_MONTH_FIRST = compile_late(r"([0-9]{1,2})[/–]([0-9]{1,2})[/–]([0-9]{4})")
_YEAR_WITH_LETTER = compile_late(_YEAR.pattern + r"[a-z]?(?![A-Za-z])")
_PUNCTUATION = " \t\n{}()[].,;©"
_FIRST_FOREIGN_YEAR = 1900
_MOST_CHARACTERS = 200

UNKNOWN = "is no date known here"
NO_DAY = "is no day of the calendar"
OPEN_END = "has one end only"
BACKWARDS = "ends before it starts"
DIFFERENT = "is not the year of its 'date'"


class ParsedDate(Struct, frozen=True):
    """A date or an interval in ISO 8601, and what keeps it from saying all that was written."""

    date: str = ""
    problem: str = ""


def find_year(text: str) -> str:
    """Find a year from 1400 to 2199 in a text."""
    match = _YEAR.search(_normalize(text))
    if not match:
        return ""
    return match[1]


def parse_date(text: str, month_text: str = "", day_text: str = "") -> ParsedDate:
    """Parse a date in EDTF or in words; month and day may stand in fields of their own.

    What no date can carry, such as a season, leaves the year alone, with a problem.
    """
    words = _normalize(text)[:_MOST_CHARACTERS]
    if not words:
        return ParsedDate()
    own_months = parse_months(_normalize(month_text), _normalize(day_text))
    parsed = _parse_edtf(words) or _parse_numbers(words)
    if parsed and ("-" in parsed.date or not parsed.date or own_months == ParsedMonths()):
        return parsed
    if parsed:
        dated = _join_dates(parsed.date.split("/"), own_months)
        return replace(dated, problem=parsed.problem or dated.problem)
    return _parse_words(words, own_months)


def _parse_words(words: str, own_months: ParsedMonths) -> ParsedDate:
    """Parse a date in words; months in a field of their own go before those among the words."""
    if own_months.days or own_months.problem:
        return _join_dates(_find_years(words), own_months)
    months = parse_months(_YEAR_WITH_LETTER.sub(" ", words))
    if months.problem == UNKNOWN_MONTH:
        months = replace(months, problem=PARTLY)
    return _join_dates(_find_years(words), months)


def _normalize(text: str) -> str:
    """Write the digits of all scripts as ASCII's.

    An early year in other digits may be of another calendar, and stays as it is.
    """
    words = text.strip(_PUNCTUATION)
    if words.isascii():
        return words
    characters = []
    for character in words:
        if character.isdecimal():
            characters.append(str(unicodedata.decimal(character)))
        else:
            characters.append(character)
    normalized = "".join(characters)
    year = _YEAR.search(normalized)
    if year and year[0] not in words and int(year[0]) < _FIRST_FOREIGN_YEAR:
        return words
    return normalized


def _find_years(text: str) -> list[str]:
    """Find the years in a text: one, or two with a dash or a word between them."""
    matches = list(_YEAR.finditer(text))
    years = [match[0] for match in matches]
    if len(matches) != 2:
        return years
    between = text[matches[0].end() : matches[1].start()].casefold()
    words = set(re.findall(r"[^\W\d_]+", between))
    if re.search(r"[-–—−/&]", between) or not words.isdisjoint(load_table("dates")["spans"]):
        return list(dict.fromkeys(years))
    return [*years, ""]


# --- dates in numbers


def _parse_edtf(text: str) -> ParsedDate | None:
    """Parse a date or an interval of EDTF (ISO 8601-2), as far as a text is one."""
    start_text, slash, end_text = text.partition("/")
    start = _parse_single_edtf(start_text)
    if not slash:
        return start
    end = _parse_single_edtf(end_text)
    if start and end:
        return _join_interval(start, end)
    if start and end_text.strip() in _OPEN_ENDS:
        return replace(start, problem=OPEN_END)
    if end and start_text.strip() in _OPEN_ENDS:
        return replace(end, problem=OPEN_END)
    return None


def _parse_single_edtf(text: str) -> ParsedDate | None:
    bare = _LEADING_DOUBT.sub("", text.strip())
    match = _EDTF.fullmatch(bare)
    if not match or not _YEAR.fullmatch(match["year"]):
        return None
    problem = ""
    if match["doubt"] or bare != text.strip():
        problem = APPROXIMATE
    month = match["month"] or ""
    if not month.isdecimal():
        return ParsedDate(match["year"], problem)
    first, last = load_table("dates")["parts_of_years"]
    if int(first) <= int(month) <= int(last) and not match["day"]:
        return ParsedDate(match["year"], SEASON)
    if not 1 <= int(month) <= 12:
        return None
    return _join_day(match["year"], MonthDay(int(month), _to_number(match["day"])), problem)


def _join_interval(start: ParsedDate, end: ParsedDate) -> ParsedDate:
    problem = start.problem or end.problem
    if start.date == end.date:
        return ParsedDate(start.date, problem)
    if start.date < end.date:
        return ParsedDate(f"{start.date}/{end.date}", problem)
    return ParsedDate("", BACKWARDS)


def _parse_numbers(text: str) -> ParsedDate | None:
    """Parse a date of numbers only, in the orders in which people write them."""
    tight = DASHES.sub("–", text)
    long_dashes = tight
    if "--" in text or "–" in text or "—" in text:
        long_dashes = tight.replace("–", "––")
    pair = _YEAR_PAIR.fullmatch(long_dashes)
    if pair and _YEAR.fullmatch(pair[1] + pair[2]):
        return _parse_year_pair(pair)
    return _parse_ordered_numbers(tight)


def _parse_ordered_numbers(tight: str) -> ParsedDate | None:
    """Parse numbers by where the year stands, and how many stand beside it."""
    match = _YEAR_FIRST.fullmatch(tight)
    if match and _YEAR.fullmatch(match[1]):
        return _join_numbers(match[1], match[2] or match[4], match[3])
    match = _MONTH_FIRST.fullmatch(tight)
    if match and _YEAR.fullmatch(match[2]):
        return _join_numbers(match[2], match[1], None)
    match = _DAY_FIRST.fullmatch(tight)
    if match and _YEAR.fullmatch(match[3]):
        return _join_numbers(match[3], match[2], match[1])
    match = _DAY_OR_MONTH_FIRST.fullmatch(tight)
    if match and _YEAR.fullmatch(match[3]):
        return _parse_ambiguous_day(match)
    return None


def _parse_year_pair(pair: re.Match[str]) -> ParsedDate:
    """Parse 2021/22 and 2018-19, where the second number is no month but a later year."""
    century, first, dash, second = pair.groups()
    year = century + first
    later_year = century + second
    if (first, second) == ("99", "00"):
        later_year = f"{int(century) + 1}00"
    if later_year <= year:
        return _join_numbers(year, second, None)
    if dash == "––" or int(second) > 12 or second == "00":
        return ParsedDate(f"{year}/{later_year}")
    if int(later_year) == int(year) + 1:
        return ParsedDate(year, PARTLY)  # 2003/04: April, or two years
    return _join_numbers(year, second, None)


def _parse_ambiguous_day(match: re.Match[str]) -> ParsedDate:
    """Parse 3/14/2021 and 14/3/2021; of 3/4/2021 nobody knows the month."""
    first, second, year = match.groups()
    if int(first) > 12:
        return _join_numbers(year, second, first)
    if int(second) > 12 or first == second:
        return _join_numbers(year, first, second)
    return ParsedDate(year, PARTLY)


def _join_numbers(year: str, month: str, day: str | None) -> ParsedDate:
    if not 1 <= int(month) <= 12:
        return ParsedDate(year, UNKNOWN_MONTH)
    return _join_day(year, MonthDay(int(month), _to_number(day)))


def _to_number(text: str | None) -> int:
    if text and is_number(text):
        return int(text)
    return 0


# --- years, months and days together


def _join_dates(years: Sequence[str], months: ParsedMonths) -> ParsedDate:
    """Join one year or two with the months and days in them."""
    days = months.days
    if not years:
        return ParsedDate("", UNKNOWN)
    if len(years) > 2 or years[0] > years[-1]:
        return ParsedDate(years[0], PARTLY)
    if not days:
        return ParsedDate("/".join(years), months.problem)
    if len(years) == 2 and len(days) == 1:
        return ParsedDate("/".join(years), PARTLY)
    start = _join_day(years[0], days[0])
    end = _join_day(years[-1], days[-1])
    problem = months.problem or start.problem or end.problem
    if start.date <= end.date:
        return replace(_join_interval(start, end), problem=problem)
    return ParsedDate("/".join(years), PARTLY)


def _join_day(year: str, day: MonthDay, problem: str = "") -> ParsedDate:
    """Join year, month and day, as far as they make a day of the calendar."""
    if not day.day:
        return ParsedDate(join_date(year, str(day.month)), problem)
    date = join_date(year, str(day.month), str(day.day))
    if date.count("-") < 2:
        return ParsedDate(date, NO_DAY)
    return ParsedDate(date, problem)


def join_date(*parts: str) -> str:
    """Join year, month and day, as far as they are numbers and make a day of the calendar."""
    numbers = [int(part) for part in parts if is_number(part)]
    while numbers:
        text = "-".join(f"{number:02}" for number in numbers)
        try:
            return str(dates.parse_date(text))
        except ValueError:
            numbers.pop()
    return ""
