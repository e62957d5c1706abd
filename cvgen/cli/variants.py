"""`cvgen variants`: print the variants of a profile with what each keeps and drops."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from cvgen.cli import console, options

if TYPE_CHECKING:
    from cvgen.profile.model import Profile
    from cvgen.profile.settings import Settings

_SETTINGS = ("theme", "language", "region", "paper", "pages", "audience", "text")


def variants(
    profile: options.ProfileArgument = None,
    overrides: options.OverridesOption = None,
) -> None:
    """List the variants of a profile, with what each keeps and drops."""
    from cvgen.build import load_profile

    whole = load_profile(options.find_profile(profile), tuple(overrides or ()))
    if not whole.variants:
        console.print_message("the profile has no 'variants:'")
    for name in whole.variants:
        _print_variant(whole, name)


def _print_variant(whole: Profile, name: str) -> None:
    from cvgen.profile.select import select_variant

    selected = select_variant(whole, name)
    kept = _count_entries(selected)
    dropped = _count_entries(whole) - kept
    settings = _list_settings(selected.settings)
    heading = f"{name}: {', '.join(settings)}" if settings else name
    console.print_result(heading)
    console.print_result("  keeps  " + _list_counts(kept))
    console.print_result("  drops  " + _list_counts(dropped))


def _list_settings(settings: Settings) -> list[str]:
    listed = []
    for name in _SETTINGS:
        value = getattr(settings, name)
        if value:
            listed.append(f"{name} {value}")
    if settings.anonymous:
        listed.append("anonymous")
    return listed


def _count_entries(profile: Profile) -> Counter[str]:
    """Count entries by section, in the order of printing."""
    counts: Counter[str] = Counter()
    for section in profile.sections:
        counts[section.kind] += len(section.entries)
    return counts


def _list_counts(counts: Mapping[str, int]) -> str:
    listed = [f"{section} {count}" for section, count in counts.items()]
    return ", ".join(listed) or "nothing"
