"""Texts in columns, as wide as a terminal shows them."""

from __future__ import annotations

from collections.abc import Sequence

from cvgen.text.columns import count_columns

_LONGEST_TEXT = 48  # columns


def pad_cells(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Pad the cells of rows, so that those of each column are as wide as its widest."""
    widths = [max(map(count_columns, column)) for column in zip(*rows, strict=True)]
    padded = []
    for row in rows:
        padded.append([_pad(cell, width) for cell, width in zip(row, widths, strict=True)])
    return padded


def shorten_text(text: str) -> str:
    """Write a text on one line, and cut it off where it is too long for a column."""
    line = " ".join(text.split())
    while count_columns(line) > _LONGEST_TEXT:
        line = line[:-2].rstrip() + "…"
    return line


def _pad(text: str, width: int) -> str:
    return text + " " * (width - count_columns(text))
