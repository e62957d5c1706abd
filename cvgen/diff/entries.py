"""Compare the entries of a section as they were and as they are."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from itertools import product
from typing import Any

from cvgen.diff.change import Change, Spot
from cvgen.diff.facts import (
    format_dated_title,
    format_title,
    format_value,
    is_named,
    list_names,
    list_versions,
)
from cvgen.diff.match import compute_likeness, find_moved, match_items
from cvgen.diff.values import compare_values
from cvgen.profile.sections import Entry

_IDENTIFIERS = ("id", "key", "doi", "arxiv")
Entries = tuple[Entry, ...]


def compare_entries(before: Entries, after: Entries, section: str) -> Iterator[Change]:
    """Find what changed in a section: entries that are gone, new, reworded or in another place."""
    passes = (_key_by_content, _key_by_identifier, _key_by_dated_title, _key_by_title)
    matching = match_items(before, after, passes, _compute_entry_likeness)
    section_spot = Spot(section)
    for entry in matching.list_removed():
        yield section_spot.change("left out", format_dated_title(entry))
    for entry in matching.list_added():
        yield section_spot.change("added", "", format_dated_title(entry))
    pairs = matching.list_pairs()
    moved = find_moved([old for old, _ in pairs])
    for old, new in pairs:
        spot = Spot(section, format_title(before[old]))
        yield from compare_values(before[old], after[new], spot)
        if old in moved:
            yield spot.change("moved", f"place {old + 1}", f"place {new + 1}")


def _key_by_content(entry: Entry) -> list[Hashable]:
    return [repr(entry)]


def _key_by_identifier(entry: Entry) -> list[Hashable]:
    keys: list[Hashable] = []
    for name in _IDENTIFIERS:
        value = getattr(entry, name, None)
        if value:
            keys.append((name, value))
    return keys


def _key_by_title(entry: Entry) -> list[Hashable]:
    """Return the title in every language that it is given in."""
    names = list_names(entry)
    if not names:
        return []
    return [*product(*map(_list_wordings, names))]


def _list_wordings(value: Any) -> list[str]:
    return list_versions(value) or [format_value(value)]


def _key_by_dated_title(entry: Entry) -> list[Hashable]:
    return [(title, entry.period().start) for title in _key_by_title(entry)]


def _compute_entry_likeness(before: Entry, after: Entry) -> float:
    """Compare names, where both have one.

    Else what is said and when it began, for a job may be renamed, or a place.
    """
    old_names = ", ".join(map(format_value, list_names(before)))
    new_names = ", ".join(map(format_value, list_names(after)))
    name_likeness = compute_likeness(old_names, new_names)
    if is_named(before) and is_named(after):
        return name_likeness
    text_likeness = compute_likeness(_join_fields(before), _join_fields(after))
    old_start = before.period().start
    new_start = after.period().start
    if not old_names or old_start is None or new_start is None:
        return text_likeness
    start_likeness = float(old_start.year == new_start.year)
    return (name_likeness + text_likeness + start_likeness) / 3


def _join_fields(entry: Entry) -> str:
    return " ".join(format_value(getattr(entry, name)) for name in type(entry).model_fields)
