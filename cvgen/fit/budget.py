"""Fit a composition into its page budget, in five layouts at most.

First set closer, then with fewer entries.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from cvgen.errors import Diagnostic, RenderError, UndrawableTextError
from cvgen.files.yamlfile import KeyPath
from cvgen.fit.density import list_denser_settings
from cvgen.fit.drop import Candidate, drop_entries, list_candidates, list_origins
from cvgen.fit.flow import Flow, measure_flow
from cvgen.fit.layout import lay_out, write_layout
from cvgen.fit.report import (
    Attempt,
    check_last_page,
    ends_thin,
    explain_overflow,
    is_short,
    list_notes,
)
from cvgen.plan.composition import Composition
from cvgen.plan.plan import PageBudget
from cvgen.render.pdf import Layout, Pdf, UnwrittenPdf

MOST_LAYOUTS = 5
# The share of all that stands on the pages that the density saves, and seldom so much: beyond it,
# the closest setting is tried at once.
_TIGHT_SAVES = 0.12
# The largest share that was ever saved by it for the sake of a nearly empty last page (of all
# examples in all themes: 0.054). What would need more is set wider apart at once.
_SAVED_BY_TIGHT = 0.07


class _Fitted(Struct, frozen=True):
    """The layout that was chosen, and what was done so that it fits."""

    layout: UnwrittenPdf
    notes: tuple[Diagnostic, ...] = ()
    left_out: tuple[KeyPath, ...] = ()


def fit_pages(composition: Composition) -> Pdf:
    """Print within the budget.

    Where the density is left to us, also without a nearly empty last page, and a short page wider
    apart.

    Raises ThemeError or RenderError.
    """
    try:
        return _print_fitted(composition)
    except UndrawableTextError:
        style = replace(composition.plan.style, with_every_font=True)
        plan = replace(composition.plan, style=style)
        return _print_fitted(replace(composition, plan=plan))


def _print_fitted(composition: Composition) -> Pdf:
    fitted = _fit(composition)
    pdf = write_layout(fitted.layout, composition)
    warnings = check_last_page(pdf, composition.letter)
    told = (*pdf.warnings, *fitted.notes, *warnings)
    return replace(pdf, warnings=told, left_out=fitted.left_out)


def _fit(composition: Composition) -> _Fitted:
    budget = composition.plan.budget
    normal = composition
    if _is_density_free(composition):
        normal = composition.with_options({"density": "normal"})
    layout = lay_out(normal)
    if budget and len(layout.pages) > budget.pages:
        return _shorten_to_fit(composition, budget, layout)
    return _Fitted(_fill_last_page(composition, layout))


def _is_density_free(composition: Composition) -> bool:
    return composition.plan.style.options.get("density") == "auto"


def _fill_last_page(composition: Composition, layout: UnwrittenPdf) -> UnwrittenPdf:
    """Pull a nearly empty last page in, or else fill it; set a short CV wider apart."""
    if not _is_density_free(composition):
        return layout
    if is_short(layout) and composition.letter is None:
        return _widen_single_page(composition, layout)
    if not ends_thin(layout):
        return _save_page_of_letter(composition, layout)
    densities = ["tight", "airy"]
    if layout.measures.last_text_height > _SAVED_BY_TIGHT * _measure_end(layout):
        del densities[0]
    for density in densities:
        other = lay_out(composition.with_options({"density": density}))
        if not ends_thin(other) and len(other.pages) <= len(layout.pages):
            return other
    return layout


def _widen_single_page(composition: Composition, layout: UnwrittenPdf) -> UnwrittenPdf:
    airy = lay_out(composition.with_options({"density": "airy"}))
    return airy if len(airy.pages) == 1 else layout


def _save_page_of_letter(composition: Composition, layout: UnwrittenPdf) -> UnwrittenPdf:
    """Set a letter closer where that saves a page: its end stays together, and so fills more."""
    measures = layout.measures
    half_full = measures.text_height / 2
    if not composition.letter or len(layout.pages) == 1 or measures.last_text_height > half_full:
        return layout
    closer = lay_out(composition.with_options({"density": "tight"}))
    if len(closer.pages) < len(layout.pages):
        return closer
    return layout


def _shorten_to_fit(composition: Composition, budget: PageBudget, first: UnwrittenPdf) -> _Fitted:
    """Set closer, step by step; then leave out entries, of those that have a priority."""
    steps = list_denser_settings(composition.plan.style)
    if (
        len(steps) > 1
        and _measure_end(first) * (1 - _TIGHT_SAVES) > budget.pages * first.measures.text_height
    ):
        del steps[0]
    changes: dict[str, str] = {}
    layout = first
    for changes in steps:
        layout = lay_out(composition.with_options(changes))
        if len(layout.pages) <= budget.pages:
            return _Fitted(layout, list_notes(budget, changes, ()))
    if not steps and _is_density_free(composition):
        closest = composition.with_options({"density": "normal"})
    else:
        closest = composition.with_options(changes)
    flow = measure_flow(closest.document, layout)
    candidates = _list_useful(list_candidates(closest), flow)
    attempt = Attempt(closest, layout, changes, (), budget)
    return _Search(attempt, candidates, flow).run(MOST_LAYOUTS - 1 - len(steps))


def _list_useful(candidates: Sequence[Candidate], flow: Flow) -> list[Candidate]:
    """Choose what makes the text shorter: what stands in a column beside it does not."""
    items: set[str] = set()
    for part in flow.parts:
        items.update(part.heights)
    return [candidate for candidate in candidates if items.intersection(candidate.items)]


def _measure_end(layout: Layout) -> float:
    """Return how far down the pages, all in one, the last line stands: points."""
    return (len(layout.pages) - 1) * layout.measures.text_height + layout.measures.last_text_height


class _Search(Struct, frozen=True):
    """Find out how many entries must go, by layouts and by what the flow foretells of them.

    `closest` is the closest setting with nothing left out, which is too long.
    """

    closest: Attempt
    candidates: Sequence[Candidate]
    flow: Flow

    def run(self, layouts: int) -> _Fitted:
        """Lay out what is thought to fit, and correct it by what was seen.

        Raises RenderError where all that may go is not enough.
        """
        budget = self.closest.budget
        too_few, enough = 0, len(self.candidates) + 1
        fitting: Attempt | None = None
        last = self.closest
        count = self.guess(0, last.layout, too_few, enough)
        while layouts and too_few < count < enough:
            last = self.try_without(count)
            layouts -= 1
            if len(last.layout.pages) <= budget.pages:
                fitting, enough = last, count
            else:
                too_few = count
            count = self.guess(count, last.layout, too_few, enough)
        if fitting is None:
            raise RenderError(*explain_overflow(last))
        notes = list_notes(budget, fitting.changes, fitting.dropped)
        return _Fitted(fitting.layout, notes, list_origins(fitting.dropped))

    def try_without(self, count: int) -> Attempt:
        """Lay out without the first candidates; sections may go with them."""
        dropped = self.candidates[:count]
        smaller = drop_entries(self.closest.composition, list_origins(dropped))
        return replace(self.closest, composition=smaller, layout=lay_out(smaller), dropped=dropped)

    def guess(self, count: int, seen: Layout, too_few: int, enough: int) -> int:
        """Guess how many must go, at least one more than was too few.

        What the flow foretells is corrected by how far it was wrong about the last layout.

        Where nothing but what was enough will do, it is that; to put back what may fit, a line or
        two is no hindrance.
        """
        was_enough = enough <= len(self.candidates)
        error = _measure_end(seen) - self.foretell_end(count)
        foot = self.closest.budget.pages * self.flow.room
        if was_enough:
            foot += 2 * seen.measures.line_pitch
        for more in range(too_few + 1, enough):
            if self.foretell_end(more) + error <= foot:
                return more
        return enough if was_enough else max(too_few, enough - 1)

    def foretell_end(self, count: int) -> float:
        """Return how far down the pages the document goes without the first candidates: points."""
        dropped: set[str] = set()
        for candidate in self.candidates[:count]:
            dropped.update(candidate.items)
        return self.flow.measure_end(dropped)
