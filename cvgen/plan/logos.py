"""Tell where the logos of a profile are not printed though nobody said so."""

from __future__ import annotations

from collections.abc import Iterator

from cvgen.errors import Diagnostic
from cvgen.plan.plan import Plan


def check_logos(plan: Plan) -> Iterator[Diagnostic]:
    """Note that a theme prints no logos, at the first one that the profile has."""
    style = plan.style
    if plan.letter or style.options.get("logos") != "none" or "logos" in style.chosen:
        return
    for section in plan.profile.sections:
        for index, entry in enumerate(section.entries):
            if getattr(entry, "logo", None):
                message = f"the theme '{style.theme.name}' prints no logos unless it is asked to"
                place = plan.source.tree.find_place((*section.path, index, "logo"), key=True)
                hint = "write 'options: {logos: left}', or 'none' to end this note"
                yield Diagnostic("W411", message, place, hint, "note")
                return
