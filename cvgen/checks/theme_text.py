"""What the text of a theme's pages must be: whole, in order, dark, large and with room."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations, pairwise

from msgspec import Struct

from cvgen.checks.rules import Finding, Rules
from cvgen.checks.theme_fields import (
    FieldText,
    join_runs,
    list_closing_texts,
    list_head_texts,
    list_item_texts,
    list_section_texts,
    normalize_text,
)
from cvgen.checks.theme_manifest import LEAST_CONTRAST
from cvgen.checks.theme_subject import Printed, Proof
from cvgen.compose.view import Document, Item, Section
from cvgen.errors import Place
from cvgen.pdf.runs import Run
from cvgen.text.markup import strip_markup
from cvgen.theme.options import compute_contrast

RULES: Rules[Proof] = Rules()
_SMALLEST = 8.99  # points, as files round 9


@RULES.add_rule("T207")
def check_fields(proof: Proof) -> Iterator[Finding]:
    """Look for every word of a profile in which every field has a word of its own."""
    text = join_runs(proof.print_sample(proof.full).runs)
    document = proof.compose_document(proof.full.profile)
    said = [*list_head_texts(document), *list_closing_texts(document)]
    for field in list_missing_fields(text, said):
        yield Finding(f"the document's '{field}' is not printed", proof.home)
    kinds_by_field: dict[tuple[Place, str], list[str]] = {}
    for section in document.sections:
        place = _locate_section(proof, section)
        for field in _list_missing_item_fields(text, section):
            kinds_by_field.setdefault((place, field), []).append(section.kind)
        for field in list_missing_fields(text, list_section_texts(section)):
            message = f"the '{field}' of the section '{section.kind}' is not printed"
            yield Finding(message, proof.home)
    for (place, field), kinds in kinds_by_field.items():
        yield Finding(f"an item's '{field}' is not printed ({', '.join(kinds)})", place)


def _list_missing_item_fields(text: str, section: Section) -> list[str]:
    expected: list[FieldText] = []
    for item in section.items:
        expected += list_item_texts(item)
    fields = list_missing_fields(text, expected)
    if any(normalize_text(strip_markup(item.period)) not in text for item in section.items):
        fields.append("period")
    return fields


def list_missing_fields(text: str, expected: Iterable[FieldText]) -> list[str]:
    """Name the fields that a text lacks, each once."""
    fields: dict[str, None] = {}
    for each in expected:
        if each.text not in text:
            fields[each.field] = None
    return list(fields)


def _locate_section(proof: Proof, section: Section) -> Place:
    """Locate the template that draws a section."""
    return Place(str(proof.find_template(section.kind, section.layout)))


class _Span(Struct, frozen=True):
    """Where a section begins and ends in the text of a file."""

    kind: str
    start: int
    end: int


@RULES.add_rule("T208")
def check_order(proof: Proof) -> Iterator[Finding]:
    """Follow the words of the profile in which each stands but once."""
    document = proof.compose_document(proof.full.profile)
    text = join_runs(proof.print_sample(proof.full).runs)
    if not text.startswith(list_head_texts(document)[0].text):
        yield Finding("the name does not come first", proof.home)
    for problem in _check_order_of_sections(text, document):
        yield Finding(problem, proof.home)
    for section in document.sections:
        place = _locate_section(proof, section)
        for problem in _check_order_in_section(text, section):
            yield Finding(f"in '{section.kind}', {problem}", place)


def _check_order_of_sections(text: str, document: Document) -> Iterator[str]:
    spans = [_find_span(text, section) for section in document.sections]
    steps_back = []
    for before, after in pairwise(spans):
        if after.start < before.start:
            steps_back.append(f"'{after.kind}' before '{before.kind}'")
    if len(steps_back) > 1:  # a second column goes back once
        yield "sections stand in another order: " + ", ".join(steps_back)
    for before, after in pairwise(sorted(spans, key=lambda span: span.start)):
        if before.end > after.start:
            yield f"'{after.kind}' begins inside '{before.kind}'"


def _find_span(text: str, section: Section) -> _Span:
    end = 0
    for item in section.items:
        for expected in list_item_texts(item):
            if expected.text in text:
                end = max(end, text.find(expected.text) + len(expected.text))
    return _Span(section.kind, text.find(normalize_text(section.title)), end)


def _check_order_in_section(text: str, section: Section) -> Iterator[str]:
    """Name what does not follow what it should; what is missing altogether is another rule's."""
    previous = "heading"
    position = text.find(normalize_text(section.title))
    for item in section.items:
        first = -1
        end = -1
        for expected in list_item_texts(item):
            start = text.find(expected.text)
            if start < 0:
                continue
            if start < position:
                yield f"'{expected.field}' stands before '{previous}'"
            previous = expected.field
            position = start
            end = start + len(expected.text)
            if first < 0:
                first = start
        if _is_period_outside(text, item, first, end):
            yield "'period' stands outside its item"


def _is_period_outside(text: str, item: Item, start: int, end: int) -> bool:
    """Return whether the period is printed, but not in an item from `start` to `end`, nor at it."""
    period = normalize_text(strip_markup(item.period))
    if not period or period not in text:
        return False
    return period not in text[start - len(period) : end + len(period)]


@RULES.add_rule("T209")
def check_contrast(proof: Proof) -> Iterator[Finding]:
    """Measure every colour in which the example's text is drawn."""
    texts: dict[tuple[str, str], str] = {}
    for run in proof.print_sample(proof.example).runs:
        text = run.text.strip()
        if text:
            texts[run.color, run.background] = text
    for (color, background), text in sorted(texts.items()):
        ratio = compute_contrast(color, background)
        if ratio < LEAST_CONTRAST:
            message = f"{color} on {background} is faint, {ratio:.1f} to 1: '{text[:30]}'"
            yield Finding(message, proof.home)


@RULES.add_rule("T210")
def check_sizes(proof: Proof) -> Iterator[Finding]:
    """Measure the example's text, but for sub- and superscripts."""
    runs = proof.print_sample(proof.example).runs
    texts: dict[float, str] = {}
    for index, run in enumerate(runs):
        neighbours = (*runs[max(index - 1, 0) : index], *runs[index + 1 : index + 2])
        if run.size >= _SMALLEST:
            continue
        if any(_is_script(run, other) for other in neighbours):
            continue
        texts[round(run.size, 1)] = run.text.strip()
    for size, text in texts.items():
        if text:
            yield Finding(f"{size} points: '{text[:30]}'", proof.home)


def _is_script(run: Run, neighbour: Run) -> bool:
    """Return whether a run is a sub- or superscript of the larger one beside it."""
    if neighbour.page != run.page or neighbour.size <= run.size:
        return False
    gap = min(abs(run.left - neighbour.right), abs(neighbour.left - run.right))
    shift = abs(run.baseline - neighbour.baseline)
    return gap < 2 and 0.5 < shift < neighbour.size


@RULES.add_rule("T211")
def check_overlaps(proof: Proof) -> Iterator[Finding]:
    """Compare the boxes of all text."""
    for sample in (proof.example, proof.full):
        yield from find_overlaps(proof.print_sample(sample), proof.home)


def find_overlaps(printed: Printed, place: Place) -> Iterator[Finding]:
    """Compare the boxes of all runs, and name those that lie on each other."""
    runs = [run for run in printed.runs if run.text.strip()]
    for run, other in combinations(runs, 2):
        if run.page == other.page and _overlaps(run, other):
            texts = f"'{run.text.strip()[:30]}' and '{other.text.strip()[:30]}'"
            message = f"in {printed.sample.name}, page {run.page + 1}: {texts} lie on each other"
            yield Finding(message, place)


def _overlaps(run: Run, other: Run) -> bool:
    """Return whether two runs share over 1.5 pt of width, and a third of the smaller one's size."""
    width = min(run.right, other.right) - max(run.left, other.left)
    if width <= 1.5:
        return False
    bottom = min(_find_bottom(run), _find_bottom(other))
    top = max(_find_top(run), _find_top(other))
    return bottom - top > 0.3 * min(run.size, other.size)


def _find_top(run: Run) -> float:
    return run.baseline - 0.72 * run.size


def _find_bottom(run: Run) -> float:
    return run.baseline + 0.2 * run.size
