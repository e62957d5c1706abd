"""Matrices, boxes and colour spaces of PDF (ISO 32000-1, 8.3 and 8.6).

Plain functions over numbers.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from cvgen.pdf.facts import Box
from cvgen.pdf.values import resolve_reference

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
# How many numbers a colour has, by the name of its space.
COLOR_SPACE_COMPONENTS = {
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


def read_numbers(values: Any) -> Any:
    """Return the numbers of an array as floats."""
    return tuple(float(resolve_reference(value)) for value in values)


def multiply_matrices(first: Matrix, second: Matrix) -> Matrix:
    """Return the matrix that does one transformation, then another."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def translate(matrix: Matrix, x: float, y: float) -> Matrix:
    """Return a matrix with its origin moved by x and y in its own axes."""
    return multiply_matrices((1, 0, 0, 1, x, y), matrix)


def transform_point(matrix: Matrix, x: float, y: float) -> Point:
    """Return where a matrix puts a point."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def transform_box(matrix: Matrix, box: Box) -> Box:
    """Return the box around the corners of a transformed box."""
    left, top, right, bottom = box
    corners = [
        transform_point(matrix, left, top),
        transform_point(matrix, left, bottom),
        transform_point(matrix, right, top),
        transform_point(matrix, right, bottom),
    ]
    return enclose_points(corners)


def enclose_points(points: Iterable[Point]) -> Box:
    """Return the smallest box around points."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def intersect_boxes(first: Box, second: Box) -> Box:
    """Return what two boxes share; its ends are the wrong way round where they share nothing."""
    return (
        max(first[0], second[0]),
        max(first[1], second[1]),
        min(first[2], second[2]),
        min(first[3], second[3]),
    )


def unite_boxes(first: Box, second: Box) -> Box:
    """Return the smallest box around two."""
    return (
        min(first[0], second[0]),
        min(first[1], second[1]),
        max(first[2], second[2]),
        max(first[3], second[3]),
    )


def round_rotation(degrees: int) -> int:
    """Round the rotation of a page to quarter turns, in degrees from 0 to 270."""
    return round(degrees / 90) * 90 % 360


def count_color_components(space: Any) -> int:
    """Count the numbers that a colour of a space has; 0 where they do not say how it looks."""
    if space is None:
        return 0
    space = space.get_object()
    if isinstance(space, str):
        return COLOR_SPACE_COMPONENTS.get(str(space), 0)
    if isinstance(space, list) and space:
        return _count_family_components(space)
    return 0


def _count_family_components(space: list[Any]) -> int:
    """Count the numbers of a colour whose space is an array: a family, and what it needs."""
    family = space[0]
    if family == "/ICCBased":
        return int(space[1].get_object().get("/N", 3))
    if family in ("/Indexed", "/I"):
        if count_color_components(space[1]) == 1:
            return 0
        return 3
    return COLOR_SPACE_COMPONENTS.get(str(family), 0)


class PageFrame(Struct, frozen=True):
    """The visible part of a page.

    Its size in points as shown, and the matrix to points from its top left corner.
    """

    width: float
    height: float
    rotation: int
    unit: float  # points of one unit of the page
    matrix: Matrix


def measure_page(page: Any) -> PageFrame:
    """Measure the crop box of a page, turned as the page is shown."""
    crop = page.cropbox
    unit = float(page.get("/UserUnit", 1))
    rotation = int(page.rotation) % 360
    turn = round_rotation(rotation)
    width = float(crop.width) * unit
    height = float(crop.height) * unit
    matrix = _compute_display_matrix(crop, turn, unit)
    if turn in (90, 270):
        return PageFrame(height, width, rotation, unit, matrix)
    return PageFrame(width, height, rotation, unit, matrix)


def _compute_display_matrix(crop: Any, turn: int, unit: float) -> Matrix:
    left = float(crop.left)
    bottom = float(crop.bottom)
    right = float(crop.right)
    top = float(crop.top)
    matrices: dict[int, Matrix] = {
        0: (1, 0, 0, -1, -left, top),
        90: (0, 1, 1, 0, -bottom, -left),
        180: (-1, 0, 0, 1, right, -bottom),
        270: (0, -1, -1, 0, top, right),
    }
    a, b, c, d, e, f = matrices[turn]
    return a * unit, b * unit, c * unit, d * unit, e * unit, f * unit
