"""Compare what was imported with a profile: what is new, and which values are others."""

from __future__ import annotations

from collections.abc import Hashable
from contextlib import suppress
from itertools import product
from typing import Any

from msgspec import Struct, field

from cvgen.diff.change import Change, Spot
from cvgen.diff.facts import format_dated_title, format_value, list_names
from cvgen.diff.match import compute_likeness, match_items
from cvgen.files.yamlfile import KeyPath
from cvgen.importers.builder import read_value
from cvgen.importers.into.values import fold_text, join_data, list_work_signs, says_same
from cvgen.profile.faults import WrongValueError
from cvgen.profile.publications import Publication
from cvgen.profile.record import Record
from cvgen.profile.sections import Entry

_IDENTIFIERS = ("id", "key", "doi", "arxiv")
_DATES = frozenset({"date", "startDate", "endDate", "releaseDate"})
_LEAST_LIKENESS = 0.8  # of two titles that are the same but for a word


class NewItem(Struct, frozen=True):
    """What a list of the profile lacks; it goes before the item of that number."""

    path: KeyPath
    number: int
    value: Any


class NewKey(Struct, frozen=True):
    """What a mapping of the profile lacks."""

    path: KeyPath
    key: str
    value: Any


class NewValue(Struct, frozen=True):
    """What stands for a value that the profile has."""

    path: KeyPath
    key: str
    value: Any


class Difference(Struct):
    """What is to be added, and what would be changed, each with how it is told."""

    additions: list[NewItem | NewKey] = field(default_factory=list)
    changes: list[NewKey | NewValue] = field(default_factory=list)
    new: list[Change] = field(default_factory=list)
    other: list[Change] = field(default_factory=list)


class Known(Struct, frozen=True):
    """An entry, or the person: the data as it is written or imported, and what that says.

    `record` is None for an entry that its kind refuses.
    """

    data: Any
    record: Record | None


class WrittenSection(Struct, frozen=True):
    """The entries of a section as they are written; `elsewhere` are the others of its kind."""

    path: KeyPath
    kind: type[Entry]
    entries: list[Any]
    elsewhere: tuple[Entry, ...] = ()


def compare_entries(section: WrittenSection, theirs: list[Any]) -> Difference:
    """Compare the entries of a section with imported ones."""
    difference = Difference()
    path, kind, mine = section.path, section.kind, section.entries
    before = [read_entry(kind, entry) for entry in mine]
    after = [read_entry(kind, entry) for entry in theirs]
    others = [Known({}, record) for record in section.elsewhere]
    passes = (_list_identifiers, _list_dated_titles, _list_titles)
    matching = match_items([*before, *others], after, passes, _compute_likeness)
    partners = {new: old for old, new in matching.pairs.items()}
    name = str(path[0])
    for place, entry in enumerate(after):
        old = partners.get(place)
        if old is None:
            number = _find_number(place, partners, len(before), len(mine))
            difference.additions.append(NewItem(path, number, entry.data))
            difference.new.append(Spot(name).change("added", "", _format_title(entry)))
        elif old < len(before):
            spot = Spot(name, _format_title(before[old]))
            compare_records(difference, (*path, old), before[old], entry, spot)
    return difference


def read_entry(kind: type[Entry], data: Any) -> Known:
    """Read an entry as its kind does; one that is only text is the name of something."""
    forms = [read_value(data)]
    if isinstance(data, str):
        forms = [{name: data} for name in ("title", "name", "text")]
    for form in forms:
        with suppress(WrongValueError):
            return Known(data, kind.model_validate(form))
    return Known(data, None)


def _format_title(entry: Known) -> str:
    if isinstance(entry.record, Entry):
        return format_dated_title(entry.record)
    return str(read_value(entry.data))


def _find_number(place: int, partners: dict[int, int], most: int, end: int) -> int:
    """Find before which entry a new one goes: the one that follows it in the source."""
    following = [partners[later] for later in sorted(partners) if later > place]
    for old in following:
        if old < most:
            return old
    return end


def compare_records(
    difference: Difference, path: KeyPath, mine: Known, theirs: Known, spot: Spot
) -> None:
    """Compare the fields of one entry: what is said nowhere yet, and what is said otherwise."""
    if not isinstance(mine.data, dict):
        return
    for key, value in theirs.data.items():
        name = _find_field(theirs.record, key)
        old = getattr(mine.record, name, None)
        new = getattr(theirs.record, name, None)
        if says_same(old, new) or _says_date(mine.record, key, new):
            continue
        change: NewKey | NewValue = NewKey(path, key, value)
        if key in mine.data:
            joined = join_data(mine.data[key], value, old, new)
            change = NewValue(path, key, joined)
        difference.changes.append(change)
        change_in_words = spot.inside(key).change("changed", format_value(old), format_value(new))
        difference.other.append(change_in_words)


def _says_date(record: Record | None, key: str, date: Any) -> bool:
    """Say whether an entry says a date under another key, as the end of a period."""
    if key not in _DATES or not isinstance(record, Entry):
        return False
    period = record.period()
    text = format_value(date)
    return any(says_same(str(own), text) for own in (period.start, period.end) if own)


def _find_field(record: Record | None, key: str) -> str:
    """Find the name of a field by its key in a file."""
    fields = {} if record is None else type(record).model_fields
    for name, described in fields.items():
        if described.key == key:
            return name
    return key


# --- what tells that two entries are one ----------------------------------------------------------


def _list_identifiers(entry: Known) -> list[Hashable]:
    keys: list[Hashable] = []
    for name in _IDENTIFIERS:
        value = getattr(entry.record, name, None)
        if value:
            keys.append((name, str(value).casefold()))
    return keys


def _list_titles(entry: Known) -> list[Hashable]:
    """List the names of an entry in every language; a work counts with its first author."""
    if not isinstance(entry.record, Entry):
        return []
    if isinstance(entry.record, Publication) and entry.record.authors:
        return [sign for sign in list_work_signs(entry.record) if sign[0] == "title"]
    names = [_list_wordings(name) for name in list_names(entry.record)]
    return [*product(*names)] if names else []


def _list_dated_titles(entry: Known) -> list[Hashable]:
    titles = _list_titles(entry)
    return [(title, *sorted(_list_years(entry))) for title in titles]


def _list_years(entry: Known) -> set[int]:
    """List the year in which an entry began, where it is known."""
    start = entry.record.period().start if isinstance(entry.record, Entry) else None
    return {start.year} if start else set()


def _list_wordings(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [fold_text(version) for version in value.values()]
    return [fold_text(format_value(value))]


def _compute_likeness(before: Known, after: Known) -> float:
    """Compare names, of entries that began in the same year, or one of which has no date."""
    if len(_list_years(before) | _list_years(after)) > 1:
        return 0.0
    likeness = compute_likeness(_join_names(before), _join_names(after))
    return likeness if likeness >= _LEAST_LIKENESS else 0.0


def _join_names(entry: Known) -> str:
    names = list_names(entry.record) if isinstance(entry.record, Entry) else []
    return ", ".join(map(format_value, names))
