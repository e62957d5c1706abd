"""Compare two profiles, or two variants of one.

The person, the sections, their entries, the settings.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace

from cvgen.diff.change import Change, Spot
from cvgen.diff.entries import compare_entries
from cvgen.diff.facts import (
    format_dated_title,
    format_title,
    format_value,
    list_versions,
    shorten_text,
)
from cvgen.diff.match import compute_likeness, find_moved, match_items
from cvgen.diff.values import compare_values
from cvgen.profile.model import Profile, Section
from cvgen.profile.record import Record
from cvgen.profile.settings import Settings

R = TypeVar("R", bound=Record)
Sections = tuple[Section, ...]
_SECTIONS = Spot("sections")
_ORDER = "the order of the sections"
# What stands here is compared by a function of its own, or says nothing about the person.
_SEPARATE_FIELDS = frozenset(
    {"basics", "sections", "settings", "variants", "picture", "images", "tree", "warnings"}
)


def compare_profiles(before: Profile, after: Profile) -> tuple[Change, ...]:
    """Find every change between two profiles, in the order of the new one."""
    private_before = _list_private(before)
    private_after = _list_private(after)
    return (
        *compare_values(before.basics, after.basics, Spot("basics")),
        *_compare_pictures(before, after),
        *_compare_sections(before.sections, after.sections),
        *_compare_settings(before.settings, after.settings, Spot("settings")),
        *_compare_variants(before, after),
        *_compare_other_fields(before, after),
        *compare_values(private_before, private_after, Spot("what is private")),
    )


def reduce_to_reader_view(profile: Profile) -> Profile:
    """Drop what the reader of a variant has no part in.

    These are other variants, short versions of texts, marks of privacy.
    """
    sections = []
    for section in profile.sections:
        entries = tuple(_drop_short_version(entry) for entry in section.entries)
        sections.append(replace(section, entries=entries))
    return replace(
        profile,
        basics=_drop_short_version(profile.basics),
        sections=tuple(sections),
        variants={},
        tree=replace(profile.tree, private=frozenset()),
    )


def _drop_short_version(record: R) -> R:
    return record.model_copy(update={"short": None})


# --- what is private ------------------------------------------------------------------------------


def _list_private(profile: Profile) -> tuple[str, ...]:
    """List what is marked as private; of entries, by their titles."""
    return tuple(sorted(_format_path(path, profile.sections) for path in profile.tree.private))


def _format_path(path: tuple[str | int, ...], sections: Sections) -> str:
    for section in sections:
        length = len(section.path)
        rest = path[length:]
        if path[:length] != section.path or not rest:
            continue
        index = rest[0]
        if isinstance(index, int) and index < len(section.entries):
            title = format_title(section.entries[index])
            return " ".join([_format_name(section), f"“{title}”", *map(str, rest[1:])])
    return " ".join(map(_format_step, path))


def _format_step(step: str | int) -> str:
    if isinstance(step, int):
        return str(step + 1)
    return step


# --- pictures -------------------------------------------------------------------------------------


def _compare_pictures(before: Profile, after: Profile) -> Iterator[Change]:
    """Find pictures that are others under their old names."""
    old_pictures = _list_pictures(before)
    new_pictures = _list_pictures(after)
    for name in sorted(old_pictures.keys() & new_pictures.keys()):
        if _read_picture(old_pictures[name]) != _read_picture(new_pictures[name]):
            spot = Spot("pictures", field=f'"{name}"')
            yield spot.change("changed", "one picture", "another one")


def _list_pictures(profile: Profile) -> dict[str, Path | None]:
    return {**profile.images, profile.basics.image or "": profile.picture}


def _read_picture(path: Path | None) -> bytes | None:
    if path is None:
        return None
    return path.read_bytes()


# --- sections -------------------------------------------------------------------------------------


def _compare_sections(before: Sections, after: Sections) -> Iterator[Change]:
    matching = match_items(before, after, (_key_by_title,), _compute_section_likeness)
    for section in matching.list_removed():
        yield _SECTIONS.change("left out", _summarize_section(section))
    for section in matching.list_added():
        yield _SECTIONS.change("added", "", _summarize_section(section))
    pairs = matching.list_pairs()
    for old, new in pairs:
        yield from _compare_section(before[old], after[new])
    moved = find_moved([old for old, _ in pairs])
    for old, new in pairs:
        if old in moved:
            follower = ""
            if new + 1 < len(after):
                follower = _format_name(after[new + 1])
            yield Spot(_ORDER, _format_name(after[new])).change("reordered", "", follower)


def _compare_section(before: Section, after: Section) -> Iterator[Change]:
    name = _format_name(before)
    for field in Section.__struct_fields__:
        if field in ("kind", "entries", "path"):
            continue
        old = getattr(before, field)
        new = getattr(after, field)
        yield from compare_values(old, new, Spot(name, field=field.replace("_", " ")))
    yield from compare_entries(before.entries, after.entries, name)


def _format_name(section: Section) -> str:
    return shorten_text(format_value(section.title)) or section.kind


def _summarize_section(section: Section) -> str:
    count = f"{len(section.entries)} entries"
    if len(section.entries) == 1:
        count = "1 entry"
    titles = "; ".join(map(format_dated_title, section.entries))
    return f"{_format_name(section)} ({count}): {titles}"


def _key_by_title(section: Section) -> list[Hashable]:
    """Return the kind of a section, with its title in each language where the profile has one."""
    return [(section.kind, version) for version in list_versions(section.title) or [""]]


def _compute_section_likeness(before: Section, after: Section) -> float:
    if before.kind != after.kind:
        return 0.0
    old_titles = " ".join(map(format_title, before.entries))
    new_titles = " ".join(map(format_title, after.entries))
    return compute_likeness(old_titles, new_titles)


# --- settings, variants, and the rest -------------------------------------------------------------


def _compare_settings(before: Settings, after: Settings, spot: Spot) -> Iterator[Change]:
    yield from compare_values(_drop_doubled_paper(before), _drop_doubled_paper(after), spot)


def _drop_doubled_paper(settings: Settings) -> Settings:
    """Drop the paper where it stands among the options too, so that it is compared once."""
    if "paper" in settings.options:
        return settings.model_copy(update={"paper": None})
    return settings


def _compare_variants(before: Profile, after: Profile) -> Iterator[Change]:
    for name in {**before.variants, **after.variants}:
        old = before.variants.get(name)
        new = after.variants.get(name)
        if old and new:
            yield from _compare_settings(old, new, Spot(f'variant "{name}"'))
        elif old:
            yield Spot("variants").change("left out", name)
        elif new:
            yield Spot("variants").change("added", "", name)


def _compare_other_fields(before: Profile, after: Profile) -> Iterator[Change]:
    """Compare what else a profile says, such as the bibliography files that it names."""
    for field in Profile.__struct_fields__:
        if field in _SEPARATE_FIELDS:
            continue
        old = getattr(before, field)
        new = getattr(after, field)
        yield from compare_values(old, new, Spot("profile", field=field))
