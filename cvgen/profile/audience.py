"""Audiences: who reads a file, and which paths of a profile they are not to see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from msgspec import Struct, field

from cvgen.errors import Diagnostic, Place, VariantError, did_you_mean
from cvgen.files.yamlfile import KeyPath
from cvgen.files.yamltable import read_table
from cvgen.profile.basics import Basics
from cvgen.profile.contacts import ContactRecord, find_contact_type
from cvgen.profile.model import Profile
from cvgen.profile.record import Record

# What chooses entries and is not printed: without it, more would be seen and not less.
_SELECTION_KEYS = frozenset({"tags", "id", "key", "priority", "pageBreakBefore", "keepTogether"})
_CLOSING = "closing"
# The picture of a signature; who is not to see it sees a line to sign on.
SIGNATURE: KeyPath = (_CLOSING, "signature")
_ADDRESS_FIELDS = frozenset({"email", "phone", "url", "links", "username", "address"})
_CONTACTS = ("email", "phone", "location")
METADATA_FIELDS = frozenset({"author", "subject", "keywords"})


class RedactionNote(Diagnostic, frozen=True):
    """The note on what was left out because the reader is not to see it."""


class Audience(Struct, frozen=True):
    """Who reads a file: what of a profile they are not to see, and what the file's metadata says.

    `sees_private` is for values marked as private. Of several contacts of a kind, such as
    telephones, those of `hidden_types` are left out, and those of `shown_types` are not.
    """

    name: str
    about: str
    sees_private: bool
    hidden_paths: tuple[KeyPath, ...]
    metadata: frozenset[str]
    options: Mapping[str, str] = field(default_factory=dict)
    hidden_types: frozenset[str] = frozenset()
    shown_types: frozenset[str] = frozenset()


# Without an audience, only what is marked as private is redacted.
ANYBODY = Audience("", "", sees_private=False, hidden_paths=(), metadata=METADATA_FIELDS)


@cache
def load_audiences() -> dict[str, Audience]:
    """Load the audiences by name, from the widest to the narrowest."""
    loaded = {}
    for name, data in read_table("audiences").items():
        paths = tuple(tuple(path.split(".")) for path in data["leavesOut"])
        sees_private = data["private"] == "true"
        metadata = frozenset(data["metadata"])
        options = data.get("options") or {}
        loaded[name] = Audience(
            name,
            data["about"],
            sees_private,
            paths,
            metadata,
            options,
            hidden_types=frozenset(data.get("leavesOutTypes") or ()),
            shown_types=frozenset(data.get("keepsTypes") or ()),
        )
    return loaded


def find_audience(name: str | None, place: Place | None = None) -> Audience:
    """Find an audience by its name, which `place` gives.

    Raises VariantError.
    """
    if name is None:
        return ANYBODY
    reader = load_audiences().get(name.lower().replace("-", ""))
    if reader is None:
        message = f"there is no audience '{name}'"
        raise VariantError(Diagnostic("V105", message, place, did_you_mean(name, load_audiences())))
    return reader


def list_hidden_paths(profile: Profile, reader: Audience) -> frozenset[KeyPath]:
    """List the paths of what a profile says and a reader is not to see."""
    paths: set[KeyPath] = set()
    for pattern in reader.hidden_paths:
        paths.update(_expand_pattern(profile, pattern, reader))
    paths.update(_list_hidden_contacts(profile.basics, reader))
    if not reader.sees_private:
        paths |= profile.tree.private
    paths.update(_list_points_below(profile, paths))
    return frozenset(path for path in paths if _is_redactable(profile, path))


def _list_points_below(profile: Profile, paths: Iterable[KeyPath]) -> list[KeyPath]:
    """List the paths of lists that are of a point at one of these paths, and so hidden with it."""
    below = []
    for path in paths:
        if "highlights" not in path or not isinstance(path[-1], int):
            continue
        next_path = (*path[:-1], path[-1] + 1)
        if any(isinstance(value, tuple) for value in _find_values(profile, next_path)):
            below.append(next_path)
    return below


def list_visible_private_paths(profile: Profile, reader: Audience) -> frozenset[KeyPath]:
    """List the paths of private values of a selected profile that its reader sees."""
    if not reader.sees_private:
        return frozenset()
    return frozenset(path for path in profile.tree.private if _is_redactable(profile, path))


def collect_identifiers(profile: Profile, paths: Iterable[KeyPath]) -> dict[str, KeyPath]:
    """Collect the addresses and numbers below paths, each with the path that it is below.

    They are what nothing else says in other words.
    """
    collected: dict[str, KeyPath] = {}
    for path in sorted(paths, key=str):
        field = str(path[-1])
        for value in _find_values(profile, path):
            for address in _list_addresses(value, field):
                collected[address] = path
    return collected


def is_custom_title(path: KeyPath) -> bool:
    """Return whether a path is that of the title of a custom section or group, that it needs."""
    if path[-3:-2] == ("groups",) and path[-1] == "title":
        return True
    return path[0] == "custom" and path[2:3] == ("title",)


def _is_redactable(profile: Profile, path: KeyPath) -> bool:
    """Return whether a profile says something at a path that does not only choose entries."""
    if _SELECTION_KEYS & set(path):
        return False
    return any(_find_values(profile, path))


def _expand_pattern(profile: Profile, pattern: KeyPath, reader: Audience) -> list[KeyPath]:
    """List the paths that a path of an audience means: a field of a section is in every entry."""
    if pattern[0] == "basics" and pattern[1] in _CONTACTS:
        return _expand_contacts(profile.basics, pattern, reader)
    if pattern[0] in ("basics", _CLOSING):
        return [pattern]
    if len(pattern) == 1:
        return [pattern, *(each.path for each in profile.sections if each.kind == pattern[0])]
    paths = []
    for section in profile.sections:
        if section.kind != pattern[0]:
            continue
        indexes = range(len(section.entries))
        paths += [(*section.path, index, *pattern[1:]) for index in indexes]
    return paths


def _expand_contacts(basics: Basics, pattern: KeyPath, reader: Audience) -> list[KeyPath]:
    """List the paths of those of several contacts that a path means, and a reader may not see."""
    paths: list[KeyPath] = []
    for path, record in _list_contacts(basics, str(pattern[1])):
        if find_contact_type(record.type) not in reader.shown_types | reader.hidden_types:
            paths.append((*path, *pattern[2:]))
    return paths


def _list_hidden_contacts(basics: Basics, reader: Audience) -> Iterator[KeyPath]:
    """List the paths of contacts of a type that a reader may not see."""
    for key in _CONTACTS:
        for path, record in _list_contacts(basics, key):
            if find_contact_type(record.type) in reader.hidden_types:
                yield path


def _list_contacts(basics: Basics, key: str) -> Iterator[tuple[KeyPath, ContactRecord]]:
    """List the contacts of a kind with their paths, also those of other short words.

    One that is alone has no index, so that short words lose theirs with it.
    """
    records = getattr(basics, key)
    for index, record in enumerate(records):
        yield ("basics", key, *((index,) if len(records) > 1 else ())), record
    short = getattr(basics.short, key, ())
    if short != records:
        for index, record in enumerate(short):
            yield ("basics", "short", key, index), record


def _find_values(profile: Profile, path: KeyPath) -> Iterator[Any]:
    """Find what stands at a path: a value of basics, a section or several, or something in one."""
    if path[0] == "basics":
        yield _follow_path(profile.basics, path[1:])
    if path == SIGNATURE:
        yield _find_signature(profile)
    for section in profile.sections:
        length = len(section.path)
        if is_custom_title(path) and section.path[: len(path) - 1] == path[:-1]:
            yield section.group or section.title
        elif section.path[: len(path)] == path:
            yield section.entries
        elif path[:length] == section.path and section.path != ("bibliography",):
            yield _follow_path(section.entries, path[length:])


def _find_signature(profile: Profile) -> str:
    closing = profile.settings.closing
    return closing.picture if closing else ""


def _follow_path(value: Any, path: KeyPath) -> Any:
    for step in path:
        value = _take_step(value, step)
        if value is None:
            return None
    return value


def _take_step(value: Any, step: str | int) -> Any:
    """Go one step down; one thing may stand for a list of one."""
    if isinstance(value, tuple):
        if isinstance(step, str):
            return _take_step(value[0], step) if value else None
        if step < len(value):
            return value[step]
        return None
    if isinstance(value, dict):
        return value.get(step)
    if isinstance(value, Record):
        return getattr(value, str(step), None)
    return None


def _list_addresses(value: Any, field: str) -> Iterator[str]:
    """List the addresses and numbers in a value; `field` is the field that it fills."""
    if isinstance(value, str):
        if field in _ADDRESS_FIELDS:
            yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _list_addresses(item, field)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _list_addresses(item, field)
    elif isinstance(value, Record):
        for name in type(value).model_fields:
            yield from _list_addresses(getattr(value, name), name)
