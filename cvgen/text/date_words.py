"""The words by which people write dates, in every language that there is a locale file for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Any

from msgspec import Struct, field

from cvgen.files.data import DATA_FOLDER
from cvgen.files.yamltable import load_cached, parse_table, read_table
from cvgen.text.folding import fold_signs
from cvgen.text.patterns import compile_late

_LOCALES = DATA_FOLDER / "locales"
_MONTH_LISTS = ("months", "months-with-day", "months-long", "months-long-with-day")
# The lines of a locale file that tell of dates: names of months and seasons, and three words.
_DATE_LINES = compile_late(
    r"^(?:(?:months[\w-]*|seasons):.*\n(?:[ \t].*\n)*|(?:words|patterns):[ \t]*\n"
    r"|  (?:present|expected|until):.*\n)",
    re.MULTILINE,
)
_TOKEN = compile_late(r"\d+|[^\d\s.,:;()\[\]/~–\-،॰]+")
_ACCENTED_SCRIPTS = ("LATIN", "GREEK")
_SOME_YEAR = "2000"  # which stands in a pattern until its words are known


class DateWords(Struct, frozen=True):
    """What each word of some languages means, by the word as `make_word_key` gives it.

    A word that means several months, one in each of two languages, has them all. `units` are what
    East Asian languages write behind a number; `joints` stand between two dates, `until` beside an
    end without a start, and `academic_years` beside two years.
    """

    months: dict[str, set[int]] = field(default_factory=dict)
    seasons: dict[str, set[str]] = field(default_factory=dict)
    present: set[str] = field(default_factory=set)
    expected: set[str] = field(default_factory=set)
    joints: set[str] = field(default_factory=set)
    since: set[str] = field(default_factory=set)
    until: set[str] = field(default_factory=set)
    academic_years: set[str] = field(default_factory=set)
    fillers: set[str] = field(default_factory=set)
    units: dict[str, str] = field(default_factory=dict)


@cache
def load_english_words() -> DateWords:
    """Load the words of English, which most people write dates in."""
    return _load_words(["en"])


@cache
def load_all_words() -> DateWords:
    """Load the words of all languages."""
    languages = sorted(path.stem for path in _LOCALES.glob("*.yaml"))
    sources = [DATA_FOLDER / "dates.yaml", *(_LOCALES / f"{name}.yaml" for name in languages)]
    return load_cached("date-words", sources, lambda: _load_words(languages), DateWords)


def fold_date_text(text: str) -> str:
    """Write a text in small letters, ASCII digits and plain spaces and hyphens."""
    # Turkish has an i without a dot, and a capital one with it.
    small = fold_signs(text).casefold()
    with_one_i = small.replace("\N{COMBINING DOT ABOVE}", "").replace("ı", "i")
    composed = unicodedata.normalize("NFC", with_one_i)
    return " ".join(_separate_units(composed).split())


def _separate_units(text: str) -> str:
    if text.isascii():
        return text
    return _compile_units().sub(r" \1 ", text)


@cache
def _compile_units() -> re.Pattern[str]:
    units = "|".join(_load_units())
    return re.compile(rf"(?<=\d)\s*({units})")


@cache
def _load_units() -> dict[str, str]:
    """Load what East Asian languages write behind numbers; the longest first."""
    units = {}
    for kind in ("year", "month", "day"):
        for unit in _read_spellings()["any"][kind]:
            units[unit] = kind
    return dict(sorted(units.items(), key=lambda pair: -len(pair[0])))


@cache
def _read_spellings() -> dict[str, Any]:
    return read_table("dates")  # type: ignore[no-any-return]


def split_date_text(folded: str) -> list[str]:
    """Split a text that was folded into its numbers and words, without points and signs."""
    tokens = [token.strip("'") for token in _TOKEN.findall(folded)]
    return [token for token in tokens if token]


def make_word_key(text: str) -> str:
    """Make the key by which words are looked up."""
    return " ".join(split_date_text(fold_date_text(text)))


def _load_words(languages: list[str]) -> DateWords:
    spellings = _read_spellings()
    words = DateWords(units=_load_units())
    words.joints.update(spellings["any"]["to"])
    words.fillers.update(spellings["any"]["fillers"])
    for language in languages:
        words.fillers.update(map(fold_date_text, spellings[language].get("fillers", ())))
    for language in languages:
        locale = _read_locale(language)
        _add_printed_words(words, locale)
        _add_spellings(words, spellings[language])
    return words


def _read_locale(language: str) -> dict[str, Any]:
    """Read what a locale file says of dates, which is little of what it says."""
    text = (_LOCALES / f"{language}.yaml").read_text("utf-8")
    return parse_table("".join(_DATE_LINES.findall(text)))  # type: ignore[no-any-return]


def _add_printed_words(words: DateWords, locale: dict[str, Any]) -> None:
    """Add what a locale file prints."""
    for name in _MONTH_LISTS:
        for number, month in enumerate(locale.get(name, ()), start=1):
            _add_month(words, month, number)
    for season, pattern in locale["seasons"].items():
        is_doubled = season == "fall" and pattern == locale["seasons"]["autumn"]
        if not is_doubled:
            _add_season(words, pattern.format(year=_SOME_YEAR), season)
    words.present.update(_list_spellings(locale["words"]["present"]))
    words.expected.update(_list_spellings(locale["patterns"]["expected"].format(date="")))
    words.until.add(fold_date_text(locale["patterns"]["until"].format(end="")))


def _add_spellings(words: DateWords, spellings: dict[str, Any]) -> None:
    """Add what people write beside it."""
    for number, months in spellings.get("months", {}).items():
        for month in months:
            _add_month(words, month, int(number))
    for season, names in spellings.get("seasons", {}).items():
        for name in names:
            _add_season(words, name, season)
    for word in spellings.get("present", ()):
        words.present.update(_list_spellings(word))
    for word in spellings.get("expected", ()):
        words.expected.update(_list_spellings(word))
    words.joints.update(map(fold_date_text, spellings.get("to", ())))
    words.since.update(map(fold_date_text, spellings.get("since", ())))
    words.until.update(map(fold_date_text, spellings.get("until", ())))
    words.academic_years.update(map(fold_date_text, spellings.get("academic-year", ())))


def _add_month(words: DateWords, name: str, number: int) -> None:
    for key in _list_spellings(name, words.fillers):
        if not key.isdecimal():
            words.months.setdefault(key, set()).add(number)


def _add_season(words: DateWords, name: str, season: str) -> None:
    not_said = {*words.fillers, *words.units, _SOME_YEAR}
    for key in _list_spellings(name, not_said):
        words.seasons.setdefault(key, set()).add(season)


def _list_spellings(text: str, not_said: Iterable[str] = ()) -> set[str]:
    """List the keys of a text: as it is written, and without its accents."""
    tokens = split_date_text(fold_date_text(text))
    key = " ".join(token for token in tokens if token not in not_said)
    return {key, _strip_accents(key)} - {""}


def _strip_accents(text: str) -> str:
    if text.isascii():
        return text
    stripped = ""
    for character in text:
        base = unicodedata.normalize("NFD", character)[0]
        if unicodedata.name(base, "").startswith(_ACCENTED_SCRIPTS):
            stripped += base
        else:
            stripped += character
    return stripped
