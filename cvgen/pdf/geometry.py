"""Takes numbers out of a PDF, gives what is done with them: movements, boxes, and how many inks a colour has."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cvgen.pdf.facts import Box

Matrix = tuple[float, float, float, float, float, float]
SPACES = {
    "/DeviceGray": 1,
    "/CalGray": 1,
    "/G": 1,
    "/DeviceRGB": 3,
    "/CalRGB": 3,
    "/RGB": 3,
    "/DeviceCMYK": 4,
    "/CMYK": 4,
    "/Lab": 3,
}


def numbers(values: Any) -> Any:
    """Read the numbers of a list."""
    return tuple(
        float(value.get_object() if hasattr(value, "get_object") else value) for value in values
    )


def times(one: Matrix, other: Matrix) -> Matrix:
    """Do one movement, then another."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Move a point."""
    return matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5]


def around(points: Iterable[tuple[float, float]]) -> Box:
    """Give the box around points."""
    across, down = zip(*points, strict=True)
    return min(across), min(down), max(across), max(down)


def quarters(degrees: int) -> int:
    """Give the quarter turns, in degrees below 360, that are nearest to how a page claims to be turned."""
    return round(degrees / 90) * 90 % 360


def overlap(one: Box, other: Box) -> Box:
    """Give what two boxes share."""
    return (
        max(one[0], other[0]),
        max(one[1], other[1]),
        min(one[2], other[2]),
        min(one[3], other[3]),
    )


def joined(one: Box, other: Box) -> Box:
    """Give the box around two."""
    return (
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[2], other[2]),
        max(one[3], other[3]),
    )


def inks_of(space: Any) -> int:
    """Count the numbers that a colour has; 0 where that says nothing of how it looks."""
    space = space.get_object() if space is not None else None
    if isinstance(space, str):
        return SPACES.get(str(space), 0)
    if not isinstance(space, list) or not space:
        return 0
    if space[0] == "/ICCBased":
        return int(space[1].get_object().get("/N", 3))
    if space[0] in ("/Indexed", "/I"):
        return 3 if inks_of(space[1]) != 1 else 0
    return SPACES.get(str(space[0]), 0)
