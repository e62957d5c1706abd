"""Which entries may be left out for a page budget, in which order.

Also a composition without some of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from cvgen.compose.view import Document, Item
from cvgen.errors import Place
from cvgen.files.yamlfile import KeyPath, list_children
from cvgen.plan.composition import Composition, compose_plan
from cvgen.profile.model import Profile, Section
from cvgen.profile.positions import replace_positions
from cvgen.profile.record import Record
from cvgen.profile.sections import Entry, Position, get_positions
from cvgen.text.dates import Period
from cvgen.text.markup import strip_markup

_LONGEST_NAME = 60  # characters
_POSITIONS = "positions"  # the step to them in a path


class Candidate(Struct, frozen=True):
    """An entry that may be left out.

    How much it matters, the items that it became, its name, and its place in the file.
    """

    origin: KeyPath
    priority: int
    items: tuple[str, ...]
    name: str
    place: Place


def list_candidates(composition: Composition) -> list[Candidate]:
    """List what may go: the largest priority first, and among equals the last of the document.

    What has none stays.
    """
    profile = composition.plan.profile
    entries = _list_entries(profile)
    candidates = []
    for origin, items in _group_items(composition.document).items():
        section, entry = entries[origin]
        priority = entry.priority
        if not isinstance(entry, Position):
            priority = priority or profile.settings.priorities.get(section.kind)
        if not priority:
            continue
        ids = [part.id for item in items for part in (item, *item.positions)]
        place = locate_entry(profile, items[0])
        candidates.append(Candidate(origin, priority, tuple(ids), name_item(items[0]), place))
    candidates.sort(key=lambda candidate: candidate.priority)
    return candidates[::-1]


def _list_entries(profile: Profile) -> dict[KeyPath, tuple[Section, Entry]]:
    entries = {}
    for section in profile.sections:
        for index, entry in enumerate(section.entries):
            origin = (*section.path, index)
            entries[origin] = (section, entry)
            for number, position in enumerate(get_positions(entry)):
                entries[(*origin, _POSITIONS, number)] = (section, position)
    return entries


def _group_items(document: Document) -> dict[KeyPath, list[Item]]:
    """Group items by the entry that they became from: several where it is in several lists."""
    groups: dict[KeyPath, list[Item]] = {}
    for section in document.sections:
        for item in section.parts:
            groups.setdefault(item.origin, []).append(item)
    return groups


def list_origins(candidates: Iterable[Candidate]) -> tuple[KeyPath, ...]:
    """List the paths of the entries that candidates are."""
    return tuple(candidate.origin for candidate in candidates)


def drop_entries(composition: Composition, origins: Iterable[KeyPath]) -> Composition:
    """Leave entries out by their paths, and compose the rest anew.

    Nothing that was not shown before moves up into their place.
    """
    kept = _group_items(composition.document).keys() - set(origins)
    profile = composition.plan.profile
    sections = []
    for section in profile.sections:
        entries = _keep_entries(section, kept)
        if entries:
            sections.append(replace(section, entries=entries))
    smaller = replace(profile, sections=tuple(sections))
    return compose_plan(replace(composition.plan, profile=smaller))


def _keep_entries(section: Section, kept: AbstractSet[KeyPath]) -> tuple[Entry, ...]:
    """Keep the entries at some paths, and the positions in them."""
    entries = []
    for index, entry in enumerate(section.entries):
        origin = (*section.path, index)
        if origin not in kept:
            continue
        positions = get_positions(entry)
        left = [
            position
            for number, position in enumerate(positions)
            if (*origin, _POSITIONS, number) in kept
        ]
        if len(left) == len(positions):
            entries.append(entry)
        elif left:
            entries.append(replace_positions(entry, left))
    return tuple(entries)


def name_item(item: Item) -> str:
    """Name an item by its first words, in one line."""
    heading = [item.title or item.citation, item.subtitle]
    words = ", ".join(strip_markup(part) for part in heading if part)
    if not words:
        texts = (*item.body_texts, item.people)
        words = strip_markup(texts[0])
    words = " ".join(words.split())
    if len(words) <= _LONGEST_NAME:
        return words
    return words[: _LONGEST_NAME - 1].rstrip() + "…"


def locate_entry(profile: Profile, item: Item) -> Place:
    """Find where the entry of an item stands in the file.

    A variant that left others out has counted anew.
    """
    _, entry = _list_entries(profile)[item.origin]
    path = item.origin[:-1]
    if _POSITIONS in path:
        return profile.tree.find_text(strip_markup(item.title)) or profile.tree.find_place(
            path[:-2]
        )
    index = _find_written_entry(_get_data(profile.tree.data, path), entry)
    if index is None:
        return profile.tree.find_place(path)
    return profile.tree.find_place((*path, index))


def _find_written_entry(written: Any, entry: Entry) -> int | None:
    """Find the number of the entry in the file that shares most values with an entry.

    Also its key if it has one.
    """
    if not isinstance(written, list):
        return None
    key = getattr(entry, "key", None)
    values = frozenset(_list_values(entry))
    best, most = None, 0
    for index, data in enumerate(written):
        written_values = frozenset(_list_values(data))
        if key and key not in written_values:
            continue
        shared = len(values & written_values)
        if shared > most:
            best, most = index, shared
    return best


def _get_data(data: Any, path: KeyPath) -> Any:
    for step in path:
        data = dict(list_children(data)).get(step)
    return data


def _list_values(value: Any) -> Iterator[str]:
    """List the values in a record, or in what it was read from."""
    if isinstance(value, Period):
        value = (value.start, value.end)
    elif isinstance(value, Record):
        value = dict(value)
    if isinstance(value, dict):
        value = tuple(value.values())
    if isinstance(value, (list, tuple)):
        for part in value:
            yield from _list_values(part)
    elif value:
        yield str(value)
