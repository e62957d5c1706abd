"""Redact a profile: take out what its audience is not to see."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from cvgen.errors import Diagnostic, Place, VariantError
from cvgen.files.yamlfile import KeyPath
from cvgen.profile.audience import (
    SIGNATURE,
    Audience,
    RedactionNote,
    is_custom_title,
    list_hidden_paths,
    load_audiences,
)
from cvgen.profile.closing import LINE
from cvgen.profile.model import Profile, Section
from cvgen.profile.positions import keep_positions
from cvgen.profile.private import format_paths
from cvgen.profile.record import Record
from cvgen.profile.sections import Entry

_PathsByStep = dict[str | int, list[KeyPath]]  # what stands behind the first step of each path


def redact_profile(profile: Profile, reader: Audience) -> Profile:
    """Take out what a reader is not to see, and note what that was.

    Raises VariantError for what a CV cannot be without.
    """
    hidden = list_hidden_paths(profile, reader)
    if not hidden:
        return profile
    _check_necessary_values(profile, hidden)
    basics_paths = [path[1:] for path in hidden if path[0] == "basics"]
    basics = _redact_value(profile.basics, basics_paths)
    sections = []
    for section in profile.sections:
        redacted = _redact_section(section, hidden)
        if redacted.entries:
            sections.append(redacted)
    picture = profile.picture
    if not basics.image:
        picture = None
    settings = profile.settings
    if SIGNATURE in hidden and settings.closing:
        closing = settings.closing.model_copy(update={"signature": LINE})
        settings = settings.model_copy(update={"closing": closing})
    return replace(
        profile,
        basics=basics,
        sections=tuple(sections),
        settings=settings,
        picture=picture,
        warnings=(*profile.warnings, _note_redaction(profile, reader, hidden)),
    )


def _check_necessary_values(profile: Profile, hidden: frozenset[KeyPath]) -> None:
    errors = []
    for path in sorted(hidden, key=str):
        if is_custom_title(path):
            hint = "mark the whole section instead"
        elif path[:2] == ("basics", "name"):
            hint = "to leave out who it is, write 'anonymous: true'"
        else:
            continue
        message = f"{format_paths([path])} cannot be kept back"
        errors.append(Diagnostic("V106", message, profile.tree.find_place(path), hint))
    if errors:
        raise VariantError(*errors)


def _note_redaction(profile: Profile, reader: Audience, hidden: frozenset[KeyPath]) -> Diagnostic:
    if reader.name:
        reason = f" for the audience '{reader.name}'"
        hint = ""
    else:
        reason = ", as private"
        trusted = [name for name, other in load_audiences().items() if other.sees_private]
        hint = "to print it: " + ", ".join(f"'--audience {name}'" for name in trusted)
    message = f"kept back{reason}: {format_paths(hidden)}"
    return RedactionNote("N210", message, Place(profile.tree.file), hint, "note")


def _redact_section(section: Section, hidden: frozenset[KeyPath]) -> Section:
    length = len(section.path)
    inner_paths = []
    for path in hidden:
        if section.path[: len(path)] == path:
            return replace(section, entries=())
        if path[:length] == section.path:
            inner_paths.append(path[length:])
    if not inner_paths:
        return section
    entries = []
    for entry in _redact_value(section.entries, inner_paths):
        kept = keep_positions(entry, lambda position: position.has_content())
        if kept and kept.has_content():
            entries.append(kept)
    return replace(section, entries=tuple(entries))


def _redact_value(value: Any, paths: Iterable[KeyPath]) -> Any:
    """Take out what stands at paths: items and languages go, fields become empty."""
    paths = list(paths)
    if not paths:
        return value
    by_step: _PathsByStep = {}
    for path in paths:
        by_step.setdefault(path[0], []).append(path[1:])
    if isinstance(value, tuple):
        return _redact_items(value, by_step)
    if isinstance(value, dict):
        return _redact_mapping(value, by_step)
    if isinstance(value, Record):
        return _redact_record(value, by_step)
    # One text for all languages, where the private one is by language: short words may be so.
    return None


def _redact_mapping(mapping: dict[str, Any], by_step: _PathsByStep) -> dict[str, Any] | None:
    redacted = {}
    for key, value in mapping.items():
        paths = by_step.get(key, [])
        if () not in paths:
            redacted[key] = _redact_value(value, paths)
    return redacted or None


def _redact_items(items: tuple[Any, ...], by_step: _PathsByStep) -> tuple[Any, ...]:
    """Redact the items of a list; in paths without an index, one thing stands for a list of one."""
    has_indexes = isinstance(next(iter(by_step)), int)
    shared_paths = _join_steps(by_step)
    redacted = []
    for index, item in enumerate(items):
        paths = shared_paths
        if has_indexes:
            paths = by_step.get(index, [])
        if () in paths:
            continue
        content = _redact_value(item, paths)
        if content is not None:
            redacted.append(content)
    return tuple(redacted)


def _join_steps(by_step: _PathsByStep) -> list[KeyPath]:
    joined: list[KeyPath] = []
    for step, paths in by_step.items():
        joined += [(step, *path) for path in paths]
    return joined


def _redact_record(record: Record, by_step: _PathsByStep) -> Record | None:
    """Empty the fields of a record; a record without a field that it needs is gone.

    What it says under `short` goes with it.
    """
    update: dict[str, Any] = {}
    for step, paths in by_step.items():
        name = str(step)
        field = type(record).model_fields[name]
        content = None
        if () not in paths:
            content = _redact_value(getattr(record, name), paths)
        if content is None and field.is_required():
            return None
        if content is None:
            content = field.default
        update[name] = content
    if _says_where(record, by_step):
        update["logo"] = None
    short: Record | None = update.get("short", getattr(record, "short", None))
    if short is not None:
        update["short"] = _redact_short(record, short, by_step)
    return record.model_copy(update=update)


def _says_where(record: Record, by_step: _PathsByStep) -> bool:
    """Say whether an entry with a logo keeps something back that this may tell."""
    if not getattr(record, "logo", None) or not isinstance(record, Entry):
        return False
    return not by_step.keys().isdisjoint((*record.slots.title, *record.slots.subtitle))


def _redact_short(record: Record, short: Record, by_step: _PathsByStep) -> Record | None:
    """Take out of the short words what goes from the record itself."""
    short_by_step = {}
    for step, paths in by_step.items():
        if step == "short":
            continue
        short_paths = _list_short_paths(record, short, str(step), paths)
        if short_paths:
            short_by_step[step] = short_paths
    if not short_by_step:
        return short
    return _redact_record(short, short_by_step)


def _list_short_paths(
    record: Record, short: Record, name: str, paths: list[KeyPath]
) -> list[KeyPath]:
    """List the paths that go from a field of the short words too.

    They are the same, but for items of a list that is another one there.
    """
    if getattr(short, name) == getattr(record, name):
        return paths
    return [path for path in paths if not any(isinstance(step, int) for step in path)]
