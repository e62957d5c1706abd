"""Judge a layout by the demands of its target."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cvgen.errors import Diagnostic, Place
from cvgen.fit.typeset import measure_margins
from cvgen.plan.composition import Composition
from cvgen.plan.plan import Plan
from cvgen.plan.target_defaults import LENGTH_TOLERANCE, list_equal_families
from cvgen.profile import audience as redaction
from cvgen.profile.private import told as told_paths
from cvgen.render.pdf import Pdf
from cvgen.target.load import DEFAULT, UNKNOWN, Target
from cvgen.units import format_millimetres, parse_length

Missed = (
    tuple[str, str] | None
)  # what there is, and what is demanded instead; nothing where that is kept


def check_demands(composition: Composition, pdf: Pdf) -> Iterator[Diagnostic]:
    """Say how old the rules of the target are, and which of them the finished PDF does not keep."""
    plan = composition.plan
    if plan.target is None:
        return
    if plan.target.name != DEFAULT:
        yield describe_age(plan.target)
    yield from _check_audience(plan.target, plan)
    for option, check in _CHECKS.items():
        missed = check(plan, pdf)
        if missed:
            actual, demanded = missed
            hint, place = _suggest(option, plan)
            message = f"{actual}, and '{plan.target.name}' demands {demanded}"
            yield Diagnostic("K120", message, place, hint, "warning")
    if plan.target.anonymous and not plan.is_anonymous:
        message = f"'{plan.target.name}' demands that the person is not named"
        yield Diagnostic("K121", message, None, "'--anonymous' leaves the name out", "warning")


def _check_audience(target: Target, plan: Plan) -> Iterator[Diagnostic]:
    """Say what is private and printed because a target's audience sees it."""
    audience = plan.selected.settings.audience
    private = redaction.seen_private(plan.profile)
    if not private or not audience or audience != target.audience or plan.is_anonymous:
        return
    message = (
        f"the audience '{audience}', which '{target.name}' sets, "
        f"sees what is private: {told_paths(private)}"
    )
    place = Place(plan.profile.tree.file)
    yield Diagnostic("N211", message, place, "'--audience public' keeps it back", "note")


def describe_age(target: Target) -> Diagnostic:
    """Say where the rules of a target come from, and that they may have changed."""
    day = target.checked_on
    if day == UNKNOWN:
        day = "at an unknown date"
    else:
        day = f"on {day}" if day.count("-") == 2 else f"in {day}"
    season = "" if target.season == UNKNOWN else f" for {target.season}"
    message = (
        f"the rules of '{target.name}'{season} come from {target.source}, "
        f"were read {day}, and may be out of date: check the call"
    )
    return Diagnostic("K110", message, None, target.about, "note")


def _check_paper(plan: Plan, _: Pdf) -> Missed:
    paper = plan.style.options.get("paper", "")
    papers = plan.demands.papers
    if not papers or paper in papers:
        return None
    return f"the paper is {paper}", " or ".join(papers)


def _check_pages(plan: Plan, pdf: Pdf) -> Missed:
    count = len(pdf.pages)
    most = plan.demands.pages
    if not most or count <= most:
        return None
    return f"there are {count} pages", f"at most {most}"


def _check_bytes(plan: Plan, pdf: Pdf) -> Missed:
    size = len(pdf.data)
    most = plan.demands.bytes
    if not most or size <= most:
        return None
    return f"the file has {size:,} bytes", f"at most {most:,}"


def _check_margin(plan: Plan, pdf: Pdf) -> Missed:
    demand = plan.demands.margin
    if not demand or "margin" not in plan.style.options:
        return None
    margins = measure_margins(pdf, plan.style)
    side = min(margins, key=lambda name: margins[name])
    if margins[side] >= demand - LENGTH_TOLERANCE:
        return None
    actual = format_millimetres(margins[side])
    return f"the margin {side} is {actual}", f"at least {format_millimetres(demand)}"


def _check_type_size(plan: Plan, _: Pdf) -> Missed:
    demand = plan.demands.type_size
    size = plan.style.options["font-size"]
    if not demand or parse_length(size) >= demand - LENGTH_TOLERANCE:
        return None
    return f"the body is set in {size}", f"at least {demand:g}pt"


def _check_font(plan: Plan, _: Pdf) -> Missed:
    fonts = plan.demands.fonts
    family = plan.style.options["font-body"]
    if not fonts or family in list_equal_families(fonts):
        return None
    return f"the body is set in {family}", " or ".join(fonts)


def _check_line_spacing(plan: Plan, pdf: Pdf) -> Missed:
    demand = plan.demands.line_spacing
    spacing = pdf.measures.pitch / parse_length(plan.style.options["font-size"])
    if not demand or spacing >= demand - 0.01:
        return None
    return f"lines stand {spacing:.2f} times the size of the type apart", f"{demand:g}"


def _check_photo(plan: Plan, _: Pdf) -> Missed:
    has_photo = plan.profile.picture and plan.style.options.get("photo") != "false"
    if plan.demands.photo is not False or not has_photo:
        return None
    return "there is a photo", "that there is none"


_CHECKS: dict[str, Callable[[Plan, Pdf], Missed]] = {
    "paper": _check_paper,
    "pages": _check_pages,
    "bytes": _check_bytes,
    "margin": _check_margin,
    "font-size": _check_type_size,
    "font-body": _check_font,
    "density": _check_line_spacing,
    "photo": _check_photo,
}


def _suggest(option: str, plan: Plan) -> tuple[str, Place | None]:
    """Say what to do about a demand that is not kept, and where its opposite was asked for."""
    if option in plan.style.chosen:
        place = plan.profile.tree.find_key(option, plan.style.options[option])
        return f"leave '{option}' to the target", place
    hints = {
        "pages": "leave 'pages' to the target",
        "font-body": "put the files of that family, or of one as wide, into 'fonts/' beside the profile",
        "density": "no theme sets lines so far apart; '--set density=airy' comes nearest",
        "bytes": "fewer pages, pictures and families of fonts make it smaller",
    }
    if option == "bytes" and plan.profile.picture:
        return "take a smaller photo, or none", None
    return hints.get(option, f"the theme '{plan.style.theme.name}' cannot do it: try another"), None
