"""Takes a language tag, gives its words: headings, months, date order, labels (from `locales/*.yaml`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

from cvgen.errors import Diagnostic, Place, VariantError, did_you_mean
from cvgen.files import yamlfile
from cvgen.files.data import DATA_FOLDER
from cvgen.profile.fields import is_language
from cvgen.text import language_tags as languages
from cvgen.text.dates import PartialDate, Period

FOLDER = DATA_FOLDER / "locales"


DateStyle = Literal["short", "long", "numeric", "years"]


@dataclass(frozen=True, slots=True)
class Months:
    """The names of the twelve months, alone before a year and beside a day, where some languages decline them."""

    alone: tuple[str, ...]
    with_day: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Locale:
    """The words and habits of one language; `digits` replace 0 to 9 in dates, `quotes` are outer and inner pairs.

    `language` is the tag that was asked for, `words_of` the one whose file has the words: zh-Hant for zh-TW.
    """

    language: str
    words_of: str
    direction: Literal["ltr", "rtl"]
    months: dict[str, Months]
    quotes: tuple[str, ...]
    patterns: dict[str, str]
    words: dict[str, str]
    headings: dict[str, str]
    status: dict[str, str]
    marks: dict[str, str]
    status_at: dict[str, str]
    types: dict[str, str]
    ordinals: dict[str, str]
    rankings: tuple[str, ...]
    digits: str
    date_style: DateStyle = "short"

    def adapted(self, changes: Mapping[str, Mapping[str, str]]) -> Locale:
        """Change some patterns, words or headings."""
        changed: dict[str, Any] = {
            part: {**getattr(self, part), **own} for part, own in changes.items()
        }
        return replace(self, **changed)

    def ordinal(self, number: int) -> str:
        """Write a number as a place in an order, such as 12th."""
        ending = (
            self.ordinals.get(str(number % 100))
            or self.ordinals.get(str(number % 10))
            or self.ordinals.get("other", "")
        )
        return f"{number}{ending}"

    def date(self, date: PartialDate) -> str:
        """Write a date out, as precisely as it is known and the style tells."""
        if not date.month or self.date_style == "years":
            return self._filled("year", year=date.year)
        if self.date_style == "numeric":
            return self._filled(
                "day-numeric" if date.day else "month-numeric",
                year=date.year,
                month=date.month,
                day=date.day,
            )
        month = self._month(date)
        return self._filled(
            "day" if date.day else "month", year=date.year, month=month, day=date.day
        )

    def period(self, period: Period) -> str:
        """Write a period out; years alone stand close to the dash, and days are said only within one month."""
        start, end = (date and self._seen(date) for date in (period.start, period.end))
        if period.ongoing:
            present = self.words["present"]
            return (
                self.patterns["ongoing"].format(start=self.date(_to_month(start)), end=present)
                if start
                else present
            )
        if start and end and start != end:
            return self._range(start, end)
        date = start or end
        return self.date(date) if date else ""

    def _range(self, start: PartialDate, end: PartialDate) -> str:
        if not start.month and not end.month:
            return self._filled("years", start=start.year, end=end.year)
        if (
            start.day
            and end.day
            and _to_month(start) == _to_month(end)
            and self.date_style != "numeric"
        ):
            return self._filled(
                "days", first=start.day, last=end.day, month=self._month(start), year=start.year
            )
        if _to_month(start) == _to_month(end):
            return self.date(_to_month(start))
        return self.patterns["range"].format(
            start=self.date(_to_month(start)), end=self.date(_to_month(end))
        )

    def _seen(self, date: PartialDate) -> PartialDate:
        return PartialDate(date.year) if self.date_style == "years" else date

    def _month(self, date: PartialDate) -> str:
        names = self.months["long" if self.date_style == "long" else "short"]
        return (names.with_day if date.day else names.alone)[(date.month or 1) - 1]

    def _filled(self, pattern: str, **parts: object) -> str:
        text = self.patterns[pattern].format(**parts).replace(" ", "\N{NO-BREAK SPACE}")
        return text.translate(str.maketrans("0123456789", self.digits))


def _to_month(date: PartialDate) -> PartialDate:
    """Leave the day out: between two dates a CV counts in months, and JSON Resume files give every date with a day."""
    return PartialDate(date.year, date.month)


def known() -> tuple[str, ...]:
    """List the languages that there are words for."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


@cache
def find(language: str, asked_at: Place | None = None) -> Locale:
    """Find the words for a language tag, or those of the nearest one in its script: zh-Hant for zh-TW.

    Raises VariantError at the place where it was asked for.
    """
    if not is_language(language):
        raise VariantError(
            Diagnostic(
                "V102", f"'{language}' is no language tag", asked_at, "write en, de or zh-Hans"
            )
        )
    words_of = languages.nearest(language, known())
    if words_of and languages.is_same_language(words_of, language):
        return _read(words_of, languages.normalize_tag(language))
    raise VariantError(
        Diagnostic(
            "V102",
            f"there are no words for the language '{language}' yet",
            asked_at,
            did_you_mean(language, known()),
        )
    )


@cache
def placeholders() -> frozenset[str]:
    """List what stands in the place of a name, in every language."""
    return frozenset(find(language).words["anonymous"] for language in known())


def _read(words_of: str, language: str) -> Locale:
    data = yamlfile.read(FOLDER / f"{words_of}.yaml").data
    return Locale(
        language=language,
        words_of=words_of,
        direction=data["direction"],
        months={"short": _months(data, "months"), "long": _months(data, "months-long")},
        quotes=tuple(data["quotes"]),
        patterns=data["patterns"],
        words=data["words"],
        headings=data["headings"],
        status=data["status"],
        marks=data["marks"],
        status_at=data["status_at"],
        types=data["types"],
        ordinals=data["ordinals"] or {},
        rankings=tuple(data["rankings"] or ()),
        digits=data.get("digits", "0123456789"),
    )


def _months(data: dict[str, list[str]], key: str) -> Months:
    return Months(tuple(data[key]), tuple(data.get(f"{key}-with-day", data[key])))


@cache
def countries(language: str) -> dict[str, str]:
    """Give the names of countries by ISO 3166 code, in a language or else in English (from Unicode's CLDR)."""
    path = DATA_FOLDER / "countries" / f"{language}.yaml"
    return yamlfile.read(path if path.is_file() else path.with_name("en.yaml")).data  # type: ignore[no-any-return]


@cache
def networks() -> dict[str, str]:
    """Give the address pattern of each network that profiles name, by its name in lower case."""
    return yamlfile.read(DATA_FOLDER / "networks.yaml").data  # type: ignore[no-any-return]
