"""Order text by its place on the page: down the page, and column by column where there are some.

A page has columns where titles of sections stand in two of them, or where nothing crosses a gap
and each side of it has lines that nothing stands beside; or where another page has, and nothing
crosses the gap.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from unicodedata import bidirectional

from cvgen.target.parser.lines import Line, Placed, group_rows, is_bold_font, make_lines
from cvgen.target.parser.words import find_kind

_STEP = 3.0  # points, in which a gap between columns is searched for
_MOST_CROSSING = 0.35  # of the rows below the first title
_LEAST_SHARE = 0.05  # of the letters below the first title, in each column, titles apart
_GLUE = 0.3  # of the size, within which the pieces of a line stand
_LEAST_ALONE = 0.15  # of the lines of a column: dates and places always stand beside something
_LEAST_ROWS = 8  # of each column that is known by its gap alone


def join_lines_by_position(texts: Sequence[Placed], titles: Mapping[str, str]) -> list[Line]:
    """Join texts to lines by where they stand."""
    pages = [list(placed) for _, placed in groupby(texts, key=lambda each: each[0].number)]
    edges = [_find_column_edge(on_page, titles) for on_page in pages]
    lines: list[Line] = []
    for number, on_page in enumerate(pages):
        rows = list(group_rows(on_page))
        edge = edges[number]
        if edge is None:
            others = [*reversed(edges[:number]), *edges[number + 1 :]]
            edge = _borrow_edge(on_page, titles, others)
        if edge is not None:
            rows = list(_order_columns(rows, edge, is_rtl=_runs_from_right(on_page)))
        lines += make_lines(rows)
    return lines


def _find_column_edge(texts: Sequence[Placed], titles: Mapping[str, str]) -> float | None:
    """Find where the right column begins; None where there is but one."""
    headings = [placed for placed in texts if _is_title(placed, titles)]
    if not headings:
        return None
    below = _list_below(texts, headings)
    edge = _find_gap(headings, below)
    if edge is not None and _have_content(below, edge, headings):
        return edge
    edge = _find_clear_gap(below)
    if edge is not None and _have_content(below, edge, headings):
        return edge
    return None


def _find_clear_gap(rows: Sequence[Sequence[Placed]]) -> float | None:
    """Find what no row crosses, with lines of their own on either side; None if there is none."""
    boxes = sorted((text.box[0], text.box[2]) for row in rows for _, text in row)
    reach = boxes[0][1] if boxes else 0.0
    for left, right in boxes:
        is_clear = left > reach
        if is_clear and all(_stands_alone(rows, left, is_left=side) for side in (True, False)):
            return left
        reach = max(reach, right)
    return None


def _stands_alone(rows: Sequence[Sequence[Placed]], edge: float, *, is_left: bool) -> bool:
    """Say whether one side of an edge has rows enough, and enough that have no other side."""
    used = alone = 0
    for row in rows:
        sides = {text.box[0] < edge for _, text in row}
        is_title = all(is_bold_font(text.font) for _, text in row)
        used += is_left in sides
        alone += sides == {is_left} and not is_title
    return used >= _LEAST_ROWS and alone >= _LEAST_ALONE * used


def _borrow_edge(
    texts: Sequence[Placed], titles: Mapping[str, str], edges: Sequence[float | None]
) -> float | None:
    """Take the column of another page, if nothing crosses it here below a title."""
    known = next((edge for edge in edges if edge is not None), None)
    if known is None:
        return None
    headings = [placed for placed in texts if _is_title(placed, titles)]
    below = _list_below(texts, headings)
    return known if _keep_clear_of(below, known) else None


def _list_below(texts: Sequence[Placed], headings: Sequence[Placed]) -> list[list[Placed]]:
    """List the rows from the first title on, or all where there is none."""
    rows = group_rows(texts)
    top = min((placed[1].baseline for placed in headings), default=None)
    return [row for row in rows if top is None or row[0][1].baseline >= top]


def _find_gap(headings: Sequence[Placed], rows: Sequence[Sequence[Placed]]) -> float | None:
    """Find between the outermost titles what the fewest rows cross, as far right as it can be."""
    x = min(placed[1].box[2] for placed in headings)
    last = max(placed[1].box[0] for placed in headings)
    fewest = _MOST_CROSSING * len(rows)
    edge = None
    while x < last:
        crossing = sum(_crosses(row, x) for row in rows)
        if crossing <= fewest:
            fewest = crossing
            edge = x
        x += _STEP
    return edge


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
    return any(text.box[0] < edge < text.box[2] + _GLUE * text.size for _, text in row)


def _keep_clear_of(rows: Sequence[Sequence[Placed]], edge: float) -> bool:
    return not any(_crosses(row, edge) for row in rows)


def _runs_from_right(texts: Sequence[Placed]) -> bool:
    """Say whether most letters are of scripts from right to left."""
    directions: Counter[str] = Counter()
    for _, text in texts:
        directions.update(map(bidirectional, text.text))
    return directions["R"] + directions["AL"] > directions["L"]


def _order_columns(
    rows: Sequence[list[Placed]], edge: float, *, is_rtl: bool
) -> Iterator[list[Placed]]:
    """Give the rows of one column before those of the other, down to one that crosses both."""
    columns: tuple[list[list[Placed]], ...] = ([], [])
    for row in rows:
        if _crosses(row, edge):
            yield from (*columns[is_rtl], *columns[not is_rtl], row)
            columns = ([], [])
            continue
        left = [placed for placed in row if placed[1].box[0] < edge]
        right = [placed for placed in row if placed[1].box[0] >= edge]
        for column, part in zip(columns, (left, right), strict=True):
            if part:
                column.append(part)
    yield from (*columns[is_rtl], *columns[not is_rtl])
