"""Join dates that a format gives in parts, year, month and day."""

from __future__ import annotations

from typing import Any

from cvgen.importers.builder import Value
from cvgen.importers.records import pick_text

_PARTS = ("year", "month", "day")


def join_parts(date: Any) -> Value | None:
    """Join the parts of a date; those behind a missing one are not known."""
    parts: list[str] = []
    if isinstance(date, dict):
        date = {key.lower(): value for key, value in date.items()}
    for name in _PARTS:
        digits = pick_text(date, name).lstrip("-")
        if not digits.isdecimal():
            break
        parts.append(digits)
    if not parts:
        return None
    joined = "-".join(part if index == 0 else part.zfill(2) for index, part in enumerate(parts))
    return Value(joined, " ".join(parts))
