"""Tables of TeX: those that list entries, a row each, and those that only lay out lines."""

from __future__ import annotations

from msgspec import Struct, field

from cvgen.importers.page.blocks import Block, Span, get_raw_text
from cvgen.importers.page.dates import has_date

_GAP = " | "
_MOST_LAYOUT_ROWS = 2


class Table(Struct):
    """The rows of a table, each with the line that its cells begin in."""

    line: int
    file: str
    rows: list[list[list[Span]]] = field(default_factory=list)
    cells: list[list[Span]] = field(default_factory=list)

    def end_cell(self, spans: list[Span], line: int) -> None:
        """End a cell."""
        self.cells.append(spans or [Span("", line)])

    def end_row(self) -> None:
        """End a row."""
        if any(get_raw_text(cell).strip() for cell in self.cells):
            self.rows.append(self.cells)
        self.cells = []

    def list_blocks(self, group: int) -> list[Block]:
        """List the blocks: cells of entries, or a paragraph whose lines they lay out."""
        if not self.rows:
            return []
        if not self.lists_entries():
            return [Block("text", self.rows[0][0][0].line, spans=self._join_rows())]
        blocks = []
        for row in self.rows:
            is_start = bool(get_raw_text(row[0]).strip())
            for cell in row:
                if get_raw_text(cell).strip():
                    blocks.append(Block("cell", cell[0].line, 0, group, is_start, cell))
                    is_start = False
        return blocks

    def lists_entries(self) -> bool:
        """Say whether each row is an entry: there are several, or it begins with a date."""
        if max(map(len, self.rows)) == 1:
            return False
        if len(self.rows) > _MOST_LAYOUT_ROWS:
            return True
        return any(has_date(get_raw_text(row[0])) for row in self.rows)

    def _join_rows(self) -> list[Span]:
        spans: list[Span] = []
        for row in self.rows:
            if spans:
                spans.append(Span("\n", row[0][0].line))
            filled = [cell for cell in row if get_raw_text(cell).strip()]
            for number, cell in enumerate(filled):
                if number:
                    spans.append(Span(_GAP, cell[0].line))
                spans += cell
        return spans
