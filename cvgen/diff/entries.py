"""Takes the entries of a section as they were and as they are, gives what became of each."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from itertools import product
from typing import Any

from cvgen.diff import match as matching
from cvgen.diff.change import Change, Spot
from cvgen.diff.facts import dated, is_named, names, title, versions, words
from cvgen.diff.values import compared
from cvgen.profile.sections import Entry

_IDENTIFIERS = ("id", "key", "doi", "arxiv")
Entries = tuple[Entry, ...]


def entries(before: Entries, after: Entries, section: str) -> Iterator[Change]:
    """Find what changed in a section: entries that are gone, new, reworded or in another place."""
    pairs = matching.paired(before, after, (_same, _identified, _titled_then, _titled), _likeness)
    at = Spot(section)
    yield from (
        at.change("left out", dated(entry))
        for place, entry in enumerate(before)
        if place not in pairs
    )
    yield from (
        at.change("added", "", dated(entry))
        for place, entry in enumerate(after)
        if place not in pairs.values()
    )
    both = sorted(pairs.items(), key=lambda pair: pair[1])
    out_of_order = matching.moved([one for one, _ in both])
    for one, other in both:
        here = Spot(section, title(before[one]))
        yield from compared(before[one], after[other], here)
        if one in out_of_order:
            yield here.change("moved", f"place {one + 1}", f"place {other + 1}")


def _same(entry: Entry) -> list[Hashable]:
    return [repr(entry)]


def _identified(entry: Entry) -> list[Hashable]:
    return [(name, value) for name in _IDENTIFIERS if (value := getattr(entry, name, None))]


def _titled(entry: Entry) -> list[Hashable]:
    """Give the title in every language that it is given in."""
    return (
        [*product(*filter(None, (_said(value) for value in names(entry))))] if names(entry) else []
    )


def _said(value: Any) -> list[str]:
    return versions(value) or [words(value)]


def _titled_then(entry: Entry) -> list[Hashable]:
    return [(named, entry.period().start) for named in _titled(entry)]


def _likeness(one: Entry, other: Entry) -> float:
    """Compare names, where both have one; else what is said and when it began, for a job may be renamed, or a place."""
    mine, theirs = ", ".join(map(words, names(one))), ", ".join(map(words, names(other)))
    if is_named(one) and is_named(other):
        return matching.likeness(mine, theirs)
    whole = matching.likeness(_everything(one), _everything(other))
    starts = [entry.period().start for entry in (one, other)]
    if not mine or None in starts:
        return whole
    began = starts[0] is not None and starts[1] is not None and starts[0].year == starts[1].year
    return (matching.likeness(mine, theirs) + whole + began) / 3


def _everything(entry: Entry) -> str:
    return " ".join(words(getattr(entry, name)) for name in type(entry).model_fields)
