"""Typeset a composition: margins as wide as is demanded, and within the page budget."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from msgspec.structs import replace

from cvgen.errors import Place
from cvgen.fit.budget import fit_pages
from cvgen.fit.layout import measure_layout
from cvgen.fit.runs import check_runs
from cvgen.plan.composition import Composition
from cvgen.plan.target_defaults import LENGTH_TOLERANCE
from cvgen.render import sandbox
from cvgen.render.pdf import Layout, Pdf
from cvgen.text.units import parse_length

L = TypeVar("L", bound=Layout)


def typeset(composition: Composition) -> Pdf:
    """Print a composition.

    With margins as wide as is demanded also where the theme sets less than its option says.

    Raises ThemeError or RenderError. A theme that is not ours runs in a process of its own.
    """
    check_runs(composition)
    demand = composition.plan.demands.margin
    if demand:
        composition = _widen_margins(composition, demand)
    return _run(fit_pages, composition)


def _widen_margins(composition: Composition, demand: float) -> Composition:
    """Set the margins at head and foot as wide as is demanded, where a theme has less there.

    They are measured on a page with nothing on it but the name; at the sides a theme keeps what
    its option says.
    """
    plan = composition.plan
    if plan.style.find_free_option("margin") is None:
        return composition
    empty = replace(
        composition,
        document=replace(composition.document, sections=()),
        plan=replace(plan, budget=None),
    )
    wanted = min(demand, parse_length(plan.style.options["margin"]))
    margins = {}
    for side, margin in measure_margins(_run(measure_layout, empty)).items():
        if margin < wanted - LENGTH_TOLERANCE:
            margins[side] = wanted
    style = replace(plan.style, margins=margins)
    return replace(composition, plan=replace(plan, style=style))


def _run(call: Callable[[Composition], L], composition: Composition) -> L:
    theme = composition.plan.style.theme
    if theme.is_shipped:
        return call(composition)
    layout: L = sandbox.run_in_sandbox(call, composition, Place(str(theme.folders[0])))
    return layout


def measure_margins(layout: Layout) -> dict[str, float]:
    """Return the margins at the head and the foot of the last page, in points."""
    height = layout.pages[-1][1]
    return {
        "top": layout.measures.text_top,
        "bottom": height - layout.measures.text_top - layout.measures.text_height,
    }
