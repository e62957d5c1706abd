"""Takes two values of one field, whatever it holds, gives what changed between them."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import replace
from typing import Any

from cvgen.diff import match as matching
from cvgen.diff.change import Change, Spot
from cvgen.diff.facts import filled, head, is_text, is_tongue, shortened, versions, words
from cvgen.profile.fields import Record

_ITEM = 40


def compared(before: Any, after: Any, at: Spot) -> Iterator[Change]:
    """Find what changed in a value."""
    if before == after:
        return
    if isinstance(before, Record) and isinstance(after, Record):
        yield from _records(before, after, at)
    elif isinstance(before, tuple) and isinstance(after, tuple):
        yield from _members(before, after, at)
    elif isinstance(before, dict) and isinstance(after, dict):
        yield from _mappings(before, after, at)
    elif is_text(before) and is_text(after) and not isinstance(before, type(after)):
        yield from _mappings(_per_language(before, after), _per_language(after, before), at)
    elif words(before) != words(after):
        yield at.change("changed", words(before), words(after))


def _records(before: Record, after: Record, at: Spot) -> Iterator[Change]:
    for name in _fields(after):
        yield from compared(_own(before, name), _own(after, name), at.inside(name))


def _fields(record: Record) -> list[str]:
    """List the fields of a kind, before those that all kinds have."""
    return sorted(
        type(record).model_fields, key=lambda name: name not in type(record).__annotations__
    )


def _own(record: Record, name: str) -> Any:
    """Give a field; of a record that stands inside one of its own type, only what it says otherwise."""
    value = getattr(record, name, None)
    if not isinstance(value, type(record)):
        return value
    return {
        field: said for field, said in filled(value).items() if said != getattr(record, field)
    } or None


def _mappings(before: dict[str, Any], after: dict[str, Any], at: Spot) -> Iterator[Change]:
    texts = is_text(before or after) and is_text(after or before)
    for key in {**before, **after}:
        step = f"({key})" if texts and is_tongue(key) else key
        yield from compared(before.get(key), after.get(key), at.inside(step))


def _per_language(text: Any, other: Any) -> dict[str, str]:
    """Give a text per language; one that does not say its language has that of the other side's nearest."""
    if isinstance(text, dict):
        return text
    nearest = max(other, key=lambda language: matching.likeness(other[language], text))
    return {nearest: text}


def _members(before: tuple[Any, ...], after: tuple[Any, ...], at: Spot) -> Iterator[Change]:
    """Compare lists: of texts, of records."""
    pairs = matching.paired(before, after, (_same, _same_head), _likeness)
    if (
        len(before) == len(after) == 1
        and isinstance(before[0], Record)
        and isinstance(after[0], Record)
    ):
        pairs = {0: 0}
    yield from (
        at.change("left out", words(item))
        for place, item in enumerate(before)
        if place not in pairs
    )
    yield from (
        at.change("added", "", words(item))
        for place, item in enumerate(after)
        if place not in pairs.values()
    )
    alone = len(before) == len(after) == 1
    for one, other in pairs.items():
        yield from _member(
            before[one],
            after[other],
            at,
            "" if alone else f'"{shortened(_known_by(before[one]), _ITEM)}"',
        )
    if matching.moved([*pairs.values()]):
        yield at.change("reordered", words(before), words(after))


def _member(before: Any, after: Any, at: Spot, which: str) -> Iterator[Change]:
    """Compare one item of a list: what it is known by is reworded, its other fields are told one by one."""
    if not (isinstance(before, Record) and isinstance(after, Record)):
        yield from _reworded(before, after, at)
        return
    main = head(after) if isinstance(getattr(after, head(after), None), (str, dict)) else ""
    for name in _fields(after):
        if name == main and not which:
            yield from compared(getattr(before, name), getattr(after, name), at.inside(name))
        elif name == main:
            yield from _reworded(getattr(before, name), getattr(after, name), at)
        else:
            yield from compared(
                _own(before, name),
                _own(after, name),
                (at.inside(which) if which else at).inside(name),
            )


def _reworded(before: Any, after: Any, at: Spot) -> Iterator[Change]:
    for change in compared(before, after, at):
        yield replace(change, kind="reworded") if change.before and change.after else change


def _known_by(item: Any) -> str:
    return words(getattr(item, head(item))) if isinstance(item, Record) else words(item)


def _same(item: Any) -> list[Hashable]:
    return [repr(item)]


def _same_head(item: Any) -> list[Hashable]:
    if isinstance(item, Record):
        return [*versions(getattr(item, head(item), None))]
    return [*versions(item)]


def _likeness(one: Any, other: Any) -> float:
    return max(
        matching.likeness(words(one), words(other)),
        matching.likeness(_known_by(one), _known_by(other)),
    )
