"""Read the dates that people write into the keys of an entry, with how they were written."""

from __future__ import annotations

import re
from functools import lru_cache

from cvgen.importers.builder import Value
from cvgen.text.dates import Period
from cvgen.text.patterns import compile_late
from cvgen.text.written_dates import is_written_present
from cvgen.text.written_periods import parse_written_period

_EDGES = " \t\n.,;:|·•()[]{}【】（）［］「」"
_DASHES = compile_late(r"\s*(?:--+|[‐‑‒–—―−－~～〜→➜])\s*")
_SHORT_YEAR = compile_late(r"(?<=[a-zé.])\s*['’](?P<year>\d{2})(?!\d)", re.IGNORECASE)
_FROM = compile_late(r"^(?:from|between|von|du|de|desde|da|od)\s+(?=\S)", re.IGNORECASE)
_YEAR = compile_late(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_GUESSES = compile_late(r"[~～〜'’→➜]|\(\s*\d{4}\s*[-–]\s*\)")


def read_dates(text: str, *, single: str = "date") -> dict[str, Value]:
    """Read a text that is one date, or two of which the second may be "present".

    Return `startDate` and `endDate`, or the date under the key `single`; nothing where the text has
    no exact form.
    """
    period = parse_period(text)
    if period is None:
        return {}
    if period.has_open_start:
        return {single: Value(f"until {period.end}", text)}
    return _write_period(period, text, single)


def _write_period(period: Period, text: str, single: str) -> dict[str, Value]:
    if period.start is None:
        return {}
    is_guess = bool(_GUESSES.search(text))
    if period.ongoing:
        end = Value("present")
        if _says_present(text):
            return {"startDate": Value(str(period.start), text, is_guess), "endDate": end}
        return {"startDate": Value(str(period.start), text, is_guess)}
    if period.end is None:
        return {single: Value(str(period.start), text, is_guess)}
    if single != "date" or not _is_stretch(period):
        return {single: Value(f"{period.start}/{period.end}", text, is_guess)}
    return {
        "startDate": Value(str(period.start), text, is_guess),
        "endDate": Value(str(period.end)),
    }


def join_dates(start: str, end: str) -> dict[str, Value]:
    """Read two texts, as structured formats have them; what has no exact form stays as it is."""
    dates = {}
    for key, text in (("startDate", start), ("endDate", end)):
        if not text.strip():
            continue
        period = parse_period(text)
        if key == "endDate" and is_written_present(text):
            dates[key] = Value("present", text)
        elif period and period.start and not period.end and not period.ongoing:
            dates[key] = Value(str(period.start), text)
        else:
            dates[key] = Value(text, text)
    return dates


@lru_cache(maxsize=4096)
def parse_period(text: str) -> Period | None:
    """Parse a text that is one date or two, in any of the spellings of home pages."""
    if not text or len(text) > 60 or not any(letter.isdigit() for letter in text):
        return None
    for form in _list_forms(text):
        try:
            return parse_written_period(form)
        except ValueError:
            continue
    return None


def _list_forms(text: str) -> list[str]:
    """List a text as it is, and as cvgen would write it."""
    century = "20"
    plain = _SHORT_YEAR.sub(lambda match: f" {century}{match['year']}", text)
    plain = _DASHES.sub(" – ", plain)
    plain = re.sub(
        r"\(\s*(expected|exp\.|anticipated)\s*\)\s*$", r" \1", plain, flags=re.IGNORECASE
    )
    inner = plain.strip(_EDGES)
    without_from = _FROM.sub("", inner)
    forms = [inner, without_from, re.sub(r"\bto\b", "–", without_from)]
    if not text.strip().startswith(("(", "[")):
        forms.insert(0, text)
    return list(dict.fromkeys(forms))


def _says_present(text: str) -> bool:
    """Say whether the end of a period is a word, and not left open."""
    return text.strip(_EDGES)[-1:].isalpha()


def _is_stretch(period: Period) -> bool:
    """Say whether two dates are a stretch of time, and no days of one event."""
    return not (period.start and period.end and period.start.day and period.end.day)
