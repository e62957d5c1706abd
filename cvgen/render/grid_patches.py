"""The patch of WeasyPrint 70 that lays the items of a grid out once.

The engine lays every item out to learn how high its row is, and then once more in its place.
Where it is whole there, it is the same again, only elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf, isclose
from typing import Any

from msgspec import Struct

from cvgen.render.length_patches import has_fixed_heights
from cvgen.render.patches import Patch

_MEASURED = "cvgen_measured"  # the attribute of a layout's context that the items are kept in


class _Item(Struct, frozen=True):
    """An item that was laid out to be measured: where, for what width, and what came of it."""

    x: float
    y: float
    width: float
    result: tuple[Any, ...]


class _Place(Struct, frozen=True):
    """Where an item is to stand: as what box, in what, and how far above the end of a page.

    Where its page has begun (`is_first` is not so), the engine keeps a margin that it left out
    while it measured.
    """

    context: Any
    box: Any
    bottom_space: float
    containing_block: Any
    is_first: bool


def _make_item_keeper(lay_out: Callable[..., Any]) -> Callable[..., Any]:
    def lay_out_once(
        context: Any,
        box: Any,
        bottom_space: float,
        skip_stack: Any,
        containing_block: Any,
        *rest: Any,
        **options: Any,
    ) -> Any:
        arguments = (context, box, bottom_space, skip_stack, containing_block, *rest)
        # An element has one box of its own; what has none is anonymous.
        if not box.is_grid_item or skip_stack or not hasattr(box.style, "cascaded"):
            return lay_out(*arguments, **options)
        items: dict[Any, _Item] = vars(context).setdefault(_MEASURED, {})
        key = (box.element, box.element_tag)
        if bottom_space == -inf:
            x, y = box.position_x, box.position_y
            result = lay_out(*arguments, **options)
            items[key] = _Item(x, y, containing_block.width, result)
            return result
        page_is_empty = options.get("page_is_empty", not rest or rest[0])
        is_first = page_is_empty or context.current_page == 1
        place = _Place(context, box, bottom_space, containing_block, is_first)
        return _move_item(items.pop(key, None), place) or lay_out(*arguments, **options)

    return lay_out_once


def _move_item(item: _Item | None, place: _Place) -> tuple[Any, ...] | None:
    """Move an item that was measured to its place, if there it is the same."""
    from weasyprint.layout.percent import resolve_percentages

    box = place.box
    resolve_percentages(box, place.containing_block)
    if item is None or not _fits_place(item, place):
        return None
    moved = item.result[0]
    moved.translate(box.position_x - item.x, box.position_y - item.y)
    if place.context.overflows_page(place.bottom_space, _find_bottom(moved)):
        return None
    _take_place(moved, box)
    return (moved, *item.result[1:])


def _fits_place(item: _Item, place: _Place) -> bool:
    """Say whether an item was laid out to its end, as it would be in its place."""
    measured, resume_at, next_page, *_ = item.result
    if measured is None or resume_at is not None or next_page["break"] != "any":
        return False
    if not isclose(item.width, place.containing_block.width):
        return False
    if place.box.width != "auto" and not isclose(place.box.width, measured.width):
        return False
    return _hangs_on_nothing(measured, is_first=place.is_first)


def _hangs_on_nothing(box: Any, *, is_first: bool) -> bool:
    """Say whether all in a box stands as it would anywhere else in the same width."""
    from weasyprint.formatting_structure import boxes

    if isinstance(box, boxes.TextBox):
        return True
    if isinstance(box, (boxes.TableBox, boxes.ReplacedBox)) or not box.is_in_normal_flow():
        return False
    if not has_fixed_heights(box.style):
        return False
    if not is_first and isinstance(box, boxes.BlockLevelBox) and not _has_whole_margin(box):
        return False
    return all(_hangs_on_nothing(child, is_first=is_first) for child in box.children)


def _has_whole_margin(box: Any) -> bool:
    margin = box.style["margin_top"]
    is_whole: bool = margin == "auto" or getattr(margin, "value", None) == box.margin_top
    return is_whole


def _find_bottom(box: Any) -> float:
    """Find how far down anything in a box reaches."""
    bottom: float = box.position_y + box.margin_height()
    for child in box.children:
        bottom = max(bottom, _find_bottom(child))
    return bottom


def _take_place(measured: Any, box: Any) -> None:
    """Give a box that was measured the style and the sizes of the one in its place."""
    measured.style = box.style
    if box.width != "auto":
        measured.width = box.width
    if box.height != "auto":
        measured.height = max(min(box.height, box.max_height), box.min_height)


GRID_PATCHES = (
    Patch(
        "weasyprint.layout.block",
        "block_level_layout",
        (
            "context",
            "box",
            "bottom_space",
            "skip_stack",
            "containing_block",
            "page_is_empty",
            "absolute_boxes",
            "fixed_boxes",
            "adjoining_margins",
            "first_letter_style",
            "first_line_style",
            "discard",
            "max_lines",
        ),
        _make_item_keeper,
        "An item of a grid is laid out to be measured, and then once more in its place.",
    ),
)
