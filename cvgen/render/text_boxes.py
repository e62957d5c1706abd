"""List the text that WeasyPrint has laid out, as it will stand in the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from cvgen.render.patches import read_private
from cvgen.text.units import CSS_PIXEL

_BOLD_WEIGHT = 600  # CSS's number for semi-bold


class PlacedText(Struct, frozen=True):
    """Text in one style on one line: its page from 0, its place and size in points."""

    page: int
    text: str
    left: float
    right: float
    baseline: float
    size: float
    is_bold: bool


def list_texts(document: Any) -> tuple[PlacedText, ...]:
    """List all text page by page, in the order of the content; margins come last."""
    texts: list[PlacedText] = []
    for number, page in enumerate(document.pages):
        texts += _walk_text(read_private(page, "_page_box"), number)
    return tuple(texts)


def _walk_text(box: Any, page: int) -> Iterator[PlacedText]:
    if hasattr(box, "justification_spacing"):  # only text has it
        if box.text.strip() and box.style["visibility"] == "visible":
            yield _measure_text(box, page)
        return
    for child in getattr(box, "children", ()):
        # What is placed absolutely stands behind a placeholder.
        yield from _walk_text(getattr(child, "_box", child), page)


def _measure_text(box: Any, page: int) -> PlacedText:
    left = box.position_x * CSS_PIXEL
    style = box.style
    return PlacedText(
        page=page,
        text=box.text,
        left=left,
        right=left + box.width * CSS_PIXEL,
        baseline=(box.position_y + box.baseline) * CSS_PIXEL,
        size=style["font_size"] * CSS_PIXEL,
        is_bold=style["font_weight"] >= _BOLD_WEIGHT,
    )
