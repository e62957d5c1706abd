"""Find the pictures that the pages of a PDF draw, and how large each is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import hypot
from typing import Any

from msgspec import Struct

from cvgen.application.attachments.papers import Size
from cvgen.application.attachments.pdf_objects import get_encoded_data, get_entry
from cvgen.application.attachments.pixels import list_filters, read_jpeg_orientation
from cvgen.pdf.geometry import Matrix, multiply_matrices, read_numbers

LEAST_BYTES = 10_000  # of a picture: a smaller one is left alone
HEAVY_BYTES = 1_000_000  # of a picture: a larger one in colour is told
_MOST_CONTENT = 2_000_000  # bytes of a page's content that are interpreted
_MOST_CONTENT_IN_ALL = 15_000_000
_MOST_TURNED_CONTENT = 500  # bytes; more draws more than one picture, as letters that were read
_WHOLE_SHARE = 0.9  # of a page, by which a picture is all of it
_TURNS = {3: 180, 6: 90, 8: 270}  # degrees by EXIF's orientation; others are mirrored
_DEEPEST = 8  # form XObjects in one another
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


class Scan(Struct):
    """A picture in a PDF, and what is made of it."""

    stream: Any
    page: int  # the first that draws it
    size: Size  # the largest at which it is drawn, in points
    bytes_before: int
    jpeg: bytes = b""  # what takes its place, if anything does
    is_grey: bool = False
    pixels: tuple[int, int] = (0, 0)  # of the JPEG
    reason: str = ""  # why it is left alone

    @property
    def pixels_before(self) -> tuple[int, int]:
        """Return its width and height in pixels as they were."""
        return int(self.stream["/Width"]), int(self.stream["/Height"])

    @property
    def bytes_now(self) -> int:
        """Return the bytes that it takes now."""
        return len(self.jpeg) or self.bytes_before

    def calculate_dpi(self, pixels: tuple[int, int]) -> float:
        """Calculate the resolution of so many pixels, in the denser direction."""
        width, height = self.size
        return max(72 * pixels[0] / max(width, 0.01), 72 * pixels[1] / max(height, 0.01))

    def limit_pixels(self, dpi: int) -> tuple[int, int]:
        """Return the pixels that it has at this resolution, at most those that it has now."""
        share = min(1.0, dpi / self.calculate_dpi(self.pixels_before))
        if share >= 0.95:
            return self.pixels_before
        width, height = self.pixels_before
        return max(1, round(width * share)), max(1, round(height * share))


class _Drawing(Struct, frozen=True):
    """A picture as it is drawn once, with its size in points."""

    stream: Any
    size: Size


class _Placement(Struct, frozen=True):
    """A picture as content draws it, with the matrix of its unit square."""

    stream: Any
    matrix: Matrix


def find_scans(writer: Any) -> list[Scan]:
    """Find the pictures that are drawn, each once."""
    return find_scans_on(enumerate(writer.pages, 1))


def find_scans_on(pages: Iterable[tuple[int, Any]]) -> list[Scan]:
    """Find the pictures that some pages draw, each once; every page has its number."""
    scans: dict[int, Scan] = {}  # by the number of the stream's object
    budget = _MOST_CONTENT_IN_ALL
    for number, page in pages:
        pictures = list(_list_heavy_pictures(get_entry(page, "/Resources"), 0))
        content = None
        if pictures:
            content = page.get_contents()
        if content is not None:
            length = len(content.get_data())
            budget -= length
            if length > _MOST_CONTENT or budget < 0:
                content = None
        for drawing in _measure_pictures(page, pictures, content):
            stream = drawing.stream
            length = len(get_encoded_data(stream))
            key = stream.indirect_reference.idnum
            scan = scans.setdefault(key, Scan(stream, number, drawing.size, length))
            width = max(scan.size[0], drawing.size[0])
            height = max(scan.size[1], drawing.size[1])
            scan.size = (width, height)
    return list(scans.values())


def find_turn_of_scan(page: Any) -> int:
    """Find by how many degrees, clockwise, the one JPEG that is a page is to be turned.

    Its EXIF says so, which no reader of PDFs looks at. 0 for a page that is anything else.
    """
    if page.get("/Rotate") or not list(_list_heavy_pictures(get_entry(page, "/Resources"), 0)):
        return 0
    placements = _list_few_placements(page)
    if len(placements) != 1 or list_filters(placements[0].stream) != ["/DCTDecode"]:
        return 0
    if not _covers_page(placements[0].matrix, page):
        return 0
    return _TURNS.get(read_jpeg_orientation(get_encoded_data(placements[0].stream)), 0)


def _list_few_placements(page: Any) -> list[_Placement]:
    """List what a page with little content draws; nothing of a page with more, or a broken one."""
    try:
        content = page.get_contents()
        if content is None or len(content.get_data()) > _MOST_TURNED_CONTENT:
            return []
        return list(_interpret_content(content, page["/Resources"], _IDENTITY))
    except Exception:  # noqa: BLE001 - a broken page can break what reads it in any way
        return []


def _covers_page(matrix: Matrix, page: Any) -> bool:
    """Say whether a picture stands upright and takes nearly all of the page."""
    a, b, c, d, _, _ = matrix
    covered = a * d / (float(page.cropbox.width) * float(page.cropbox.height))
    if b or c or min(a, d) <= 0:
        return False
    return covered >= _WHOLE_SHARE


def _list_heavy_pictures(resources: Any, depth: int) -> Iterator[Any]:
    for name in get_entry(resources, "/XObject") or {}:
        xobject = _find_xobject(resources, name)
        if xobject is None or depth > _DEEPEST:
            continue
        subtype = xobject.get("/Subtype")
        if subtype == "/Image" and _is_heavy(xobject):
            yield xobject
        elif subtype == "/Form" and "/Resources" in xobject:
            yield from _list_heavy_pictures(get_entry(xobject, "/Resources"), depth + 1)


def _find_xobject(resources: Any, name: Any) -> Any:
    return get_entry(get_entry(resources, "/XObject"), name)


def _is_heavy(picture: Any) -> bool:
    if picture.indirect_reference is None:
        return False
    return len(get_encoded_data(picture)) >= LEAST_BYTES


def _measure_pictures(page: Any, pictures: list[Any], content: Any) -> Iterator[_Drawing]:
    """Yield each picture with its size.

    Where the content of a page is too much or broken, a picture counts as large as the page.
    """
    unit = float(page.get("/UserUnit", 1))
    if content is not None:
        try:
            for placement in _interpret_content(content, page["/Resources"], _IDENTITY):
                a, b, c, d, _, _ = placement.matrix
                yield _Drawing(placement.stream, (hypot(a, b) * unit, hypot(c, d) * unit))
        except Exception:  # noqa: BLE001, S110 - a broken page can break what reads it in any way
            pass
        else:
            return
    size = (float(page.cropbox.width) * unit, float(page.cropbox.height) * unit)
    for picture in pictures:
        yield _Drawing(picture, size)


def _interpret_content(
    content: Any, resources: Any, matrix: Matrix, depth: int = 0
) -> Iterator[_Placement]:
    """Yield the pictures that content draws, also in the form XObjects that it draws."""
    from pypdf.generic import ContentStream

    saved = []
    for operands, operator in ContentStream(content, None, "bytes").operations:
        if operator == b"q":
            saved.append(matrix)
        elif operator == b"Q" and saved:
            matrix = saved.pop()
        elif operator == b"cm":
            matrix = multiply_matrices(read_numbers(operands), matrix)
        elif operator == b"Do":
            xobject = _find_xobject(resources, operands[0])
            yield from _interpret_xobject(xobject, resources, matrix, depth)


def _interpret_xobject(
    xobject: Any, resources: Any, matrix: Matrix, depth: int
) -> Iterator[_Placement]:
    if xobject is None:
        return
    subtype = xobject.get("/Subtype")
    if subtype == "/Image" and xobject.indirect_reference is not None:
        yield _Placement(xobject, matrix)
    elif subtype == "/Form" and depth < _DEEPEST:
        own_matrix = read_numbers(xobject.get("/Matrix", _IDENTITY))
        own_resources = get_entry(xobject, "/Resources")
        if own_resources is None:
            own_resources = resources
        inner_matrix = multiply_matrices(own_matrix, matrix)
        yield from _interpret_content(xobject, own_resources, inner_matrix, depth + 1)
