"""Make blocks of the lines of a PDF: headings by their type, items by their bullets, paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct, field
from msgspec.structs import replace

from cvgen.importers.headings import is_known_heading
from cvgen.importers.page.blocks import Block, Span, get_raw_text
from cvgen.importers.page.dates import has_date
from cvgen.importers.page.entry_lines import BLANK, join_entry_lines
from cvgen.importers.page.page import Hidden, Page
from cvgen.importers.pdf.columns import read_lines
from cvgen.importers.pdf.lines import GAP, Line, begins_bold, is_bold, make_spans
from cvgen.pdf.facts import PdfFacts
from cvgen.pdf.measure import find_running_lines, measure_body_size
from cvgen.text.patterns import compile_late

_BULLET = compile_late(
    r"^\s*(?:[•·▪◦‣●○■□➢➤►✓∗*\u2013\u2014\uf0b7\uf0a7\uf06e-]|\[\d{1,3}\]|\(?\d{1,2}[.)])(?:\s+|\s\|\s)(?=\S)"
)
_ENDS_DATED = compile_late(
    r"(?:(?:19|20)\d{2}|present|today|now|heute|至今)\)?\.?\s*$", re.IGNORECASE
)
_LABEL = compile_late(r"[^\W\d_][\w ]{2,20}:\s")
_PRIVATE = compile_late("[\ue000-\uf8ff]")
_MOST_HEADING = 48
_LARGER = 1.08
_BLANK = 1.2  # of the common distance of lines
_SAME_LEFT = 12.0  # points by which lines of one paragraph may begin apart
_COLUMN = 60.0  # points by which lines of one column may begin apart
_MOST_LINES = 5_000


class PdfPage(Struct):
    """What was read: a page of blocks, and how sure its order and headings are."""

    page: Page = field(default_factory=Page)
    has_columns: bool = False
    lines: int = 0


def read_pdf_page(facts: PdfFacts) -> PdfPage:
    """Read an inspected PDF into blocks; the number of a line serves as its line."""
    result = PdfPage()
    running = find_running_lines(facts)
    lines: list[Line] = []
    for page in facts.pages:
        shown = []
        for text in page.texts:
            if (page.number, text) in running:
                result.page.hidden.append(Hidden(text.text, "the head or foot of a page", 0))
            elif text.hidden:
                result.page.hidden.append(Hidden(text.text, f"text that is {text.hidden}", 0))
            else:
                shown.append(text)
        found, has_columns = read_lines(page, shown)
        lines += found
        result.has_columns = result.has_columns or has_columns
    result.lines = len(lines)
    reader = _LineReader(lines[:_MOST_LINES], measure_body_size(facts))
    result.page.blocks = join_entry_lines(reader.read())
    for line in lines[_MOST_LINES:]:
        result.page.hidden.append(Hidden(line.text, "more lines than are read", 0))
    return result


class _LineReader:
    """Goes through lines, and joins those of one paragraph."""

    def __init__(self, lines: Sequence[Line], body: float) -> None:
        self.lines = lines
        self.body = body
        self.step = _measure_step(lines)
        self.styles = _find_heading_styles(lines, body)
        self.words = Counter(
            word for line in lines for word in re.findall(r"[^\W\d_]+", line.text.casefold())
        )
        self.ends: dict[int, list[tuple[float, float]]] = {line.page: [] for line in lines}
        for line in lines:
            if GAP not in line.text:
                self.ends[line.page].append((line.left, line.right))
        self.blocks: list[Block] = []
        self.before: Line | None = None

    def read(self) -> list[Block]:
        """Read all lines into blocks."""
        for number, line in enumerate(self.lines, 1):
            spans = _clean_spans(make_spans(line, number))
            if get_raw_text(spans).strip(" |"):
                self.add_line(line, spans, number)
                self.before = line
        return self.blocks

    def add_line(self, line: Line, spans: list[Span], number: int) -> None:
        """Add a line: a heading, an item, more of the last block, or a new one."""
        text = get_raw_text(spans)
        if self.is_heading(line, text, number):
            self.blocks.append(Block("heading", number, 1, spans=spans))
            return
        is_spaced = self.is_spaced(line)
        if is_spaced:
            self.blocks.append(Block(BLANK, number))
        bullet = _BULLET.match(text)
        if bullet:
            inner = _cut_start(spans, bullet.end())
            self.blocks.append(Block("item", number, 1, number, is_start=True, spans=inner))
        elif not is_spaced and self.goes_on(line):
            self.join_line(spans, number)
        else:
            self.blocks.append(Block("text", number, spans=spans))

    def is_heading(self, line: Line, text: str, number: int) -> bool:
        """Say whether a line is a heading, by its words and its type."""
        bare = text.strip()
        if len(bare) > _MOST_HEADING or GAP in bare or number == 1:
            return False
        is_set = line.size > _LARGER * self.body or is_bold(line) or bare.isupper()
        if is_known_heading(bare):
            return is_set or not self.styles
        style = _get_style(line)
        return style in self.styles and not has_date(bare) and line.size > 1.02 * self.body

    def is_spaced(self, line: Line) -> bool:
        """Say whether more than the common space stands above a line."""
        before = self.before
        if before is None or not self.step:
            return False
        if before.page != line.page or line.baseline < before.baseline:
            return True
        return line.baseline - before.baseline > _BLANK * self.step * max(line.size, self.body)

    def goes_on(self, line: Line) -> bool:
        """Say whether a line goes on with the last one, which was full."""
        before = self.before
        if before is None or not self.blocks or not _is_same_column(before, line):
            return False
        if self.blocks[-1].kind == "item":
            return self.goes_on_in_item(before, line)
        is_text = self.blocks[-1].kind == "text" and abs(line.left - before.left) <= _SAME_LEFT
        return is_text and not _ends_entry(before, line) and self.is_full(before, line)

    def goes_on_in_item(self, before: Line, line: Line) -> bool:
        """Say whether a line goes on with an item: it is indented, or the last one was full."""
        if line.left < before.left - 1:
            return False
        return line.left > before.left + 1 or self.is_full(before, line)

    def is_full(self, line: Line, following: Line) -> bool:
        """Say whether the first word of the next line had no room at the end of a line."""
        text = following.text.strip()
        if GAP in line.text or not text or _LABEL.match(text):
            return False
        width = (following.right - following.left) / len(text)
        word = len(text.split()[0]) * width
        return self.find_edge(line) - line.right < word + 0.5 * line.size

    def find_edge(self, line: Line) -> float:
        """Find where the lines of a column end that are only text."""
        ends = [line.right]
        for left, right in self.ends[line.page]:
            if abs(left - line.left) < _COLUMN:
                ends.append(right)
        return max(ends)

    def join_line(self, spans: list[Span], number: int) -> None:
        """Join a line to the last block; a word that was broken is whole again."""
        last = self.blocks[-1].spans
        text = get_raw_text(last).rstrip()
        joint = " "
        broken = re.search(r"([^\W\d_]+)[-\u00ad\u2010]$", text)
        following = re.match(r"\s*([^\W\d_]+)", get_raw_text(spans))
        if broken and following and following[1][0].islower():
            joint = ""
            whole = (broken[1] + following[1]).casefold()
            if text.endswith("\u00ad") or self.words[whole]:
                last[-1] = replace(last[-1], text=last[-1].text.rstrip()[:-1])
        self.blocks[-1].spans = [*last, Span(joint, number), *spans]


def _is_same_column(before: Line, line: Line) -> bool:
    """Say whether a line stands below another one, in type of the same size."""
    is_below = before.page == line.page and line.baseline > before.baseline
    return is_below and abs(before.size - line.size) <= 0.1 * line.size


def _ends_entry(line: Line, following: Line) -> bool:
    """Say whether the next line begins anew: both begin in bold, or a date ends the line."""
    if begins_bold(line) and begins_bold(following):
        return True
    begins_large = following.text.strip()[:1].isupper()
    return begins_large and bool(_ENDS_DATED.search(line.text))


def _measure_step(lines: Sequence[Line]) -> float:
    """Measure the common distance of lines as a share of their size; 0 for few lines."""
    steps: Counter[float] = Counter()
    for before, line in pairwise(lines):
        step = (line.baseline - before.baseline) / max(line.size, 1)
        if before.page == line.page and 0.9 < step < 2.5:
            steps[round(20 * step) / 20] += 1
    return steps.most_common(1)[0][0] if steps else 0.0


def _find_heading_styles(lines: Sequence[Line], body: float) -> set[tuple[str, float]]:
    """Find the type in which headings are set that are known by their words."""
    styles = set()
    for line in lines[1:]:
        if is_known_heading(line.text) and (line.size > _LARGER * body or is_bold(line)):
            styles.add(_get_style(line))
    return styles


def _get_style(line: Line) -> tuple[str, float]:
    return line.font, round(line.size, 1)


def _clean_spans(spans: Sequence[Span]) -> list[Span]:
    """Take off icons and what only separates at the start of a line."""
    cleaned: list[Span] = []
    for span in spans:
        text = span.text if _BULLET.match(span.text + " x") else _PRIVATE.sub("", span.text)
        if text and (cleaned or text.strip(" |")):
            cleaned.append(replace(span, text=text))
    return cleaned


def _cut_start(spans: Sequence[Span], length: int) -> list[Span]:
    cut = []
    for span in spans:
        text = span.text[length:]
        length = max(0, length - len(span.text))
        if text:
            cut.append(replace(span, text=text))
    return cut
