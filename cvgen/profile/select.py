"""Takes a profile and a variant's name, gives the same type, smaller and ordered: what this reader sees."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from cvgen.errors import Diagnostic, VariantError, did_you_mean
from cvgen.files.yamlfile import Path_
from cvgen.profile import audience as redaction
from cvgen.profile.load import Profile, Section
from cvgen.profile.sections import Entry
from cvgen.profile.settings import Settings, Variant
from cvgen.text.dates import PartialDate


def select(profile: Profile, name: str | None = None, audience: str | None = None) -> Profile:
    """Choose what a variant shows, and what an audience may see; the variant's settings win over the profile's.

    Raises VariantError when there is no such variant or audience, it extends itself, or it names tags that no entry carries.
    """
    settings = settings_of(profile, name)
    place = profile.tree.place(said_at(profile, name, "audience"))
    reader = redaction.audience(
        settings.audience if audience is None else audience, place if audience is None else None
    )
    seen = redaction.kept_back(profile, reader)
    if settings.text == "short":
        seen = _shortened(seen)
    if audience:
        settings = settings.model_copy(update={"audience": audience})
    if not name:
        return seen if settings is profile.settings else replace(seen, settings=settings)
    variant = _whole(profile, name, ())
    _check_tags(profile, name)
    sections = [_cut(section, variant) for section in _chosen(seen.sections, variant)]
    kept = tuple(section for section in sections if section.entries)
    return replace(seen, sections=kept, settings=settings)


def settings_of(profile: Profile, name: str | None) -> Settings:
    """Give the settings of a variant, with those that it takes over; without a name, the profile's own.

    Raises VariantError when there is no such variant, or it extends itself.
    """
    return _merged(profile.settings, _whole(profile, name, ())) if name else profile.settings


def said_at(profile: Profile, variant: str | None, key: str) -> Path_:
    """Find where a setting of a variant is said: by itself, by one that it extends, or else by the profile."""
    while variant and ("variants", variant, key) not in profile.tree.values:
        variant = profile.variants[variant].extends
    return ("variants", variant, key) if variant else (key,)


def _shortened(profile: Profile) -> Profile:
    """Take the words that the profile gives for short versions."""
    sections = (
        replace(section, entries=tuple(entry.short or entry for entry in section.entries))
        for section in profile.sections
    )
    return replace(profile, basics=profile.basics.short or profile.basics, sections=tuple(sections))


def _whole(profile: Profile, name: str, children: tuple[str, ...]) -> Variant:
    """Put a variant together with those that it extends."""
    asked_at = ("variants", children[-1], "extends") if children else ("variants",)
    variant = profile.variants.get(name)
    if variant is None:
        hint = (
            did_you_mean(name, profile.variants)
            if profile.variants
            else "the profile has no 'variants:'"
        )
        raise VariantError(
            Diagnostic("V100", f"there is no variant '{name}'", profile.tree.place(asked_at), hint)
        )
    if name in children:
        circle = " → ".join((*children[children.index(name) :], name))
        raise VariantError(
            Diagnostic(
                "V104",
                f"this variant extends itself: {circle}",
                profile.tree.place(asked_at),
                "take one 'extends' out",
            )
        )
    if not variant.extends:
        return variant
    parent = _whole(profile, variant.extends, (*children, name))
    own = {key: getattr(variant, key) for key in variant.model_fields_set}
    added = {
        key: {**getattr(parent, key), **value}
        for key, value in own.items()
        if isinstance(value, dict)
    }
    return parent.model_copy(update={**own, **added})


def _chosen(sections: tuple[Section, ...], variant: Variant) -> Iterable[Section]:
    wanted = sections
    if variant.sections:
        wanted = tuple(
            section for kind in variant.sections for section in sections if section.kind == kind
        )
    return [section for section in wanted if section.kind not in variant.withoutSections]


def _cut(section: Section, variant: Variant) -> Section:
    only = set(variant.only.get(section.kind, ()))
    entries = [
        entry
        for entry in section.entries
        if _fits(entry.tags, variant) and (not only or only & set(entry.tags))
    ]
    limit = variant.limits.get(section.kind)
    if limit:
        entries = _newest(entries, limit.count) if limit.newest else entries[: limit.count]
    return replace(section, entries=tuple(_pointed(entry, variant) for entry in entries))


def _fits(tags: tuple[str, ...], variant: Variant) -> bool:
    """Say whether tags let something stay: what has none always does."""
    return (not variant.tags or not tags or bool(set(variant.tags) & set(tags))) and not set(
        variant.withoutTags
    ) & set(tags)


def _pointed(entry: Entry, variant: Variant) -> Entry:
    """Leave the points of an entry that fit."""
    points = tuple(point for point in entry.highlights if _fits(point.tags, variant))
    return entry if points == entry.highlights else entry.model_copy(update={"highlights": points})


def _newest(entries: list[Entry], count: int) -> list[Entry]:
    """Keep the newest, in their order; what still goes on is newer than what has ended, and what has no date is oldest."""
    order = sorted(
        range(len(entries)), key=lambda index: (_age(entries[index]), -index), reverse=True
    )
    return [entries[index] for index in sorted(order[:count])]


def _age(entry: Entry) -> tuple[bool, PartialDate]:
    period = entry.period()
    return period.ongoing, period.end or period.start or PartialDate(0)


def _merged(settings: Settings, variant: Variant) -> Settings:
    """Let the variant win where it says something; what is given by name adds up."""
    update: dict[str, Any] = {}
    for name in Settings.model_fields:
        below, own = getattr(settings, name), getattr(variant, name)
        update[name] = (
            {**below, **own} if isinstance(own, dict) else below if own in (None, ()) else own
        )
    return settings.model_copy(update=update)


def _check_tags(profile: Profile, name: str) -> None:
    variant = profile.variants[name]
    entries = [entry for section in profile.sections for entry in section.entries]
    known = {
        tag
        for entry in entries
        for tags in (entry.tags, *(point.tags for point in entry.highlights))
        for tag in tags
    }
    wanted: list[tuple[str, str | int, str]] = [
        (key, index, tag)
        for key in ("tags", "withoutTags")
        for index, tag in enumerate(getattr(variant, key))
    ]
    wanted += [("only", section, tag) for section, tags in variant.only.items() for tag in tags]
    unknown = [
        Diagnostic(
            "V101",
            f"no entry has the tag '{tag}'",
            profile.tree.place(("variants", name, key, step)),
            did_you_mean(tag, known),
        )
        for key, step, tag in wanted
        if tag not in known
    ]
    if unknown:
        raise VariantError(*unknown)
    if variant.extends:
        _check_tags(profile, variant.extends)
