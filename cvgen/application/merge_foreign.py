"""Takes the bytes of a PDF that is not ours, gives what its pages need in the whole: their sizes, outline, targets, room for a line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from cvgen.errors import CvgenError, Diagnostic, PdfError
from cvgen.pdf.facts import Inspected, Page
from cvgen.pdf.geometry import quarters
from cvgen.pdf.inspect import inspect
from cvgen.pdf.open import opened_pdf
from cvgen.render.merge import Bookmark, Gap
from cvgen.render.running_line import BAND, SIDE

Matrix = tuple[float, float, float, float, float, float]
_DEEPEST = 20
_MOST_BOOKMARKS = 5000
_CORNERS = {
    "/XYZ": (0, 1),
    "/FitH": (None, 0),
    "/FitBH": (None, 0),
    "/FitV": (0, None),
    "/FitBV": (0, None),
    "/FitR": (0, 3),
}


@dataclass(frozen=True, slots=True)
class Foreign:
    """A PDF to be put in; the running line lies on what is on the pages `covered`, from 1."""

    title: str
    data: bytes
    inspected: Inspected
    targets: Targets
    gap: Gap
    covered: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """How a page lies: its size in points as it is shown, and what turns a point of that, from its lower left, into one of the page's axes."""

    width: float
    height: float
    matrix: Matrix

    @property
    def corner(self) -> tuple[float, float]:
        """Give the top left corner as it is shown, in the page's own axes."""
        _, _, c, d, e, f = self.matrix
        return c * self.height + e, d * self.height + f


class Targets:
    """What the names and pages of a file are, so that its links can lead to the same in another file."""

    def __init__(self, reader: Any) -> None:
        self.reader = reader
        self.pages = {
            page.indirect_reference.idnum: number for number, page in enumerate(reader.pages)
        }
        self.names = dict(_names(reader.root_object))

    def explicit(self, target: Any) -> tuple[int, list[Any]] | None:
        """Give the number of the page that is meant, from 0, and where on it; nothing where that leads nowhere."""
        target = target.get_object() if target is not None else None
        if isinstance(target, (str, bytes)):
            target = self.names.get(_key(target))
        if isinstance(target, dict):
            target = value(target, "/D")
        if not isinstance(target, list) or not target:
            return None
        page, *rest = target
        number = self.pages.get(page.idnum) if hasattr(page, "idnum") else page
        return (
            (int(number), rest)
            if isinstance(number, int) and 0 <= number < len(self.pages)
            else None
        )


@contextmanager
def blamed(title: str, said: str = "") -> Iterator[None]:
    """Blame the file for what goes wrong: a broken one can break what reads it in any way."""
    try:
        yield
    except CvgenError:
        raise
    except Exception as error:  # noqa: BLE001
        hint = "save it again with another program, or print it into a PDF"
        raise PdfError(
            Diagnostic(
                "A700", f"'{title}' cannot be put in: {said or f'it is broken: {error}'}", hint=hint
            )
        ) from None


def opened(title: str, data: bytes) -> Foreign:
    """Read a PDF.

    Raises PdfError when nothing can.
    """
    inspected = inspect(data, title)
    with blamed(title, inspected.problem):
        reader, _ = opened_pdf(data)
        if inspected.problem:
            raise ValueError(inspected.problem)
        return _read(title, data, inspected, reader)


def _read(title: str, data: bytes, inspected: Inspected, reader: Any) -> Foreign:
    targets, sheets = Targets(reader), [sheet(page) for page in reader.pages]
    free = [(_free(page, foot=True), _free(page, foot=False)) for page in inspected.pages]
    heads = frozenset(number for number, (foot, head) in enumerate(free) if head and not foot)
    covered = tuple(number for number, (foot, head) in enumerate(free, 1) if not head and not foot)
    outline = tuple(_bookmarks(value(reader.root_object, "/Outlines"), targets, sheets, set()))
    gap = Gap(
        tuple((one.width, one.height) for one in sheets),
        heads,
        Bookmark(title, 0, *sheets[0].corner, outline),
        inspected.language,
    )
    return Foreign(title, data, inspected, targets, gap, covered)


def value(thing: Any, key: str) -> Any:
    """Give what a dictionary has under a key, or nothing."""
    found = thing[key].get_object() if isinstance(thing, dict) and key in thing else None
    return found if type(found).__name__ != "NullObject" else None


def sheet(page: Any) -> Sheet:
    """Read how a page lies."""
    box, unit, rotation = (
        page.cropbox,
        float(value(page, "/UserUnit") or 1),
        quarters(int(page.rotation)),
    )
    left, right = sorted((float(box.left), float(box.right)))
    low, high = sorted((float(box.bottom), float(box.top)))
    a, b, c, d, e, f = {
        90: (0, 1, -1, 0, right, low),
        180: (-1, 0, 0, -1, right, high),
        270: (0, -1, 1, 0, left, high),
    }.get(rotation, (1, 0, 0, 1, left, low))
    size = ((right - left) * unit, (high - low) * unit)
    wide, tall = size[::-1] if rotation % 180 else size
    return Sheet(wide, tall, (a / unit, b / unit, c / unit, d / unit, e, f))


def _free(page: Page, *, foot: bool) -> bool:
    """Say whether there is room for the running line, as far as the page was read."""
    near, far = BAND
    top, bottom = (page.height - far, page.height - near) if foot else (near, far)
    boxes = [
        *(image.box for image in page.images),
        *(text.box for text in page.texts if not text.hidden),
    ]
    return not any(
        box[1] < bottom and box[3] > top and box[0] < page.width - SIDE and box[2] > SIDE
        for box in boxes
    )


def _names(root: Any) -> Iterator[tuple[bytes, Any]]:
    """List the names that a file gives to places in it, in the old way and in the new one."""
    for name, target in (value(root, "/Dests") or {}).items():
        yield _key(name), target.get_object()
    yield from _leaves(value(value(root, "/Names"), "/Dests"), set())


def _leaves(node: Any, seen: set[int]) -> Iterator[tuple[bytes, Any]]:
    if not isinstance(node, dict) or id(node) in seen:
        return
    seen.add(id(node))
    names = value(node, "/Names") or []
    for name, target in zip(names[::2], names[1::2], strict=False):
        yield _key(name.get_object()), target.get_object()
    for child in value(node, "/Kids") or []:
        yield from _leaves(child.get_object(), seen)


def _key(name: Any) -> bytes:
    """Give a name as it is spelled in the file, whether as a string or with a slash."""
    if isinstance(name, bytes):
        return name
    return getattr(name, "original_bytes", None) or str(name).removeprefix("/").encode()


def _bookmarks(
    parent: Any, targets: Targets, sheets: list[Sheet], seen: set[int], depth: int = 0
) -> Iterator[Bookmark]:
    """Read an outline; what is below a line that leads nowhere takes its place."""
    item = value(parent, "/First")
    while (
        isinstance(item, dict)
        and id(item) not in seen
        and len(seen) < _MOST_BOOKMARKS
        and depth < _DEEPEST
    ):
        seen.add(id(item))
        below = tuple(_bookmarks(item, targets, sheets, seen, depth + 1))
        action = value(item, "/A")
        found = targets.explicit(
            value(item, "/Dest")
            or (value(action, "/D") if value(action, "/S") == "/GoTo" else None)
        )
        if found:
            yield Bookmark(
                str(value(item, "/Title") or "–"),
                found[0],
                *_point(found[1], sheets[found[0]]),
                below,
            )
        else:
            yield from below
        item = value(item, "/Next")


def _point(where: list[Any], on: Sheet) -> tuple[float, float]:
    """Give the point that a target names; what it leaves open is the page's corner."""
    kind, *values = [one.get_object() for one in where] or [None]
    places = _CORNERS.get(str(kind), (None, None))
    numbers = [
        values[place] if place is not None and place < len(values) else None for place in places
    ]
    left, top = (
        float(one) if isinstance(one, (int, float)) else other
        for one, other in zip(numbers, on.corner, strict=True)
    )
    return left, top
