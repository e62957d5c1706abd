"""Takes a page of a PDF and a movement, gives the page moved whole: what is drawn, links, marks, patterns, and jumps to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cvgen.pdf.geometry import Matrix, around, moved, numbers, times

_POINTS = ("/QuadPoints", "/L", "/Vertices", "/CL")
_LEFT_BEHIND = ("/TrimBox", "/BleedBox", "/ArtBox", "/UserUnit", "/Thumb", "/VP")
_CORNER = 2  # where the numbers of a jump begin


@dataclass(frozen=True, slots=True)
class Move:
    """A movement in points, what of the old page is shown, and the new size."""

    matrix: Matrix
    shown: tuple[float, float, float, float]
    size: tuple[float, float]
    rotation: int = 0


def move(page: Any, to: Move, writer: Any) -> None:
    """Move all that is on a page."""
    from pypdf.generic import NameObject, NumberObject, RectangleObject

    wrap(
        page,
        writer,
        _said(to.matrix) + b" cm\nq\n" + _said(to.shown[:2] + _extent(to.shown)) + b" re W n\n",
        b"Q\n" + _said(inverse(to.matrix)) + b" cm\n",
    )
    _patterns(page, to.matrix, writer)
    for annotation in lying_on(page):
        _annotation(annotation, to.matrix)
    for name in ("/MediaBox", "/CropBox"):
        page[NameObject(name)] = RectangleObject((0, 0, *(round(length, 3) for length in to.size)))
    page[NameObject("/Rotate")] = NumberObject(to.rotation)
    for name in _LEFT_BEHIND:
        page.pop(name, None)


def wrap(page: Any, writer: Any, before: bytes, after: bytes) -> None:
    """Put operators around what is drawn; what the page forgot to restore, or restores too often, stays within."""
    from pypdf.generic import ArrayObject, NameObject

    contents = page.get("/Contents")
    listed = contents.get_object() if contents is not None else None
    if listed is None:
        return
    old = (
        list(listed)
        if isinstance(listed, list)
        else [contents if hasattr(contents, "idnum") else writer._add_object(listed)]
    )
    page[NameObject("/Contents")] = ArrayObject(
        [_stream(before + b"q\n", writer), *old, _stream(b"\nQ\n" + after, writer)]
    )


def _stream(data: bytes, writer: Any) -> Any:
    from pypdf.generic import DecodedStreamObject

    stream = DecodedStreamObject()
    stream.set_data(data)
    return writer._add_object(stream)


def _extent(box: tuple[float, float, float, float]) -> tuple[float, float]:
    return box[2] - box[0], box[3] - box[1]


def _said(values: tuple[float, ...]) -> bytes:
    return " ".join(f"{value:.6f}".rstrip("0").rstrip(".") for value in values).encode()


def inverse(matrix: Matrix) -> Matrix:
    """Give the movement back."""
    a, b, c, d, e, f = matrix
    whole = a * d - b * c
    return (
        d / whole,
        -b / whole,
        -c / whole,
        a / whole,
        (c * f - d * e) / whole,
        (b * e - a * f) / whole,
    )


def own(holder: Any, name: str) -> Any:
    """Give a page a dictionary of its own where it shared one with others, so that only this page changes."""
    from pypdf.generic import DictionaryObject, NameObject

    found = holder.get(name)
    copy = DictionaryObject(found.get_object() if found is not None else {})
    holder[NameObject(name)] = copy
    return copy


def _patterns(page: Any, matrix: Matrix, writer: Any) -> None:
    """Move the patterns too: they count from the page, not from what is drawn with them."""
    from pypdf.generic import ArrayObject, FloatObject, NameObject

    resources = page.get("/Resources")
    if resources is None or "/Pattern" not in resources.get_object():
        return
    named = own(own(page, "/Resources"), "/Pattern")
    for name, found in list(named.items()):
        pattern = copied(found.get_object())
        old = numbers(pattern.get("/Matrix", (1, 0, 0, 1, 0, 0)))
        pattern[NameObject("/Matrix")] = ArrayObject(map(FloatObject, times(old, matrix)))
        named[name] = writer._add_object(pattern)


def copied(thing: Any) -> Any:
    """Copy a dictionary, or a stream with its data as they are packed."""
    copy = type(thing)()
    copy.update(thing)
    if hasattr(thing, "_data"):
        copy._data = thing._data
    return copy


def lying_on(page: Any) -> Iterator[Any]:
    """Give what lies on a page: links, fields, comments."""
    listed = page.get("/Annots")
    listed = listed.get_object() if listed is not None else None
    for reference in listed if isinstance(listed, list) else ():
        one = reference.get_object()
        if isinstance(one, dict) and "/Rect" in one:
            yield one


def _annotation(one: Any, matrix: Matrix) -> None:
    from pypdf.generic import ArrayObject, FloatObject, NameObject

    left, low, right, high = numbers(one["/Rect"])
    corners = (moved(matrix, x, y) for x in (left, right) for y in (low, high))
    one[NameObject("/Rect")] = ArrayObject(
        FloatObject(round(value, 4)) for value in around(corners)
    )
    for name in (name for name in _POINTS if name in one):
        one[NameObject(name)] = _points(one[name].get_object(), matrix)
    if "/InkList" in one:
        one[NameObject("/InkList")] = ArrayObject(
            _points(line.get_object(), matrix) for line in one["/InkList"].get_object()
        )
    if matrix[1] or matrix[2]:
        _turn(one.get("/AP"), matrix, 0)


def _points(values: Any, matrix: Matrix) -> Any:
    from pypdf.generic import ArrayObject, FloatObject

    flat = numbers(values)
    pairs = zip(flat[::2], flat[1::2], strict=False)
    return ArrayObject(
        FloatObject(round(value, 4)) for x, y in pairs for value in moved(matrix, x, y)
    )


def _turn(appearance: Any, matrix: Matrix, depth: int) -> None:
    """Turn what an annotation shows; its size comes from its place."""
    from pypdf.generic import ArrayObject, FloatObject, NameObject

    thing: Any = appearance.get_object() if appearance is not None else None
    if hasattr(thing, "_data"):
        old = numbers(thing.get("/Matrix", (1, 0, 0, 1, 0, 0)))
        thing[NameObject("/Matrix")] = ArrayObject(
            map(FloatObject, times(old, (*matrix[:4], 0, 0)))
        )
    elif isinstance(thing, dict) and depth < 2:
        for kind in list(thing.values()):
            _turn(kind, matrix, depth + 1)


def jumps(writer: Any, moves: dict[int, Matrix]) -> None:
    """Move the places to which links and bookmarks jump; `moves` goes by the numbers of the pages' objects."""
    seen: set[int] = set()
    stack: list[Any] = list(writer._objects)
    while stack:
        thing = stack.pop()
        if not isinstance(thing, (list, dict)) or id(thing) in seen:
            continue
        seen.add(id(thing))
        if (
            isinstance(thing, list)
            and len(thing) > _CORNER
            and getattr(thing[0], "idnum", None) in moves
            and isinstance(thing[1], str)
        ):
            _jump(thing, moves[thing[0].idnum])
        stack += thing.values() if isinstance(thing, dict) else thing


def _jump(place: Any, matrix: Matrix) -> None:
    from pypdf.generic import FloatObject, NameObject, NullObject, NumberObject

    if (
        matrix[1] or matrix[2]
    ):  # turned: a line across is now a line down, so the whole page is shown
        place[1:] = [
            NameObject("/XYZ"),
            NullObject(),
            FloatObject(_top(place, matrix)),
            NumberObject(0),
        ]
        return
    for index, value in enumerate(place[_CORNER : 5 if place[1] == "/XYZ" else None], _CORNER):
        across = place[1] in ("/FitV", "/FitBV") or (
            index % 2 == 0 and place[1] in ("/XYZ", "/FitR")
        )
        if isinstance(value, (int, float)) and index < (4 if place[1] == "/XYZ" else 6):
            x, y = moved(matrix, float(value), float(value))
            place[index] = FloatObject(round(x if across else y, 3))


def _top(place: Any, matrix: Matrix) -> float:
    known = [float(value) if isinstance(value, (int, float)) else 0.0 for value in place[_CORNER:4]]
    return (
        round(moved(matrix, *known)[1], 3) if place[1] == "/XYZ" and len(known) == 2 else 100_000.0
    )
