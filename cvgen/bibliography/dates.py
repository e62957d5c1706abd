"""Takes what bibliographies write for years, months and dates, gives ISO 8601 and the status that stands in a date's place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from cvgen.bibliography.tables import spellings, table
from cvgen.text import dates

_YEAR = re.compile(r"(?<!\d)(1[4-9]\d\d|20\d\d|21\d\d)(?!\d)")
_EDTF = re.compile(r"(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?(?:T[\d:.Z+-]+)?[?~%]*")
_VENUE = re.compile(
    r"[\s,.:;)\]]*(?:to|at|in|by|for|with|bei|à|chez)\b\s*(?-i:the\s+|der\s+|die\s+)?(?!partial\b)(.+)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Status:
    """How far a work got; where it is going, if that was said with it; and what else was."""

    word: str
    venue: str = ""
    rest: str = ""


def status(text: str) -> Status | None:
    """Read the status that a text starts with."""
    said = " ".join(text.split())
    match = _phrases().match(said)
    if not match:
        return None
    rest = said[match.end() :]
    venue = _VENUE.fullmatch(rest)
    return Status(
        spellings("status")[match[1].casefold()],
        _trimmed(venue[1]) if venue else "",
        _trimmed(rest),
    )


def _trimmed(text: str) -> str:
    bare = text.strip(" .,;:")
    for opening, closing in ("()", "[]"):
        bare = bare.removesuffix(closing) if bare.count(closing) > bare.count(opening) else bare
        bare = bare.removeprefix(opening) if bare.count(opening) > bare.count(closing) else bare
    return bare.strip(" .,;:")


def year(text: str) -> str:
    """Find the year in a text."""
    match = _YEAR.search(text)
    return match[1] if match else ""


def moment(text: str) -> str:
    """Read a date, or an interval of two, in the form of biblatex (EDTF); what is uncertain in it is left out."""
    start, slash, end = text.strip().partition("/")
    first, last = _edtf(start), _edtf(end)
    if slash and first and last and first < last:
        return f"{first}/{last}"
    return first or last


def _edtf(text: str) -> str:
    match = _EDTF.match(text.strip())
    return complete(*(part or "" for part in match.groups())) if match else ""


def complete(year: str, month: str = "", day: str = "") -> str:
    """Join the parts of a date, as far as they are days of the calendar."""
    numbers = [int(part) for part in (year, month, day) if part.isdigit()]
    while numbers:
        text = "-".join(f"{number:02}" for number in numbers)
        try:
            return str(dates.parse(text))
        except ValueError:
            numbers.pop()
    return ""


def month(text: str) -> tuple[str, str]:
    """Find the month and the day in a text such as `jan`, `10~March` or `sep/oct`; of several months the first."""
    words = re.findall(r"\d+月|\d+|[^\W\d_]+", text.casefold())
    named = [found for found in map(_named, words) if found]
    numbers = [word for word in words if word.isdigit()]
    if not named:
        return (
            (str(int(numbers[0])), "") if numbers and 1 <= int(numbers[0][:3]) <= 12 else ("", "")
        )
    day = (
        numbers[0]
        if len(numbers) == 1 and 1 <= int(numbers[0][:3]) <= 31 and len({*named}) == 1
        else ""
    )
    return named[0], day


@cache
def _months() -> dict[str, str]:
    return {
        name.rstrip("."): str(number + 1)
        for number, names in enumerate(table("months"))
        for name in names
        if not name.isdigit()
    }


def _named(word: str) -> str:
    """Give the number of a month by its name, or by three letters of it."""
    months = _months()
    if word in months:
        return months[word]
    if len(word) < 3:
        return ""
    return next((number for name, number in months.items() if name.startswith(word)), "")


@cache
def _phrases() -> re.Pattern[str]:
    words = sorted(spellings("status"), key=len, reverse=True)
    return re.compile(rf"[\s\W]*({'|'.join(map(re.escape, words))})(?![a-zà-ÿ-])", re.IGNORECASE)
