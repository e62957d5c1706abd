"""Takes two profiles, or two variants of one, gives every change: the person, the sections, their entries, the settings."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import TypeVar

from cvgen.diff import match as matching
from cvgen.diff.change import Change, Spot
from cvgen.diff.entries import entries
from cvgen.diff.facts import dated, shortened, title, versions, words
from cvgen.diff.values import compared
from cvgen.files.yamlfile import Path_
from cvgen.profile.fields import Record
from cvgen.profile.load import Profile, Section
from cvgen.profile.settings import Settings

R = TypeVar("R", bound=Record)
_SECTIONS, _SETTINGS = Spot("sections"), Spot("settings")
_ORDER = "the order of the sections"
# What stands here is compared by a function of its own, or says nothing about the person.
_APART = frozenset({"basics", "sections", "settings", "variants", "picture", "images", "warnings"})


def compare(before: Profile, after: Profile) -> tuple[Change, ...]:
    """Find every change between two profiles, in the order of the new one."""
    return (
        *compared(before.basics, after.basics, Spot("basics")),
        *_pictures(before, after),
        *_sections(before.sections, after.sections),
        *_settings(before.settings, after.settings, _SETTINGS),
        *_variants(before, after),
        *_others(before, after),
        *compared(_private(before), _private(after), Spot("what is private")),
    )


def as_read(profile: Profile) -> Profile:
    """Leave out what the reader of a variant has no part in: other variants, other versions of texts, marks of what is private."""
    sections = tuple(
        replace(section, entries=tuple(map(_plain, section.entries)))
        for section in profile.sections
    )
    tree = replace(profile.tree, private=frozenset())
    return replace(
        profile, basics=_plain(profile.basics), sections=sections, variants={}, tree=tree
    )


def _plain(record: R) -> R:
    return record.model_copy(update={"short": None})


def _private(profile: Profile) -> tuple[str, ...]:
    """Say what is marked as private; of entries, by their titles."""
    return tuple(sorted(_place(path, profile.sections) for path in profile.tree.private))


def _place(path: Path_, sections: tuple[Section, ...]) -> str:
    for section in sections:
        rest = path[len(section.path) :]
        if (
            path[: len(section.path)] == section.path
            and rest
            and isinstance(rest[0], int)
            and rest[0] < len(section.entries)
        ):
            return " ".join(
                [_name(section), f"“{title(section.entries[rest[0]])}”", *map(str, rest[1:])]
            )
    return " ".join(str(step + 1) if isinstance(step, int) else step for step in path)


def _pictures(before: Profile, after: Profile) -> Iterator[Change]:
    """Find pictures that are others under their old names."""
    old, new = ({**one.images, one.basics.image or "": one.picture} for one in (before, after))
    for name in sorted(old.keys() & new.keys()):
        if _content(old[name]) != _content(new[name]):
            yield Spot("pictures", field=f'"{name}"').change(
                "changed", "one picture", "another one"
            )


def _content(picture: Path | None) -> bytes | None:
    return picture.read_bytes() if picture else None


def _sections(before: tuple[Section, ...], after: tuple[Section, ...]) -> Iterator[Change]:
    pairs = matching.paired(before, after, (_known_as,), _likeness)
    yield from (
        _SECTIONS.change("left out", _contents(section))
        for place, section in enumerate(before)
        if place not in pairs
    )
    yield from (
        _SECTIONS.change("added", "", _contents(section))
        for place, section in enumerate(after)
        if place not in pairs.values()
    )
    both = sorted(pairs.items(), key=lambda pair: pair[1])
    for one, other in both:
        yield from _section(before[one], after[other])
    out_of_order = matching.moved([one for one, _ in both])
    for place in (other for one, other in both if one in out_of_order):
        next_one = _name(after[place + 1]) if place + 1 < len(after) else ""
        yield Spot(_ORDER, _name(after[place])).change("reordered", "", next_one)


def _section(before: Section, after: Section) -> Iterator[Change]:
    name = _name(before)
    for field in fields(Section):
        if field.name not in ("kind", "entries", "path"):
            yield from compared(
                getattr(before, field.name),
                getattr(after, field.name),
                Spot(name, field=field.name.replace("_", " ")),
            )
    yield from entries(before.entries, after.entries, name)


def _name(section: Section) -> str:
    return shortened(words(section.title)) or section.kind


def _contents(section: Section) -> str:
    count = len(section.entries)
    return f"{_name(section)} ({count} {'entry' if count == 1 else 'entries'}): {'; '.join(map(dated, section.entries))}"


def _known_as(section: Section) -> list[Hashable]:
    """Know a section by its kind; those that the profile has titles for, by these."""
    return [(section.kind, version) for version in versions(section.title) or [""]]


def _likeness(one: Section, other: Section) -> float:
    inside = (" ".join(map(title, section.entries)) for section in (one, other))
    return matching.likeness(*inside) if one.kind == other.kind else 0.0


def _settings(before: Settings, after: Settings, at: Spot) -> Iterator[Change]:
    """Compare settings; the paper is told once, though it stands among the options too."""
    plain = [
        one.model_copy(update={"paper": None}) if "paper" in one.options else one
        for one in (before, after)
    ]
    yield from compared(plain[0], plain[1], at)


def _variants(before: Profile, after: Profile) -> Iterator[Change]:
    for name in {**before.variants, **after.variants}:
        old, new = before.variants.get(name), after.variants.get(name)
        if old and new:
            yield from _settings(old, new, Spot(f'variant "{name}"'))
        else:
            yield Spot("variants").change(
                "left out" if old else "added", name if old else "", name if new else ""
            )


def _others(before: Profile, after: Profile) -> Iterator[Change]:
    """Compare what else a profile says, such as the bibliography files that it names."""
    for field in fields(Profile):
        if field.compare and field.name not in _APART:
            yield from compared(
                getattr(before, field.name),
                getattr(after, field.name),
                Spot("profile", field=field.name),
            )
