"""Decide whether figures such as citations are printed, and leave them out where not."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from cvgen.errors import Diagnostic
from cvgen.plan.plan import Plan, Style
from cvgen.profile.metrics import METRICS, find_old_figures
from cvgen.profile.model import Profile, Section
from cvgen.profile.publications import Publication
from cvgen.profile.sections import Entry
from cvgen.target.demands import Demands

_FALSE = "false"


def forbid_metrics(style: Style, demands: Demands) -> Style:
    """Print no figures for a target that wants none, whoever asked for them."""
    if demands.metrics is not False or not _prints_metrics(style):
        return style
    return style.with_options({METRICS: _FALSE})


def _prints_metrics(style: Style) -> bool:
    return style.options.get(METRICS) == "true"


def leave_out_metrics(profile: Profile, style: Style) -> Profile:
    """Leave the figures out of a profile, unless they are asked for."""
    if _prints_metrics(style):
        return profile
    basics = profile.basics
    if basics.metrics:
        basics = basics.model_copy(update={METRICS: ()})
    sections = tuple(_leave_out_of_works(section) for section in profile.sections)
    return replace(profile, basics=basics, sections=sections)


def _leave_out_of_works(section: Section) -> Section:
    if not any(getattr(entry, METRICS, ()) for entry in section.entries):
        return section
    entries: list[Entry] = []
    for entry in section.entries:
        if isinstance(entry, Publication) and entry.metrics:
            entries.append(entry.model_copy(update={METRICS: ()}))
        else:
            entries.append(entry)
    return replace(section, entries=tuple(entries))


def check_metrics(plan: Plan) -> Iterator[Diagnostic]:
    """Tell of figures that are old, that no list stands below, or that the target forbids."""
    if plan.letter:
        return
    tree = plan.source.tree
    if not _prints_metrics(plan.style):
        value = plan.request.options.get(METRICS) or plan.selected.settings.options.get(METRICS)
        if value and plan.target and plan.demands.metrics is False:
            message = f"figures such as citations are left out: '{plan.target.name}' wants none"
            place = tree.find_key(METRICS, value)
            yield Diagnostic("K150", message, place, "nothing has to be done", "note")
        return
    yield from find_old_figures(tree, plan.today)
    kinds = {section.kind for section in plan.profile.sections}
    if plan.profile.basics.metrics and "publications" not in kinds:
        message = "the person's figures stand above the publications, of which none are printed"
        place = tree.find_place(("basics", METRICS))
        yield Diagnostic("W426", message, place, "print the section 'publications'", "warning")
