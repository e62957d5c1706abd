"""Write a document as Markdown (CommonMark 0.31), with no mark where none is needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from cvgen.exporters.exporter import Export, ExportOrder
from cvgen.exporters.losses import LossList, note_pictures
from cvgen.exporters.markdown_text import format_inline
from cvgen.exporters.outline import (
    Block,
    Bullet,
    BulletList,
    Heading,
    Paragraph,
    Row,
    Table,
    outline_document,
)

_HARD_BREAK = "\\\n"
_CELL_BREAK = "<br>"
_CELL_BULLET = "• "


def export_markdown(order: ExportOrder) -> Export:
    """Write a Markdown file."""
    losses = LossList("Markdown", order.plan.profile)
    note_pictures(order.document, losses)
    lines = _format_blocks(outline_document(order.document, with_tables=True))
    text = "\n".join(lines) + "\n"
    return Export({".md": text.encode()}, losses.list_findings())


def _format_blocks(blocks: Iterable[Block]) -> list[str]:
    lines: list[str] = []
    for block in blocks:
        if lines:
            lines.append("")
        lines += _format_block(block)
    return lines


def _format_block(block: Block) -> list[str]:
    if isinstance(block, Heading):
        return [f"{'#' * block.level} {format_inline(block.text, in_line=True)}"]
    if isinstance(block, BulletList):
        return list(_format_list(block))
    if isinstance(block, Table):
        return _format_table(block)
    return _format_lines(block.lines)


def _format_table(table: Table) -> list[str]:
    """Format a table of GitHub's Markdown, in whose cells no block can stand."""
    headings = tuple(Markup.escape(heading) for heading in table.headings)
    rows = [_format_row(Row(headings)), "|" + " --- |" * len(headings)]
    return rows + [_format_row(row) for row in table.rows]


def _format_row(row: Row) -> str:
    cells = [_format_cell(cell) for cell in row.cells]
    for block in row.blocks:
        cells[0] += "".join(_CELL_BREAK + line for line in _list_cell_lines(block))
    return "| " + " | ".join(cells) + " |"


def _format_cell(text: Markup) -> str:
    return format_inline(text, in_line=True).replace("|", "\\|")


def _list_cell_lines(block: Block) -> Iterator[str]:
    """List the lines of a block that stands in a cell."""
    if isinstance(block, BulletList):
        for bullet in block.bullets:
            yield from (_CELL_BULLET + _format_cell(line) for line in bullet.lines)
            for below in bullet.blocks:
                yield from _list_cell_lines(below)
    elif isinstance(block, Paragraph):
        yield from map(_format_cell, block.lines)


def _format_lines(lines: Iterable[Markup]) -> list[str]:
    return _HARD_BREAK.join(map(format_inline, lines)).split("\n")


def _format_list(block: BulletList) -> Iterator[str]:
    for number, bullet in enumerate(block.bullets, start=1):
        marker = "- "
        if block.kind == "numbers":
            marker = f"{number}. "
        if number > 1 and not block.is_tight:
            yield ""
        indent = " " * len(marker)
        lines = _format_bullet(bullet, is_tight=block.is_tight)
        yield (marker + lines[0]).rstrip()
        for line in lines[1:]:
            yield (indent + line).rstrip()


def _format_bullet(bullet: Bullet, *, is_tight: bool) -> list[str]:
    lines = _format_lines(bullet.lines)
    if not is_tight and bullet.blocks:
        return [*lines, "", *_format_blocks(bullet.blocks)]
    for block in bullet.blocks:
        lines += _format_block(block)
    return lines
