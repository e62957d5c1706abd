"""Select what a variant of a profile shows and its audience may see: a smaller, ordered profile."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from cvgen.errors import Diagnostic, VariantError, did_you_mean
from cvgen.files.yamlfile import KeyPath
from cvgen.profile.audience import Audience, find_audience
from cvgen.profile.model import Profile, Section
from cvgen.profile.points import iterate_points
from cvgen.profile.positions import (
    keep_first,
    keep_newest,
    keep_positions,
    order_newest,
    replace_positions,
)
from cvgen.profile.record import Record
from cvgen.profile.redact import redact_profile
from cvgen.profile.sections import Entry, Reference, get_positions, iterate_entries
from cvgen.profile.settings import Settings, Variant


def select_variant(
    profile: Profile, variant_name: str | None = None, audience: str | None = None
) -> Profile:
    """Select what a variant shows, and what an audience may see.

    The variant's settings win over the profile's, and `audience` over both.
    Raises VariantError when there is no such variant or audience, it extends itself, or it names
    tags that no entry carries.
    """
    settings = resolve_settings(profile, variant_name)
    place = None
    if audience is not None:
        settings = settings.model_copy(update={"audience": audience})
    else:
        place = profile.tree.find_place(find_setting_path(profile, variant_name, "audience"))
    reader = find_audience(settings.audience, place)
    return select_entries(replace(profile, settings=settings), variant_name, reader)


def select_entries(profile: Profile, variant_name: str | None, reader: Audience) -> Profile:
    """Select what a variant shows and a reader may see, by settings that were resolved already.

    Nobody sees a referee who declined.
    Raises VariantError when a variant names tags that no entry carries, or what a CV cannot be
    without is to be redacted.
    """
    selection = redact_profile(profile, reader)
    selection = replace(selection, sections=_leave_out_declined(selection.sections))
    if profile.settings.text == "short":
        selection = _shorten_texts(selection)
    selection = replace(selection, sections=_order_entries(selection))
    if not variant_name:
        return selection
    _check_tags(profile, variant_name)
    variant = _resolve_variant(profile, variant_name, ())
    return replace(selection, sections=_select_sections(selection.sections, variant))


def resolve_settings(profile: Profile, variant_name: str | None) -> Settings:
    """Resolve the settings of a variant, with those that it inherits.

    Without a name, the profile's own. Raises VariantError when there is no such variant, or it
    extends itself.
    """
    if not variant_name:
        return profile.settings
    variant = _resolve_variant(profile, variant_name, ())
    return _merge_settings(profile.settings, variant)


def find_setting_path(profile: Profile, variant_name: str | None, key: str) -> KeyPath:
    """Find the path where a setting stands: in a variant, in one that it extends, or at the top."""
    name = variant_name
    while name:
        path = ("variants", name, key)
        if path in profile.tree.values:
            return path
        name = profile.variants[name].extends
    return (key,)


def _leave_out_declined(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Leave out the referees who declined; a section in which nobody else stands is gone."""
    selected = []
    for section in sections:
        entries = tuple(entry for entry in section.entries if not _is_declined(entry))
        if entries or not section.entries:
            selected.append(replace(section, entries=entries))
    return tuple(selected)


def _order_entries(profile: Profile) -> tuple[Section, ...]:
    """Put the entries of the sections that want it so in the order of time.

    Publications are put in order where they become lists.
    """
    sections = []
    for section in profile.sections:
        entries = section.entries
        is_newest = profile.settings.order.get(section.kind) == "newest"
        if is_newest and section.kind != "publications":
            entries = order_newest(entries)
        sections.append(replace(section, entries=entries))
    return tuple(sections)


def _is_declined(entry: Entry) -> bool:
    return isinstance(entry, Reference) and entry.has_declined()


def _shorten_texts(profile: Profile) -> Profile:
    """Take the words that the profile gives under `short`."""
    sections = []
    for section in profile.sections:
        entries = tuple(map(_shorten_entry, section.entries))
        sections.append(replace(section, entries=entries))
    basics = profile.basics.short or profile.basics
    return replace(profile, basics=basics, sections=tuple(sections))


def _shorten_entry(entry: Entry) -> Entry:
    short: Entry = entry.short or entry
    positions = get_positions(short)
    if not positions:
        return short
    return replace_positions(short, [position.short or position for position in positions])


def _resolve_variant(profile: Profile, name: str, children: tuple[str, ...]) -> Variant:
    """Put a variant together with those that it extends; `children` are those that extend it."""
    path: KeyPath = ("variants",)
    if children:
        path = ("variants", children[-1], "extends")
    place = profile.tree.find_place(path)
    variant = profile.variants.get(name)
    if variant is None:
        hint = "the profile has no 'variants:'"
        if profile.variants:
            hint = did_you_mean(name, profile.variants)
        raise VariantError(Diagnostic("V100", f"there is no variant '{name}'", place, hint))
    if name in children:
        circle = " → ".join((*children[children.index(name) :], name))
        message = f"this variant extends itself: {circle}"
        raise VariantError(Diagnostic("V104", message, place, "take one 'extends' out"))
    if not variant.extends:
        return variant
    parent = _resolve_variant(profile, variant.extends, (*children, name))
    return _inherit_settings(variant, parent)


def _inherit_settings(variant: Variant, parent: Variant) -> Variant:
    """Add to a variant what only its parent says; what is given by name adds up."""
    update: dict[str, Any] = {}
    for key in variant.model_fields_set:
        value = getattr(variant, key)
        if isinstance(value, dict):
            value = {**getattr(parent, key), **value}
        value = _add_record(getattr(parent, key), value)
        update[key] = value
    return parent.model_copy(update=update)


def _add_record(below: Any, above: Any) -> Any:
    """Let a record keep of another what it does not say itself."""
    if isinstance(below, Record) and isinstance(above, Record):
        return below.model_copy(update=vars(above))
    return above


def _merge_settings(settings: Settings, variant: Variant) -> Settings:
    """Let the variant win where it says something; what is given by name adds up."""
    update: dict[str, Any] = {}
    for key in Settings.model_fields:
        value = getattr(variant, key)
        if isinstance(value, dict):
            update[key] = {**getattr(settings, key), **value}
        elif value not in (None, ()):
            update[key] = _add_record(getattr(settings, key), value)
    return settings.model_copy(update=update)


def _select_sections(sections: tuple[Section, ...], variant: Variant) -> tuple[Section, ...]:
    """Select the sections of a variant, in its order; those without entries are gone."""
    selected = []
    for section in _order_sections(sections, variant):
        if section.kind in variant.withoutSections:
            continue
        entries = _select_entries(section, variant)
        if entries:
            selected.append(replace(section, entries=entries))
    return tuple(selected)


def _order_sections(sections: tuple[Section, ...], variant: Variant) -> tuple[Section, ...]:
    if not variant.sections:
        return sections
    ordered = []
    for kind in variant.sections:
        ordered += [section for section in sections if section.kind == kind]
    return tuple(ordered)


def _select_entries(section: Section, variant: Variant) -> tuple[Entry, ...]:
    """Select the entries whose tags fit, then as many as the limit allows."""
    only = set(variant.only.get(section.kind, ()))
    entries = []
    for entry in section.entries:
        if not _has_fitting_tags(entry.tags, variant):
            continue
        if only and not only & set(entry.tags):
            continue
        kept = keep_positions(entry, lambda position: _has_fitting_tags(position.tags, variant))
        if kept:
            entries.append(kept)
    limit = variant.limits.get(section.kind)
    if limit and limit.newest:
        entries = keep_newest(entries, limit.count)
    elif limit:
        entries = keep_first(entries, limit.count)
    return tuple(_select_highlights(entry, variant) for entry in entries)


def _has_fitting_tags(tags: tuple[str, ...], variant: Variant) -> bool:
    """Return whether tags let something stay; what has none always does."""
    if set(variant.withoutTags) & set(tags):
        return False
    if not variant.tags or not tags:
        return True
    return bool(set(variant.tags) & set(tags))


def _select_highlights(entry: Entry, variant: Variant) -> Entry:
    """Keep the points of an entry whose tags fit, and of the positions in it."""
    update: dict[str, Any] = {"highlights": _select_points(entry.highlights, variant)}
    positions = get_positions(entry)
    if positions:
        update["positions"] = tuple(_select_highlights(each, variant) for each in positions)
    if all(getattr(entry, key) == value for key, value in update.items()):
        return entry
    return entry.model_copy(update=update)


def _select_points(points: tuple[Any, ...], variant: Variant) -> tuple[Any, ...]:
    """Keep the points whose tags fit, each with the list below it."""
    kept = []
    is_kept = True
    for point in points:
        if isinstance(point, tuple):
            below = _select_points(point, variant)
            if is_kept and below:
                kept.append(below)
            continue
        is_kept = _has_fitting_tags(point.tags, variant)
        if is_kept:
            kept.append(point)
    return tuple(kept)


def _check_tags(profile: Profile, name: str) -> None:
    """Check that some entry has each tag that a variant names, or one that it extends.

    Raises VariantError.
    """
    variant = profile.variants[name]
    known = _collect_tags(profile)
    errors = []
    for path, tag in _list_named_tags(variant):
        if tag in known:
            continue
        place = profile.tree.find_place(("variants", name, *path))
        message = f"no entry has the tag '{tag}'"
        errors.append(Diagnostic("V101", message, place, did_you_mean(tag, known)))
    if errors:
        raise VariantError(*errors)
    if variant.extends:
        _check_tags(profile, variant.extends)


def _collect_tags(profile: Profile) -> set[str]:
    """Collect the tags of all entries, of the positions in them, and of their points."""
    tags: set[str] = set()
    for section in profile.sections:
        for entry in iterate_entries(section.entries):
            tags.update(entry.tags)
            for point in iterate_points(entry.highlights):
                tags.update(point.tags)
    return tags


def _list_named_tags(variant: Variant) -> list[tuple[KeyPath, str]]:
    """List the tags that a variant names, each with its path in the variant."""
    named: list[tuple[KeyPath, str]] = []
    for key in ("tags", "withoutTags"):
        for index, tag in enumerate(getattr(variant, key)):
            named.append(((key, index), tag))
    for section, tags in variant.only.items():
        named += [(("only", section), tag) for tag in tags]
    return named
