"""Takes a profile and a variant's name, gives the same type, smaller and ordered: what this reader sees."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from cvgen.errors import Diagnostic, VariantError, did_you_mean
from cvgen.profile.load import Profile, Section
from cvgen.profile.settings import Settings, Variant


def select(profile: Profile, name: str | None = None) -> Profile:
    """Choose what a variant shows; its settings win over the profile's.

    Raises VariantError when there is no such variant, or it names tags that no entry carries.
    """
    if name is None:
        return profile
    variant = profile.variants.get(name)
    if variant is None:
        hint = did_you_mean(name, profile.variants) if profile.variants else "the profile has no 'variants:'"
        raise VariantError(Diagnostic("V100", f"there is no variant '{name}'", profile.tree.place(("variants",)), hint))
    _check_tags(profile, name, variant)
    sections = [_cut(section, variant) for section in _chosen(profile.sections, variant)]
    kept = tuple(section for section in sections if section.entries)
    return replace(profile, sections=kept, settings=_merged(profile.settings, variant))


def _chosen(sections: tuple[Section, ...], variant: Variant) -> Iterable[Section]:
    if not variant.sections:
        return sections
    return [section for kind in variant.sections for section in sections if section.kind == kind]


def _cut(section: Section, variant: Variant) -> Section:
    wanted = set(variant.tags)
    entries = [entry for entry in section.entries if not wanted or not entry.tags or wanted & set(entry.tags)]
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


def _check_tags(profile: Profile, name: str, variant: Variant) -> None:
    known = {tag for section in profile.sections for entry in section.entries for tag in entry.tags}
    unknown = [
        Diagnostic("V101", f"no entry has the tag '{tag}'", profile.tree.place(("variants", name, "tags", index)), did_you_mean(tag, known))
        for index, tag in enumerate(variant.tags)
        if tag not in known
    ]
    if unknown:
        raise VariantError(*unknown)
