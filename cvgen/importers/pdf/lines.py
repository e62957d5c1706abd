"""Join the texts of a PDF page to lines, with what their type says: bold, italic, raised."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct, field

from cvgen.importers.page.blocks import Span
from cvgen.pdf.facts import Text
from cvgen.text.patterns import compile_late

GAP = " | "
_SAME_LINE = 0.45  # of the size, by which the baselines of one line may differ
_WORD_GAP = 0.14  # of the size
_COLUMN_GAP = 1.8  # of the size: a tab, or the next cell
_RAISED = 0.18  # of the size
_SMALL = 0.85  # of the size of the line
_BOLD = compile_late(r"bold|black|heavy|semib|demi|cmbx|-bd\b|sfbx|bx\d", re.IGNORECASE)
_ITALIC = compile_late(r"italic|oblique|slanted|-it\b|cmti|cmsl|sfti|ti\d{2}", re.IGNORECASE)


class Line(Struct):
    """A line: its texts from left to right, its page, and size and baseline of its largest letters.

    Lengths are points.
    """

    page: int
    texts: list[Text] = field(default_factory=list)
    size: float = 0.0
    baseline: float = 0.0
    words: str | None = None

    def add(self, text: Text) -> None:
        """Add a text."""
        self.texts.append(text)
        if text.size > self.size:
            self.size = text.size
            self.baseline = text.baseline

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.texts[0].box[0]

    @property
    def right(self) -> float:
        """Where it ends."""
        return max(text.box[2] for text in self.texts)

    @property
    def font(self) -> str:
        """The font of its first letters."""
        return self.texts[0].font

    @property
    def text(self) -> str:
        """Its words."""
        if self.words is None:
            self.words = "".join(span.text for span in make_spans(self, 0))
        return self.words


def join_lines_of_texts(page: int, texts: Sequence[Text]) -> list[Line]:
    """Join the texts of a page, or of one of its columns, to lines from top to bottom."""
    lines: list[Line] = []
    for text in sorted(texts, key=lambda text: (round(text.baseline, 1), text.box[0])):
        line = _find_line(lines, text)
        if line is None:
            line = Line(page)
            lines.append(line)
        line.add(text)
    for line in lines:
        line.texts.sort(key=lambda text: text.box[0])
    return sorted(lines, key=lambda line: (line.baseline, line.left))


def _find_line(lines: list[Line], text: Text) -> Line | None:
    """Find the line that a text stands in; a raised sign belongs to the larger letters."""
    for line in lines[-4:]:
        size = max(line.size, text.size)
        if abs(line.baseline - text.baseline) <= _SAME_LINE * size:
            return line
    return None


def make_spans(line: Line, number: int) -> list[Span]:
    """Make spans of the texts of a line, with the gaps between them."""
    spans: list[Span] = []
    end = line.left
    for text in line.texts:
        gap = (text.box[0] - end) / max(line.size, 1)
        before = spans[-1].text[-1:] if spans else ""
        if spans and gap > _COLUMN_GAP:
            spans.append(Span(GAP, number))
        elif spans and gap > _WORD_GAP and not _belong_together(before, text.text[:1]):
            spans.append(Span(" ", number))
        spans.append(Span(text.text, number, _read_marks(line, text)))
        end = text.box[2]
    return spans


def _belong_together(before: str, after: str) -> bool:
    """Say whether no space is missing: there is one, or two signs are one, as in C++.

    A fallback face draws such signs one by one, further apart than its letters.
    """
    return " " in (before, after) or before == after == "+"


def _read_marks(line: Line, text: Text) -> frozenset[str]:
    marks = set()
    family = text.font.rpartition("+")[2]
    if _BOLD.search(family):
        marks.add("bold")
    if _ITALIC.search(family):
        marks.add("italic")
    raised = (line.baseline - text.baseline) / max(line.size, 1)
    if text.size < _SMALL * line.size and len(text.text.strip()) <= 4:
        if raised > _RAISED:
            marks.add("sup")
        elif raised < -0.05:
            marks.add("sub")
    return frozenset(marks)


def is_bold(line: Line) -> bool:
    """Say whether all of a line is bold."""
    return all(_BOLD.search(text.font) for text in line.texts if text.text.strip())


def begins_bold(line: Line) -> bool:
    """Say whether a line begins in bold."""
    return bool(_BOLD.search(line.font))
