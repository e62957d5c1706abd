"""Takes the table of widths of a font with composite codes, gives the width of each code in thousandths of the size."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

MOST_CODES = 70_000  # of one range, so that a broken table does not fill the memory


def wide(table: Any) -> Iterator[tuple[int, float]]:
    """Read `first [widths]` and `first last width`."""
    parts = [part.get_object() if hasattr(part, "get_object") else part for part in table]
    at = 0
    while at + 1 < len(parts):
        if isinstance(parts[at + 1], list):
            yield from (
                (int(parts[at]) + more, float(width)) for more, width in enumerate(parts[at + 1])
            )
            at += 2
        elif at + 2 < len(parts):
            last = min(int(parts[at + 1]), int(parts[at]) + MOST_CODES)
            yield from ((code, float(parts[at + 2])) for code in range(int(parts[at]), last + 1))
            at += 3
        else:
            return
