"""Takes a job, gives the entries that may be left out in the order in which they go, and the job without some of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any

from cvgen.compose.view import Document, Item
from cvgen.errors import Place
from cvgen.files.yamlfile import Path_, children
from cvgen.fit.typesetting import Typesetting
from cvgen.profile.fields import Record
from cvgen.profile.load import Profile, Section
from cvgen.profile.sections import Entry
from cvgen.text import markup as inline
from cvgen.text.dates import Period

_LONGEST_NAME = 60  # characters


@dataclass(frozen=True, slots=True)
class Leaving:
    """An entry that may be left out: how much it matters, the items that it became, its name, and where it stands in the file."""

    origin: Path_
    priority: int
    items: tuple[str, ...]
    name: str
    place: Place


def leaving(job: Typesetting) -> list[Leaving]:
    """List what may go: the largest priority first, and among equals the last of the document; what has none stays."""
    shown = _shown(job.document)
    known = _known(job.profile)
    found = []
    for origin, items in shown.items():
        section, entry = known[origin]
        priority = entry.priority or job.profile.settings.priorities.get(section.kind)
        if priority:
            ids = tuple(item.id for item in items)
            found.append(Leaving(origin, priority, ids, named(items[0]), written_at(job, items[0])))
    return sorted(found, key=lambda one: one.priority)[::-1]


def _known(profile: Profile) -> dict[Path_, tuple[Section, Entry]]:
    return {
        (*section.path, index): (section, entry)
        for section in profile.sections
        for index, entry in enumerate(section.entries)
    }


def _shown(document: Document) -> dict[Path_, list[Item]]:
    """Find the items of every entry, which are several where it is in several lists."""
    shown: dict[Path_, list[Item]] = {}
    for section in document.sections:
        for item in section.items:
            shown.setdefault(item.origin, []).append(item)
    return shown


def without(job: Typesetting, gone: Collection[Leaving]) -> Typesetting:
    """Leave entries out, and word the rest anew; nothing that was not shown before moves up into their place."""
    assert job.budget
    kept = _shown(job.document).keys() - {one.origin for one in gone}
    sections = (
        replace(
            section,
            entries=tuple(
                entry
                for index, entry in enumerate(section.entries)
                if (*section.path, index) in kept
            ),
        )
        for section in job.profile.sections
    )
    profile = replace(
        job.profile, sections=tuple(section for section in sections if section.entries)
    )
    return replace(job, profile=profile, document=job.budget.worded(profile)[0])


def named(item: Item) -> str:
    """Name an item by its first words, in one line."""
    head = [inline.bare(part) for part in (item.title or item.citation, item.subtitle) if part]
    words = " ".join(
        (
            ", ".join(head) or inline.bare(next(iter((*item.text, *item.points)), item.people))
        ).split()
    )
    return words if len(words) <= _LONGEST_NAME else words[: _LONGEST_NAME - 1].rstrip() + "…"


def written_at(job: Typesetting, item: Item) -> Place:
    """Find where the entry of an item stands in the file: a variant that left others out has counted anew."""
    section, entry = _known(job.profile)[item.origin]
    written, key = _at(job.profile.tree.data, section.path), getattr(entry, "key", None)
    said = frozenset(_texts(entry))
    there = [frozenset(_texts(one)) for one in written] if isinstance(written, list) else []
    shared = [len(said & texts) if not key or key in texts else 0 for texts in there]
    most = max(shared, default=0)
    return job.profile.tree.place((*section.path, shared.index(most)) if most else section.path)


def _at(data: Any, path: Path_) -> Any:
    for step in path:
        data = dict(children(data)).get(step)
    return data


def _texts(value: Any) -> Iterator[str]:
    """List the values in a record, or in what it was read from."""
    if isinstance(value, Period):
        value = (value.start, value.end)
    elif isinstance(value, Record):
        value = dict(value)
    if isinstance(value, (dict, list, tuple)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)
    elif value:
        yield str(value)
