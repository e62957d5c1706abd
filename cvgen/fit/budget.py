"""Takes a job with a page budget, gives a PDF within it after five layouts at most: set closer first, then with fewer entries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cvgen.errors import RenderError
from cvgen.fit import density as closer
from cvgen.fit import report as telling
from cvgen.fit.drop import Leaving, leaving, without
from cvgen.fit.flow import Flow, flow
from cvgen.fit.typesetting import Typesetting, typeset, with_options
from cvgen.render.pdf import Pdf

MOST_LAYOUTS = 5
_TIGHT_SAVES = 0.12  # of all that stands on the pages, and seldom so much: beyond it, the closest setting is tried at once


def fitted(job: Typesetting) -> Pdf:
    """Print a job within its budget; where the density is left to us, also without a nearly empty last page.

    Raises ThemeError or RenderError. A theme that is not ours runs in a process of its own (`apart`).
    """
    first = typeset(with_options(job, {"density": "normal"}) if _is_free(job) else job)
    over = job.budget and len(first.pages) > job.budget.pages
    finished = _within(job, first) if over else _filled(job, first)
    return replace(
        finished, warnings=(*finished.warnings, *telling.last_page(finished, job.letter))
    )


def _is_free(job: Typesetting) -> bool:
    return job.look.options.get("density") == "auto"


def _filled(job: Typesetting, first: Pdf) -> Pdf:
    """Pull a nearly empty last page in, or else fill it."""
    if not _is_free(job) or not telling.ends_thin(first):
        return first
    others = (typeset(with_options(job, {"density": density})) for density in ("tight", "airy"))
    return next(
        (
            other
            for other in others
            if not telling.ends_thin(other) and len(other.pages) <= len(first.pages)
        ),
        first,
    )


def _within(job: Typesetting, first: Pdf) -> Pdf:
    """Set closer, step by step; then leave out entries, of those that have a priority."""
    assert job.budget
    steps = closer.settings(job.look)
    if len(steps) > 1 and _end(first) * (1 - _TIGHT_SAVES) > job.budget.pages * first.measures.room:
        del steps[0]
    changed, finished = dict[str, str](), first
    for changed in steps:
        finished = typeset(with_options(job, changed))
        if len(finished.pages) <= job.budget.pages:
            return telling.with_notes(finished, job.budget, changed, ())
    closest = with_options(
        job, changed if steps else {"density": "normal"} if _is_free(job) else {}
    )
    course = flow(closest.document, finished)
    search = _Search(closest, _of_use(leaving(closest), course), course)
    return search.result(finished, MOST_LAYOUTS - 1 - len(steps), changed)


def _of_use(order: Sequence[Leaving], course: Flow) -> Sequence[Leaving]:
    """Choose what makes the text shorter: what stands in a column beside it does not."""
    within = {item for part in course.parts for item in part.heights}
    return [one for one in order if within & set(one.items)]


def _end(pdf: Pdf) -> float:
    """Say how far down the pages, all in one, the last line stands: points."""
    return (len(pdf.pages) - 1) * pdf.measures.room + pdf.measures.last


@dataclass(frozen=True, slots=True)
class _Search:
    """Carries what it takes to find out how many entries must go: the job in its closest setting, who may go in which order, the flow."""

    job: Typesetting
    order: Sequence[Leaving]
    flow: Flow

    def result(self, closest: Pdf, layouts: int, changed: dict[str, str]) -> Pdf:
        """Lay out what is thought to fit, and correct it by what was seen.

        Raises RenderError where all that may go is not enough.
        """
        assert self.job.budget
        job, last = self.job, closest
        fewest, most = 0, len(self.order) + 1  # too few, and enough
        found: tuple[Pdf, int] | None = None
        count = self.guess(0, closest, (fewest, most))
        while layouts and fewest < count < most:
            job = without(self.job, self.order[:count])
            last = typeset(job)
            layouts -= 1
            if len(last.pages) <= self.job.budget.pages:
                found, most = (last, count), count
            else:
                fewest = count
            count = self.guess(count, last, (fewest, most))
        if found is None:
            raise RenderError(*telling.too_long(job, last, changed, self.order[:fewest]))
        return telling.with_notes(found[0], self.job.budget, changed, self.order[: found[1]])

    def guess(self, count: int, seen: Pdf, between: tuple[int, int]) -> int:
        """Say how many must go, at least one more than was too few, by how far the flow was wrong about the last layout.

        Where nothing but what was enough will do, it is that; to put back what may fit, a line or two is no hindrance.
        """
        assert self.job.budget
        fewest, most = between
        wrong = _end(seen) - self.end(count)
        more_room = 2 * seen.measures.pitch if most <= len(self.order) else 0
        foot = self.job.budget.pages * self.flow.room + more_room
        enough = (more for more in range(fewest + 1, most) if self.end(more) + wrong <= foot)
        return next(enough, most if most <= len(self.order) else max(fewest, most - 1))

    def end(self, count: int) -> float:
        """Say how far down the pages the document goes when so many have gone: points."""
        return self.flow.end({item for one in self.order[:count] for item in one.items})
