"""Move a page of a PDF as a whole: its content, annotations, patterns, and the jumps to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from cvgen.application.attachments.pdf_objects import (
    add_object,
    add_stream,
    copy_dictionary,
    copy_entry,
    get_entry,
    is_reference,
    is_stream,
    list_annotations,
    list_objects,
    set_entry,
)
from cvgen.pdf.facts import Box
from cvgen.pdf.geometry import (
    Matrix,
    enclose_points,
    multiply_matrices,
    read_numbers,
    transform_point,
)

_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
_POINT_LISTS = ("/QuadPoints", "/L", "/Vertices", "/CL")
_INVALIDATED = ("/TrimBox", "/BleedBox", "/ArtBox", "/UserUnit", "/Thumb", "/VP")
# What the numbers of a destination are, after its page and its kind (ISO 32000-2, table 149).
_DESTINATION_AXES = {
    "/XYZ": "xy",
    "/FitH": "y",
    "/FitBH": "y",
    "/FitV": "x",
    "/FitBV": "x",
    "/FitR": "xyxy",
}
_FIRST_NUMBER = 2  # the index in a destination
_HIGHEST = 100_000.0  # points, above the top of every page
_DEEPEST_APPEARANCE = 2  # dictionaries: of kinds, then of states


class Move(Struct, frozen=True):
    """A movement in points, what of the old page is shown, and the new size and rotation."""

    matrix: Matrix
    shown: Box
    size: tuple[float, float]
    rotation: int = 0

    @property
    def turns(self) -> bool:
        """Say whether horizontal lines do not stay horizontal."""
        return bool(self.matrix[1] or self.matrix[2])


def move_page(page: Any, move: Move, writer: Any) -> None:
    """Move everything on a page, and give it plain boxes of the new size."""
    from pypdf.generic import RectangleObject

    left, bottom, right, top = move.shown
    clip = (left, bottom, right - left, top - bottom)
    before = _format_operands(move.matrix) + b" cm\nq\n" + _format_operands(clip) + b" re W n\n"
    after = b"Q\n" + _format_operands(invert_matrix(move.matrix)) + b" cm\n"
    wrap_content(page, writer, before, after)
    _move_patterns(page, move.matrix, writer)
    for _, annotation in list_annotations(page):
        if "/Rect" in annotation:
            _move_annotation(annotation, move)
    width, height = move.size
    for name in ("/MediaBox", "/CropBox"):
        box = RectangleObject((0, 0, round(width, 3), round(height, 3)))
        set_entry(page, name, box)
    set_entry(page, "/Rotate", move.rotation)
    for name in _INVALIDATED:
        page.pop(name, None)


def wrap_content(page: Any, writer: Any, before: bytes, after: bytes) -> None:
    """Put operators before and after the content of a page.

    What the content forgets to restore, or restores too often, does not reach the operators after.
    """
    contents = page.get("/Contents")
    resolved = get_entry(page, "/Contents")
    if resolved is None:
        return
    if isinstance(resolved, list):
        streams = list(resolved)
    elif is_reference(contents):
        streams = [contents]
    else:
        streams = [add_object(writer, resolved)]
    first = add_stream(writer, before + b"q\n")
    last = add_stream(writer, b"\nQ\n" + after)
    set_entry(page, "/Contents", [first, *streams, last])


def _format_operands(values: tuple[float, ...]) -> bytes:
    operands = [f"{value:.6f}".rstrip("0").rstrip(".") for value in values]
    return " ".join(operands).encode()


def invert_matrix(matrix: Matrix) -> Matrix:
    """Return the movement back."""
    a, b, c, d, e, f = matrix
    determinant = a * d - b * c
    return (
        d / determinant,
        -b / determinant,
        -c / determinant,
        a / determinant,
        (c * f - d * e) / determinant,
        (b * e - a * f) / determinant,
    )


def _move_patterns(page: Any, matrix: Matrix, writer: Any) -> None:
    """Move the patterns too: they count from the page, not from what is drawn with them."""
    if get_entry(get_entry(page, "/Resources"), "/Pattern") is None:
        return
    resources = copy_entry(page, "/Resources")
    patterns = copy_entry(resources, "/Pattern")
    for name in list(patterns):
        pattern = copy_dictionary(patterns[name])
        old = read_numbers(pattern.get("/Matrix", _IDENTITY))
        set_entry(pattern, "/Matrix", multiply_matrices(old, matrix))
        patterns[name] = add_object(writer, pattern)


def _move_annotation(annotation: Any, move: Move) -> None:
    rectangle = move_box(read_numbers(annotation["/Rect"]), move.matrix)
    set_entry(annotation, "/Rect", [round(value, 4) for value in rectangle])
    for name in _POINT_LISTS:
        points = get_entry(annotation, name)
        if points is not None:
            set_entry(annotation, name, _move_points(points, move.matrix))
    strokes = get_entry(annotation, "/InkList")
    if strokes is not None:
        moved_strokes = [_move_points(stroke.get_object(), move.matrix) for stroke in strokes]
        set_entry(annotation, "/InkList", moved_strokes)
    if move.turns:
        _turn_appearance(get_entry(annotation, "/AP"), move.matrix, 0)


def move_box(box: Box, matrix: Matrix) -> Box:
    """Return the box around a box that was moved."""
    left, bottom, right, top = box
    corners = ((left, bottom), (left, top), (right, bottom), (right, top))
    return enclose_points(transform_point(matrix, x, y) for x, y in corners)


def _move_points(values: Any, matrix: Matrix) -> list[float]:
    """Move points that stand as x, y, x, y, … in one list."""
    coordinates = read_numbers(values)
    result = []
    for x, y in zip(coordinates[::2], coordinates[1::2], strict=False):
        new_x, new_y = transform_point(matrix, x, y)
        result += [round(new_x, 4), round(new_y, 4)]
    return result


def _turn_appearance(appearance: Any, matrix: Matrix, depth: int) -> None:
    """Turn what an annotation shows; its size and place come from its rectangle."""
    if is_stream(appearance):
        old = read_numbers(appearance.get("/Matrix", _IDENTITY))
        turn: Matrix = (*matrix[:4], 0, 0)
        set_entry(appearance, "/Matrix", multiply_matrices(old, turn))
    elif isinstance(appearance, dict) and depth < _DEEPEST_APPEARANCE:
        for name in list(appearance):
            _turn_appearance(get_entry(appearance, name), matrix, depth + 1)


def move_destinations(writer: Any, moves: dict[int, Move]) -> None:
    """Move the places to which links and bookmarks jump.

    `moves` holds the movement of each page by the number of the page's object.
    """
    for destination in _find_destinations(writer):
        move = moves.get(getattr(destination[0], "idnum", 0))
        if move is None:
            continue
        if move.turns:
            _show_top(destination, move.matrix)
        else:
            _move_destination(destination, move.matrix)


def _find_destinations(writer: Any) -> Iterator[Any]:
    """Yield the arrays that may be destinations, wherever they stand in a file."""
    visited: set[int] = set()
    stack: list[Any] = list_objects(writer)
    while stack:
        thing = stack.pop()
        if not isinstance(thing, (list, dict)) or id(thing) in visited:
            continue
        visited.add(id(thing))
        if isinstance(thing, dict):
            stack += thing.values()
            continue
        if len(thing) > _FIRST_NUMBER and isinstance(thing[1], str):
            yield thing
        stack += thing


def _move_destination(destination: Any, matrix: Matrix) -> None:
    from pypdf.generic import FloatObject

    axes = _DESTINATION_AXES.get(destination[1], "")
    for index, axis in enumerate(axes, _FIRST_NUMBER):
        if index >= len(destination):
            return
        value = destination[index]
        if not isinstance(value, (int, float)):
            continue
        x, y = transform_point(matrix, float(value), float(value))
        if axis == "x":
            destination[index] = FloatObject(round(x, 3))
        else:
            destination[index] = FloatObject(round(y, 3))


def _show_top(destination: Any, matrix: Matrix) -> None:
    """Let a destination on a turned page name only a height: what was across is now down."""
    from pypdf.generic import FloatObject, NameObject, NullObject, NumberObject

    top = FloatObject(_find_top(destination, matrix))
    destination[1:] = [NameObject("/XYZ"), NullObject(), top, NumberObject(0)]


def _find_top(destination: Any, matrix: Matrix) -> float:
    point = []
    for value in destination[_FIRST_NUMBER:4]:
        if isinstance(value, (int, float)):
            point.append(float(value))
        else:
            point.append(0.0)
    if destination[1] != "/XYZ" or len(point) < 2:
        return _HIGHEST
    _, y = transform_point(matrix, *point)
    return round(y, 3)
