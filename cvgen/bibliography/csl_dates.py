"""Read from a CSL item when a work appeared (CSL-JSON 1.0, date variables)."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from cvgen.bibliography.csl_json import get_text
from cvgen.bibliography.date_findings import report_date_problem
from cvgen.bibliography.dates import BACKWARDS, UNKNOWN, ParsedDate, parse_date
from cvgen.bibliography.month_words import APPROXIMATE, SEASON
from cvgen.bibliography.publication_builder import PublicationBuilder
from cvgen.bibliography.tables import load_table

_DATE_FIELDS = (
    "issued",
    "published",
    "published-print",
    "published-online",
    "posted",
    "available-date",
    "event-date",
)
_WORDS_FOR_NO = ("", "false", "0", "no")


def add_dates(item: dict[str, Any], builder: PublicationBuilder) -> None:
    """Add the first date of an item, and the status that may stand in the place of one."""
    builder.add_status_phrase(get_text(item.get("status")))
    for name in _DATE_FIELDS:
        value = item.get(name)
        if not value:
            continue
        is_status = builder.add_status_phrase(_get_words(value))
        if "releaseDate" in builder.data:
            continue
        parsed = _parse_value(value)
        builder.add("releaseDate", parsed.date)
        if parsed.problem and not is_status:
            report_date_problem(_show_value(value), parsed, builder, builder.place)


def _get_words(value: Any) -> str:
    """Return the words of a date that is not given in parts."""
    if not isinstance(value, dict):
        return get_text(value)
    for name in ("raw", "literal", "edtf", "date-time"):
        text = get_text(value.get(name))
        if text:
            return text
    return ""


def _show_value(value: Any) -> str:
    """Return a date as a message quotes it."""
    words = _get_words(value)
    if words or not isinstance(value, dict):
        return words
    dates = [_join_parts(parts) for parts in _list_dates(value)]
    return " to ".join(dates)


def _parse_value(value: Any) -> ParsedDate:
    """Parse a date of CSL: its parts as numbers or text, or EDTF, or words."""
    words = _get_words(value)
    if not isinstance(value, dict):
        return parse_date(words)
    dates = [_parse_parts(parts) for parts in _list_dates(value)]
    if not dates:
        parsed = parse_date(words)
    elif len(dates) == 1:
        parsed = dates[0]
    else:
        parsed = _join_interval(dates[0], dates[1])
    if _is_said(value, "season") and parsed.date:
        return replace(parsed, problem=SEASON)
    if _is_said(value, "circa") and parsed.date:
        return replace(parsed, problem=APPROXIMATE)
    return parsed


def _is_said(value: dict[str, Any], name: str) -> bool:
    text = value.get(name)
    if isinstance(text, str):
        return text.strip().casefold() not in _WORDS_FOR_NO
    return bool(text)


def _list_dates(value: dict[str, Any]) -> list[list[str]]:
    """List the parts of one date or two, without those that have none."""
    dates = []
    listed = value.get("date-parts")
    if not isinstance(listed, list):
        return []
    for parts in listed[:2]:
        if not isinstance(parts, list):
            continue
        texts = [part.strip() for part in parts[:3] if isinstance(part, str)]
        if any(texts):
            dates.append(texts)
    return dates


def _join_parts(parts: list[str]) -> str:
    return "-".join(parts)


def _parse_parts(parts: list[str]) -> ParsedDate:
    """Parse year, month and day; some programs number seasons behind the months."""
    if len(parts) > 1 and _is_season(parts[1]):
        return replace(parse_date(parts[0]), problem=SEASON)
    parsed = parse_date(parts[0], *parts[1:])
    if len(parts[0]) < 4 and not parsed.date:
        return ParsedDate("", UNKNOWN)
    return parsed


def _is_season(month: str) -> bool:
    first, last = load_table("dates")["parts_of_years"]
    if not month.isascii() or not month.isdecimal() or len(month) > 2:
        return False
    return 13 <= int(month) <= 16 or int(first) <= int(month) <= int(last)


def _join_interval(start: ParsedDate, end: ParsedDate) -> ParsedDate:
    problem = start.problem or end.problem
    if not start.date or not end.date:
        return ParsedDate(start.date or end.date, problem)
    if start.date == end.date:
        return ParsedDate(start.date, problem)
    if start.date < end.date:
        return ParsedDate(f"{start.date}/{end.date}", problem)
    return ParsedDate("", BACKWARDS)
