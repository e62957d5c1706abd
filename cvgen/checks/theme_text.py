"""What the text of a theme's pages must be: whole, in order, dark and large enough, and nothing on top of anything else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations, pairwise

from cvgen.checks.rules import Found, Rules
from cvgen.checks.theme_fields import Piece, content, joined, of_head, of_item, of_section
from cvgen.checks.theme_manifest import LEAST_CONTRAST
from cvgen.checks.theme_subject import Printed, Proof
from cvgen.compose.view import Section
from cvgen.errors import Place
from cvgen.pdf.runs import Run
from cvgen.theme.options import contrast

RULES: Rules[Proof] = Rules()
_SMALLEST = 8.99


@RULES.rule(
    "T207",
    "every field of every kind of entry is printed",
    why="a fact that somebody wrote must not get lost",
    mend="print it where the contract has it: 'cvgen themes contract'",
)
def whole(proof: Proof) -> Iterator[Found]:
    """Look for every word of a profile in which every field has a word of its own."""
    text, document = content(proof.printed(proof.full).runs), proof.document(proof.full.profile)
    home = proof.home
    yield from (
        Found(f"the document's '{field}' is not printed", home)
        for field in lost(text, of_head(document))
    )
    missing: dict[tuple[Place, str], list[str]] = {}
    for section in document.sections:
        at = Place(str(proof.place(section.kind, section.layout)))
        for field in lost(text, [piece for item in section.items for piece in of_item(item)]):
            missing.setdefault((at, field), []).append(section.kind)
        if any(joined(item.period) not in text for item in section.items):
            missing.setdefault((at, "period"), []).append(section.kind)
        yield from (
            Found(f"the '{field}' of the section '{section.kind}' is not printed", home)
            for field in lost(text, of_section(section))
        )
    for (at, field), kinds in missing.items():
        yield Found(f"an item's '{field}' is not printed ({', '.join(kinds)})", at)


def lost(text: str, pieces: Iterable[Piece]) -> list[str]:
    """Name the fields that a text lacks."""
    return list(dict.fromkeys(piece.field for piece in pieces if piece.text not in text))


@RULES.rule(
    "T208",
    "the text comes in the order of reading: the name, sections in their order, the parts of an item in the contract's",
    why="machines and screen readers take the order of the file's content, not that of the eye",
    mend="move it in the template, and place it without float, position, opacity or transform",
)
def order(proof: Proof) -> Iterator[Found]:
    """Follow the words of the profile in which each stands but once."""
    printed, document = proof.printed(proof.full), proof.document(proof.full.profile)
    text, home = content(printed.runs), proof.home
    if not text.startswith(of_head(document)[0].text):
        yield Found("the name does not come first", home)
    spans = [(section, *_span(text, section)) for section in document.sections]
    back = [
        (one.kind, other.kind)
        for (one, start, _), (other, after, _) in pairwise(spans)
        if after < start
    ]
    if len(back) > 1:  # a second column goes back once
        yield Found(
            "sections stand in another order: "
            + ", ".join(f"'{other}' before '{one}'" for one, other in back),
            home,
        )
    for (one, _, end), (other, start, _) in pairwise(sorted(spans, key=lambda span: span[1])):
        if end > start:
            yield Found(f"'{other.kind}' begins inside '{one.kind}'", home)
    for section in document.sections:
        at = Place(str(proof.place(section.kind, section.layout)))
        yield from (
            Found(f"in '{section.kind}', {problem}", at) for problem in _misplaced(text, section)
        )


def _span(text: str, section: Section) -> tuple[int, int]:
    places = [
        (text.find(piece.text), len(piece.text))
        for item in section.items
        for piece in of_item(item)
        if piece.text in text
    ]
    return text.find(joined(section.title)), max(
        (start + length for start, length in places), default=0
    )


def _misplaced(text: str, section: Section) -> Iterator[str]:
    """Name what does not follow what it should; what is missing altogether is another rule's."""
    before, at = "heading", text.find(joined(section.title))
    for item in section.items:
        start = end = -1
        for piece in of_item(item):
            place = text.find(piece.text)
            if 0 <= place < at:
                yield f"'{piece.field}' stands before '{before}'"
            if place >= 0:
                before, at, end = piece.field, place, place + len(piece.text)
                start = place if start < 0 else start
        period = joined(item.period)
        if (
            period
            and period in text
            and not text[start - len(period) : end + len(period)].count(period)
        ):
            yield "'period' stands outside its item"


@RULES.rule(
    "T209",
    "text has a contrast of 4.5 to 1 with what lies behind it",
    why="WCAG 2.2 asks it, and readers print in grey",
    mend="take a darker colour, or a lighter ground",
)
def text_colours(proof: Proof) -> Iterator[Found]:
    """Measure every colour in which the example's text is drawn."""
    seen = {
        (run.color, run.behind): run.text.strip()
        for run in proof.printed(proof.example).runs
        if run.text.strip()
    }
    for (color, behind), text in sorted(seen.items()):
        ratio = contrast(color, behind)
        if ratio < LEAST_CONTRAST:
            yield Found(
                f"{color} on {behind} is faint, {ratio:.1f} to 1: '{text[:30]}'", proof.home
            )


@RULES.rule(
    "T210",
    "no text is smaller than 9 points",
    why="people print CVs, and not all of them are young",
    mend="write max(9pt, …)",
)
def sizes(proof: Proof) -> Iterator[Found]:
    """Measure the example's text, but for what stands off the line of larger text: sub- and superscripts."""
    runs = proof.printed(proof.example).runs
    beside = zip(runs, (*runs[1:], None), (None, *runs), strict=False)
    small = {
        round(run.size, 1): run.text
        for run, *others in beside
        if run.size < _SMALLEST and not any(_script(run, other) for other in others)
    }
    yield from (
        Found(f"{size} points: '{text.strip()[:30]}'", proof.home)
        for size, text in small.items()
        if text.strip()
    )


def _script(run: Run, other: Run | None) -> bool:
    if other is None or other.page != run.page or other.size <= run.size:
        return False
    beside = min(abs(run.left - other.right), abs(other.left - run.right)) < 2
    return beside and 0.5 < abs(run.base - other.base) < other.size


@RULES.rule(
    "T211",
    "no text lies on another",
    why="nobody can read either",
    mend="give each its own track, or let the box grow",
)
def overlaps(proof: Proof) -> Iterator[Found]:
    """Compare the boxes of all text."""
    for sample in (proof.example, proof.full):
        yield from overlapping(proof.printed(sample), proof.home)


def overlapping(printed: Printed, at: Place) -> Iterator[Found]:
    """Compare the boxes of all runs, and name those that share a place."""
    boxes = [run for run in printed.runs if run.text.strip()]
    for one, other in combinations(boxes, 2):
        if one.page == other.page and _shared(one, other):
            texts = f"'{one.text.strip()[:30]}' and '{other.text.strip()[:30]}'"
            yield Found(
                f"in {printed.sample.name}, page {one.page + 1}: {texts} lie on each other", at
            )


def _shared(one: Run, other: Run) -> bool:
    """Say whether two runs share more than a point and a half of width, and a third of the height of the smaller one."""
    width = min(one.right, other.right) - max(one.left, other.left)
    tops, bottoms = (
        [run.base - 0.72 * run.size for run in (one, other)],
        [run.base + 0.2 * run.size for run in (one, other)],
    )
    return width > 1.5 and min(bottoms) - max(tops) > 0.3 * min(one.size, other.size)
