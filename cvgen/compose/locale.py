"""The words and habits of a language (`locales/*.yaml`): headings, months, patterns, labels."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from cvgen.compose.months import Months, list_months, rename_months
from cvgen.compose.region import list_changed_words
from cvgen.compose.territory import adapt_to_territory
from cvgen.errors import Diagnostic, Place, VariantError, did_you_mean
from cvgen.files import yamlfile
from cvgen.files.data import DATA_FOLDER
from cvgen.files.yamltable import read_table
from cvgen.profile.fields import is_language_tag
from cvgen.text.dates import PartialDate, Period, has_begun
from cvgen.text.language_tags import find_nearest_tag, is_same_language, normalize_tag

LOCALE_FOLDER = DATA_FOLDER / "locales"
# What a locale file must have; what it lacks is taken from English, a mapping's key by key.
_REQUIRED = ("direction", "months", "months-long", "quotes")
_REQUIRED_MAPPINGS = (
    "patterns",
    "seasons",
    "words",
    "headings",
    "status",
    "marks",
    "status_at",
    "types",
    "links",
)

DateStyle = Literal["short", "long", "numeric", "years"]


class Locale(Struct, frozen=True):
    """The words and habits of one language.

    `language` is the tag that was asked for, `words_of` the one whose file has the words: zh-Hant
    for zh-TW; `territory` is the one whose habits it follows, if any. `digits` replace 0 to 9 in
    dates and grades, `decimal` is the mark in the latter. `joints` are patterns of beginnings
    that change the word for "and" before them, with that word. `quotes` are the outer and the
    inner pair, `links` the words for what links lead to. `warnings` say what is not as it should
    be: English words that the file lacks, a territory of which nothing is known.
    """

    language: str
    words_of: str
    direction: Literal["ltr", "rtl"]
    months: dict[str, Months]
    quotes: tuple[str, ...]
    patterns: dict[str, str]
    seasons: dict[str, str]
    words: dict[str, str]
    headings: dict[str, str]
    status: dict[str, str]
    marks: dict[str, str]
    status_at: dict[str, str]
    types: dict[str, str]
    ordinals: dict[str, str]
    edition_ordinals: dict[str, str]
    rankings: tuple[str, ...]
    digits: str
    decimal: str
    joints: dict[str, str]
    links: dict[str, str]
    date_style: DateStyle = "short"
    territory: str = ""
    with_durations: bool = False
    warnings: tuple[Diagnostic, ...] = ()

    def adapt_words(self, changes: Mapping[str, Any]) -> Locale:
        """Change some patterns, words or headings, names of months, or a whole other part."""
        parts: dict[str, Any] = {}
        for name, changed in changes.items():
            part = getattr(self, name)
            if name == "months":
                parts[name] = rename_months(part, changed)
            elif isinstance(part, dict):
                parts[name] = {**part, **changed}
            elif isinstance(part, tuple):
                parts[name] = tuple(changed)
            else:
                parts[name] = changed
        return replace(self, **parts)

    def format_ordinal(self, number: int) -> str:
        """Write a number as a place in an order, such as 12th."""
        return _add_ending(number, self.ordinals)

    def format_edition(self, number: int) -> str:
        """Say which edition a book is in, such as 3rd ed."""
        ordinal = _add_ending(number, self.edition_ordinals)
        return self.patterns["edition"].format(number=ordinal)

    def format_date(self, date: PartialDate) -> str:
        """Write a date out, as precisely as it is known and the style tells."""
        text = self._format_certain_date(date)
        if date.expected:
            return self.patterns["expected"].format(date=text)
        return text

    def _format_certain_date(self, date: PartialDate) -> str:
        if self.date_style == "years":
            return self._fill_pattern("year", year=date.year)
        if date.season:
            named = f"{date.season.capitalize()} {{year}}"
            pattern = self.seasons.get(date.season, named)
            return self._fill(pattern, year=date.format_year())
        if not date.month:
            return self._fill_pattern("year", year=date.year)
        pattern = "month"
        if date.day:
            pattern = "day"
        month: str | int = self._name_month(date)
        if self.date_style == "numeric":
            pattern += "-numeric"
            month = date.month
        return self._fill_pattern(pattern, year=date.year, month=month, day=date.day)

    def format_period(self, period: Period, today: PartialDate) -> str:
        """Write a period out; years alone stand close to the dash, days only within one month.

        What goes on and has not begun on the day `today` lasts "from" its start, not until now.
        """
        start = self._drop_hidden_parts(period.start)
        end = self._drop_hidden_parts(period.end)
        text = self._format_ends(start, end)
        if period.has_open_start:
            text = self.patterns["until"].format(end=text)
        if period.ongoing:
            is_future = period.start is not None and not has_begun(period.start, today)
            text = self._format_ongoing(start, is_future=is_future)
        ends = [date for date in (period.start, period.end) if date]
        if any(date.expected for date in ends):
            return self.patterns["expected"].format(date=text)
        return text

    def _format_ends(self, start: PartialDate | None, end: PartialDate | None) -> str:
        if start and end and start != end:
            return self._format_range(start, end)
        date = start or end
        if not date:
            return ""
        return self.format_date(date)

    def _format_ongoing(self, start: PartialDate | None, *, is_future: bool) -> str:
        present = self.words["present"]
        if not start:
            return present
        text = self.format_date(_drop_day(start))
        if is_future:
            return self.patterns["from"].format(start=text)
        return self.patterns["ongoing"].format(start=text, end=present)

    def _format_range(self, start: PartialDate, end: PartialDate) -> str:
        if _is_year(start) and _is_year(end):
            return self._fill_pattern("years", start=start.year, end=end.year)
        first = _drop_day(start)
        last = _drop_day(end)
        if first != last:
            return self._join_dates(first, last)
        if start.day and end.day and self.date_style != "numeric":
            month = self._name_month(start)
            return self._fill_pattern(
                "days", first=start.day, last=end.day, month=month, year=start.year
            )
        return self.format_date(first)

    def _join_dates(self, start: PartialDate, end: PartialDate) -> str:
        """Write two dates out; two months of one year share it, where they have names (CLDR)."""
        pattern = "range"
        names = {"start": self.format_date(start), "end": self.format_date(end)}
        if start.year == end.year and start.month and end.month and self.date_style != "numeric":
            pattern = "months"
            names["first"] = self._fill(self._find_months().first[start.month - 1])
            names["last"] = self._fill(self._name_month(end))
        return self.patterns[pattern].format(**names)

    def _drop_hidden_parts(self, date: PartialDate | None) -> PartialDate | None:
        """Leave out of a date what its style does not print, so that equal dates are equal.

        That it is expected is said once, of the whole period.
        """
        if date is None:
            return None
        if self.date_style == "years":
            return PartialDate(date.year)
        return replace(date, expected=False)

    def _name_month(self, date: PartialDate) -> str:
        months = self._find_months()
        names = months.alone
        if date.day:
            names = months.with_day
        return names[date.month - 1]

    def _find_months(self) -> Months:
        if self.date_style == "long":
            return self.months["long"]
        return self.months["short"]

    def _fill_pattern(self, name: str, **parts: object) -> str:
        return self._fill(self.patterns[name], **parts)

    def _fill(self, pattern: str, **parts: object) -> str:
        text = pattern.format(**parts).replace(" ", "\N{NO-BREAK SPACE}")
        return text.translate(str.maketrans("0123456789", self.digits))


def _add_ending(number: int, ordinals: Mapping[str, str]) -> str:
    """Add to a number the ending of its last two digits, its last one, or of any other."""
    endings = (
        ordinals.get(str(number % 100)),
        ordinals.get(str(number % 10)),
        ordinals.get("other"),
    )
    ending = next(filter(None, endings), "")
    return f"{number}{ending}"


def _drop_day(date: PartialDate) -> PartialDate:
    """Leave the day out: between two dates a CV counts in months.

    JSON Resume files give every date with a day.
    """
    return replace(date, day=0)


def _is_year(date: PartialDate) -> bool:
    return not date.month and not date.season


def list_languages() -> tuple[str, ...]:
    """List the languages that there are words for."""
    return tuple(sorted(path.stem for path in LOCALE_FOLDER.glob("*.yaml")))


@cache
def find_locale(language: str, place: Place | None = None) -> Locale:
    """Find the words for a language tag: those of the nearest one in its script, zh-Hant for zh-TW.

    Raises VariantError at the place where it was asked for.
    """
    if not is_language_tag(language):
        message = f"'{language}' is no language tag"
        raise VariantError(Diagnostic("V102", message, place, "write en, de or zh-Hans"))
    words_of = find_nearest_tag(language, list_languages())
    if not words_of or not is_same_language(words_of, language):
        message = f"there are no words for the language '{language}' yet"
        hint = did_you_mean(language, list_languages())
        raise VariantError(Diagnostic("V102", message, place, hint))
    words = read_locale(LOCALE_FOLDER / f"{words_of}.yaml", normalize_tag(language))
    return adapt_to_territory(words, place)


def find_quotes(language: str) -> tuple[str, ...]:
    """Find the quotation marks of a language, outer and inner pair; else those of English."""
    if is_language_tag(language):
        words_of = find_nearest_tag(language, list_languages())
        if words_of and is_same_language(words_of, language):
            return find_locale(language).quotes
    return find_locale("en").quotes


@cache
def list_anonymous_names() -> frozenset[str]:
    """List what stands in the place of a name, in every language and territory."""
    names = {find_locale(language).words["anonymous"] for language in list_languages()}
    return frozenset(names | list_changed_words("anonymous"))


def read_locale(path: Path, language: str) -> Locale:
    """Read a locale file; what it lacks is in English, with a warning."""
    if path.parent == LOCALE_FOLDER:
        data = _copy_table(read_table(f"locales/{path.stem}"))
    else:
        data = yamlfile.read_yaml(path).data
    missing = _fill_from_english(data, read_table("locales/en"))
    return Locale(
        language=language,
        words_of=path.stem,
        direction=data["direction"],
        months={"short": list_months(data, "months"), "long": list_months(data, "months-long")},
        quotes=tuple(data["quotes"]),
        patterns=data["patterns"],
        seasons=data["seasons"],
        words=data["words"],
        headings=data["headings"],
        status=data["status"],
        marks=data["marks"],
        status_at=data["status_at"],
        types=data["types"],
        ordinals=data.get("ordinals") or {},
        edition_ordinals=data.get("edition-ordinals") or {},
        rankings=tuple(data.get("rankings") or ()),
        digits=data.get("digits", "0123456789"),
        decimal=data.get("decimal", "."),
        joints=data.get("joints") or {},
        links=data["links"],
        warnings=_warn_of_missing(missing, path),
    )


def _copy_table(table: dict[str, Any]) -> dict[str, Any]:
    """Copy a table with its own tables, so that both can be filled."""
    copied = {}
    for key, value in table.items():
        copied[key] = dict(value) if isinstance(value, dict) else value
    return copied


def _fill_from_english(data: dict[str, Any], english: dict[str, Any]) -> list[str]:
    """Add what a locale file lacks, and return the names of that, such as `words.phone`."""
    missing: list[str] = []
    for name in _REQUIRED:
        if not data.get(name):
            missing.append(name)
            data[name] = english[name]
    for mapping in _REQUIRED_MAPPINGS:
        words = data.get(mapping) or {}
        data[mapping] = words
        for name, word in english[mapping].items():
            if words.get(name) is None:
                missing.append(f"{mapping}.{name}")
                words[name] = word
    return missing


def _warn_of_missing(missing: list[str], path: Path) -> tuple[Diagnostic, ...]:
    if not missing:
        return ()
    message = f"the words for '{path.stem}' lack {', '.join(missing)}; there the page is in English"
    hint = "add them to this file"
    return (Diagnostic("W340", message, Place(str(path)), hint, "warning"),)
