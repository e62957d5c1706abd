"""Takes a profile and who reads it, gives the same type without what they are not to see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from cvgen.errors import Diagnostic, Place, VariantError, did_you_mean
from cvgen.files import yamlfile
from cvgen.files.data import DATA_FOLDER
from cvgen.files.yamlfile import Path_
from cvgen.profile.fields import Record
from cvgen.profile.load import Profile, Section
from cvgen.profile.private import told

_DATA = DATA_FOLDER / "audiences.yaml"
# What chooses entries and is not printed: without it, more would be seen and not less.
_CHOOSING = frozenset({"tags", "id", "key", "priority", "pageBreakBefore", "keepTogether"})
_ADDRESSES = frozenset({"email", "phone", "url", "links", "username", "address"})
METADATA = frozenset({"author", "subject", "keywords"})


@dataclass(frozen=True, slots=True)
class Audience:
    """Who reads a file: what of a profile they are not to see, whether they see private values, and what the file tells of itself."""

    name: str
    about: str
    sees_private: bool
    leaves_out: tuple[Path_, ...]
    metadata: frozenset[str]


# Without an audience, only what is marked as private is kept back.
ANYBODY = Audience("", "", sees_private=False, leaves_out=(), metadata=METADATA)


@cache
def audiences() -> dict[str, Audience]:
    """List the audiences that are known, from the widest to the narrowest."""
    return {
        name: Audience(
            name,
            data["about"],
            data["private"] == "true",
            tuple(tuple(path.split(".")) for path in data["leavesOut"]),
            frozenset(data["metadata"]),
        )
        for name, data in yamlfile.read(_DATA).data.items()
    }


def audience(name: str | None, place: Place | None = None) -> Audience:
    """Find an audience by its name.

    Raises VariantError at the place where it was asked for.
    """
    if name is None:
        return ANYBODY
    found = audiences().get(name.lower().replace("-", ""))
    if found is None:
        raise VariantError(
            Diagnostic(
                "V105", f"there is no audience '{name}'", place, did_you_mean(name, audiences())
            )
        )
    return found


def kept_back(profile: Profile, reader: Audience) -> Profile:
    """Leave out what a reader is not to see.

    Raises VariantError for what a CV cannot be without.
    """
    there = unseen(profile, reader)
    if not there:
        return profile
    needed = [
        path for path in sorted(there, key=str) if path[:2] == ("basics", "name") or _is_title(path)
    ]
    if needed:
        hints = {
            True: "mark the whole section instead",
            False: "to leave out who it is, write 'anonymous: true'",
        }
        raise VariantError(
            *(
                Diagnostic(
                    "V106",
                    f"{told([path])} cannot be kept back",
                    profile.tree.place(path),
                    hints[_is_title(path)],
                )
                for path in needed
            )
        )
    basics = _without(profile.basics, [path[1:] for path in there if path[0] == "basics"])
    sections = tuple(
        section for whole in profile.sections if (section := _cut(whole, there)).entries
    )
    picture = profile.picture if basics.image else None
    note = Diagnostic(
        "N210",
        f"kept back{_reason(reader)}: {told(there)}",
        Place(profile.tree.file),
        _hint(reader),
        "note",
    )
    return replace(
        profile,
        basics=basics,
        sections=sections,
        picture=picture,
        warnings=(*profile.warnings, note),
    )


def seen_private(profile: Profile) -> frozenset[Path_]:
    """List the paths of what is private in a profile that was selected, and seen by its audience all the same."""
    reader = audience(profile.settings.audience)
    return (
        frozenset(
            path
            for path in profile.tree.private
            if not _CHOOSING & set(path) and _there(profile, path)
        )
        if reader.sees_private
        else frozenset()
    )


def _is_title(path: Path_) -> bool:
    """Say whether a path is that of a custom section's title, without which it is none."""
    return path[0] == "custom" and path[2:3] == ("title",)


def unseen(profile: Profile, reader: Audience) -> frozenset[Path_]:
    """List the paths of what a profile says and a reader is not to see."""
    private = set() if reader.sees_private else profile.tree.private
    wanted = {path for given in reader.leaves_out for path in _spread(profile, given)} | private
    return frozenset(path for path in wanted if not _CHOOSING & set(path) and _there(profile, path))


def _reason(reader: Audience) -> str:
    return f" for the audience '{reader.name}'" if reader.name else ", as private"


def _hint(reader: Audience) -> str:
    trusted = [f"'--audience {name}'" for name, one in audiences().items() if one.sees_private]
    return "" if reader.name else f"to print it: {', '.join(trusted)}"


def _spread(profile: Profile, path: Path_) -> Iterable[Path_]:
    """Give the paths that a path of an audience means: a field of a section is one of each of its entries."""
    if path[0] == "basics" or len(path) == 1:
        return [path]
    return [
        (*section.path, index, *path[1:])
        for section in profile.sections
        if section.kind == path[0]
        for index in range(len(section.entries))
    ]


def identifiers(profile: Profile, paths: Iterable[Path_]) -> dict[str, Path_]:
    """Collect the addresses and numbers at paths, which nothing else says in other words, with the path that each is below."""
    found: dict[str, Path_] = {}
    for path in sorted(paths, key=str):
        for value in _at(profile, path):
            found |= dict.fromkeys(_addresses(value, str(path[-1])), path)
    return found


def _there(profile: Profile, path: Path_) -> bool:
    """Say whether a profile says anything at a path."""
    return any(_at(profile, path))


def _at(profile: Profile, path: Path_) -> Iterator[Any]:
    """Find what stands at a path: a value of basics, a section or several, or something in one."""
    if path[0] == "basics":
        yield _found(profile.basics, path[1:])
    for section in profile.sections:
        if _is_title(path) and section.path[:2] == path[:2]:
            yield section.title
        elif section.path[: len(path)] == path:
            yield section.entries
        elif path[: len(section.path)] == section.path and section.path != ("bibliography",):
            yield _found(section.entries, path[len(section.path) :])


def _addresses(value: Any, name: str) -> Iterator[str]:
    if isinstance(value, str) and name in _ADDRESSES:
        yield value
    elif isinstance(value, (tuple, dict)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _addresses(part, name)
    elif isinstance(value, Record):
        for field in type(value).model_fields:
            yield from _addresses(getattr(value, field), field)


def _found(value: Any, path: Path_) -> Any:
    for step in path:
        value = _step(value, step)
        if value is None:
            return None
    return value


def _step(value: Any, step: str | int) -> Any:
    """Go one step down; one thing may stand for a list of one."""
    if isinstance(value, tuple):
        if isinstance(step, int):
            return value[step] if step < len(value) else None
        return _step(value[0], step) if value else None
    if isinstance(value, dict):
        return value.get(step)
    return getattr(value, str(step), None) if isinstance(value, Record) else None


def _cut(section: Section, paths: frozenset[Path_]) -> Section:
    if any(section.path[: len(path)] == path for path in paths):
        return replace(section, entries=())
    inside = [
        path[len(section.path) :] for path in paths if path[: len(section.path)] == section.path
    ]
    if not inside:
        return section
    entries = _without(section.entries, inside)
    return replace(section, entries=tuple(entry for entry in entries if entry.says_something()))


def _without(value: Any, paths: Iterable[Path_]) -> Any:
    """Take out what stands at paths: list items and languages go, fields become empty."""
    steps: dict[str | int, list[Path_]] = {}
    for path in paths:
        steps.setdefault(path[0], []).append(path[1:])
    if isinstance(value, tuple):
        return _without_items(value, steps)
    if isinstance(value, dict):
        kept = {
            key: _within(part, steps.get(key, []))
            for key, part in value.items()
            if () not in steps.get(key, [])
        }
        return kept or None
    return _without_fields(value, steps)


def _within(value: Any, paths: list[Path_]) -> Any:
    return _without(value, paths) if paths else value


def _without_items(items: tuple[Any, ...], steps: dict[str | int, list[Path_]]) -> tuple[Any, ...]:
    inside = {
        index: (
            steps.get(index, [])
            if isinstance(next(iter(steps)), int)
            else [(step, *path) for step, paths in steps.items() for path in paths]
        )
        for index in range(len(items))
    }
    left = (
        _within(item, inside[index]) for index, item in enumerate(items) if () not in inside[index]
    )
    return tuple(item for item in left if item is not None)


def _without_fields(record: Record, steps: dict[str | int, list[Path_]]) -> Record | None:
    """Empty fields; a record without a field that it needs is gone. What it says under `short` goes with it."""
    update: dict[str, Any] = {}
    for name, paths in steps.items():
        field = type(record).model_fields[str(name)]
        left = None if () in paths else _within(getattr(record, str(name)), paths)
        if left is None and field.is_required():
            return None
        update[str(name)] = field.get_default(call_default_factory=True) if left is None else left
    short: Record | None = update.get("short", getattr(record, "short", None))
    if short is not None:
        same = {
            name: left
            for name, paths in steps.items()
            if name != "short" and (left := _also(record, short, name, paths))
        }
        update["short"] = _without_fields(short, same) if same else short
    return record.model_copy(update=update)


def _also(record: Record, short: Record, name: str | int, paths: list[Path_]) -> list[Path_]:
    """Give what must go from the short words too: the same, but for items of a list that is another one there."""
    if getattr(short, str(name)) == getattr(record, str(name)):
        return paths
    return [path for path in paths if not any(isinstance(step, int) for step in path)]
