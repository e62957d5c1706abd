"""The patch of WeasyPrint 70 that reads the lengths of a box once for each style.

The engine asks every style for eighteen lengths whenever it lays a box out, and it lays a box out
several times: to measure it in a grid, to break it over a page, to set it wider apart.
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import Any

from cvgen.render.patches import Patch

_SIDES = ("top", "right", "bottom", "left")
_BORDERS = tuple(f"border_{side}_width" for side in _SIDES)
_ROOM = tuple(f"{kind}_{side}" for kind in ("margin", "padding") for side in _SIDES)
_HEIGHTS = ("height", "min_height", "max_height")
_LENGTHS = (*_ROOM, "width", "min_width", "max_width", *_HEIGHTS)
# What a box has of which no rule says anything.
_INITIAL = {
    **dict.fromkeys((*_ROOM, *_BORDERS, "min_width", "min_height"), 0),
    **dict.fromkeys(("width", "height"), "auto"),
    **dict.fromkeys(("max_width", "max_height"), inf),
}
# The modules of the engine that have the function by its name.
_MODULES = ("absolute", "block", "column", "float", "grid", "inline", "page", "table")
_KEPT = "cvgen_lengths"  # the attribute of a style that its lengths are kept in


def _make_lengths_keeper(
    resolve_percentages: Callable[[Any, Any], None],
) -> Callable[[Any, Any], None]:
    names_of_lengths = _list_names_of_lengths()

    def is_silent(style: Any) -> bool:
        """Say whether nothing was said of any length, and none was set or read."""
        cascaded = getattr(style, "cascaded", None)
        if cascaded is None:
            return not style or style.keys().isdisjoint(_LENGTHS)
        return names_of_lengths.isdisjoint(cascaded) and names_of_lengths.isdisjoint(style)

    def resolve_once(box: Any, containing_block: Any) -> None:
        style = box.style
        kept = vars(style).get(_KEPT)
        if kept is None and is_silent(style) and style["border_collapse"] != "collapse":
            kept = vars(style)[_KEPT] = _INITIAL
        if kept:
            vars(box).update(kept)
            return
        resolve_percentages(box, containing_block)
        if kept is None:
            vars(style)[_KEPT] = _read_fixed_lengths(box)

    return resolve_once


def has_fixed_heights(style: Any) -> bool:
    """Say whether no height of a style that was laid out hangs on what is around its box."""
    return bool(vars(style).get(_KEPT)) or all(_is_fixed(style[name]) for name in _HEIGHTS)


def _is_fixed(value: Any) -> bool:
    return value == "auto" or getattr(value, "unit", None) == "px"


def _list_names_of_lengths() -> frozenset[str]:
    """List what lengths hang on, also by the names that change with the direction of writing."""
    from weasyprint.css import PHYSICAL_FUNCTIONS

    styles = [name.replace("_width", "_style") for name in _BORDERS]
    names = {*_LENGTHS, *_BORDERS, *styles, "box_sizing"}
    for name in tuple(names):
        if find_logical := PHYSICAL_FUNCTIONS.get(name):
            names.update(find_logical(block="ttb", inline=way) for way in ("ltr", "rtl"))
    return frozenset(names)


def _read_fixed_lengths(box: Any) -> dict[str, Any]:
    """Read the lengths of a box from it, if none of them hangs on what is around it."""
    style = box.style
    if style["border_collapse"] == "collapse":
        return {}
    if not all(_is_fixed(style[name]) for name in _LENGTHS):
        return {}
    return {name: vars(box)[name] for name in _INITIAL}


LENGTH_PATCHES = tuple(
    Patch(
        f"weasyprint.layout.{module}",
        "resolve_percentages",
        ("box", "containing_block"),
        _make_lengths_keeper,
        "Nearly all lengths are pixels, and a style is asked for them each time one of its boxes "
        "is laid out.",
    )
    for module in _MODULES
)
