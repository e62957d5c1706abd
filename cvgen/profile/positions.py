"""Select among positions at one employer as among entries: by tags, number and age."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import TypeVar

from cvgen.profile.sections import Entry, Position, get_positions
from cvgen.text.dates import PartialDate

_Entry = TypeVar("_Entry", bound=Entry)
_Index = tuple[int, int]  # of an entry, and of a position in it; -1 where it has none


def replace_positions(entry: _Entry, positions: Iterable[Position]) -> _Entry:
    """Give an entry other positions."""
    return entry.model_copy(update={"positions": tuple(positions)})


def keep_positions(entry: Entry, is_kept: Callable[[Entry], bool]) -> Entry | None:
    """Keep some positions of an entry; one that has none left is gone."""
    positions = get_positions(entry)
    kept = tuple(filter(is_kept, positions))
    if len(kept) == len(positions):
        return entry
    if not kept:
        return None
    return replace_positions(entry, kept)


def keep_first(entries: Sequence[Entry], count: int) -> list[Entry]:
    """Keep the first entries; each position in one counts by itself."""
    return _keep_indexes(entries, set(islice(_list_indexes(entries), count)))


def keep_newest(entries: Sequence[Entry], count: int) -> list[Entry]:
    """Keep the newest entries, in their order; of those that are equally old, the first.

    Each position in one counts by itself.
    """
    indexes = _list_indexes(entries)

    def rank(number: int) -> tuple[bool, PartialDate, int]:
        entry, position = indexes[number]
        dated = entries[entry]
        if position >= 0:
            dated = get_positions(dated)[position]
        return *date_entry(dated), -number

    newest = sorted(range(len(indexes)), key=rank, reverse=True)[:count]
    return _keep_indexes(entries, {indexes[number] for number in newest})


def _list_indexes(entries: Sequence[Entry]) -> list[_Index]:
    indexes = []
    for number, entry in enumerate(entries):
        positions = range(len(get_positions(entry))) or (-1,)
        indexes += [(number, position) for position in positions]
    return indexes


def _keep_indexes(entries: Sequence[Entry], indexes: set[_Index]) -> list[Entry]:
    kept = []
    for number, entry in enumerate(entries):
        positions = get_positions(entry)
        left = [each for index, each in enumerate(positions) if (number, index) in indexes]
        if left and len(left) < len(positions):
            kept.append(replace_positions(entry, left))
        elif left or (number, -1) in indexes:
            kept.append(entry)
    return kept


def order_newest(entries: Iterable[_Entry]) -> tuple[_Entry, ...]:
    """Put what goes on first, then what ended last; of what is equally old, the order stays.

    Positions in an entry are ordered too. What has no date comes last.
    """
    ordered = sorted(entries, key=_rank_entry, reverse=True)
    return tuple(map(_order_positions, ordered))


def _order_positions(entry: _Entry) -> _Entry:
    positions = get_positions(entry)
    if not positions:
        return entry
    return replace_positions(entry, order_newest(positions))


def _rank_entry(entry: Entry) -> tuple[bool, PartialDate, PartialDate]:
    is_ongoing, end = date_entry(entry)
    return is_ongoing, end, entry.period().start or PartialDate(0)


def date_entry(entry: Entry) -> tuple[bool, PartialDate]:
    """Return whether an entry goes on, which is newest, and its end.

    Where it says no date itself, those of its newest position; without any it is oldest.
    """
    period = entry.period()
    positions = get_positions(entry)
    if positions and not (period.start or period.end or period.ongoing):
        return max(map(date_entry, positions))
    return period.ongoing, period.end or period.start or PartialDate(0)
