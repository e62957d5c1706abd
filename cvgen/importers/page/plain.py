"""Read text that was copied or typed: bullets, headings and blank lines tell its blocks."""

from __future__ import annotations

import re

from msgspec import Struct, field

from cvgen.importers.headings import is_known_heading
from cvgen.importers.page.blocks import SOFT_BREAK, Block, Span
from cvgen.importers.page.page import Link, Page
from cvgen.importers.page.phrases import has_word, is_word
from cvgen.text.patterns import compile_late

_BULLET = compile_late(
    r"^(\s*)(?:(?:[•·▪◦‣●○■□➢➤►✓*+–—-]|\(?\d{1,3}[.)]|\[\d{1,3}\])\s+|[・※●■○]\s*)(?=\S)"
)
_UNDERLINE = compile_late(r"^\s*(?:={3,}|-{3,}|_{3,}|\*{3,}|─{3,})\s*$")
_YEAR = compile_late(r"^\s*\[?(?:19|20)\d{2}\]?\s*:?\s*$")
_ADDRESS = compile_late(
    r"(?:https?://|(?<![\w./@])(?:www\.)?"
    r"(?:linkedin\.com/in|github\.com|gitlab\.com|orcid\.org|scholar\.google\.\w+)/)"
    r"[^\s<>\"'）)，。]+[^\s<>\"'）)，。.,;:]"
)
_LONG_LINE = 66  # letters, from which on a line may be broken only because the page was full
_MOST_HEADING = 48
_INNER_INDENT = 4


class _TextReader(Struct):
    """The blocks so far, and the lines of the one that is being read."""

    page: Page = field(default_factory=Page)
    lines: list[tuple[int, str]] = field(default_factory=list)
    kind: str = "text"
    level: int = 0
    group: int = 0

    def end_block(self) -> None:
        """End the block that is being read."""
        if not self.lines:
            return
        spans: list[Span] = []
        before = ""
        for number, line in self.lines:
            if spans:
                is_soft = len(before) >= _LONG_LINE
                spans.append(Span(SOFT_BREAK if is_soft else "\n", number))
            linked = _link_addresses(line.strip(), number)
            self.page.links += [Link(span.text, span.href, number) for span in linked if span.href]
            spans += linked
            before = line.strip()
        is_start = self.kind == "item"
        self.page.blocks.append(
            Block(self.kind, self.lines[0][0], self.level, self.group, is_start, spans)
        )
        self.lines = []
        self.kind, self.level, self.group = "text", 0, 0

    def begin_item(self, indent: str) -> None:
        """Begin an item of a list; one that is indented below another is of that."""
        is_inner = self.kind == "item" and len(indent.expandtabs(4)) >= _INNER_INDENT
        self.end_block()
        self.kind = "item"
        self.level = 1 + is_inner
        self.group = len(self.page.blocks) + 1

    def add_heading(self, number: int, text: str, level: int) -> None:
        """Add a heading."""
        self.end_block()
        self.page.blocks.append(Block("heading", number, level, spans=[Span(text, number)]))


def read_plain_text(text: str) -> Page:
    """Read plain text into a page."""
    reader = _TextReader()
    lines = [_separate_columns(line) for line in text.split("\n")]
    for number, line in enumerate(lines, start=1):
        following = lines[number] if number < len(lines) else ""
        _read_line(reader, number, line, following)
    reader.end_block()
    return reader.page


def _separate_columns(line: str) -> str:
    """Write what tabs and wide gaps part as parts of one line."""
    return re.sub(r"(?<=\S)(?:\t+| {4,})\s*(?=\S)", " | ", line.rstrip())


def _read_line(reader: _TextReader, number: int, line: str, following: str) -> None:
    """Read a line; the next one may underline it."""
    if not line.strip() or _UNDERLINE.match(line):
        reader.end_block()
        return
    bullet = _find_bullet(line)
    body = line
    if bullet:
        body = line[bullet.end() :]
    if _is_heading(body, following, is_alone=not reader.lines):
        reader.add_heading(number, body.strip(), 2)
    elif _YEAR.match(body) and not reader.lines:
        reader.add_heading(number, body.strip(), 3)
    else:
        if bullet:
            reader.begin_item(bullet[1])
        reader.lines.append((number, body))


def _find_bullet(line: str) -> re.Match[str] | None:
    """Find the bullet that a line begins with; the mark of a legend is none."""
    if has_word("equal", line) or has_word("corresponding", line):
        return None
    return _BULLET.match(line)


def _is_heading(line: str, following: str, *, is_alone: bool) -> bool:
    """Say whether a line is a heading: known words, or capitals, that stand by themselves."""
    text = line.strip()
    if len(text) > _MOST_HEADING or is_word("picture", text):
        return False
    if is_known_heading(text):
        return is_alone or _stands_out(text)
    if _UNDERLINE.match(following):
        return True
    return is_alone and not following.strip() and text.isupper() and " " in text


def _stands_out(text: str) -> bool:
    """Say whether known words are written as a heading is, though lines stand around them."""
    return text.isupper() or text.istitle() or not text.isascii()


def _complete_address(address: str) -> str:
    return address if address.startswith("http") else f"https://{address}"


def _link_addresses(line: str, number: int) -> list[Span]:
    """Make links of the addresses in a line."""
    spans = []
    end = 0
    for match in _ADDRESS.finditer(line):
        if match.start() > end:
            spans.append(Span(line[end : match.start()], number))
        spans.append(Span(match[0], number, href=_complete_address(match[0])))
        end = match.end()
    if end < len(line):
        spans.append(Span(line[end:], number))
    return spans
