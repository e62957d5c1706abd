"""Takes a profile and a variant's name, gives what holds for it as plain data, and value by value with where each was written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from cvgen.errors import Place
from cvgen.files.merge import at
from cvgen.files.yamlfile import Path_, children
from cvgen.profile.load import Profile, Section
from cvgen.profile.private import marked
from cvgen.profile.sections import Entry
from cvgen.profile.select import select
from cvgen.profile.settings import SECTIONS, Settings

_SEES_ALL = "print"  # the audience from which nothing is kept back
_PAPER = "paper"  # short for the option of this name
_SETTINGS = frozenset({*Settings.model_fields, "variants"})
_OF_PUBLICATIONS = frozenset({"bibliography", "coauthors"})
_Part = tuple[Path_, Path_]  # where something goes, and where it stands in the profile


@dataclass(frozen=True, slots=True)
class Value:
    """One value: its name such as `work[2].position`, where it was written, and by which variant, if by one.

    Entries are named by their `id`, or else by their number in the profile, from 1.
    """

    name: str
    text: str
    place: Place
    private: bool
    variant: str


def seen(profile: Profile, variant: str | None = None) -> dict[str, Any]:
    """Give what of a profile holds for a variant, as plain data which is a profile again.

    Raises VariantError.
    """
    data: dict[str, Any] = {}
    for new, old in _parts(profile, variant):
        _put(data, new, marked(profile.tree, old, at(profile.tree.data, old)))
    return data


def values(profile: Profile, variant: str | None = None) -> list[Value]:
    """List every value that holds for a variant; settings are named as if the profile itself said them.

    Raises VariantError.
    """
    tree = profile.tree
    found = []
    for new, old in _parts(profile, variant):
        inherits = variant is not None and old[0] == "variants"
        for path, text in _texts(at(tree.data, old), old):
            name = (*new, *path[len(old) :]) if inherits else path
            found.append(
                Value(
                    _name(tree.data, name),
                    text,
                    tree.place(path),
                    tree.is_private(path),
                    str(old[1]) if inherits else "",
                )
            )
    return found


def _parts(profile: Profile, variant: str | None) -> list[_Part]:
    data = profile.tree.data
    if variant is None:
        return [((key,), (key,)) for key in data]
    chosen = select(_numbered(profile), variant, _SEES_ALL)
    unprinted = {
        *SECTIONS,
        *_SETTINGS,
        *(
            _OF_PUBLICATIONS
            if not any(one.kind == "publications" for one in chosen.sections)
            else ()
        ),
    }
    general: list[_Part] = [((key,), (key,)) for key in data if key not in unprinted]
    titled = [section.path for section in chosen.sections if section.path[0] == "custom"]
    sections = [
        part
        for section in chosen.sections
        for part in (
            _titled(section, data, titled.index(section.path))
            if section.path in titled
            else _entries(section, data, section.path)
        )
    ]
    return [*general, *_settings(profile, variant), *sections]


def _numbered(profile: Profile) -> Profile:
    """Give every entry and every point its number for a name, by which it is known after the selection."""
    return replace(
        profile,
        sections=tuple(
            replace(section, entries=tuple(_with_numbers(section))) for section in profile.sections
        ),
    )


def _with_numbers(section: Section) -> Iterator[Entry]:
    for index, entry in enumerate(section.entries):
        points = tuple(
            point.model_copy(update={"text": str(number)})
            for number, point in enumerate(entry.highlights)
        )
        short = entry.short and entry.short.model_copy(update={"id": str(index)})
        yield entry.model_copy(update={"id": str(index), "highlights": points, "short": short})


def _titled(section: Section, data: dict[str, Any], number: int) -> Iterator[_Part]:
    """Give what is left of a section with a title of its own, the one of this number."""
    own, new = section.path[:2], ("custom", number)
    yield from (((*new, key), (*own, key)) for key in at(data, own) if key != "entries")
    yield from _entries(section, data, (*new, "entries"))


def _entries(section: Section, data: dict[str, Any], target: Path_) -> Iterator[_Part]:
    """Give what is left of the entries of a section; those that bibliography files add stand in no list."""
    path, entries = section.path, at(data, section.path)
    if not isinstance(entries, list):
        yield from [(target, path)] if entries and path[0] in SECTIONS else ()
        return
    left = [entry for entry in section.entries if entry.id and int(entry.id) < len(entries)]
    for new, entry in enumerate(left):
        yield from _points(entry, data, ((*target, new), (*path, int(entry.id or 0))))


def _points(entry: Entry, data: dict[str, Any], part: _Part) -> list[_Part]:
    """Give an entry; where some of its points are left out, key by key."""
    new, old = part
    left = [point.text for point in entry.highlights]
    points = at(data, (*old, "highlights")) or []
    if len(left) == len(points) or not all(
        isinstance(text, str) and text.isdecimal() for text in left
    ):
        return [part]
    keys: list[_Part] = [((*new, key), (*old, key)) for key in at(data, old) if key != "highlights"]
    return keys + [
        ((*new, "highlights", number), (*old, "highlights", int(str(text))))
        for number, text in enumerate(left)
    ]


def _settings(profile: Profile, variant: str) -> Iterator[_Part]:
    """Find who says each setting: the variant, one that it extends, or the profile."""
    data, bases = profile.tree.data, [*_family(profile, variant), ()]
    for key in Settings.model_fields:
        said = [(*base, key) for base in bases if at(data, (*base, key)) and key != _PAPER]
        named = {path[-1]: path for base in reversed(bases) for path in _named(data, (*base, key))}
        yield from (
            [((key, name), path) for name, path in named.items()]
            if named
            else [((key,), path) for path in said[:1]]
        )


def _named(data: Any, path: Path_) -> Iterator[Path_]:
    """Give the paths of what a setting says by names; the paper is one of the options."""
    paper = (*path[:-1], _PAPER)
    if path[-1] == "options" and at(data, paper):
        yield paper
    value = at(data, path)
    yield from ((*path, name) for name in value) if isinstance(value, dict) else ()


def _family(profile: Profile, variant: str | None) -> Iterator[Path_]:
    while variant:
        yield ("variants", variant)
        variant = profile.variants[variant].extends


def _put(data: Any, path: Path_, value: Any) -> None:
    """Put a value where a path says, and make what leads there."""
    for step, following in pairwise(path):
        inside: Any = [] if isinstance(following, int) else {}
        if isinstance(data, dict):
            data.setdefault(step, inside)
        elif step == len(data):
            data.append(inside)
        data = data[step]
    if isinstance(data, dict):
        data[path[-1]] = value
    else:
        data.append(value)


def _texts(data: Any, path: Path_) -> Iterator[tuple[Path_, str]]:
    if isinstance(data, str):
        yield path, data
    for step, value in children(data):
        yield from _texts(value, (*path, step))


def _name(data: Any, path: Path_) -> str:
    name = ""
    for step in path:
        data = at(data, (step,))
        own = data.get("id") if isinstance(data, dict) else None
        name += (
            f"[{own if isinstance(own, str) else step + 1}]"
            if isinstance(step, int)
            else f".{step}"
        )
    return name[1:]
