"""Order text by its place on the page: down the page, and column by column where there are some.

A page has columns where titles of sections stand in two of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from cvgen.target.parser.lines import Line, Placed, group_rows, is_bold_font, make_lines
from cvgen.target.parser.words import find_kind

_LEAST_COLUMN = 80.0  # points
_MOST_CROSSING = 0.35  # of the rows below the first title
_LEAST_SHARE = 0.05  # of the letters below the first title, in each column, titles apart
_EDGE = 3.0  # points by which text may reach into the gap between columns


def join_lines_by_position(texts: Sequence[Placed], titles: Mapping[str, str]) -> list[Line]:
    """Join texts to lines by where they stand."""
    lines: list[Line] = []
    for _, placed in groupby(texts, key=lambda each: each[0].number):
        on_page = list(placed)
        rows = list(group_rows(on_page))
        edge = _find_column_edge(on_page, rows, titles)
        if edge is not None:
            rows = list(_order_columns(rows, edge))
        lines += make_lines(rows)
    return lines


def _find_column_edge(
    texts: Sequence[Placed], rows: Sequence[Sequence[Placed]], titles: Mapping[str, str]
) -> float | None:
    """Find where the right column begins; None where there is but one."""
    headings = [placed for placed in texts if _is_title(placed, titles)]
    edge = _find_right_edge(headings)
    if edge is None:
        return None
    top = min(placed[1].baseline for placed in headings)
    below = [row for row in rows if row[0][1].baseline >= top]
    crossing = sum(_crosses(row, edge) for row in below)
    if crossing <= _MOST_CROSSING * len(below) and _have_content(below, edge, headings):
        return edge
    return None


def _find_right_edge(headings: Sequence[Placed]) -> float | None:
    """Find the left edge of those titles that stand far to the right of the others."""
    lefts = sorted(placed[1].box[0] for placed in headings)
    for left in lefts:
        if left - lefts[0] > _LEAST_COLUMN:
            return left - _EDGE
    return None


def _have_content(
    rows: Sequence[Sequence[Placed]], edge: float, headings: Sequence[Placed]
) -> bool:
    """Say whether both columns hold more than titles: those beside their sections are no column."""
    left = right = 0
    for row in rows:
        for placed in row:
            text = placed[1]
            if placed in headings or is_bold_font(text.font):
                continue
            if text.box[0] < edge:
                left += len(text.text)
            else:
                right += len(text.text)
    least = _LEAST_SHARE * (left + right)
    return min(left, right) > least


def _is_title(placed: Placed, titles: Mapping[str, str]) -> bool:
    text = placed[1]
    is_marked = is_bold_font(text.font) or text.text.isupper()
    return is_marked and bool(find_kind(text.text, titles))


def _crosses(row: Sequence[Placed], edge: float) -> bool:
    return any(text.box[0] < edge - _EDGE and text.box[2] > edge + _EDGE for _, text in row)


def _order_columns(rows: Sequence[list[Placed]], edge: float) -> Iterator[list[Placed]]:
    """Give rows of the left column before those of the right one, down to one that crosses both."""
    left: list[list[Placed]] = []
    right: list[list[Placed]] = []
    for row in rows:
        if _crosses(row, edge):
            yield from (*left, *right, row)
            left, right = [], []
            continue
        left.append([placed for placed in row if placed[1].box[0] < edge])
        right.append([placed for placed in row if placed[1].box[0] >= edge])
        left = list(filter(None, left))
        right = list(filter(None, right))
    yield from (*left, *right)
