"""Read a PDF that cvgen did not make, so that its pages can be put into a merged file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from msgspec import Struct

from cvgen.application.attachments.pdf_objects import get_entry
from cvgen.application.merge_outline import Destinations, PageFrame, read_outline
from cvgen.errors import CvgenError, Diagnostic, PdfError
from cvgen.pdf.facts import Box, Page, PdfFacts
from cvgen.pdf.geometry import Matrix, round_rotation
from cvgen.pdf.inspect import inspect_pdf
from cvgen.pdf.open import open_pdf
from cvgen.render.merge import Bookmark, PageGap
from cvgen.render.running_line import RUNNING_LINE_BAND, RUNNING_LINE_SIDE


class ForeignPdf(Struct, frozen=True):
    """A PDF to be put in; the running line lies on what is on `covered_pages`, from 1."""

    title: str
    data: bytes
    inspected: PdfFacts
    destinations: Destinations
    gap: PageGap
    covered_pages: tuple[int, ...]

    @property
    def reader(self) -> Any:
        """Return pypdf's reader of the file."""
        return self.destinations.reader


@contextmanager
def blame_file(title: str, problem: str = "") -> Iterator[None]:
    """Turn any exception into a PdfError about a file: a broken one can break what reads it."""
    try:
        yield
    except CvgenError:
        raise
    except Exception as error:  # noqa: BLE001
        reason = problem or f"it is broken: {error}"
        message = f"'{title}' cannot be put in: {reason}"
        hint = "save it again with another program, or print it into a PDF"
        raise PdfError(Diagnostic("A700", message, hint=hint)) from None


def read_foreign_pdf(title: str, data: bytes) -> ForeignPdf:
    """Read a PDF.

    Raises PdfError when nothing can.
    """
    inspected = inspect_pdf(data, title)
    with blame_file(title, inspected.problem):
        reader, _ = open_pdf(data)
        if inspected.problem:
            raise ValueError(inspected.problem)
        destinations = Destinations(reader)
        frames = [read_page_frame(page) for page in reader.pages]
        outline = read_outline(reader.root_object, destinations, frames)
        begin = Bookmark(title, 0, *frames[0].top_left, outline)
        sizes = tuple((frame.width, frame.height) for frame in frames)
        pages = inspected.pages
        heads = frozenset(page.number - 1 for page in pages if _needs_line_above(page))
        covered = tuple(page.number for page in pages if not _has_room(page))
        gap = PageGap(sizes, heads, begin, inspected.language)
        return ForeignPdf(title, data, inspected, destinations, gap, covered)


def read_page_frame(page: Any) -> PageFrame:
    """Read the size and the direction in which a page is shown."""
    box = page.cropbox
    unit = float(get_entry(page, "/UserUnit") or 1)
    rotation = round_rotation(int(page.rotation))
    left, right = sorted((float(box.left), float(box.right)))
    bottom, top = sorted((float(box.bottom), float(box.top)))
    width = (right - left) * unit
    height = (top - bottom) * unit
    if rotation % 180:
        width, height = height, width
    a, b, c, d, x, y = _turn_upright(rotation, (left, bottom, right, top))
    return PageFrame(width, height, (a / unit, b / unit, c / unit, d / unit, x, y))


def _turn_upright(rotation: int, box: Box) -> Matrix:
    """Return what turns a point of a page as it is shown into one of its own axes."""
    left, bottom, right, top = box
    if rotation == 90:
        return 0, 1, -1, 0, right, bottom
    if rotation == 180:
        return -1, 0, 0, -1, right, top
    if rotation == 270:
        return 0, -1, 1, 0, left, top
    return 1, 0, 0, 1, left, bottom


def _needs_line_above(page: Page) -> bool:
    return not _has_room_below(page) and _has_room_above(page)


def _has_room(page: Page) -> bool:
    return _has_room_below(page) or _has_room_above(page)


def _has_room_below(page: Page) -> bool:
    near, far = RUNNING_LINE_BAND
    return _is_band_free(page, page.height - far, page.height - near)


def _has_room_above(page: Page) -> bool:
    near, far = RUNNING_LINE_BAND
    return _is_band_free(page, near, far)


def _is_band_free(page: Page, top: float, bottom: float) -> bool:
    """Say whether the running line would lie on nothing, as far as the page was read."""
    boxes = [image.box for image in page.images]
    boxes += [text.box for text in page.texts if not text.hidden]
    for box_left, box_top, box_right, box_bottom in boxes:
        is_level = box_top < bottom and box_bottom > top
        is_below_line = box_left < page.width - RUNNING_LINE_SIDE and box_right > RUNNING_LINE_SIDE
        if is_level and is_below_line:
            return False
    return True
