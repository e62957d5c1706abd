"""Join the text of a PDF to lines, in the two orders in which résumé parsers read it.

All lengths are points.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property

from msgspec import Struct

from cvgen.pdf.facts import Page, PdfFacts, Text
from cvgen.pdf.measure import find_running_lines
from cvgen.target.parser.words import load_parser_words

LINE_TOLERANCE = 4.0  # by which baselines of one line may differ
_CELL_GAP = 1.1  # of the size, between words that stand apart
_WORD_GAP = 0.13  # of the size, between two words
_HEAD_SHARE = 0.1  # of the height of a page


class Span(Struct, frozen=True):
    """A piece of a line in one style."""

    text: str
    left: float
    right: float
    size: float
    is_bold: bool


class Cell(Struct, frozen=True):
    """Pieces of a line that stand close together."""

    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        """The words of the cell."""
        return " ".join("".join(span.text for span in self.spans).split())

    @property
    def size(self) -> float:
        """The size of the largest piece."""
        return max(span.size for span in self.spans)

    @property
    def is_bold(self) -> bool:
        """Whether every piece is bold."""
        return all(span.is_bold for span in self.spans if span.text.strip())


class Line(Struct, frozen=True, dict=True):
    """What stands on one line: its page from 1, its baseline, its cells."""

    page: int
    baseline: float
    cells: tuple[Cell, ...]

    @cached_property
    def text(self) -> str:
        """The words of the line."""
        return "  ".join(cell.text for cell in self.cells)

    @property
    def left(self) -> float:
        """Where the line begins."""
        return self.cells[0].spans[0].left

    @property
    def size(self) -> float:
        """The size of the largest piece."""
        return max(cell.size for cell in self.cells)

    @property
    def is_alone(self) -> bool:
        """Whether nothing stands apart on the line."""
        return len(self.cells) == 1

    @property
    def is_bold(self) -> bool:
        """Whether the whole line is bold."""
        return all(cell.is_bold for cell in self.cells)


Placed = tuple[Page, Text]


def list_texts(file: PdfFacts) -> list[Placed]:
    """List the text that readers see in the order of the content.

    Without running heads and feet, which parsers that know pages leave out.
    """
    running = find_running_lines(file)
    texts = []
    words: set[str] = set()  # of earlier pages
    for page in file.pages:
        for text in page.texts:
            is_readable = text.is_level and not text.hidden and text.text.strip()
            is_running = (page.number, text) in running or _repeats_title(page, text, words)
            if is_readable and not is_running:
                texts.append((page, text))
        words.update(text.text.strip() for text in page.texts)
    return texts


def _repeats_title(page: Page, text: Text, words: AbstractSet[str]) -> bool:
    """Say whether a text at the head of a page says again what goes on there."""
    is_at_head = text.baseline < _HEAD_SHARE * page.height
    return is_at_head and text.text.strip() in words and not is_bold_font(text.font)


def join_lines_by_content(texts: Iterable[Placed]) -> list[Line]:
    """Join texts to lines in the order of the file's content."""
    return [_make_line(group) for group in _group_by_content(texts)]


def _group_by_content(texts: Iterable[Placed]) -> Iterator[list[Placed]]:
    group: list[Placed] = []
    for placed in texts:
        if group and not _is_on_line(group[0], placed):
            yield group
            group = []
        group.append(placed)
    if group:
        yield group


def _is_on_line(first: Placed, placed: Placed) -> bool:
    if first[0].number != placed[0].number:
        return False
    return abs(first[1].baseline - placed[1].baseline) <= LINE_TOLERANCE


def group_rows(texts: Iterable[Placed]) -> Iterator[list[Placed]]:
    """Group texts to rows down the page, each from left to right."""
    ordered = sorted(texts, key=lambda placed: (placed[0].number, placed[1].baseline))
    for row in _group_by_content(ordered):
        yield sorted(row, key=lambda placed: placed[1].box[0])


def make_lines(rows: Iterable[Sequence[Placed]]) -> list[Line]:
    """Make a line of each row of texts."""
    return [_make_line(row) for row in rows]


def _make_line(group: Sequence[Placed]) -> Line:
    page, first = group[0]
    cells: list[list[Span]] = []
    last: Text | None = None
    for _, text in group:
        gap = 0.0 if last is None else measure_gap(last, text)
        limit = _CELL_GAP * text.size
        if last is None or gap > limit:
            cells.append([])
        elif gap > _WORD_GAP * text.size:
            cells[-1].append(_make_space(last))
        cells[-1].append(_make_span(text))
        last = text
    return Line(page.number, first.baseline, tuple(Cell(tuple(spans)) for spans in cells))


def measure_gap(before: Text, after: Text) -> float:
    """Measure how far two texts of a line stand apart, from whichever side it is read."""
    to_right = after.box[0] - before.box[2]
    to_left = before.box[0] - after.box[2]
    return max(to_right, to_left)


def _make_span(text: Text) -> Span:
    return Span(text.text, text.box[0], text.box[2], text.size, is_bold_font(text.font))


def _make_space(before: Text) -> Span:
    edge = before.box[2]
    return Span(" ", edge, edge, before.size, is_bold_font(before.font))


def is_bold_font(name: str) -> bool:
    """Say whether a font is bold, by its name."""
    lower = name.lower()
    return any(part in lower for part in load_parser_words().bold)


def measure_body(lines: Iterable[Line]) -> float:
    """Return the size in which most letters are set; 0 where there are none."""
    sizes: Counter[float] = Counter()
    for line in lines:
        for cell in line.cells:
            for span in cell.spans:
                sizes[round(span.size, 1)] += len(span.text.strip())
    if not sizes:
        return 0.0
    return max(sizes, key=lambda size: sizes[size])
