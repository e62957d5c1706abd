"""Takes a document that the engine has laid out, gives where every section, heading and item is, and how full its pages are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from cvgen.units import CSS_PIXEL

_ID = re.compile(r"section-\d+(-\d+)?")


@dataclass(frozen=True, slots=True)
class Placed:
    """A section, its heading or an item, or the part of one that a page has: its box in points from the page's top left."""

    id: str
    kind: Literal["section", "heading", "item"]
    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Measures:
    """Points from one line of the body to the next, from a page's top edge to its text, down the text of a full page and of the last."""

    pitch: float
    top: float
    room: float
    last: float


def measures(rendered: Any) -> Measures:
    """Measure the pages; the body's lines are those of which there are most.

    Raises ValueError where a style sheet left no page to print on.
    """
    sheet = rendered.pages[-1]._page_box
    if sheet.height <= 0:
        raise ValueError("the margins leave no page to print on")
    heights = Counter(
        height for one in rendered.pages for height in _lines(one._page_box.children[0])
    )
    pitch = max(heights, key=lambda height: (heights[height], height), default=sheet.height)
    top, room, last = (
        sheet.position_y + sheet.margin_top,
        sheet.height,
        sheet.children[0].margin_height(),
    )
    return Measures(*(round(length * CSS_PIXEL, 2) for length in (pitch, top, room, last)))


def _lines(box: Any) -> Iterator[float]:
    for child in getattr(box, "children", ()):
        inner = getattr(child, "_box", child)
        if type(inner).__name__ == "LineBox":
            yield round(inner.height, 2)
        else:
            yield from _lines(inner)


def placed(rendered: Any) -> tuple[Placed, ...]:
    """Find them all, page by page, each in the order of the page."""
    return tuple(
        one
        for number, sheet in enumerate(rendered.pages)
        for one in _within(sheet._page_box, number, "")
    )


def _within(box: Any, page: int, section: str) -> Iterator[Placed]:
    element = getattr(box, "element", None)
    name = element.get("id", "") if element is not None else ""
    match = _ID.fullmatch(name) if name and not getattr(box, "pseudo_type", None) else None
    if match:
        yield _at(box, page, name, "item" if match[1] else "section")
        if match[1]:
            return
        section = name
    elif section and box.element_tag == "h2":
        yield _at(box, page, section, "heading")
        return
    for child in getattr(box, "children", ()):
        yield from _within(getattr(child, "_box", child), page, section)


def _at(box: Any, page: int, name: str, kind: Literal["section", "heading", "item"]) -> Placed:
    left, top = box.position_x, box.position_y
    edges = (left, top, left + box.margin_width(), top + box.margin_height())
    return Placed(name, kind, page, *(round(edge * CSS_PIXEL, 2) for edge in edges))
