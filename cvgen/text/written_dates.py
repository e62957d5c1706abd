"""Parse dates as people write them, where they have one meaning: `Sept. 2023`, `2023年9月`.

What has two is refused with the text to write for each.
"""

from __future__ import annotations

import re
from difflib import get_close_matches

from msgspec import Struct, field
from msgspec.structs import replace

from cvgen.text.date_words import (
    DateWords,
    fold_date_text,
    load_all_words,
    load_english_words,
    make_word_key,
    split_date_text,
)
from cvgen.text.dates import DATE_HINT, PartialDate, put_into_two_years
from cvgen.text.numeric_dates import (
    NUMBERS,
    SCHOOL_YEAR,
    TWO_YEARS,
    AmbiguousDateError,
    expand_school_year,
    find_first_year,
    make_date,
    parse_numbers,
    quote_date,
)
from cvgen.text.patterns import compile_late

_MOST_CHARACTERS = 60  # of anything that could be a date
_MOST_WORDS = 4  # of a month or a season
_LEAST_LIKENESS = 0.75  # of a word to the one that was meant
_LEAST_CHARACTERS = 4  # of a word that can be like another
_ISO_DAY = compile_late(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[t ]")
_HALF = compile_late(r"[^\W\d_]\.? [0-9]{4} ?[-–/] ?[0-9]{1,2}$")  # of July 2022-09/2023
# Words and small numbers in brackets: `June 2019 (3 months)`.
_ASIDE = compile_late(r"\((?=[^()]*\d)(?=[^()]*[^\W\d_])(?![^()]*\d{4})[^()]*\)")
_OPEN = ("-", "–", "/", "~")  # what a text ends in that has a second date to come


class _Parts(Struct):
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
        return parse_numbers(plain, text)
    if is_written_present(plain):
        raise ValueError(f"{quote_date(text)} is not a date: only 'endDate' can be that")
    in_two_years = _parse_in_two_years(plain, text)
    if in_two_years:
        return in_two_years
    if not _is_cut(plain):
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


def _is_cut(plain: str) -> bool:
    """Say whether a text is half of two dates: a sign is at an end, or behind the year."""
    return plain.startswith(_OPEN) or plain.endswith(_OPEN) or bool(_HALF.search(plain))


def _parse_in_two_years(plain: str, text: str) -> PartialDate | None:
    """Parse a season or a term that was written with two years: `WS 2020/21`."""
    match = TWO_YEARS.search(plain)
    if not match or not find_first_year(match):
        return None
    with_one_year = f"{plain[: match.start()]} {find_first_year(match)} {plain[match.end() :]}"
    try:
        date = _parse_certain(" ".join(with_one_year.split()), text)
    except AmbiguousDateError:
        raise
    except ValueError:
        return None
    return put_into_two_years(date) if date.season else None


def _suggest_date(plain: str) -> str:
    """Suggest what to write: without a time of the day, and without words that are not known."""
    match = _ISO_DAY.match(plain)
    if match:
        return match[1]
    words = load_all_words()
    known = _list_known_tokens(words)
    tokens = []
    for token in split_date_text(_ASIDE.sub("", plain)):
        if token in known or re.fullmatch("[0-9]+", token):
            tokens.append(token)
        elif len(token) >= _LEAST_CHARACTERS:
            tokens += get_close_matches(token, words.months, 1, _LEAST_LIKENESS)
    parts = _sort_tokens(tokens, words)
    years = SCHOOL_YEAR.search(plain)
    if years and expand_school_year(years):
        return f"{years[1]}/{expand_school_year(years)}"
    if parts is None:
        return ""
    try:
        date = _join_parts(parts, plain)
    except ValueError:
        return ""
    return str(replace(date, expected=_says_expected(plain, words)))


def _says_expected(plain: str, words: DateWords) -> bool:
    return not words.expected.isdisjoint(split_date_text(plain))


def _list_known_tokens(words: DateWords) -> set[str]:
    tokens = {*words.fillers, *words.units}
    for key in (*words.months, *words.seasons):
        tokens.update(key.split())
    return tokens


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
    if not _is_one_date(parts):
        raise ValueError(f"{quote_date(text)} is not a date: {DATE_HINT}")
    if parts.seasons:
        return _make_season(parts, text)
    return _make_month_date(parts, text)


def _is_one_date(parts: _Parts) -> bool:
    """Say whether there is one year, at most one month or season, and no day without a month."""
    if len(parts.years) != 1 or len(parts.days) > 1:
        return False
    if parts.days and not parts.months:
        return False
    return len(parts.months) + len(parts.seasons) <= 1


def _make_month_date(parts: _Parts, text: str) -> PartialDate:
    """Make a date of a year, and of the month that a word means if there is one."""
    year = parts.years[0]
    if not parts.months:
        return make_date(text, year)
    months = sorted(parts.months[0])
    dates = [make_date(text, year, str(month), *parts.days) for month in months]
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
    date = make_date(text, parts.years[0])
    seasons = sorted(parts.seasons[0])
    if len(seasons) > 1:
        meanings = " or ".join(f"{date} {season.capitalize()}" for season in seasons)
        raise AmbiguousDateError(f"{quote_date(text)} has two meanings: write {meanings}")
    return replace(date, season=seasons[0])
