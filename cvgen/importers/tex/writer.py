"""Write what TeX says into the blocks of a page: text with its marks, items, tables."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct, field
from msgspec.structs import replace

from cvgen.bibliography.latex import parse_latex
from cvgen.bibliography.spans import BOLD, CODE, ITALIC, MATH, SUB, SUP
from cvgen.errors import Diagnostic, SourceError
from cvgen.importers.page.blocks import Block, Span, split_breaks
from cvgen.importers.tex.document import TexDocument, load_commands
from cvgen.importers.tex.mouth import Piece
from cvgen.importers.tex.tables import Table
from cvgen.text.patterns import compile_late

SETTINGS = "settings of LaTeX"
_MARKS = {ITALIC: "italic", BOLD: "bold", SUP: "sup", SUB: "sub", CODE: "code", MATH: "math"}
_GAP = " | "
_MOST_LETTERS = 20_000  # of a paragraph: four pages of prose
_RAISED = compile_late(r"\s*\{?\}?\^\s*\{?\s*(?P<sign>\\?[A-Za-z*#†‡§\d,]+)\s*\}?\s*")


class _Group(Struct):
    """What holds to the end of a group."""

    marks: frozenset[str] = frozenset()
    href: str = ""


class _OpenBlock(Struct):
    """A block that is being read, and TeX of it that is still to be converted.

    `date` is the label of an item that is a date, which comes last.
    """

    kind: str = "text"
    level: int = 0
    group: int = 0
    is_start: bool = False
    line: int = 0
    file: str = ""
    spans: list[Span] = field(default_factory=list)
    tex: str = ""
    date: str = ""
    letters: int = 0


class BlockWriter:
    """Gathers blocks; `line` and `file` are where what comes next stands."""

    def __init__(self, document: TexDocument, line: int, file: str) -> None:
        self.document = document
        self.line = line
        self.file = file
        self.signs: dict[str, str] = load_commands()["signs"]
        self.blocks: list[Block] = []
        self.groups = [_Group()]
        self.draft = _OpenBlock()
        self.lists: list[int] = []
        self.list_count = 0
        self.table: Table | None = None

    def add_tex(self, tex: str) -> None:
        """Add TeX that is only text, letters and signs."""
        draft = self.draft
        if not draft.tex and not draft.spans:
            tex = tex.lstrip()
        if not tex:
            return
        if not draft.line:
            draft.line, draft.file = self.line, self.file
        draft.tex += tex
        draft.letters += len(tex)
        if draft.letters > _MOST_LETTERS:
            message = f"this paragraph has more than {_MOST_LETTERS:,} letters"
            place = self.document.builder.source.find_place(draft.file, draft.line)
            raise SourceError(Diagnostic("I103", message, place, "is it the right file?"))

    def add_formula(self, formula: str) -> None:
        """Add a formula; a sign, or one that is raised, is text."""
        raised = _RAISED.fullmatch(formula)
        sign = formula.strip().removeprefix("\\")
        if formula.strip() in ("|", "*", "/") or sign in self.signs:
            self.add_tex(self.signs.get(sign, sign))
        elif raised and raised["sign"].isalnum():
            self.add_tex(f"\\textsuperscript{{{raised['sign']}}}")
        elif raised:
            self.add_tex(f"{raised['sign']}{{}}")
        else:
            self.add_tex(f"${formula}$")

    def flush(self) -> None:
        """Convert the TeX that has been gathered into spans with the marks that hold here."""
        draft = self.draft
        if not draft.tex:
            return
        group = self.groups[-1]
        for span in parse_latex(draft.tex).spans:
            marks = {_MARKS[mark] for mark in span.marks if mark in _MARKS}
            text = span.text.replace("\n", " ")
            if span.is_formula:
                text = f"${span.text}$"
            draft.spans.append(Span(text, self.line, frozenset(group.marks | marks), group.href))
        draft.tex = ""

    def open_group(self) -> None:
        """Open a group, in which the marks of the one around it hold."""
        group = self.groups[-1]
        self.flush()
        self.groups.append(_Group(group.marks, group.href))

    def close_group(self) -> None:
        """Close a group; a brace that closes nothing is left out."""
        self.flush()
        if len(self.groups) > 1:
            self.groups.pop()

    def add_break(self) -> None:
        """End a line within a block."""
        self.flush()
        if self.draft.spans:
            self.draft.spans.append(Span("\n", self.line))

    def end_block(self) -> None:
        """End the block that is being read."""
        if self.draft.date:
            self.add_tex(f", {self.draft.date}")
            self.draft.date = ""
        self.flush()
        draft = self.draft
        self.draft = _OpenBlock()
        if self.table is not None:
            self.draft = draft
            return
        text = "".join(span.text for span in draft.spans)
        if not text.strip():
            return
        if not self.document.is_body:
            self.document.leave_out(text, SETTINGS, Piece("", draft.line, draft.file))
            return
        block = Block(draft.kind, draft.line, draft.level, draft.group, draft.is_start, draft.spans)
        self.add_block(block, draft.file)

    def add_block(self, block: Block, file: str) -> None:
        """Add a block, and count its words."""
        self.document.add_text("".join(span.text for span in block.spans), block.line, file)
        for address in dict.fromkeys(span.href for span in block.spans if span.href):
            self.document.add_text(address, block.line, file)
        for part in _split_pairs(block):
            self.document.files[id(part)] = file
            self.blocks.append(part)

    def end_paragraph(self) -> None:
        """End a paragraph; within an item, what follows belongs to it."""
        if self.table is not None:
            return
        has_text = bool(self.draft.spans or self.draft.tex)
        self.end_block()
        if self.lists and has_text:
            self.draft.level = len(self.lists)
            self.draft.group = self.lists[-1]

    def add_gap(self) -> None:
        """Add what parts two things of a line, as a tab does."""
        if self.draft.tex.strip() or self.draft.spans:
            self.add_tex(_GAP)

    def begin_table(self) -> None:
        """Begin a table, which within an item only lays out its lines."""
        if not self.lists and self.table is None:
            self.end_block()
            self.table = Table(self.line, self.file)

    def end_cell(self) -> None:
        """End a cell of a table; elsewhere, part what stands in one line."""
        if self.table is None:
            self.add_gap()
            return
        self.flush()
        self.table.end_cell(self.draft.spans, self.line)
        self.draft = _OpenBlock()

    def end_line(self) -> None:
        """End a line, which in a table is a row."""
        if self.table is None:
            self.add_break()
            return
        self.end_cell()
        self.table.end_row()

    def end_table(self) -> None:
        """End a table, which becomes blocks."""
        table = self.table
        if table is None:
            return
        self.end_line()
        self.table = None
        self.list_count += 1
        for block in table.list_blocks(self.list_count):
            self.add_block(block, table.file)


def _split_pairs(block: Block) -> list[Block]:
    """Split an item whose lines each begin in bold, as lists of skills do."""
    lines = split_breaks(block.spans)
    if block.kind != "item" or len(lines) < 2:
        return [block]
    if not all("bold" in _find_first(line).marks for line in lines):
        return [block]
    return [replace(block, spans=line, line=line[0].line) for line in lines]


def _find_first(spans: list[Span]) -> Span:
    """Find the first span that has words."""
    return next((span for span in spans if span.text.strip()), spans[0])


def list_spans(blocks: Iterable[Block]) -> list[Span]:
    """List the spans of blocks, each of which begins a line."""
    spans: list[Span] = []
    for block in blocks:
        if spans and block.spans:
            spans.append(Span("\n", block.line))
        spans += block.spans
    return spans
