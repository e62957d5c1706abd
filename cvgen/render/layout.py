"""Measure what WeasyPrint has laid out: where everything is, and how full the pages are."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from typing import Any, Literal

from msgspec import Struct

from cvgen.errors import Diagnostic
from cvgen.render.patches import read_private
from cvgen.text.patterns import compile_late
from cvgen.text.units import CSS_PIXEL

_ID = compile_late(r"section-\d+(-\d+)?(-\d+)?")
_LOWERED_SHARE = 0.3  # of what is free below the text: the optical middle lies above the true one
_MOST_LOWERED = 0.1  # of the height of the page's text
_WITH_POSITIONS = "with-positions"  # the class of an item that has some
Kind = Literal["section", "heading", "item", "position"]


class PlacedElement(Struct, frozen=True):
    """A section, its heading, an item or a position in one, or the part of one that a page has.

    Its box in points from the page's top left.
    """

    id: str
    kind: Kind
    page: int
    left: float
    top: float
    right: float
    bottom: float


class PageMeasures(Struct, frozen=True):
    """Lengths in points that say how much the pages hold.

    From one line of the body to the next; from a page's top edge to its text; down the text of a
    full page, and of the last. `last_lines` says how many lines the last one holds.
    """

    line_pitch: float
    text_top: float
    text_height: float
    last_text_height: float
    last_lines: int = 0


class ThinPage(Diagnostic, frozen=True):
    """The finding that the last page is nearly empty.

    Which hangs on the facts and not on the theme.
    """


def clear_margins(page: Any) -> None:
    """Take out what stands in the margins of a page: "1/1" says nothing."""
    box = read_private(page, "_page_box")
    box.children = [child for child in box.children if not hasattr(child, "at_keyword")]


def choose_lowering(measures: PageMeasures) -> float:
    """Choose how much lower the text of a single page looks centred, if it is not full: points."""
    free = max(0.0, measures.text_height - measures.last_text_height)
    return min(free * _LOWERED_SHARE, measures.text_height * _MOST_LOWERED)


def measure_pages(document: Any) -> PageMeasures:
    """Measure the pages; the body's lines are those of which there are most.

    Raises ValueError where a style sheet left no page to print on.
    """
    boxes = [read_private(page, "_page_box") for page in document.pages]
    last_box = boxes[-1]
    if last_box.height <= 0:
        raise ValueError("the margins leave no page to print on")
    heights: Counter[float] = Counter()
    for box in boxes:
        heights.update(round(line.height, 2) for line in _list_lines(box.children[0]))
    top = last_box.position_y + last_box.margin_top
    last = last_box.children[0].margin_height()
    line_height = _choose_line_height(heights, last_box.height)
    return PageMeasures(
        line_pitch=_to_points(line_height),
        text_top=_to_points(top),
        text_height=_to_points(last_box.height),
        last_text_height=_to_points(last),
        last_lines=_count_lines(last_box.children[0], line_height / 2),
    )


def _count_lines(box: Any, apart: float) -> int:
    """Count the lines of a page; what stands beside each other, within a length, is one line."""
    tops = sorted(line.position_y for line in _list_lines(box))
    count = 0
    last_top = -math.inf
    for top in tops:
        if top - last_top > apart:
            count += 1
            last_top = top
    return count


def _choose_line_height(heights: Counter[float], default: float) -> float:
    """Choose the commonest height, and the largest of those that are equally common."""
    if not heights:
        return default
    return max(heights, key=lambda height: (heights[height], height))


def _to_points(length: float) -> float:
    return round(length * CSS_PIXEL, 2)


def _list_lines(box: Any) -> Iterator[Any]:
    for child in _list_children(box):
        if type(child).__name__ == "LineBox":
            yield child
        else:
            yield from _list_lines(child)


def _list_children(box: Any) -> Iterator[Any]:
    """List a box's children; what is placed absolutely stands behind a placeholder."""
    for child in getattr(box, "children", ()):
        yield getattr(child, "_box", child)


def list_elements(document: Any) -> tuple[PlacedElement, ...]:
    """List sections, headings, items and positions page by page, each in the order of the page."""
    elements: list[PlacedElement] = []
    for number, page in enumerate(document.pages):
        elements += _walk_boxes(read_private(page, "_page_box"), number, "")
    return tuple(elements)


def _walk_boxes(box: Any, page: int, section: str) -> Iterator[PlacedElement]:
    name = _read_id(box)
    match = _ID.fullmatch(name)
    if match and match[2]:
        yield _measure_box(box, page, name, "position")
        return
    if match and match[1]:
        yield _measure_box(box, page, name, "item")
        if _WITH_POSITIONS not in box.element.get("class", ""):
            return
        section = ""
        match = None
    if match:
        yield _measure_box(box, page, name, "section")
        section = name
    elif section and box.element_tag == "h2":
        yield _measure_box(box, page, section, "heading")
        return
    for child in _list_children(box):
        yield from _walk_boxes(child, page, section)


def _read_id(box: Any) -> str:
    """Read the id of a box's element; what `::before` and its kin make has none of its own."""
    element = getattr(box, "element", None)
    if element is None or getattr(box, "pseudo_type", None):
        return ""
    return str(element.get("id", ""))


def _measure_box(box: Any, page: int, name: str, kind: Kind) -> PlacedElement:
    left = box.position_x
    top = box.position_y
    return PlacedElement(
        id=name,
        kind=kind,
        page=page,
        left=_to_points(left),
        top=_to_points(top),
        right=_to_points(left + box.margin_width()),
        bottom=_to_points(top + box.margin_height()),
    )
