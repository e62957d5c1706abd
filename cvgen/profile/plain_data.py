"""Write a profile as plain data that can be read as a profile again, with all that is printed."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from cvgen.files.yamlfile import KeyPath
from cvgen.profile.custom import CUSTOM
from cvgen.profile.model import Profile, Section
from cvgen.profile.points import HighlightRecord
from cvgen.profile.publications import Publication
from cvgen.profile.record import Record
from cvgen.profile.settings import PublicationList, Settings
from cvgen.text.dates import PartialDate, Period

# What of the settings says something; the others choose and arrange, which is done.
_SETTINGS = ("language", "headings", "legend", "closing", "counts", "sums", "timeline", "facts")
_HIDDEN = frozenset({"short", "tags"})
# What of a work is not printed by itself, and changes how it is.
_KEPT = frozenset({"language", "image", "issn", "protectedWords"})


def write_plain_profile(profile: Profile, printed: Collection[KeyPath]) -> dict[str, Any]:
    """Write a profile in all its languages, of its entries those that are `printed`, by path.

    The sections that have a title of their own stand together.
    """
    data = _write_settings(profile.settings)
    choosing: set[str] = set()
    for publication_list in profile.settings.publicationLists:
        choosing.update(publication_list.tags)
    data["basics"] = _write_record(profile.basics)
    for section in profile.sections:
        entries = _write_entries(section, printed, choosing)
        if entries:
            _add_entries(data, section, entries)
    return data


def _add_entries(data: dict[str, Any], section: Section, entries: list[Any]) -> None:
    """Add entries to the section that they are in, and to their group in it."""
    if not section.whole:
        data.setdefault(section.kind, []).extend(entries)
        return
    holder = data
    if section.whole[0] == CUSTOM:
        holder = _find_custom(data, section)
        holder.setdefault("entries", [])
    else:
        holder = data.setdefault(section.kind, {"entries": []})
    if section.group:
        group = {"title": _write_value(section.group), "entries": entries}
        holder.setdefault("groups", []).append(group)
    else:
        holder["entries"] += entries


def _find_custom(data: dict[str, Any], section: Section) -> dict[str, Any]:
    """Find the section with the title of this one, or begin it."""
    written: dict[str, Any] = {"title": _write_value(section.title or "")}
    if section.kind != CUSTOM:
        written["kind"] = section.kind
    sections: list[dict[str, Any]] = data.setdefault(CUSTOM, [])
    for other in sections:
        if written.items() <= other.items() and ("kind" in other) == ("kind" in written):
            return other
    sections.append(written)
    return written


def _write_settings(settings: Settings) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for name in _SETTINGS:
        value = getattr(settings, name)
        if value:
            data[name] = _write_value(value)
    if settings.publicationLists:
        data["publicationLists"] = [_write_list(one) for one in settings.publicationLists]
    return data


def _write_list(publication_list: PublicationList) -> dict[str, Any]:
    written = _write_record(publication_list)
    if publication_list.tags:
        written["tags"] = list(publication_list.tags)
    return written


def _write_entries(
    section: Section, printed: Collection[KeyPath], choosing: Collection[str]
) -> list[Any]:
    """Write the printed entries; a work keeps the tags by which a list chooses it."""
    written = []
    for index, entry in enumerate(section.entries):
        if (*section.path, index) not in printed:
            continue
        data = _write_record(entry)
        tags = [tag for tag in entry.tags if tag in choosing]
        if tags and isinstance(entry, Publication):
            data["tags"] = tags
        written.append(data)
    return written


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
    text = str(value)
    return text.lower() if isinstance(value, bool) else text


def _write_period(period: Period) -> str:
    """Write a time as somebody would type it."""
    if period.has_open_start:
        return f"until {period.end}"
    end: PartialDate | str | None = period.end
    if period.ongoing:
        end = "present"
    return " – ".join(str(part) for part in (period.start, end) if part)
