"""`cvgen variants`: takes a profile, prints its variants with what each keeps and drops."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cvgen.cli import console, options

if TYPE_CHECKING:
    from cvgen.profile.load import Profile


_TOLD = ("theme", "language", "region", "paper", "pages", "audience", "text")


def variants(
    profile: Annotated[
        Path | None,
        typer.Argument(help="A profile; without one, that in this folder.", show_default=False),
    ] = None,
    overrides: Annotated[
        list[Path] | None,
        typer.Option(
            "--with",
            metavar="FILE",
            help="A YAML file with what differs from the profile; may be given several times, and later ones win.",
        ),
    ] = None,
) -> None:
    """List the variants of a profile, with what each keeps and drops."""
    from cvgen.build import load_profile

    whole = load_profile(options.find_profile(profile), tuple(overrides or ()))
    if not whole.variants:
        console.print_message("the profile has no 'variants:'")
    for name in whole.variants:
        _tell(whole, name)


def _tell(whole: Profile, name: str) -> None:
    from cvgen.profile.select import select

    seen = select(whole, name)
    before, after = _counted(whole), _counted(seen)
    settings = seen.settings
    looks = [f"{word} {value}" for word in _TOLD if (value := getattr(settings, word))] + (
        ["anonymous"] if settings.anonymous else []
    )
    console.print_result(": ".join(filter(None, [name, ", ".join(looks)])))
    console.print_result(
        "  keeps  " + (", ".join(f"{section} {after[section]}" for section in after) or "nothing")
    )
    dropped = {
        section: count - after.get(section, 0)
        for section, count in before.items()
        if count > after.get(section, 0)
    }
    console.print_result(
        "  drops  "
        + (", ".join(f"{section} {count}" for section, count in dropped.items()) or "nothing")
    )


def _counted(profile: Profile) -> dict[str, int]:
    """Count entries by section, in the order of printing."""
    counts: dict[str, int] = {}
    for section in profile.sections:
        counts[section.kind] = counts.get(section.kind, 0) + len(section.entries)
    return counts
