"""Compare two values of one field, whatever it holds."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Any

from msgspec.structs import replace

from cvgen.diff.change import Change, Spot
from cvgen.diff.facts import (
    find_head_field,
    format_value,
    is_language_key,
    is_text,
    list_filled_fields,
    list_versions,
    shorten_text,
)
from cvgen.diff.match import Matching, compute_likeness, find_moved, match_items
from cvgen.profile.contacts import EmailRecord, PhoneRecord
from cvgen.profile.record import Record
from cvgen.text.dates import Period

_ITEM_LENGTH = 40
Items = tuple[Any, ...]


def compare_values(before: Any, after: Any, spot: Spot) -> Iterator[Change]:
    """Find what changed in a value."""
    if before == after:
        return
    before, after = map(_unwrap_single, (before, after))
    if _are_both(before, after, Record):
        yield from _compare_records(before, after, spot)
    elif _are_both(before, after, tuple):
        yield from _compare_items(before, after, spot)
    elif _are_both(before, after, dict):
        yield from _compare_mappings(before, after, spot)
    elif is_text(before) and is_text(after) and not isinstance(before, type(after)):
        old_versions = _assign_language(before, after)
        new_versions = _assign_language(after, before)
        yield from _compare_mappings(old_versions, new_versions, spot)
    else:
        old_words = format_value(before)
        new_words = format_value(after)
        if old_words != new_words:
            yield spot.change("changed", old_words, new_words)


def _unwrap_single(value: Any) -> Any:
    """Take the one time, address or number out of a list, which has mostly one."""
    if not isinstance(value, tuple) or len(value) != 1:
        return value
    [item] = value
    if isinstance(item, Period):
        return item
    if isinstance(item, (EmailRecord, PhoneRecord)) and not item.type:
        return getattr(item, find_head_field(item))
    return value


def _are_both(before: Any, after: Any, kind: type) -> bool:
    return isinstance(before, kind) and isinstance(after, kind)


# --- records and mappings -------------------------------------------------------------------------


def _compare_records(before: Record, after: Record, spot: Spot) -> Iterator[Change]:
    for name in _list_fields(after):
        old = _read_own_field(before, name)
        new = _read_own_field(after, name)
        yield from compare_values(old, new, spot.inside(name))


def _list_fields(record: Record) -> list[str]:
    """List the fields of a kind, before those that all kinds have."""
    own_fields = type(record).__annotations__
    return sorted(type(record).model_fields, key=lambda name: name not in own_fields)


def _read_own_field(record: Record, name: str) -> Any:
    """Return a field.

    Of a record inside one of its own type, only what it says otherwise.
    """
    value = getattr(record, name, None)
    if not isinstance(value, type(record)):
        return value
    fields = list_filled_fields(value)
    differences = {name: own for name, own in fields.items() if own != getattr(record, name)}
    return differences or None


def _compare_mappings(
    before: dict[str, Any], after: dict[str, Any], spot: Spot
) -> Iterator[Change]:
    are_texts = is_text(before or after) and is_text(after or before)
    for key in {**before, **after}:
        step = key
        if are_texts and is_language_key(key):
            step = f"({key})"
        yield from compare_values(before.get(key), after.get(key), spot.inside(step))


def _assign_language(text: Any, other: Any) -> dict[str, str]:
    """Return a text per language.

    One that does not say its language has that of the other side's nearest.
    """
    if isinstance(text, dict):
        return text
    nearest = max(other, key=lambda language: compute_likeness(other[language], text))
    return {nearest: text}


# --- lists ----------------------------------------------------------------------------------------


def _compare_items(before: Items, after: Items, spot: Spot) -> Iterator[Change]:
    """Compare lists of texts or of records."""
    matching = _match_list(before, after)
    for item in matching.list_removed():
        yield spot.change("left out", format_value(item))
    for item in matching.list_added():
        yield spot.change("added", "", format_value(item))
    is_single = len(before) == len(after) == 1
    for old, new in matching.pairs.items():
        label = ""
        if not is_single:
            label = f'"{shorten_text(_format_head(before[old]), _ITEM_LENGTH)}"'
        yield from _compare_item(before[old], after[new], spot, label)
    if find_moved([*matching.pairs.values()]):
        yield spot.change("reordered", format_value(before), format_value(after))


def _match_list(before: Items, after: Items) -> Matching[Any]:
    """Match items; a single record belongs to a single one, whatever they say."""
    if len(before) == len(after) == 1 and _are_both(before[0], after[0], Record):
        return Matching(before, after, {0: 0})
    return match_items(before, after, (_key_by_content, _key_by_head), _compute_item_likeness)


def _compare_item(before: Any, after: Any, spot: Spot, label: str) -> Iterator[Change]:
    """Compare one item of a list: its head is reworded, its other fields are compared one by one.

    A label says which item it is; "" where there is one only.
    """
    if not _are_both(before, after, Record):
        yield from _compare_wording(before, after, spot)
        return
    head = find_head_field(after)
    is_worded = isinstance(getattr(after, head, None), (str, dict))
    item_spot = spot
    if label:
        item_spot = spot.inside(label)
    for name in _list_fields(after):
        if name != head or not is_worded:
            old = _read_own_field(before, name)
            new = _read_own_field(after, name)
            yield from compare_values(old, new, item_spot.inside(name))
        elif label:
            yield from _compare_wording(getattr(before, name), getattr(after, name), spot)
        else:
            old = getattr(before, name)
            new = getattr(after, name)
            yield from compare_values(old, new, spot.inside(name))


def _compare_wording(before: Any, after: Any, spot: Spot) -> Iterator[Change]:
    """Compare values of which both are there: what changed is reworded."""
    for change in compare_values(before, after, spot):
        if change.before and change.after:
            yield replace(change, kind="reworded")
        else:
            yield change


def _format_head(item: Any) -> str:
    if isinstance(item, Record):
        return format_value(getattr(item, find_head_field(item), None))
    return format_value(item)


def _key_by_content(item: Any) -> list[Hashable]:
    return [repr(item)]


def _key_by_head(item: Any) -> list[Hashable]:
    if isinstance(item, Record):
        return [*list_versions(getattr(item, find_head_field(item), None))]
    return [*list_versions(item)]


def _compute_item_likeness(before: Any, after: Any) -> float:
    whole_likeness = compute_likeness(format_value(before), format_value(after))
    head_likeness = compute_likeness(_format_head(before), _format_head(after))
    return max(whole_likeness, head_likeness)
