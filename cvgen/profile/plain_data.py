"""Write a profile as plain data that can be read as a profile again, with all that is printed."""

from __future__ import annotations

from typing import Any

from cvgen.profile.model import Profile, Section
from cvgen.profile.record import Record
from cvgen.profile.sections import HighlightRecord
from cvgen.text.dates import PartialDate, Period

# What of the settings says something; the others choose and arrange, which is done.
_SETTINGS = ("language", "headings", "legend")
_HIDDEN = frozenset({"short", "tags"})
# What of a work is not printed by itself, and changes how it is.
_KEPT = frozenset({"language", "image", "issn", "protectedWords"})


def write_plain_profile(profile: Profile) -> dict[str, Any]:
    """Write a profile, in all its languages; the sections that have a title stand together."""
    data: dict[str, Any] = {}
    for name in _SETTINGS:
        value = getattr(profile.settings, name)
        if value:
            data[name] = _write_value(value)
    data["basics"] = _write_record(profile.basics)
    for section in profile.sections:
        if section.kind == "custom":
            data.setdefault("custom", []).append(_write_custom(section))
        else:
            data.setdefault(section.kind, []).extend(_write_entries(section))
    return data


def _write_custom(section: Section) -> dict[str, Any]:
    return {"title": _write_value(section.title or ""), "entries": _write_entries(section)}


def _write_entries(section: Section) -> list[Any]:
    return [_write_record(entry) for entry in section.entries]


def _write_record(record: Record) -> dict[str, Any]:
    """Write the fields that are set and may be printed, under their keys in a file."""
    hidden = (_HIDDEN | getattr(record, "not_printed", frozenset())) - _KEPT
    written = {}
    for name, field in type(record).model_fields.items():
        value = getattr(record, name)
        if name not in hidden and value not in (None, "", (), {}, False):
            written[field.key] = _write_value(value)
    return written


def _write_value(value: Any) -> Any:
    if isinstance(value, HighlightRecord):
        return _write_value(value.text)
    if isinstance(value, Record):
        return _write_record(value)
    if isinstance(value, (tuple, list)):
        return [_write_value(part) for part in value]
    if isinstance(value, dict):
        return {key: _write_value(part) for key, part in value.items()}
    if isinstance(value, Period):
        return _write_period(value)
    return str(value)


def _write_period(period: Period) -> str:
    """Write a time as somebody would type it."""
    end: PartialDate | str | None = period.end
    if period.ongoing:
        end = "present"
    return " – ".join(str(part) for part in (period.start, end) if part)
