"""Parse one date or two, as people write them: `July 2022 – Sept. 2023`, `12–14 June 2023`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from cvgen.text.date_words import fold_date_text, load_all_words
from cvgen.text.dates import PartialDate, Period
from cvgen.text.numeric_dates import (
    NUMBERS,
    SCHOOL_YEAR,
    TWO_YEARS,
    AmbiguousDateError,
    expand_school_year,
    find_first_year,
    parse_numbers,
    quote_date,
)
from cvgen.text.patterns import compile_late
from cvgen.text.written_dates import (
    fold_whole_text,
    has_spaces,
    is_written_present,
    parse_single_date,
)

_DAYS = compile_late(r"(?<![0-9])([0-9]{1,2})\.? ?[–-] ?([0-9]{1,2})(?![0-9])")
# A date and an interval of ISO 8601, which are told without the words of any language: reading
# those takes longer than reading all other dates of a profile.
_ISO_DATE = compile_late("[0-9]{4}(?:-[0-9]{2}){0,2}")
_INTERVAL = compile_late(f"({_ISO_DATE.pattern})/({_ISO_DATE.pattern})")

_WITHIN_DATES = ("-", "/")  # what parts two dates, and the numbers of one
# A year that stands first, with what joins a month to it: "2023年", "2023년 ", "2023. ".
_YEAR_BEFORE = re.compile(r"[0-9]{4}[^0-9\s]?\s*")


def parse_written_date(text: str) -> PartialDate:
    """Parse one date.

    Raises ValueError with a sentence for the user; AmbiguousDateError where it has two meanings.
    """
    date = _parse_iso_date(text)
    if date is not None:
        return date
    plain = fold_whole_text(text)
    try:
        return parse_single_date(plain, text)
    except AmbiguousDateError:
        raise
    except ValueError:
        period = _find_period(plain)
        if period is None:
            raise
    raise ValueError(_describe_two_dates(period, text))


def parse_written_period(text: str) -> Period:
    """Parse one date, or two of which the second may be a word for the present.

    Raises ValueError with a sentence for the user.
    """
    iso_period = _parse_iso_period(text)
    if iso_period is not None:
        return iso_period
    plain = fold_whole_text(text)
    try:
        return Period(parse_single_date(plain, text))
    except AmbiguousDateError:
        raise
    except ValueError:
        if plain.startswith("/") or plain.endswith("/"):
            message = f"{quote_date(text)} has a date on one side of its slash only"
            raise ValueError(message) from None
        period = _find_period(plain)
        if period is None:
            raise
    if period.start and period.end and period.end < period.start:
        raise ValueError(f"{quote_date(text)} ends before it starts")
    return period


def _parse_iso_date(text: str) -> PartialDate | None:
    """Parse a date in ISO 8601, as most are."""
    if not _ISO_DATE.fullmatch(text):
        return None
    try:
        return parse_numbers(text, text)
    except ValueError:
        return None


def _parse_iso_period(text: str) -> Period | None:
    """Parse one date in ISO 8601, or two with a slash between them, the later one behind it."""
    date = _parse_iso_date(text)
    if date is not None:
        return Period(date)
    interval = _INTERVAL.fullmatch(text)
    if interval is None:
        return None
    start, end = map(_parse_iso_date, interval.groups())
    if start is None or end is None or end < start:
        return None
    return Period(start, end)


def _describe_two_dates(period: Period, text: str) -> str:
    if period.has_open_start:
        return f"{quote_date(text)} is an end: write endDate: {period.end}, or date: until …"
    if period.ongoing:
        hint = f"write startDate: {period.start}"
        if _parse_since(fold_date_text(text)) is None:
            hint += " and endDate: present"
        return f"{quote_date(text)} goes on: {hint}"
    return (
        f"{quote_date(text)} is two dates: write startDate: {period.start} and"
        f" endDate: {period.end}, or date: {period.start}/{period.end}"
    )


def _find_period(plain: str) -> Period | None:
    """Find the one meaning of a text as two dates, or as a start that has no end."""
    match = SCHOOL_YEAR.fullmatch(plain)
    if match and expand_school_year(match):
        return Period(PartialDate(int(match[1])), PartialDate(expand_school_year(match)))
    known = _parse_academic_year(plain) or _parse_days(plain)
    if known:
        return known
    interval = _INTERVAL.fullmatch(plain)
    if interval:
        return _parse_sides(interval[1], interval[2])
    periods = _list_periods(plain)
    if len(periods) > 1:
        return None
    if periods:
        return periods[0]
    return _parse_since(plain) or _parse_until(plain)


def _list_periods(plain: str) -> list[Period]:
    """List the meanings of a text as two dates, each once.

    What may stand within a date too is asked only where nothing else parts the text.
    """
    splits = list(_list_splits(plain))
    wide = [split for split in splits if not split.is_tight]
    return _parse_splits(wide) or _parse_splits([split for split in splits if split.is_tight])


def _parse_splits(splits: list[_Split]) -> list[Period]:
    periods: list[Period] = []
    for split in splits:
        period = _parse_sides(split.start, split.end)
        if period is not None and period not in periods:
            periods.append(period)
    return periods


class _Split(Struct, frozen=True):
    """The texts on both sides of what can stand between two dates.

    `is_tight` is what can stand within one date too: a hyphen or a slash without blanks around it.
    """

    start: str
    end: str
    is_tight: bool


def _list_splits(plain: str) -> Iterator[_Split]:
    """List each pair of texts on both sides of what can stand between two dates."""
    for joint in sorted(load_all_words().joints):
        pattern = re.escape(joint)
        if joint.isalpha() and has_spaces(joint):
            pattern = rf"(?<!\S){pattern}(?!\S)"
        for match in re.finditer(pattern, plain):
            start = plain[: match.start()]
            end = plain[match.end() :]
            if start.strip() and end.strip():
                has_blanks = start[-1:].isspace() and end[:1].isspace()
                is_tight = joint in _WITHIN_DATES and not has_blanks
                yield _Split(start.strip(), end.strip(), is_tight)


def _parse_sides(start_text: str, end_text: str) -> Period | None:
    """Parse two dates; one of them may have the year of the other."""
    if is_written_present(end_text):
        start = _parse_side(start_text)
        if start is None:
            return None
        return Period(start, ongoing=True)
    end = _parse_side(end_text) or _parse_month_after(start_text, end_text)
    if end is None:
        return None
    start = _parse_side(start_text)
    if start is None:
        start = _parse_side(f"{start_text} {end.year}")
        if start is not None and end.season:
            _check_seasons(start, end)
    if start is None:
        return None
    return Period(start, end)


def _check_seasons(start: PartialDate, end: PartialDate) -> None:
    """Refuse two seasons with one year of which the second comes first: `Fall/Spring 2021`."""
    if start < end:
        return
    first = f"{start}/{replace(end, year=end.year + 1)}"
    second = f"{replace(start, year=start.year - 1)}/{end}"
    written = f"'{start.season}' and '{end.season}' with one year"
    raise AmbiguousDateError(f"{written} have two meanings: write {first} or {second}")


def _parse_month_after(start_text: str, end_text: str) -> PartialDate | None:
    """Parse an end that is a month of the year that begins the start: `2023年3月 – 6月`."""
    year = _YEAR_BEFORE.match(start_text)
    if year is None or not any(character.isalpha() for character in end_text):
        return None
    end = _parse_side(year[0] + end_text)
    if end is None or not end.month or end.day:
        return None
    return end


def _parse_side(plain: str) -> PartialDate | None:
    try:
        return parse_single_date(plain, plain)
    except AmbiguousDateError:
        raise
    except ValueError:
        return None


def _parse_days(plain: str) -> Period | None:
    """Parse several days of one month: `12–14 June 2023`."""
    match = _DAYS.search(plain)
    if not match or NUMBERS.fullmatch(plain):
        return None
    sides = []
    for number in match.groups():
        sides.append(_parse_side(plain[: match.start()] + number + plain[match.end() :]))
    first, last = sides
    if first is None or last is None or not first.day:
        return None
    return Period(first, last)


def _parse_since(plain: str) -> Period | None:
    """Parse a start that goes on: `since 2021`, `2021 –`."""
    bare = plain.rstrip(" -–")
    if bare == plain:
        word, _, bare = plain.partition(" ")
        if word not in load_all_words().since:
            return None
    start = _parse_side(bare)
    if start is None:
        return None
    return Period(start, ongoing=True)


def _parse_until(plain: str) -> Period | None:
    """Parse an end without a start: `until 2019`, `2019年まで`."""
    words = load_all_words().until
    for word in sorted(words, key=len, reverse=True):
        end = _parse_side(_strip_word(plain, word))
        if end is not None:
            return Period(end=end, has_open_start=True)
    return None


def _parse_academic_year(plain: str) -> Period | None:
    """Parse two years that are said to be those of a school: `academic year 2020/21`."""
    for word in load_all_words().academic_years:
        match = TWO_YEARS.fullmatch(_strip_word(plain, word))
        first = find_first_year(match) if match else 0
        if first:
            return Period(PartialDate(first), PartialDate(first + 1))
    return None


def _strip_word(plain: str, word: str) -> str:
    """Take a whole word away that stands before the rest of a text or behind it; else all of it."""
    start, found, end = plain.partition(word)
    if not found or (start and end):
        return ""
    rest = start or end
    beside = rest[-1:] if start else rest[:1]
    return "" if has_spaces(word) and beside.isalpha() else rest.strip()
