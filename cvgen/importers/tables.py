"""Read tables of comma-separated values with the line of every row, by the words of their heads."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from html import unescape

from msgspec import Struct

from cvgen.errors import Diagnostic, SourceError
from cvgen.importers.source import Source
from cvgen.text.patterns import compile_late

_SEPARATORS = ",;\t"
_NO_WORD = compile_late(r"[\W_]+")
_MOST_ROWS = 50_000


class Row(Struct, frozen=True):
    """A row: its texts by the folded heads of their columns, and its line."""

    values: dict[str, str]
    line: int


def read_table(source: Source, name: str = "") -> list[Row]:
    """Read a table, whose first filled row has the heads; empty cells are left out.

    Raises SourceError for a table that cannot be read.
    """
    rows = _list_cells(source, name)
    heads: list[str] = []
    table = []
    for line, cells in rows:
        if not heads:
            heads = [fold_head(cell) for cell in cells]
            continue
        values = {}
        for index, cell in enumerate(cells):
            head = heads[index] if index < len(heads) else ""
            text = unescape(cell).strip()
            if text:
                values[head or f"column {index + 1}"] = text
        if values:
            table.append(Row(values, line))
    return table


def read_heads(source: Source, name: str = "") -> list[str]:
    """Read the heads of a table, folded."""
    for _, cells in _list_cells(source, name):
        return [fold_head(cell) for cell in cells]
    return []


def fold_head(head: str) -> str:
    """Write a head, or the name of a file, in small letters with single spaces."""
    return _NO_WORD.sub(" ", head.casefold()).strip()


def _list_cells(source: Source, name: str) -> Iterator[tuple[int, list[str]]]:
    """List the filled rows of a table, each with its first line."""
    text = source.read_text(name)
    start = text[:20_000].lstrip("\n").partition("\n")[0]
    separator = max(_SEPARATORS, key=start.count)
    reader = csv.reader(io.StringIO(text), delimiter=separator)
    line = 1
    try:
        for number, cells in enumerate(reader):
            if number > _MOST_ROWS:
                message = f"this table has more than {_MOST_ROWS:,} rows"
                raise SourceError(Diagnostic("I103", message, source.find_place(name)))
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        message = f"this table cannot be read: {error}"
        raise SourceError(Diagnostic("I102", message, source.find_place(name, line))) from None
