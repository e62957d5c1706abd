"""Judge a finished PDF by the demands of the target that it was planned for."""

from __future__ import annotations

from collections.abc import Iterator

from cvgen.errors import Diagnostic, Place
from cvgen.pdf.facts import PdfFacts
from cvgen.plan.modules import has_modules
from cvgen.plan.plan import Plan
from cvgen.profile.audience import list_visible_private_paths
from cvgen.profile.private import format_paths as told_paths
from cvgen.target.demands import DEMANDS, Demand
from cvgen.target.target import Target
from cvgen.target.values import UNKNOWN

_LONGEST_MESSAGE = 160  # characters, beyond which the hint says where rules come from


def check_finished_file(plan: Plan, data: bytes) -> list[Diagnostic]:
    """Judge the bytes of a PDF by the target that it was planned for, as `cvgen check` would."""
    if plan.target is None:
        return []
    from cvgen.pdf.inspect import inspect_pdf

    return list(check_demands(plan, inspect_pdf(data)))


def check_demands(plan: Plan, file: PdfFacts) -> Iterator[Diagnostic]:
    """Say how old the rules of the target are.

    Also which of its demands the bytes of the PDF do not keep.
    """
    target = plan.target
    if target is None:
        return
    place = _find_source(plan)
    if not target.is_default:
        yield describe_age(target, place)
    yield from _check_audience(target, plan)
    yield from _judge_file(target, plan, file)
    yield from _count_outputs(target, plan)
    if target.anonymous and not plan.is_anonymous:
        message = f"'{target.name}' demands that the person is not named"
        yield Diagnostic("K121", message, place, "'--anonymous' leaves the name out", "warning")


def _find_source(plan: Plan) -> Place:
    """Find the file that a PDF is made of: the letter, or else the profile."""
    if plan.letter:
        return Place(plan.letter.tree.file)
    return Place(plan.profile.tree.file)


def describe_age(target: Target, place: Place) -> Diagnostic:
    """Say where the rules of a target come from, and that they may have changed."""
    day = target.checked_on
    if day == UNKNOWN:
        day = "at an unknown date"
    elif day.count("-") == 2:
        day = f"on {day}"
    else:
        day = f"in {day}"
    season = ""
    if target.season != UNKNOWN:
        season = f" for {target.season}"
    end = f"were read {day}, and may be out of date: check the call"
    message = f"the rules of '{target.name}'{season} come from {target.source}, {end}"
    hint = " ".join(filter(None, (target.about, *target.url[:1])))
    if len(message) > _LONGEST_MESSAGE:
        message = f"the rules of '{target.name}' {end}"
        hint = f"from {target.source}: {hint}"
    return Diagnostic("K110", message, place, hint, "note")


def _check_audience(target: Target, plan: Plan) -> Iterator[Diagnostic]:
    """Say what is private and printed because a target's audience sees it."""
    audience = plan.selected.settings.audience
    private = list_visible_private_paths(plan.profile, plan.audience)
    if not private or not audience or audience != target.audience or plan.is_anonymous:
        return
    message = (
        f"the audience '{audience}', which '{target.name}' sets, "
        f"sees what is private: {told_paths(private)}"
    )
    place = Place(plan.profile.tree.file)
    yield Diagnostic("N211", message, place, "'--audience public' keeps it back", "note")


def _judge_file(target: Target, plan: Plan, file: PdfFacts) -> Iterator[Diagnostic]:
    place = _find_source(plan)
    for demand in DEMANDS:
        if demand.name == "modules" and has_modules(plan):
            continue  # their words were counted in the profile, which has places
        for missed in demand.find_missed(file, plan.demands, closely=not target.is_default):
            message = f"{missed.actual}, and '{target.name}' demands {missed.demanded}"
            if not missed.is_minor:
                yield _describe_missed(demand, message, plan)
            elif demand.minor_hint:
                yield Diagnostic("K130", message, place, demand.minor_hint, "note")


def _describe_missed(demand: Demand, message: str, plan: Plan) -> Diagnostic:
    """Say where a demand was gone against, if somebody did, and what to do about it."""
    place = _find_source(plan)
    hint = demand.hint
    if demand.option in plan.style.chosen:
        place = _locate_option(demand, plan) or place
        hint = f"leave '{demand.option}' to the target"
    elif demand.name == "bytes" and plan.profile.picture:
        hint = "take a smaller photo, or none"
    elif not hint:
        hint = f"the theme '{plan.style.theme.name}' cannot do it: try another"
    return Diagnostic("K120", message, place, hint, "warning")


def _count_outputs(target: Target, plan: Plan) -> Iterator[Diagnostic]:
    """Count the publications that are printed: that they are not numbered makes them no fewer."""
    most = plan.demands.outputs
    if not most or plan.letter:
        return
    for section in plan.profile.sections:
        count = len(section.entries)
        if section.kind == "publications" and count > most:
            message = (
                f"{count} publications are printed, and '{target.name}' demands at most {most}"
            )
            place = plan.source.tree.find_place((section.kind,))
            hint = f"choose them: 'variants: {{name: {{limits: {{publications: {most}}}}}}}'"
            yield Diagnostic("K136", message, place, hint, "warning")


def _locate_option(demand: Demand, plan: Plan) -> Place | None:
    """Find where the opposite of a demand was asked for."""
    assert demand.option
    return plan.profile.tree.find_key(demand.option, plan.style.options[demand.option])
