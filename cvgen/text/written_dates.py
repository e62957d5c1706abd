"""Parse dates as people write them, where they have one meaning: `Sept. 2023`, `2023年9月`.

What has two is refused with the text to write for each.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from cvgen.text.date_words import (
    DateWords,
    fold_date_text,
    load_all_words,
    load_english_words,
    make_word_key,
    split_date_text,
)
from cvgen.text.dates import DATE_HINT, PartialDate

_MOST_CHARACTERS = 60  # of anything that could be a date
_SHOWN_CHARACTERS = 40  # of it in a message
_MOST_WORDS = 4  # of a month or a season
_LEAST_LIKENESS = 0.75  # of a word to the one that was meant
_LEAST_CHARACTERS = 4  # of a word that can be like another
_ISO_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[t ]")
_OPEN = ("-", "–", "/", "~")  # what a text ends in that has a second date to come
NUMBERS = re.compile(r"[0-9]+(?:(?: ?[/.,–-] ?| )[0-9]+){0,2}\.?")
SCHOOL_YEAR = re.compile(r"([0-9]{4}) ?[/–-] ?([0-9]{2})")


class AmbiguousDateError(ValueError):
    """A date that has two meanings."""


@dataclass(slots=True)
class _Parts:
    """What the words and numbers of a date can be."""

    years: list[str] = field(default_factory=list)
    months: list[set[int]] = field(default_factory=list)
    days: list[str] = field(default_factory=list)
    seasons: list[set[str]] = field(default_factory=list)
    has_double_word: bool = False


def is_written_present(text: str) -> bool:
    """Return whether the word for an end means "still going on", in any language."""
    if len(text) > _MOST_CHARACTERS or text.strip()[:1].isdigit():
        return False
    key = make_word_key(text)
    return key in load_english_words().present or key in load_all_words().present


def fold_whole_text(text: str) -> str:
    """Fold a text that is no longer than a date can be.

    Raises ValueError for one that is longer.
    """
    if len(text) > _MOST_CHARACTERS:
        raise ValueError(f"{quote_date(text)} is not a date: {DATE_HINT}")
    return fold_date_text(text)


def quote_date(text: str) -> str:
    """Quote what was written for a message, or its beginning."""
    if len(text) <= _SHOWN_CHARACTERS:
        return f"'{text}'"
    return f"'{text[: _SHOWN_CHARACTERS - 1]}…'"


# --- one date -------------------------------------------------------------------------------------


def parse_single_date(plain: str, text: str) -> PartialDate:
    """Parse one date, which may be said to be expected; `text` is how it was written."""
    bare = _strip_expected(plain, load_english_words())
    try:
        date = _parse_certain(bare, text)
    except AmbiguousDateError:
        raise
    except ValueError:
        bare = plain
        if not NUMBERS.fullmatch(plain):
            bare = _strip_expected(plain, load_all_words())
        if bare == plain:
            raise
        date = _parse_certain(bare, text)
    return replace(date, expected=bare != plain)


def _strip_expected(plain: str, words: DateWords) -> str:
    """Take away what says that a date is expected, before or behind it."""
    for word in sorted(words.expected, key=len, reverse=True):
        start, found, end = plain.partition(word)
        if not found:
            start, found, end = plain.rpartition(word)
        if not found or _is_inside_word(start, word, end):
            continue
        if not start.strip(" (["):
            return end.strip(" .:,()[]")
        if not end.strip(" .)]"):
            return start.strip(" ,;:([")
    return plain


def _is_inside_word(start: str, word: str, end: str) -> bool:
    if not word.isascii() and not has_spaces(word):
        return False
    return start[-1:].isalpha() or end[:1].isalpha()


def has_spaces(word: str) -> bool:
    """Return whether the script of a word has spaces between words, as Chinese has not."""
    return word[0] < "\u3000" or "\uac00" <= word[0] <= "\ud7a3"


def _parse_certain(plain: str, text: str) -> PartialDate:
    if NUMBERS.fullmatch(plain):
        return _parse_numbers(plain, text)
    if is_written_present(plain):
        raise ValueError(f"{quote_date(text)} is not a date: only 'endDate' can be that")
    if not plain.startswith(_OPEN) and not plain.endswith(_OPEN):
        tokens = split_date_text(plain)
        for words in (load_english_words(), load_all_words()):
            parts = _sort_tokens(tokens, words)
            if parts is not None:
                return _join_parts(parts, text)
    hint = DATE_HINT
    suggestion = _suggest_date(plain)
    if suggestion:
        hint = f"write {suggestion}"
    raise ValueError(f"{quote_date(text)} is not a date: {hint}")


def _suggest_date(plain: str) -> str:
    """Suggest what to write: without a time of the day, and without words that are not known."""
    match = _ISO_DAY.match(plain)
    if match:
        return match[1]
    words = load_all_words()
    known = _list_known_tokens(words)
    tokens = []
    for token in split_date_text(plain):
        if token in known or re.fullmatch("[0-9]+", token):
            tokens.append(token)
        elif len(token) >= _LEAST_CHARACTERS:
            tokens += get_close_matches(token, words.months, 1, _LEAST_LIKENESS)
    parts = _sort_tokens(tokens, words)
    if parts is None:
        return ""
    try:
        return str(_join_parts(parts, plain))
    except ValueError:
        return ""


def _list_known_tokens(words: DateWords) -> set[str]:
    tokens = {*words.fillers, *words.units}
    for key in (*words.months, *words.seasons):
        tokens.update(key.split())
    return tokens


def _make_date(text: str, year: str, month: str = "0", day: str = "0") -> PartialDate:
    """Make a date of numbers that were written out, where the calendar has it."""
    date = PartialDate(int(year), int(month), int(day))
    if len(year) != 4 or date.year < 1000:
        raise ValueError(f"{quote_date(text)} has no year that a CV could mean: {DATE_HINT}")
    if month != "0" and not 1 <= date.month <= 12:
        raise ValueError(f"{quote_date(text)} has no month {date.month}: months go from 01 to 12")
    if day != "0" and not 1 <= date.day <= calendar.monthrange(date.year, date.month)[1]:
        raise ValueError(f"{quote_date(text)} is no day of the calendar")
    return date


def _parse_numbers(plain: str, text: str) -> PartialDate:
    """Parse a date of numbers alone, of which the year is the one with four digits."""
    numbers = re.findall("[0-9]+", plain)
    if len(numbers[0]) == 8 and len(numbers) == 1:
        digits = numbers[0]
        return _make_date(text, digits[:4], digits[4:6], digits[6:])
    if len(numbers[0]) == 4 and all(len(number) <= 2 for number in numbers[1:]):
        _check_school_year(plain, text)
        return _make_date(text, *numbers)
    if len(numbers[-1]) == 4 and all(len(number) <= 2 for number in numbers[:-1]):
        return _parse_year_last(numbers, text)
    if len(numbers) == 2 and all(len(number) == 2 for number in numbers):
        raise ValueError(_describe_short_year(numbers, text))
    raise ValueError(f"{quote_date(text)} is not a date: {DATE_HINT}")


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


def _parse_year_last(numbers: list[str], text: str) -> PartialDate:
    if len(numbers) == 2:
        return _make_date(text, numbers[1], numbers[0])
    first, second, year = numbers
    is_day_first = 1 <= int(second) <= 12
    is_month_first = 1 <= int(first) <= 12
    if is_day_first and is_month_first and int(first) != int(second):
        day_first = _make_date(text, year, second, first)
        month_first = _make_date(text, year, first, second)
        message = f"{quote_date(text)} has two meanings: write {day_first} or {month_first}"
        raise AmbiguousDateError(message)
    if is_month_first and not is_day_first:
        return _make_date(text, year, first, second)
    return _make_date(text, year, second, first)


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


# --- words ----------------------------------------------------------------------------------------


def _sort_tokens(tokens: list[str], words: DateWords) -> _Parts | None:
    """Sort words and numbers into what they are; None where one of them is unknown."""
    parts = _Parts()
    rest = [token for token in tokens if token not in words.fillers]
    while rest:
        length = _sort_phrase(rest, words, parts) or _sort_number(rest, words, parts)
        if not length:
            return None
        rest = rest[length:]
    return parts


def _sort_phrase(tokens: list[str], words: DateWords, parts: _Parts) -> int:
    """Sort the month or the season that the tokens begin with; return how many they are."""
    for length in range(min(_MOST_WORDS, len(tokens)), 0, -1):
        phrase = " ".join(tokens[:length])
        months = words.months.get(phrase)
        seasons = words.seasons.get(phrase)
        if months:
            parts.months.append(months)
        if seasons:
            parts.seasons.append(seasons)
        if months and seasons:  # Finnish has one word for summer and, in short, for June
            parts.has_double_word = True
        if months or seasons:
            return length
    return 0


def _sort_number(tokens: list[str], words: DateWords, parts: _Parts) -> int:
    """Sort a number with its unit; return how many tokens it is."""
    token = tokens[0]
    if not re.fullmatch("[0-9]{1,4}", token):
        return 0
    unit = words.units.get(" ".join(tokens[1:2]), "")
    if unit == "month":
        parts.months.append({int(token)})
    elif unit == "day" or (not unit and len(token) <= 2):
        parts.days.append(token)
    else:
        parts.years.append(token)
    return 1 + bool(unit)


def _join_parts(parts: _Parts, text: str) -> PartialDate:
    """Make a date of its parts, of which there must be a year and at most one of each other."""
    if not parts.years and parts.months:
        raise ValueError(f"{quote_date(text)} has no year of four digits: {_suggest_year(parts)}")
    if parts.has_double_word and len(parts.years) == 1:
        raise AmbiguousDateError(_describe_double_word(parts, text))
    has_too_many = any(len(part) > 1 for part in (parts.years, parts.days))
    has_day_without_month = bool(parts.days) and not parts.months
    is_whole = len(parts.years) == 1 and len(parts.months) + len(parts.seasons) <= 1
    if not is_whole or has_too_many or has_day_without_month:
        raise ValueError(f"{quote_date(text)} is not a date: {DATE_HINT}")
    year = parts.years[0]
    if parts.seasons:
        return _make_season(parts, text)
    if not parts.months:
        return _make_date(text, year)
    months = sorted(parts.months[0])
    dates = [_make_date(text, year, str(month), *parts.days) for month in months]
    if len(dates) > 1:
        meanings = " or ".join(map(str, dates))
        raise AmbiguousDateError(f"{quote_date(text)} has two meanings: write {meanings}")
    return dates[0]


def _describe_double_word(parts: _Parts, text: str) -> str:
    """Say what to write for a word that is a month and a season."""
    year = parts.years[0]
    month = min(parts.months[0])
    season = min(parts.seasons[0]).capitalize()
    return f"{quote_date(text)} has two meanings: write {year}-{month:02} or {year} {season}"


def _suggest_year(parts: _Parts) -> str:
    """Suggest what to write for a month with a year of two digits."""
    months = parts.months[0]
    if len(parts.days) != 1 or len(parts.days[0]) != 2 or len(months) != 1:
        return DATE_HINT
    return f"write 20{parts.days[0]}-{min(months):02}"


def _make_season(parts: _Parts, text: str) -> PartialDate:
    date = _make_date(text, parts.years[0])
    seasons = sorted(parts.seasons[0])
    if len(seasons) > 1:
        meanings = " or ".join(f"{date} {season.capitalize()}" for season in seasons)
        raise AmbiguousDateError(f"{quote_date(text)} has two meanings: write {meanings}")
    return replace(date, season=seasons[0])
