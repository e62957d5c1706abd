"""Show what of a profile holds for a variant: as plain data, and value by value with its place."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from cvgen.errors import Place
from cvgen.files import merge
from cvgen.files.yamlfile import KeyPath, list_children
from cvgen.profile.custom import CUSTOM
from cvgen.profile.model import Profile, Section
from cvgen.profile.origin_entry import Part, list_entry, number_entry
from cvgen.profile.private import restore_private_marks
from cvgen.profile.sections import Reference
from cvgen.profile.select import select_variant
from cvgen.profile.settings import SECTION_NAMES, Settings

_SEES_ALL = "print"  # the audience from which nothing is redacted
_REFERENCES = "references"
_PAPER = "paper"  # short for the option of this name
_SETTINGS = frozenset({*Settings.model_fields, "variants"})
_PUBLICATION_SOURCES = frozenset({"bibliography", "coauthors"})


class ProfileValue(Struct, frozen=True):
    """One value: its name such as `work[2].position`, where it was written, and by which variant.

    Entries are named by their `id`, or else by their number in the profile, from 1.
    `variant` is empty for what the profile itself says.
    """

    name: str
    text: str
    place: Place
    private: bool
    variant: str


def extract_variant_data(profile: Profile, variant: str | None = None) -> dict[str, Any]:
    """Extract what of a profile holds for a variant, as plain data which is a profile again.

    Raises VariantError.
    """
    tree = profile.tree
    data: dict[str, Any] = {}
    for part in _list_parts(profile, variant):
        value = merge.get_value_at(tree.data, part.source)
        _put_value(data, part.target, restore_private_marks(tree, part.source, value))
    return data


def list_variant_values(profile: Profile, variant: str | None = None) -> list[ProfileValue]:
    """List every value that holds for a variant.

    Its settings are named as if the profile said them.
    Raises VariantError.
    """
    tree = profile.tree
    listed = []
    for part in _list_parts(profile, variant):
        is_from_variant = variant is not None and part.source[0] == "variants"
        for path, text in _iterate_texts(merge.get_value_at(tree.data, part.source), part.source):
            name_path = path
            owner = ""
            if is_from_variant:
                name_path = (*part.target, *path[len(part.source) :])
                owner = str(part.source[1])
            name = _format_path(tree.data, name_path)
            listed.append(
                ProfileValue(name, text, tree.find_place(path), tree.is_private(path), owner)
            )
    return listed


def _list_parts(profile: Profile, variant: str | None) -> list[Part]:
    data = profile.tree.data
    if variant is None:
        return list(_list_whole_parts(profile))
    selection = select_variant(_number_entries(profile), variant, _SEES_ALL)
    return [
        *_list_general_parts(data, selection),
        *_list_settings(profile, variant),
        *_list_section_parts(data, selection),
    ]


def _list_whole_parts(profile: Profile) -> Iterator[Part]:
    """List all that a profile says, but for the referees who declined: they are nobody's to see."""
    declined = list_declined_paths(profile)
    for key, value in profile.tree.data.items():
        if key != _REFERENCES or not declined:
            yield Part((key,), (key,))
            continue
        kept = [index for index in range(len(value)) if (key, index) not in declined]
        for new_index, index in enumerate(kept):
            yield Part((key, new_index), (key, index))


def list_declined_paths(profile: Profile) -> list[KeyPath]:
    """List the paths of the referees who declined."""
    paths: list[KeyPath] = []
    for section in profile.sections:
        for index, entry in enumerate(section.entries):
            if isinstance(entry, Reference) and entry.has_declined():
                paths.append((*section.path, index))
    return paths


def _list_general_parts(data: dict[str, Any], selection: Profile) -> list[Part]:
    """List what is neither a section nor a setting, such as `basics`."""
    left_out = {*SECTION_NAMES, *_SETTINGS}
    if not any(section.kind == "publications" for section in selection.sections):
        left_out |= _PUBLICATION_SOURCES
    return [Part((key,), (key,)) for key in data if key not in left_out]


def _list_section_parts(data: dict[str, Any], selection: Profile) -> list[Part]:
    parts: list[Part] = []
    targets: dict[KeyPath, KeyPath] = {}  # of sections with a title or groups
    groups: dict[KeyPath, int] = {}
    for section in selection.sections:
        whole = section.whole
        if not whole:
            parts += _list_entries(section, data, section.path)
            continue
        if whole not in targets:
            targets[whole] = whole
            if whole[0] == CUSTOM:
                number = sum(path[0] == CUSTOM for path in targets) - 1
                targets[whole] = (CUSTOM, number)
                parts += _list_keys(data, Part(targets[whole], whole))
        target = targets[whole]
        if section.group:
            number = groups.get(whole, 0)
            groups[whole] = number + 1
            target = (*target, "groups", number)
            parts += _list_keys(data, Part(target, section.path[:-1]))
        parts += _list_entries(section, data, (*target, "entries"))
    return parts


def _list_keys(data: dict[str, Any], part: Part) -> Iterator[Part]:
    """List what a section or a group says beside its entries."""
    for key in merge.get_value_at(data, part.source):
        if key not in ("entries", "groups"):
            yield Part((*part.target, key), (*part.source, key))


def _number_entries(profile: Profile) -> Profile:
    """Make the number of every entry its id, and of every point its text.

    By these they are known after the selection.
    """
    sections = []
    for section in profile.sections:
        entries = []
        for index, entry in enumerate(section.entries):
            entries.append(number_entry(entry, index))
        sections.append(replace(section, entries=tuple(entries)))
    return replace(profile, sections=tuple(sections))


def _list_entries(section: Section, data: dict[str, Any], target: KeyPath) -> Iterator[Part]:
    """List what is left of the entries of a section.

    Those of bibliography files stand in no list.
    """
    source = section.path
    entries = merge.get_value_at(data, source)
    if not isinstance(entries, list):
        if entries and source[0] in SECTION_NAMES:
            yield Part(target, source)
        return
    new_index = 0
    for entry in section.entries:
        if not entry.id or int(entry.id) >= len(entries):
            continue
        part = Part((*target, new_index), (*source, int(entry.id)))
        yield from list_entry(entry, data, part)
        new_index += 1


def _list_settings(profile: Profile, variant: str) -> Iterator[Part]:
    """List each setting with who says it: the variant, one that it extends, or the profile."""
    data = profile.tree.data
    bases = [*_list_ancestors(profile, variant), ()]
    for key in Settings.model_fields:
        named: dict[str | int, KeyPath] = {}
        for base in reversed(bases):
            for path in _list_named_values(data, (*base, key)):
                named[path[-1]] = path
        if named:
            for name, path in named.items():
                yield Part((key, name), path)
            continue
        if key == _PAPER:
            continue
        for base in bases:
            if merge.get_value_at(data, (*base, key)):
                yield Part((key,), (*base, key))
                break


def _list_named_values(data: Any, path: KeyPath) -> Iterator[KeyPath]:
    """List the paths of what a setting says by names; the paper is one of the options."""
    paper = (*path[:-1], _PAPER)
    if path[-1] == "options" and merge.get_value_at(data, paper):
        yield paper
    value = merge.get_value_at(data, path)
    if isinstance(value, dict):
        for name in value:
            yield (*path, name)


def _list_ancestors(profile: Profile, variant: str | None) -> Iterator[KeyPath]:
    """List the paths of a variant and of those that it extends, the nearest first."""
    while variant:
        yield ("variants", variant)
        variant = profile.variants[variant].extends


def _put_value(data: Any, path: KeyPath, value: Any) -> None:
    """Put a value where a path says, and make what leads there."""
    for step, next_step in pairwise(path):
        inside: Any = {}
        if isinstance(next_step, int):
            inside = []
        if isinstance(data, dict):
            data.setdefault(step, inside)
        elif step == len(data):
            data.append(inside)
        data = data[step]
    if isinstance(data, dict):
        data[path[-1]] = value
    else:
        data.append(value)


def _iterate_texts(data: Any, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(data, str):
        yield path, data
    for step, value in list_children(data):
        yield from _iterate_texts(value, (*path, step))


def name_value(profile: Profile, path: KeyPath) -> str:
    """Name a value of a profile, such as `references[2]`."""
    return _format_path(profile.tree.data, path)


def _format_path(data: Any, path: KeyPath) -> str:
    """Format a path as the name of a value, entries by their id or by their number from 1."""
    name = ""
    for step in path:
        data = merge.get_value_at(data, (step,))
        if isinstance(step, str):
            name += f".{step}"
        else:
            name += f"[{_name_entry(data, step)}]"
    return name[1:]


def _name_entry(entry: Any, index: int) -> str:
    if isinstance(entry, dict):
        entry_id = entry.get("id")
        if isinstance(entry_id, str):
            return entry_id
    return str(index + 1)
