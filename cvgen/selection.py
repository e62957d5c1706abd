"""Takes a profile and a variant's name, gives the same type, smaller and ordered: what this reader sees."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from cvgen.errors import Diagnostic, VariantError, did_you_mean
from cvgen.profile.load import Profile, Section
from cvgen.profile.settings import Settings, Variant


def select(profile: Profile, name: str | None = None) -> Profile:
    """Choose what a variant shows; its settings win over the profile's.

    Raises VariantError when there is no such variant, it extends itself, or it names tags that no entry carries.
    """
    if name is None:
        return profile
    variant = _whole(profile, name, ())
    _check_tags(profile, name)
    sections = [_cut(section, variant) for section in _chosen(profile.sections, variant)]
    kept = tuple(section for section in sections if section.entries)
    return replace(profile, sections=kept, settings=_merged(profile.settings, variant))


def _whole(profile: Profile, name: str, children: tuple[str, ...]) -> Variant:
    """Put a variant together with those that it extends."""
    asked_at = ("variants", children[-1], "extends") if children else ("variants",)
    variant = profile.variants.get(name)
    if variant is None:
        hint = did_you_mean(name, profile.variants) if profile.variants else "the profile has no 'variants:'"
        raise VariantError(Diagnostic("V100", f"there is no variant '{name}'", profile.tree.place(asked_at), hint))
    if name in children:
        circle = " → ".join((*children[children.index(name) :], name))
        raise VariantError(Diagnostic("V104", f"this variant extends itself: {circle}", profile.tree.place(asked_at), "take one 'extends' out"))
    if not variant.extends:
        return variant
    parent = _whole(profile, variant.extends, (*children, name))
    own = {key: getattr(variant, key) for key in variant.model_fields_set}
    added = {key: {**getattr(parent, key), **value} for key, value in own.items() if isinstance(value, dict)}
    return parent.model_copy(update={**own, **added})


def _chosen(sections: tuple[Section, ...], variant: Variant) -> Iterable[Section]:
    if not variant.sections:
        return sections
    return [section for kind in variant.sections for section in sections if section.kind == kind]


def _cut(section: Section, variant: Variant) -> Section:
    wanted = set(variant.tags)
    fitting = [entry for entry in section.entries if not wanted or not entry.tags or wanted & set(entry.tags)]
    entries = [entry for entry in fitting if not set(variant.withoutTags) & set(entry.tags)]
    return replace(section, entries=tuple(entries[: variant.limits.get(section.kind)]))


def _merged(settings: Settings, variant: Variant) -> Settings:
    return Settings(
        language=variant.language or settings.language,
        region=variant.region or settings.region,
        theme=variant.theme or settings.theme,
        options={**settings.options, **variant.options},
        headings={**settings.headings, **variant.headings},
        pageBreakBefore=variant.pageBreakBefore or settings.pageBreakBefore,
        keepTogether=variant.keepTogether or settings.keepTogether,
        publicationLists=variant.publicationLists or settings.publicationLists,
    )


def _check_tags(profile: Profile, name: str) -> None:
    variant = profile.variants[name]
    known = {tag for section in profile.sections for entry in section.entries for tag in entry.tags}
    unknown = [
        Diagnostic("V101", f"no entry has the tag '{tag}'", profile.tree.place(("variants", name, key, index)), did_you_mean(tag, known))
        for key in ("tags", "withoutTags")
        for index, tag in enumerate(getattr(variant, key))
        if tag not in known
    ]
    if unknown:
        raise VariantError(*unknown)
    if variant.extends:
        _check_tags(profile, variant.extends)
