"""Typeset a composition: margins as wide as is demanded, and within the page budget."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from cvgen.errors import Place
from cvgen.fit.budget import fit_pages
from cvgen.fit.layout import measure_layout
from cvgen.fit.runs import check_runs
from cvgen.plan.composition import Composition
from cvgen.plan.plan import Style
from cvgen.plan.target_defaults import raise_length
from cvgen.render import sandbox
from cvgen.render.pdf import Layout, Pdf
from cvgen.units import parse_length

L = TypeVar("L", bound=Layout)


def typeset(composition: Composition) -> Pdf:
    """Print a composition.

    With margins as wide as is demanded also where the theme sets less than it says.

    Raises ThemeError or RenderError. A theme that is not ours runs in a process of its own.
    """
    check_runs(composition)
    demand = composition.plan.demands.margin
    if demand:
        composition = _widen_margins(composition, demand)
    return _run(fit_pages, composition)


def _widen_margins(composition: Composition, demand: float) -> Composition:
    """Set margins by how wide they come out on a page with nothing on it but the name.

    At the top they are often less.
    """
    plan = composition.plan
    option = plan.style.find_free_option("margin")
    if option is None:
        return composition
    empty = replace(
        composition,
        document=replace(composition.document, sections=()),
        plan=replace(plan, budget=None),
    )
    margins = measure_margins(_run(measure_layout, empty), plan.style)
    shortfall = parse_length(plan.style.options["margin"]) / max(1.0, min(margins.values()))
    wider = raise_length(option, demand * shortfall)
    theme = replace(plan.style.theme, options={**plan.style.theme.options, "margin": wider})
    style = replace(plan.style, theme=theme).with_options({"margin": wider.default})
    return replace(composition, plan=replace(plan, style=style))


def _run(call: Callable[[Composition], L], composition: Composition) -> L:
    theme = composition.plan.style.theme
    if theme.is_shipped:
        return call(composition)
    layout: L = sandbox.run_in_sandbox(call, composition, Place(str(theme.folders[0])))
    return layout


def measure_margins(layout: Layout, style: Style) -> dict[str, float]:
    """Return the margins of the last page in points.

    At the sides a theme keeps what its option says.
    """
    height = layout.pages[-1][1]
    return {
        "at the sides": parse_length(style.options["margin"]),
        "at the top": layout.measures.text_top,
        "at the foot": height - layout.measures.text_top - layout.measures.text_height,
    }
