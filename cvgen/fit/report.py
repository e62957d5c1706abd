"""Takes a layout and what was asked for, gives what to tell: what was changed and left out, or why it is too long, in lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from cvgen.compose.view import Letter
from cvgen.errors import Diagnostic
from cvgen.fit.drop import Leaving, named, written_at
from cvgen.fit.flow import Part, begins, flow
from cvgen.fit.typesetting import Budget, Typesetting
from cvgen.render.pdf import Pdf
from cvgen.text import markup as inline

THIN = "R210"  # the last page is nearly empty
_LEAST_FILLED = 0.25
_MOST_SECTIONS = 4


def ends_thin(pdf: Pdf) -> bool:
    """Say whether the last page of several is less than a quarter full."""
    return len(pdf.pages) > 1 and pdf.measures.last < _LEAST_FILLED * pdf.measures.room


def last_page(pdf: Pdf, letter: Letter | None) -> Iterator[Diagnostic]:
    """Warn of a last page that is nearly empty."""
    if ends_thin(pdf):
        measures = pdf.measures
        more = max(1, round((_LEAST_FILLED * measures.room - measures.last) / measures.pitch))
        message = f"page {len(pdf.pages)}, the last, holds {_lines(measures.last, pdf)} ({measures.last / measures.room:.0%} full)"
        pull = (
            "a smaller margin ('--set margin=16mm')"
            if letter
            else f"'--pages {len(pdf.pages) - 1}', or a smaller margin,"
        )
        hint = f"{pull} pulls them in; {_counted(more, 'line')} more make it a quarter full"
        yield Diagnostic(THIN, message, hint=hint, severity="warning")


def with_notes(
    pdf: Pdf, budget: Budget, changed: Mapping[str, str], gone: Sequence[Leaving]
) -> Pdf:
    """Add what was done so that it fits."""
    asked = _counted(budget.pages, "page")
    notes = (
        [Diagnostic("R220", f"to fit {asked}: {_worded(changed)}", budget.place, severity="note")]
        if changed
        else []
    )
    left = [
        (f"left out to fit {asked}: '{one.name}' (priority {one.priority})", one.place)
        for one in gone
    ]
    notes += [Diagnostic("R223", message, place, severity="note") for message, place in left]
    return replace(pdf, warnings=(*pdf.warnings, *notes))


def too_long(
    job: Typesetting, pdf: Pdf, changed: Mapping[str, str], gone: Sequence[Leaving]
) -> Iterator[Diagnostic]:
    """Say how much too long it is, where it goes over, and what takes how many lines."""
    assert job.budget
    asked, pages = job.budget.pages, len(pdf.pages) - 1
    fills = f"the CV fills {_counted(pages, 'page')} and {_lines(pdf.measures.last, pdf)}, and {_asked(asked)}"
    setting = (
        f"with the closest setting that stays legible ({_worded(changed)})"
        if changed
        else "as it was set"
    )
    parts = sorted(flow(job.document, pdf).parts, key=lambda part: -part.height)[:_MOST_SECTIONS]
    over = _lines((pages - asked) * pdf.measures.room + pdf.measures.last, pdf)
    hint = f"{over} must go: " + ", ".join(
        f"'{inline.bare(part.section.title)}' takes {_number(part.height, pdf)}" for part in parts
    )
    nothing = "" if gone else "nothing has a 'priority', and so nothing was left out; "
    hint += f"; {nothing}write, say, 'priorities: {{{parts[-1].section.kind}: 9}}' for {'more ' if gone else ''}sections, or 'priority: 9' in an entry"
    left = (
        f", and without {_counted(len(gone), 'entry', 'entries')} that had a priority"
        if gone
        else ""
    )
    yield Diagnostic("R221", f"{fills}, {setting}{left}", job.budget.place, hint)
    yield from _overflow(job, pdf)
    yield from (_last_entry(part, job, pdf) for part in parts if part.heights)


def _overflow(job: Typesetting, pdf: Pdf) -> Iterator[Diagnostic]:
    """Name what stands first on the first page too many."""
    assert job.budget
    found = begins(job.document, pdf.placed, job.budget.pages)
    if found:
        section, item = found
        message = f"page {job.budget.pages + 1} would begin with '{named(item)}' in '{inline.bare(section.title)}'"
        yield Diagnostic("R222", message, written_at(job, item), severity="note")


def _last_entry(part: Part, job: Typesetting, pdf: Pdf) -> Diagnostic:
    item = next(item for item in reversed(part.section.items) if item.id in part.heights)
    saved = part.height if len(part.heights) == 1 else part.heights[item.id]
    message = f"leaving out '{named(item)}', the last of '{inline.bare(part.section.title)}', saves {_lines(saved, pdf)}"
    return Diagnostic("R222", message, written_at(job, item), severity="note")


def _asked(pages: int) -> str:
    return f"{_counted(pages, 'page')} {'was' if pages == 1 else 'were'} asked for"


def _worded(changed: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {value}" for name, value in changed.items())


def _number(height: float, pdf: Pdf) -> int:
    return max(1, round(height / pdf.measures.pitch))


def _lines(height: float, pdf: Pdf) -> str:
    return _counted(_number(height, pdf), "line")


def _counted(count: int, one: str, many: str = "") -> str:
    return f"{count} {one if count == 1 else many or one + 's'}"
