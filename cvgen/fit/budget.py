"""Fit a composition into its page budget, in five layouts at most.

First set closer, then with fewer entries.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cvgen.errors import RenderError
from cvgen.fit.density import list_denser_settings
from cvgen.fit.drop import Candidate, drop_entries, list_candidates
from cvgen.fit.flow import Flow, measure_flow
from cvgen.fit.layout import lay_out
from cvgen.fit.report import Attempt, add_notes, check_last_page, ends_thin, explain_overflow
from cvgen.plan.composition import Composition
from cvgen.plan.plan import PageBudget
from cvgen.render.pdf import Pdf

MOST_LAYOUTS = 5
# The share of all that stands on the pages that the density saves, and seldom so much: beyond it,
# the closest setting is tried at once.
_TIGHT_SAVES = 0.12


def fit_pages(composition: Composition) -> Pdf:
    """Print within the budget.

    Where the density is left to us, also without a nearly empty last page.

    Raises ThemeError or RenderError.
    """
    budget = composition.plan.budget
    normal = composition
    if _is_density_free(composition):
        normal = composition.with_options({"density": "normal"})
    pdf = lay_out(normal)
    if budget and len(pdf.pages) > budget.pages:
        pdf = _shorten(composition, budget, pdf)
    else:
        pdf = _fill_last_page(composition, pdf)
    warnings = check_last_page(pdf, composition.letter)
    return replace(pdf, warnings=(*pdf.warnings, *warnings))


def _is_density_free(composition: Composition) -> bool:
    return composition.plan.style.options.get("density") == "auto"


def _fill_last_page(composition: Composition, pdf: Pdf) -> Pdf:
    """Pull a nearly empty last page in, or else fill it."""
    if not _is_density_free(composition) or not ends_thin(pdf):
        return pdf
    for density in ("tight", "airy"):
        other = lay_out(composition.with_options({"density": density}))
        if not ends_thin(other) and len(other.pages) <= len(pdf.pages):
            return other
    return pdf


def _shorten(composition: Composition, budget: PageBudget, first: Pdf) -> Pdf:
    """Set closer, step by step; then leave out entries, of those that have a priority."""
    steps = list_denser_settings(composition.plan.style)
    if (
        len(steps) > 1
        and _measure_end(first) * (1 - _TIGHT_SAVES) > budget.pages * first.measures.text_height
    ):
        del steps[0]
    changes: dict[str, str] = {}
    pdf = first
    for changes in steps:
        pdf = lay_out(composition.with_options(changes))
        if len(pdf.pages) <= budget.pages:
            return add_notes(pdf, budget, changes, ())
    if not steps and _is_density_free(composition):
        closest = composition.with_options({"density": "normal"})
    else:
        closest = composition.with_options(changes)
    flow = measure_flow(closest.document, pdf)
    candidates = _list_useful(list_candidates(closest), flow)
    attempt = Attempt(closest, pdf, changes, (), budget)
    return _Search(attempt, candidates, flow).run(MOST_LAYOUTS - 1 - len(steps))


def _list_useful(candidates: Sequence[Candidate], flow: Flow) -> list[Candidate]:
    """Choose what makes the text shorter: what stands in a column beside it does not."""
    items: set[str] = set()
    for part in flow.parts:
        items.update(part.heights)
    return [candidate for candidate in candidates if items.intersection(candidate.items)]


def _measure_end(pdf: Pdf) -> float:
    """Return how far down the pages, all in one, the last line stands: points."""
    return (len(pdf.pages) - 1) * pdf.measures.text_height + pdf.measures.last_text_height


@dataclass(frozen=True, slots=True)
class _Search:
    """Find out how many entries must go, by layouts and by what the flow foretells of them.

    `closest` is the closest setting with nothing left out, which is too long.
    """

    closest: Attempt
    candidates: Sequence[Candidate]
    flow: Flow

    def run(self, layouts: int) -> Pdf:
        """Lay out what is thought to fit, and correct it by what was seen.

        Raises RenderError where all that may go is not enough.
        """
        budget = self.closest.budget
        too_few, enough = 0, len(self.candidates) + 1
        fitting: Pdf | None = None
        last = self.closest
        count = self.guess(0, last.pdf, too_few, enough)
        while layouts and too_few < count < enough:
            last = self.lay_out_without(count)
            layouts -= 1
            if len(last.pdf.pages) <= budget.pages:
                fitting, enough = last.pdf, count
            else:
                too_few = count
            count = self.guess(count, last.pdf, too_few, enough)
        if fitting is None:
            dropped = self.candidates[:too_few]
            raise RenderError(*explain_overflow(replace(last, dropped=dropped)))
        return add_notes(fitting, budget, self.closest.changes, self.candidates[:enough])

    def lay_out_without(self, count: int) -> Attempt:
        """Lay out without the first candidates."""
        dropped = self.candidates[:count]
        composition = drop_entries(self.closest.composition, dropped)
        return replace(
            self.closest, composition=composition, pdf=lay_out(composition), dropped=dropped
        )

    def guess(self, count: int, seen: Pdf, too_few: int, enough: int) -> int:
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
