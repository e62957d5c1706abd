"""What the pages of a theme must be: every sample is built, and the engine's words, the boxes and the edges are looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cvgen.checks.rules import Found, Rules
from cvgen.checks.theme_fields import content, joined, of_letter, prose_of
from cvgen.checks.theme_subject import Printed, Proof, Sample
from cvgen.checks.theme_text import lost, overlapping
from cvgen.compose import compose_letter
from cvgen.compose.view import Document
from cvgen.errors import Diagnostic, Place
from cvgen.profile import letter as letters
from cvgen.profile.load import load
from cvgen.render.layout import Placed
from cvgen.text import markup as inline
from cvgen.units import PAPERS

RULES: Rules[Proof] = Rules()
_EDGE = 12  # points (4.2 mm) that printers leave white
# Each moves the breaks elsewhere.
_SETTINGS = (
    (),
    (("margin", "14mm"),),
    (("margin", "27mm"),),
    (("density", "airy"), ("font-size", "12pt")),
)


def _unhappy(printed: Printed, at: Place) -> Iterator[Diagnostic]:
    """Take the engine's warnings for errors; that a last page is thin hangs on the facts, and is a warning for whole examples only."""
    for warning in printed.built.warnings:
        thin = warning.code == "R210"
        if warning.code[0] in "RT" and not (thin and not printed.sample.plain):
            message = f"in {printed.sample.name}: {warning.message}"
            yield replace(
                warning,
                message=message,
                place=warning.place or at,
                severity="warning" if thin else "error",
            )


@RULES.rule(
    "T206",
    "the example is set without a warning",
    why="what the engine does not understand it leaves out",
    mend="look at the rule or template that was changed last",
    decisive=True,
)
def example(proof: Proof) -> Iterator[Diagnostic]:
    """Build the example that comes with cvgen."""
    yield from _unhappy(proof.printed(proof.example), proof.home)


@RULES.rule(
    "T212",
    "no heading stands alone at the foot of a page, and no entry is split that could move whole",
    why="a reader who turns the page has lost the line",
    mend="keep base's rules for .item and h2, or give 'break-inside: avoid' and 'break-after: avoid' to what replaces them",
)
def breaks(proof: Proof) -> Iterator[Found]:
    """Look at the boxes of the example, with settings that move the breaks."""
    document = proof.document(proof.example.profile)
    for setting in _SETTINGS:
        sample = replace(
            proof.example,
            name=" ".join(["the example", *(f"{name}={value}" for name, value in setting)]),
            options=setting,
        )
        printed = proof.printed(proof.example if not setting else sample)
        for problem in (
            *_stranded(printed.built.pdf.placed),
            *_split(printed.built.pdf.placed, document),
        ):
            yield Found(f"in {sample.name}: {problem}", proof.home)


def _stranded(placed: Sequence[Placed]) -> Iterator[str]:
    """Name the headings whose first item begins on a later page."""
    begun: dict[str, int] = {}
    for box in placed:
        if box.kind == "item":
            begun.setdefault(box.id.rpartition("-")[0], box.page)
    for box in placed:
        if box.kind == "heading" and begun.get(box.id, box.page) > box.page:
            yield f"the heading of {box.id} stands alone on page {box.page + 1}"


def _split(placed: Sequence[Placed], document: Document) -> Iterator[str]:
    """Name the items that go over a page's end, though they are neither long nor higher than a page."""
    long = {
        item.id
        for section in document.sections
        for item in section.items
        if item.long and not item.kept_together
    }
    items: dict[str, list[Placed]] = {}
    for box in placed:
        if box.kind == "item" and box.id not in long:
            items.setdefault(box.id, []).append(box)
    room = max((box.bottom for box in placed), default=0) - min(
        (box.top for box in placed), default=0
    )
    for name, boxes in items.items():
        if (
            len({box.page for box in boxes}) > 1
            and sum(box.bottom - box.top for box in boxes) < room
        ):
            yield f"{name} is split between pages {boxes[0].page + 1} and {boxes[-1].page + 1}"


@RULES.rule(
    "T213",
    "A4 and Letter: the page has the size, and all text stays on it",
    why="half of the world prints on the other paper",
    mend="use lengths that hang on the page, such as var(--margin) and per cent",
)
def papers(proof: Proof) -> Iterator[Found | Diagnostic]:
    """Build the example on both."""
    for paper, size in ((name, PAPERS[name]) for name in ("A4", "Letter")):
        sample = (
            proof.example
            if paper == proof.theme.options["paper"].default
            else replace(proof.example, name=f"the example on {paper}", options=(("paper", paper),))
        )
        printed = proof.printed(sample)
        yield from _unhappy(printed, proof.home)
        for width, height in dict.fromkeys(printed.built.pdf.pages):
            if max(abs(width - size[0]), abs(height - size[1])) > 1:
                yield Found(
                    f"{paper} is {size[0]} by {size[1]} points, and the page {width} by {height}",
                    proof.home,
                )
        yield from _off_paper(printed, proof.home)


def _off_paper(printed: Printed, at: Place) -> Iterator[Found]:
    sizes = printed.built.pdf.pages
    for run in printed.runs:
        width, height = sizes[run.page]
        right = run.left + (run.right - run.left) * len(run.text.rstrip()) / max(
            len(run.text), 1
        )  # a space at a line's end may hang
        inside = (
            run.left >= _EDGE
            and right <= width - _EDGE
            and run.base - run.size / 2 >= _EDGE
            and run.base <= height - _EDGE
        )
        if run.text.strip() and not inside:
            yield Found(
                f"in {printed.sample.name}, page {run.page + 1}: '{run.text.strip()[:30]}' stands nearer to the edge than {_EDGE} points",
                at,
            )


@RULES.rule(
    "T214",
    "long words and addresses stay in their place",
    why="addresses have no spaces, and some languages write long words",
    mend="give columns fixed tracks, and let words break: 'overflow-wrap: break-word', 'min-width: 0'",
)
def long_words(proof: Proof) -> Iterator[Found | Diagnostic]:
    """Build a profile of nothing else."""
    printed = proof.printed(proof.long)
    yield from _unhappy(printed, proof.home)
    yield from _off_paper(printed, proof.home)
    yield from overlapping(printed, proof.home)


@RULES.rule(
    "T215",
    "a letter is set whole, in order, on one page",
    why="it goes with the CV, in the same look",
    mend="keep what base's letter.html prints, or change its parts one by one",
)
def letter(proof: Proof) -> Iterator[Found | Diagnostic]:
    """Build the example's letter."""
    printed, sample = proof.printed(proof.letter), proof.letter
    yield from _unhappy(printed, proof.home)
    yield from _off_paper(printed, proof.home)
    at, text = Place(str(proof.theme.template("letter.html") or proof.home)), content(printed.runs)
    source, writer = letters.load(sample.letter or sample.profile), load(sample.profile)
    worded = compose_letter(source, writer, proof.words("en"), proof.around.today)[1]
    yield from (
        Found(f"the letter's '{field}' is not printed", at)
        for field in lost(text, of_letter(worded))
    )
    end, before = 0, "head"
    for piece in prose_of(worded):
        place = text.find(piece.text, end)
        if place < 0:
            yield Found(f"the letter's '{piece.field}' does not follow its '{before}'", at)
        else:
            end, before = place + len(piece.text), piece.field
    if len(printed.built.pdf.pages) > 1:
        yield Found(f"the letter takes {len(printed.built.pdf.pages)} pages", at, "warning")


@RULES.rule(
    "T216",
    "a Chinese page and an Arabic one are set without a warning, and the Arabic one is mirrored",
    why="one profile has several languages, and some are written from right to left",
    mend="write 'start' and 'end' for 'left' and 'right': margin-inline-start, text-align: end",
)
def languages(proof: Proof) -> Iterator[Found | Diagnostic]:
    """Build the example in both."""
    for name, language in (("Chinese", "zh"), ("Arabic", "ar")):
        printed = proof.printed(
            Sample(f"the example in {name}", proof.example.profile, language=language)
        )
        yield from _unhappy(printed, proof.home)
        yield from _off_paper(printed, proof.home)
        if language == "ar" and _unmirrored(
            printed, proof.document(proof.example.profile, language)
        ):
            yield Found(f"in {printed.sample.name}, headings stand at the left", proof.home)


def _unmirrored(printed: Printed, document: Document) -> bool:
    """Say whether most headings stand nearer to the left edge than to the right one; Arabic is drawn from its end."""
    titles = {joined(inline.bare(section.title))[::-1] for section in document.sections}
    headings = [run for run in printed.runs if joined(run.text) in titles]
    left = [
        run for run in headings if run.left < printed.built.pdf.pages[run.page][0] - run.right - 2
    ]
    return len(left) > len(headings) / 2


@RULES.rule(
    "T217",
    "the other examples are set without a warning, where cvgen is a checkout",
    why="other people have other facts",
    mend="look at the rule or template that was changed last",
)
def examples(proof: Proof) -> Iterator[Diagnostic]:
    """Build all of them."""
    for sample in proof.others:
        yield from _unhappy(proof.printed(sample), proof.home)
