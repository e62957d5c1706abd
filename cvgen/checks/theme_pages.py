"""What the pages of a theme must be: the warnings, boxes and edges of every sample."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from cvgen.checks.rules import Finding, Rules
from cvgen.checks.theme_fields import (
    join_runs,
    list_letter_texts,
    list_prose_texts,
    normalize_text,
)
from cvgen.checks.theme_subject import Printed, Proof, Sample
from cvgen.checks.theme_text import find_overlaps, list_missing_fields
from cvgen.compose import compose_letter
from cvgen.compose.view import Document, Letter
from cvgen.errors import Diagnostic, Place, in_order
from cvgen.pdf.runs import Run
from cvgen.profile.letter import read_letter
from cvgen.profile.load import read_profile
from cvgen.render.layout import PlacedElement, ThinPage
from cvgen.target.parser.compare import ParserLoss
from cvgen.text import markup
from cvgen.text.units import PAPERS

RULES: Rules[Proof] = Rules()
_EDGE = 12  # points (4.2 mm) that printers leave white
_PAPERS = ("A4", "Letter")
# Each moves the breaks elsewhere, as the other paper does.
_SETTINGS = (
    (("density", "normal"), ("margin", "14mm")),
    (("density", "airy"), ("font-size", "12pt")),
)
# Where the density is chosen, a thin last page is not laid out again in another.
_NORMAL = (("density", "normal"),)


def list_page_warnings(printed: Printed, home: Place) -> Iterator[Diagnostic]:
    """Take the warnings of setting a sample for errors of the theme.

    That the last page is thin hangs on the facts: it is a warning, and for whole examples only.
    """
    for warning in in_order(printed.built.pdf.warnings):
        if warning.severity == "note":
            continue
        message = f"in {printed.sample.name}: {warning.message}"
        place = warning.place or home
        if not isinstance(warning, ThinPage):
            yield replace(warning, message=message, place=place, severity="error")
        elif printed.sample.is_plain:
            yield replace(warning, message=message, place=place, severity="warning")


@RULES.add_rule("T206", is_decisive=True)
def check_example(proof: Proof) -> Iterator[Diagnostic]:
    """Build the example that comes with cvgen."""
    yield from list_page_warnings(proof.print_sample(proof.example), proof.home)


@RULES.add_rule("T218")
def check_lost_facts(proof: Proof) -> Iterator[Finding]:
    """Take what a build of the example says that résumé parsers lose."""
    for warning in proof.print_sample(proof.example).built.warnings:
        if isinstance(warning, ParserLoss):
            yield Finding(f"in the example, {warning.message}", proof.home, "warning")


@RULES.add_rule("T212")
def check_breaks(proof: Proof) -> Iterator[Finding]:
    """Look at the boxes of the example, on both papers and with settings that move the breaks."""
    document = proof.compose_document(proof.example.profile)
    samples = [_make_sample_on(paper, proof) for paper in _PAPERS]
    for setting in _SETTINGS:
        words = ["the example"]
        for name, value in setting:
            words.append(f"{name}={value}")
        samples.append(replace(proof.example, name=" ".join(words), options=setting))
    for sample in samples:
        boxes = proof.print_sample(sample).built.pdf.elements
        for problem in (*_find_lone_headings(boxes), *_find_split_items(boxes, document)):
            yield Finding(f"in {sample.name}: {problem}", proof.home)


def _make_sample_on(paper: str, proof: Proof) -> Sample:
    if paper == proof.theme.options["paper"].default:
        return proof.example
    return replace(
        proof.example, name=f"the example on {paper}", options=(("paper", paper), *_NORMAL)
    )


def _find_lone_headings(boxes: Sequence[PlacedElement]) -> Iterator[str]:
    """Name the headings whose first item begins on a later page."""
    first_pages: dict[str, int] = {}
    for box in boxes:
        if box.kind == "item":
            section = box.id.rpartition("-")[0]
            first_pages.setdefault(section, box.page)
    for box in boxes:
        if box.kind == "heading" and first_pages.get(box.id, box.page) > box.page:
            yield f"the heading of {box.id} stands alone on page {box.page + 1}"


def _find_split_items(boxes: Sequence[PlacedElement], document: Document) -> Iterator[str]:
    """Name the items that go over a page's end, though they are neither long nor too high."""
    if not boxes:
        return
    breakable = _list_breakable_items(document)
    room = max(box.bottom for box in boxes) - min(box.top for box in boxes)
    for name, parts in _group_items(boxes).items():
        first, last = parts[0], parts[-1]
        pages = {box.page for box in parts}
        height = sum(box.bottom - box.top for box in parts)
        if name not in breakable and len(pages) > 1 and height < room:
            yield f"{name} is split between pages {first.page + 1} and {last.page + 1}"


def _list_breakable_items(document: Document) -> set[str]:
    names: set[str] = set()
    for section in document.sections:
        for item in section.items:
            if item.long and not item.kept_together:
                names.add(item.id)
    return names


def _group_items(boxes: Sequence[PlacedElement]) -> dict[str, list[PlacedElement]]:
    """Group the boxes of items by the item's id."""
    items: dict[str, list[PlacedElement]] = {}
    for box in boxes:
        if box.kind == "item":
            items.setdefault(box.id, []).append(box)
    return items


@RULES.add_rule("T213")
def check_papers(proof: Proof) -> Iterator[Finding | Diagnostic]:
    """Build the example on A4 and on Letter."""
    for paper in _PAPERS:
        size = PAPERS[paper]
        printed = proof.print_sample(_make_sample_on(paper, proof))
        yield from list_page_warnings(printed, proof.home)
        for width, height in dict.fromkeys(printed.built.pdf.pages):
            if max(abs(width - size[0]), abs(height - size[1])) > 1:
                message = (
                    f"{paper} is {size[0]} by {size[1]} points, and the page {width} by {height}"
                )
                yield Finding(message, proof.home)
        yield from find_text_off_paper(printed, proof.home)


def find_text_off_paper(printed: Printed, place: Place) -> Iterator[Finding]:
    """Name the text that stands where printers leave the paper white, or beyond it."""
    sizes = printed.built.pdf.pages
    for run in printed.runs:
        text = run.text.strip()
        if text and not _is_on_paper(run, *sizes[run.page]):
            message = (
                f"in {printed.sample.name}, page {run.page + 1}: '{text[:30]}' "
                f"stands nearer to the edge than {_EDGE} points"
            )
            yield Finding(message, place)


def _is_on_paper(run: Run, width: float, height: float) -> bool:
    """Return whether a run keeps the edges of a page of this size, in points."""
    # A space at a line's end may hang over.
    drawn = len(run.text.rstrip()) / max(len(run.text), 1)
    right = run.left + (run.right - run.left) * drawn
    if run.left < _EDGE or right > width - _EDGE:
        return False
    return run.baseline - run.size / 2 >= _EDGE and run.baseline <= height - _EDGE


@RULES.add_rule("T214")
def check_long_words(proof: Proof) -> Iterator[Finding | Diagnostic]:
    """Build a profile of nothing but long words."""
    printed = proof.print_sample(proof.long)
    yield from list_page_warnings(printed, proof.home)
    yield from find_text_off_paper(printed, proof.home)
    yield from find_overlaps(printed, proof.home)


@RULES.add_rule("T215")
def check_letter(proof: Proof) -> Iterator[Finding | Diagnostic]:
    """Build the example's letter."""
    printed = proof.print_sample(proof.letter)
    yield from list_page_warnings(printed, proof.home)
    yield from find_text_off_paper(printed, proof.home)
    place = Place(str(proof.theme.find_template("letter.html") or proof.home))
    text = join_runs(printed.runs)
    letter = _compose_letter(proof)
    for field in list_missing_fields(text, list_letter_texts(letter)):
        yield Finding(f"the letter's '{field}' is not printed", place)
    yield from _check_order_of_letter(text, letter, place)
    count = len(printed.built.pdf.pages)
    if count > 1:
        yield Finding(f"the letter takes {count} pages", place, "warning")


def _compose_letter(proof: Proof) -> Letter:
    sample = proof.letter
    source = read_letter(sample.letter or sample.profile)
    profile = read_profile(sample.profile)
    _, letter, _ = compose_letter(source, profile, proof.find_locale("en"), proof.environment.today)
    return letter


def _check_order_of_letter(text: str, letter: Letter, place: Place) -> Iterator[Finding]:
    end = 0
    previous = "head"
    for expected in list_prose_texts(letter):
        start = text.find(expected.text, end)
        if start < 0:
            message = f"the letter's '{expected.field}' does not follow its '{previous}'"
            yield Finding(message, place)
            continue
        end = start + len(expected.text)
        previous = expected.field


@RULES.add_rule("T216")
def check_languages(proof: Proof) -> Iterator[Finding | Diagnostic]:
    """Build the example in Chinese and in Arabic."""
    for name, language in (("Chinese", "zh"), ("Arabic", "ar")):
        example = proof.example.profile
        sample = Sample(f"the example in {name}", example, _NORMAL, language)
        printed = proof.print_sample(sample)
        yield from list_page_warnings(printed, proof.home)
        yield from find_text_off_paper(printed, proof.home)
        if language != "ar":
            continue
        document = proof.compose_document(proof.example.profile, language)
        if not _is_mirrored(printed, document):
            yield Finding(f"in {sample.name}, headings stand at the left", proof.home)


def _is_mirrored(printed: Printed, document: Document) -> bool:
    """Return whether at most half of the headings stand nearer to the left edge of the page.

    Arabic is drawn from its end, so its runs are compared backwards.
    """
    titles: set[str] = set()
    for section in document.sections:
        titles.add(normalize_text(markup.strip_markup(section.title))[::-1])
    headings = 0
    at_left = 0
    for run in printed.runs:
        if normalize_text(run.text) not in titles:
            continue
        headings += 1
        width = printed.built.pdf.pages[run.page][0]
        if run.left < width - run.right - 2:
            at_left += 1
    return at_left <= headings / 2


@RULES.add_rule("T217")
def check_other_examples(proof: Proof) -> Iterator[Diagnostic]:
    """Build the other examples."""
    for sample in proof.others:
        yield from list_page_warnings(proof.print_sample(sample), proof.home)
