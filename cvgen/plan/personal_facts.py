"""Leave out the personal facts that nobody asked for: nationality, work permit, availability."""

from __future__ import annotations

from msgspec.structs import replace

from cvgen.compose.region import Region
from cvgen.errors import Diagnostic
from cvgen.profile.model import Profile

_FACTS = ("nationality", "workPermit", "availability")
_PRINTING_HABITS = frozenset({"expected", "usual"})


def leave_out_facts(profile: Profile, region: Region | None) -> Profile:
    """Leave out personal facts, unless the settings want them, or a region has them in CVs.

    A note says what is left out where the settings say nothing.
    """
    facts = profile.settings.facts
    if facts:
        return profile
    kept = set[str]()
    if facts is None and region and region.habits.get("nationality") in _PRINTING_HABITS:
        kept.add("nationality")
    left_out = [key for key in _FACTS if getattr(profile.basics, key) and key not in kept]
    if not left_out:
        return profile
    basics = profile.basics.model_copy(update=dict.fromkeys(left_out))
    warnings = profile.warnings
    if facts is None:
        warnings = (*warnings, _note_facts(profile, left_out))
    return replace(profile, basics=basics, warnings=warnings)


def _note_facts(profile: Profile, left_out: list[str]) -> Diagnostic:
    names = " and ".join(f"'{key}'" for key in left_out)
    message = f"not printed, because few readers are to know: {names}"
    hint = "'facts: true' prints it, 'facts: false' ends this note"
    place = profile.tree.find_place(("basics", left_out[0]), key=True)
    return Diagnostic("W410", message, place, hint, "note")
