"""Takes a document that the engine has laid out, gives the place of every section, heading and item on its pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

_POINTS = 0.75  # in a CSS pixel
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


def placed(rendered: Any) -> tuple[Placed, ...]:
    """Find them all, page by page, each in the order of the page."""
    return tuple(one for number, sheet in enumerate(rendered.pages) for one in _within(sheet._page_box, number, ""))


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
    return Placed(name, kind, page, *(round(edge * _POINTS, 2) for edge in edges))
