"""Read what both kinds of Europass CV have: texts in HTML, languages by codes, levels."""

from __future__ import annotations

from typing import Any

from cvgen.importers.builder import Value
from cvgen.importers.entries import split_points
from cvgen.importers.html_text import convert_html
from cvgen.importers.periods import join_dates
from cvgen.importers.records import load_format, pick_text, pick_value
from cvgen.text.patterns import compile_late

_CLOCK = compile_late(r"T[\d:.+Z-]+$")
MOTHER_TONGUE = "Mother tongue"


def add_description(entry: dict[str, Any], text: str) -> None:
    """Add a text in HTML: its paragraphs as the summary, the items of its lists as points."""
    if not text:
        return
    summary, points = split_points(convert_html(text))
    before = entry.get("summary")
    entry["summary"] = f"{before}\n\n{summary}" if before and summary else summary or before
    entry["highlights"] = [*entry.get("highlights", []), *points]


def find_language_name(code: str) -> str | Value:
    """Find the name of a language that is given by its code, or by the address of one."""
    plain = code.rstrip("/").rpartition("/")[2].lower()
    name = load_format("europass")["languages"].get(plain)
    return Value(name, code) if name else code


def make_scores(levels: dict[str, str]) -> dict[str, Any]:
    """Make the level of a language from those of its parts, which are one where they agree."""
    names = load_format("europass")["levels"]
    known = {names.get(part, part): level for part, level in levels.items() if level}
    if not known:
        return {}
    if len(set(known.values())) == 1:
        level = next(iter(known.values()))
        return {"fluency": Value(level, " ".join(known.values()))}
    return {"score": [{"name": Value(name), "value": level} for name, level in known.items()]}


def clean_date(text: str) -> Value | None:
    """Take the time of day off a date."""
    return Value(_CLOCK.sub("", text), text) if text else None


def read_stretch(period: Any) -> dict[str, Any]:
    """Read the start and end of a period; what goes on has no end."""
    start = _read_moment(period, "StartDate")
    end = _read_moment(period, "EndDate")
    dates: dict[str, Any] = dict(join_dates(_CLOCK.sub("", start), _CLOCK.sub("", end)))
    for key, text in (("startDate", start), ("endDate", end)):
        if key in dates:
            dates[key] = Value(dates[key].text, text)
    is_ongoing = "true" in (pick_text(period, "CurrentIndicator"), pick_text(period, "Ongoing"))
    if is_ongoing:
        dates.setdefault("endDate", Value("present"))
    return dates


def _read_moment(period: Any, name: str) -> str:
    """Read a date that is formatted, or in words, or without either element."""
    date = pick_value(period, name)
    if isinstance(date, str):
        return date.strip()
    return pick_text(date, "FormattedDateTime") or pick_text(date, "DateText")
