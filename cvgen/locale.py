"""Takes a language tag, gives its words: headings, months, date order, labels (from `locales/*.yaml`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from cvgen import yamlfile
from cvgen.dates import PartialDate, Period
from cvgen.errors import Diagnostic, VariantError, did_you_mean
from cvgen.profile.fields import is_language

FOLDER = Path(__file__).parent / "locales"
_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Locale:
    """The words and habits of one language."""

    language: str
    direction: Literal["ltr", "rtl"]
    months: tuple[str, ...]
    patterns: dict[str, str]
    words: dict[str, str]
    headings: dict[str, str]
    status: dict[str, str]
    marks: dict[str, str]
    status_at: dict[str, str]
    types: dict[str, str]
    ordinals: dict[str, str]
    rankings: tuple[str, ...]

    def ordinal(self, number: int) -> str:
        """Write a number as a place in an order, such as 12th."""
        ending = self.ordinals.get(str(number % 100)) or self.ordinals.get(str(number % 10)) or self.ordinals.get("other", "")
        return f"{number}{ending}"

    def date(self, date: PartialDate) -> str:
        """Write a date out, as precisely as it is known."""
        pattern = self.patterns["day" if date.day else "month" if date.month else "year"]
        month = self.months[date.month - 1] if date.month else ""
        return pattern.format(year=date.year, month=month, day=date.day).replace(" ", "\N{NO-BREAK SPACE}")

    def period(self, period: Period) -> str:
        """Write a period out; years alone stand close to the dash, and days are said only within one month."""
        date = period.start or period.end
        if period.ongoing:
            present = self.words["present"]
            return self.patterns["ongoing"].format(start=self.date(_month(period.start)), end=present) if period.start else present
        if period.start and period.end and period.start != period.end:
            return self._range(period.start, period.end)
        return self.date(date) if date else ""

    def _range(self, start: PartialDate, end: PartialDate) -> str:
        if not start.month and not end.month:
            return self.patterns["years"].format(start=start.year, end=end.year)
        if start.day and end.day and _month(start) == _month(end):
            days = self.patterns["days"].format(first=start.day, last=end.day, month=self.months[start.month - 1], year=start.year)
            return days.replace(" ", "\N{NO-BREAK SPACE}")
        if _month(start) == _month(end):
            return self.date(_month(start))
        return self.patterns["range"].format(start=self.date(_month(start)), end=self.date(_month(end)))


def _month(date: PartialDate) -> PartialDate:
    """Leave the day out: between two dates a CV counts in months, and JSON Resume files give every date with a day."""
    return PartialDate(date.year, date.month)


def known() -> tuple[str, ...]:
    """List the languages that there are words for."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


@cache
def find(language: str) -> Locale:
    """Find the words for a language tag, or for its language without script and region.

    Raises VariantError.
    """
    if not is_language(language):
        raise VariantError(Diagnostic("V102", f"'{language}' is no language tag", hint="write en, de or zh-Hans"))
    parts = language.split("-")
    for length in range(len(parts), 0, -1):
        stem = "-".join(parts[:length])
        path = next((FOLDER / f"{name}.yaml" for name in known() if name.lower() == stem.lower()), None)
        if path:
            return _read(path, language)
    raise VariantError(Diagnostic("V102", f"there are no words for the language '{language}' yet", hint=did_you_mean(language, known())))


def _read(path: Path, language: str) -> Locale:
    data = yamlfile.read(path).data
    return Locale(
        language=language,
        direction=data["direction"],
        months=tuple(data["months"]),
        patterns=data["patterns"],
        words=data["words"],
        headings=data["headings"],
        status=data["status"],
        marks=data["marks"],
        status_at=data["status_at"],
        types=data["types"],
        ordinals=data["ordinals"] or {},
        rankings=tuple(data["rankings"] or ()),
    )


@cache
def countries() -> dict[str, dict[str, str]]:
    """Give the names of countries by ISO 3166 code and language (from Unicode's CLDR)."""
    return yamlfile.read(_DATA / "countries.yaml").data  # type: ignore[no-any-return]


@cache
def networks() -> dict[str, str]:
    """Give the address pattern of each network that profiles name, by its name in lower case."""
    return yamlfile.read(_DATA / "networks.yaml").data  # type: ignore[no-any-return]
