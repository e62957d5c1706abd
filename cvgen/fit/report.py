"""Report what a layout came to.

A thin last page, what was changed and left out to fit, or why it is too long.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from cvgen.compose.view import Letter
from cvgen.errors import Diagnostic
from cvgen.fit.drop import Candidate, locate_entry, name_item
from cvgen.fit.flow import Part, find_first_item, measure_flow
from cvgen.plan.composition import Composition
from cvgen.plan.plan import PageBudget
from cvgen.render.layout import ThinPage
from cvgen.render.pdf import Layout, UnwrittenPdf
from cvgen.text.markup import strip_markup
from cvgen.text.units import format_count, parse_length

_LEAST_FILLED = 0.25  # of the last page
_WELL_FILLED = 0.8  # of a single page
_MOST_SECTIONS = 3


def ends_thin(layout: Layout) -> bool:
    """Say whether the last page of several is less than a quarter full."""
    return (
        len(layout.pages) > 1
        and layout.measures.last_text_height < _LEAST_FILLED * layout.measures.text_height
    )


def is_short(layout: Layout) -> bool:
    """Say whether all stands on one page, and leaves much of it empty."""
    filled = layout.measures.last_text_height / layout.measures.text_height
    return len(layout.pages) == 1 and filled < _WELL_FILLED


def check_last_page(layout: Layout, letter: Letter | None) -> Iterator[Diagnostic]:
    """Warn of a last page that is nearly empty."""
    if not ends_thin(layout):
        return
    count, measures = len(layout.pages), layout.measures
    missing = _LEAST_FILLED * measures.text_height - measures.last_text_height
    more = max(1, round(missing / measures.line_pitch))
    lines = format_count(measures.last_lines, "line")
    filled = measures.last_text_height / measures.text_height
    message = f"page {count}, the last, holds {lines} ({filled:.0%} full)"
    if letter:
        remedy = "a smaller margin ('--set margin=16mm')"
    else:
        remedy = f"'--pages {count - 1}', or a smaller margin,"
    hint = f"{remedy} pulls them in; {format_count(more, 'line')} more make it a quarter full"
    yield ThinPage("R210", message, hint=hint, severity="warning")


def list_notes(
    budget: PageBudget, changes: Mapping[str, str], dropped: Sequence[Candidate]
) -> tuple[Diagnostic, ...]:
    """List what was done so that a document fits."""
    pages = format_count(budget.pages, "page")
    notes = []
    if changes:
        message = f"to fit {pages}: {_list_changes(changes)}"
        notes.append(Diagnostic("R220", message, budget.place, severity="note"))
    for candidate in dropped:
        message = f"left out to fit {pages}: '{candidate.name}' (priority {candidate.priority})"
        notes.append(Diagnostic("R223", message, candidate.place, severity="note"))
    return tuple(notes)


class Attempt(Struct, frozen=True):
    """The last layout that was tried for a budget.

    What was changed for it, and what was left out, of which the composition knows nothing.
    """

    composition: Composition
    layout: UnwrittenPdf
    changes: Mapping[str, str]
    dropped: Sequence[Candidate]
    budget: PageBudget


def explain_overflow(attempt: Attempt) -> Iterator[Diagnostic]:
    """Say how much too long it is, where it goes over, and what takes how many lines."""
    flow = measure_flow(attempt.composition.document, attempt.layout)
    hint = _suggest_what_to_drop(attempt, flow.parts)
    yield Diagnostic("R221", _describe_overflow(attempt), attempt.budget.place, hint)
    yield from _name_first_overleaf(attempt)
    longest = sorted(flow.parts, key=lambda part: -part.height)[:_MOST_SECTIONS]
    for part in longest:
        if part.heights:
            yield _measure_last_entry(part, attempt)


def _describe_overflow(attempt: Attempt) -> str:
    layout, most = attempt.layout, attempt.budget.pages
    pages = format_count(len(layout.pages) - 1, "page")
    lines = _count_lines(layout.measures.last_text_height, layout)
    were = "was" if most == 1 else "were"
    message = f"the CV fills {pages} and {lines}, and {format_count(most, 'page')} {were} asked for"
    if attempt.changes:
        message += f", set closest ({_list_changes(attempt.changes)})"
    if attempt.dropped:
        entries = format_count(len(attempt.dropped), "entry", "entries")
        message += f" and without {entries} with a priority"
    return message


def _suggest_what_to_drop(attempt: Attempt, parts: Sequence[Part]) -> str:
    """Say how many lines must go, and how to let them: short enough to be printed whole."""
    layout = attempt.layout
    full_pages = len(layout.pages) - 1 - attempt.budget.pages
    height = full_pages * layout.measures.text_height + layout.measures.last_text_height
    over = _count_lines(height, layout)
    if not parts:
        return f"{over} must go: shorten what stands above all sections"
    kind = _choose_kind(parts, height)
    hint = f"{over} must go: write 'priorities: {{{kind}: 9}}', or 'priority: 9' in what may go"
    return hint + _suggest_smaller_type(attempt)


def _suggest_smaller_type(attempt: Attempt) -> str:
    """Name the smallest type that the theme takes, where nothing so small was tried."""
    tried = attempt.changes.get("font-size")
    if tried is None:
        return ""
    least = attempt.composition.plan.style.theme.options["font-size"].least
    if not least or parse_length(least) >= parse_length(tried):
        return ""
    return f"; '--set font-size={least}' brings it nearer"


def _choose_kind(parts: Sequence[Part], height: float) -> str:
    """Choose the shortest kind of section that is as long as what must go, or else the longest."""
    heights: dict[str, float] = {}
    for part in parts:
        kind = part.section.kind
        heights[kind] = heights.get(kind, 0) + part.height
    by_height = sorted(heights, key=lambda kind: heights[kind])
    for kind in by_height:
        if heights[kind] >= height:
            return kind
    return by_height[-1]


def _name_first_overleaf(attempt: Attempt) -> Iterator[Diagnostic]:
    """Name what stands first on the first page too many."""
    page = attempt.budget.pages
    first = find_first_item(attempt.composition.document, attempt.layout.elements, page)
    if first is None:
        return
    section, item = first
    heading = strip_markup(section.title)
    message = f"page {page + 1} would begin with '{name_item(item)}' in '{heading}'"
    place = locate_entry(attempt.composition.plan.profile, item)
    yield Diagnostic("R222", message, place, severity="note")


def _measure_last_entry(part: Part, attempt: Attempt) -> Diagnostic:
    """Say how long a section is, and what leaving out its last entry saves."""
    last = [item for item in part.section.items if item.id in part.heights][-1]
    saved = sum(part.heights.get(each.id, 0) for each in (last, *last.positions))
    if len(part.heights) == 1:
        saved = part.height
    heading = strip_markup(part.section.title)
    whole = _count_lines(part.height, attempt.layout)
    lines = _count_lines(saved, attempt.layout)
    message = f"'{heading}' takes {whole}; leaving out its last, '{name_item(last)}', saves {lines}"
    place = locate_entry(attempt.composition.plan.profile, last)
    return Diagnostic("R222", message, place, severity="note")


def _list_changes(changes: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {value}" for name, value in changes.items())


def _measure_lines(height: float, layout: Layout) -> int:
    return max(1, round(height / layout.measures.line_pitch))


def _count_lines(height: float, layout: Layout) -> str:
    return format_count(_measure_lines(height, layout), "line")
