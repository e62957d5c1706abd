"""Read the destinations and the outline of a PDF (ISO 32000-2, 12.3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct, field

from cvgen.application.attachments.pdf_objects import get_entry, is_reference, resolve_object
from cvgen.pdf.geometry import Matrix
from cvgen.render.merge import Bookmark

_DEEPEST = 20
_MOST_BOOKMARKS = 5000
# Which of a destination's numbers are its left and its top, by its kind; None where it has none.
_CORNERS: dict[str, tuple[int | None, int | None]] = {
    "/XYZ": (0, 1),
    "/FitH": (None, 0),
    "/FitBH": (None, 0),
    "/FitV": (0, None),
    "/FitBV": (0, None),
    "/FitR": (0, 3),
}


class PageFrame(Struct, frozen=True):
    """The size of a page in points as it is shown.

    The matrix turns a point of that, from its lower left, into one of the page's own axes.
    """

    width: float
    height: float
    matrix: Matrix

    @property
    def top_left(self) -> tuple[float, float]:
        """Return the top left corner as it is shown, in the page's own axes."""
        _, _, c, d, e, f = self.matrix
        return c * self.height + e, d * self.height + f


class Destination(Struct, frozen=True):
    """A page by its number, from 0, and the kind and numbers that say where on it."""

    page: int
    view: list[Any]


class Destinations:
    """The pages of a file and the names of places in it, by which its links go."""

    def __init__(self, reader: Any) -> None:
        self.reader = reader
        self.page_numbers = {}
        for number, page in enumerate(reader.pages):
            self.page_numbers[page.indirect_reference.idnum] = number
        self.names = dict(_list_named_destinations(reader.root_object))

    def find_destination(self, target: Any) -> Destination | None:
        """Return where a name or an explicit destination leads; None where that is nowhere."""
        target = resolve_object(target)
        if isinstance(target, (str, bytes)):
            target = self.names.get(_get_name_bytes(target))
        if isinstance(target, dict):
            target = get_entry(target, "/D")
        if not isinstance(target, list) or not target:
            return None
        page, *view = target
        number = page
        if is_reference(page):
            number = self.page_numbers.get(page.idnum)
        if not isinstance(number, int) or not 0 <= number < len(self.page_numbers):
            return None
        return Destination(int(number), view)


def _list_named_destinations(root: Any) -> Iterator[tuple[bytes, Any]]:
    """Yield the names of places, from the dictionary of PDF 1.1 and from the name tree."""
    for name, target in (get_entry(root, "/Dests") or {}).items():
        yield _get_name_bytes(name), target.get_object()
    tree = get_entry(get_entry(root, "/Names"), "/Dests")
    yield from _list_name_tree(tree, set())


def _list_name_tree(node: Any, visited: set[int]) -> Iterator[tuple[bytes, Any]]:
    if not isinstance(node, dict) or id(node) in visited:
        return
    visited.add(id(node))
    names = get_entry(node, "/Names") or []
    for name, target in zip(names[::2], names[1::2], strict=False):
        yield _get_name_bytes(name.get_object()), target.get_object()
    for child in get_entry(node, "/Kids") or []:
        yield from _list_name_tree(child.get_object(), visited)


def _get_name_bytes(name: Any) -> bytes:
    """Return a name as it is spelled in the file, whether it is a string or begins with a slash."""
    if isinstance(name, bytes):
        return name
    return getattr(name, "original_bytes", None) or str(name).removeprefix("/").encode()


def read_outline(
    root: Any, destinations: Destinations, frames: Sequence[PageFrame]
) -> tuple[Bookmark, ...]:
    """Read the outline of a file; what is below a line that leads nowhere takes its place."""
    reader = _OutlineReader(destinations, frames)
    return tuple(reader.read_items(get_entry(root, "/Outlines"), 0))


class _OutlineReader(Struct):
    destinations: Destinations
    frames: Sequence[PageFrame]
    visited: set[int] = field(default_factory=set)

    def read_items(self, parent: Any, depth: int) -> Iterator[Bookmark]:
        """Yield the bookmarks below an item, or below the outline itself."""
        item = get_entry(parent, "/First")
        while isinstance(item, dict) and id(item) not in self.visited:
            if len(self.visited) >= _MOST_BOOKMARKS or depth >= _DEEPEST:
                return
            self.visited.add(id(item))
            children = tuple(self.read_items(item, depth + 1))
            destination = self._find_destination(item)
            if destination is None:
                yield from children
            else:
                title = str(get_entry(item, "/Title") or "–")
                left, top = _find_point(destination.view, self.frames[destination.page])
                yield Bookmark(title, destination.page, left, top, children)
            item = get_entry(item, "/Next")

    def _find_destination(self, item: Any) -> Destination | None:
        target = get_entry(item, "/Dest")
        if not target:
            action = get_entry(item, "/A")
            if get_entry(action, "/S") != "/GoTo":
                return None
            target = get_entry(action, "/D")
        return self.destinations.find_destination(target)


def _find_point(view: list[Any], frame: PageFrame) -> tuple[float, float]:
    """Return the point that a destination names; what it leaves open is the page's corner."""
    kind = None
    values: list[Any] = []
    if view:
        kind, *values = [resolve_object(value) for value in view]
    left_index, top_index = _CORNERS.get(str(kind), (None, None))
    corner_left, corner_top = frame.top_left
    left = _get_number(values, left_index, corner_left)
    top = _get_number(values, top_index, corner_top)
    return left, top


def _get_number(values: list[Any], index: int | None, default: float) -> float:
    if index is None or index >= len(values):
        return default
    value = values[index]
    if isinstance(value, (int, float)):
        return float(value)
    return default
