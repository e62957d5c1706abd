"""Tell a page in two columns from one whose dates stand at the side, and put its text in order."""

from __future__ import annotations

from collections.abc import Sequence

from cvgen.importers.headings import is_known_heading
from cvgen.importers.pdf.lines import Line, join_lines_of_texts
from cvgen.pdf.facts import Page, Text

_STEP = 4.0  # points between the places where a gutter is looked for
_MOST_PLACES = 12  # that are looked at
_EDGE = 0.18  # of the width, where no gutter is
_LEAST_GUTTER = 6.0  # points
_MOST_CROSSING = 0.2  # of the texts
_LEAST_LINES = 5  # of a column
_MOST_ALIGNED = 0.5  # of the lines of a column that have one beside them
_LEAST_LETTERS = 18  # of a line of text, on average
_NAME = 1.3  # times the size of other headings, in which a name is set
_SAME_BASELINE = 2.0  # points


def read_lines(page: Page, texts: Sequence[Text]) -> tuple[list[Line], bool]:
    """Read the lines of a page in reading order, and say whether it has two columns."""
    gutter = _find_gutter(page, texts)
    if gutter is None:
        return join_lines_of_texts(page.number, texts), False
    return _read_zones(page, texts, gutter), True


def _find_gutter(page: Page, texts: Sequence[Text]) -> float | None:
    """Find where two columns part; of several places the one that least crosses."""
    if len(texts) < 2 * _LEAST_LINES:
        return None
    for place in _list_places(page, texts):
        if _are_columns(page, texts, place):
            return place
    return None


def _list_places(page: Page, texts: Sequence[Text]) -> list[float]:
    """List the places that few texts cross, of those that part them alike the first one."""
    crossings: dict[tuple[int, int], tuple[int, float]] = {}
    place = _EDGE * page.width
    while place < (1 - _EDGE) * page.width:
        left = sum(text.box[2] <= place for text in texts)
        right = sum(text.box[0] >= place for text in texts)
        crossing = len(texts) - left - right
        if crossing <= _MOST_CROSSING * len(texts):
            crossings.setdefault((left, right), (crossing, place))
        place += _STEP
    ordered = sorted(crossings.values())
    return [place for _, place in ordered[:_MOST_PLACES]]


def _crosses(text: Text, place: float) -> bool:
    return text.box[0] < place < text.box[2]


def _are_columns(page: Page, texts: Sequence[Text], place: float) -> bool:
    """Say whether both sides of a place are text by themselves: each has a heading, or prose."""
    beside = [text for text in texts if not _crosses(text, place)]
    left, right = _divide_lines(page, beside, place)
    if min(len(left), len(right)) < _LEAST_LINES:
        return False
    if min(line.left for line in right) - place > 12 * _LEAST_GUTTER:
        return False
    if _has_heading(left) and _has_heading(right):
        return True
    return _has_prose_column(left, right)


def _has_heading(lines: Sequence[Line]) -> bool:
    return any(is_known_heading(line.text) for line in lines)


def _has_prose_column(left: list[Line], right: list[Line]) -> bool:
    """Say whether the shorter side is prose by itself, whose lines have none beside them."""
    smaller = min(left, right, key=len)
    other = left if smaller is right else right
    aligned = sum(_has_neighbour(line, other) for line in smaller)
    letters = sum(len(line.text) for line in smaller) / len(smaller)
    return aligned < _MOST_ALIGNED * len(smaller) and letters > _LEAST_LETTERS


def _divide_lines(page: Page, texts: Sequence[Text], place: float) -> tuple[list[Line], list[Line]]:
    """Join the texts on both sides of a place to lines."""
    left = [text for text in texts if text.box[2] <= place]
    right = [text for text in texts if text.box[2] > place]
    return join_lines_of_texts(page.number, left), join_lines_of_texts(page.number, right)


def _has_neighbour(line: Line, others: Sequence[Line]) -> bool:
    return any(abs(other.baseline - line.baseline) < _SAME_BASELINE for other in others)


def _read_zones(page: Page, texts: Sequence[Text], place: float) -> list[Line]:
    """Read what stands over both columns first, then the left one, then the right one."""
    crossing = [text for text in texts if _crosses(text, place)]
    bounds = sorted(text.baseline for text in crossing)
    zones: dict[int, list[Text]] = {}
    for text in texts:
        if not _crosses(text, place):
            zones.setdefault(sum(bound < text.baseline - 1 for bound in bounds), []).append(text)
    lines: list[Line] = []
    for number in range(len(bounds) + 1):
        inside = zones.get(number, [])
        left, right = _divide_lines(page, inside, place)
        lines += _order_columns(left, right)
        if number < len(bounds):
            lines += join_lines_of_texts(page.number, crossing[number : number + 1])
    return lines


def _order_columns(left: list[Line], right: list[Line]) -> list[Line]:
    """Put the left column first, but for the name: what stands below it is the head of the CV."""
    if not left or not right:
        return left + right
    if max(line.size for line in right) < _NAME * max(line.size for line in left):
        return left + right
    end = 0
    while end < len(right) and not is_known_heading(right[end].text):
        end += 1
    return right[:end] + left + right[end:]
