"""Read the pages of a PDF from anywhere.

Their sizes, their text by lines, its bookmarks and its metadata.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from cvgen.errors import Diagnostic, PdfError, Place
from cvgen.pdf.open import (
    MAX_PDF_BYTES,
    LockedPdfError,
    create_reader,
    has_end_marker,
    has_pdf_header,
)
from cvgen.pdf.values import format_text

if TYPE_CHECKING:
    from pypdf import PdfReader

_METADATA = ("Title", "Author", "Subject", "Keywords")
_TRAILING_BYTES = 4096  # some programs write a little behind the end of a file
_MAX_DEPTH = 50  # of bookmarks


class PdfPages(Struct, frozen=True):
    """What a PDF holds.

    Sizes of pages in points, text by page and line, bookmarks, facts by name (title, language, …).
    """

    sizes: tuple[tuple[float, float], ...]
    lines: tuple[tuple[str, ...], ...]
    bookmarks: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()


def read_pdf_pages(path: Path) -> PdfPages:
    """Read a PDF.

    Raises PdfError for a file that is not there, not a PDF, cut off, broken, or locked by a
    password.
    """
    data = _read_bytes(path)
    try:
        return _read_document(_create_reader(data, path))
    except PdfError:
        raise
    except Exception as error:  # noqa: BLE001 - a broken file can break what reads it in any way
        message = f"the PDF is broken: {_format_error(error)}"
        hint = "open it in a viewer and save it anew, if that shows it"
        raise _refuse(path, "D102", message, hint) from None


def _read_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_PDF_BYTES + 1)
    except FileNotFoundError:
        raise _refuse(path, "D101", f"there is no file '{path}'") from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise _refuse(path, "D101", f"'{path}' cannot be read: {reason}") from None
    _check_bytes(data, path)
    return data


def _check_bytes(data: bytes, path: Path) -> None:
    if not data:
        raise _refuse(path, "D102", "the file is empty", "was it still being written?")
    if len(data) > MAX_PDF_BYTES:
        size = f"{MAX_PDF_BYTES // 1_000_000} MB"
        raise _refuse(path, "D102", f"the file is larger than {size}", "is it the right file?")
    if not has_pdf_header(data):
        message = "this is not a PDF, whatever its name"
        raise _refuse(path, "D102", message, "is it the right file?")
    if not has_end_marker(data, _TRAILING_BYTES):
        message = "the PDF is cut off before its end"
        raise _refuse(path, "D102", message, "copy or download it again")


def _create_reader(data: bytes, path: Path) -> PdfReader:
    from pypdf.errors import DependencyError

    try:
        return create_reader(data)
    except (LockedPdfError, DependencyError, NotImplementedError):
        message = "the PDF is locked by a password"
        raise _refuse(path, "D103", message, "save it without one") from None


def _read_document(reader: PdfReader) -> PdfPages:
    sizes = []
    lines = []
    for page in reader.pages:
        sizes.append(_read_size(page))
        lines.append(tuple(_split_lines(_extract_text(page))))
    bookmarks = tuple(_list_bookmarks(reader.outline))
    return PdfPages(tuple(sizes), tuple(lines), bookmarks, tuple(_list_facts(reader)))


def _list_facts(reader: PdfReader) -> Iterator[tuple[str, str]]:
    metadata: Any = reader.metadata or {}
    for name in _METADATA:
        yield name.lower(), format_text(metadata.get(f"/{name}"))
    yield "language", format_text(reader.root_object.get("/Lang"))


def _read_size(page: Any) -> tuple[float, float]:
    """Return width and height as a reader sees them.

    Of the part that is shown, turned as it is shown.
    """
    box = page.cropbox
    width = round(float(box.width), 1)
    height = round(float(box.height), 1)
    if page.rotation % 180:
        return height, width
    return width, height


def _extract_text(page: Any) -> str:
    # pypdf passes over what a broken file has lost: the page would seem to be empty.
    if "/Contents" in page and page.get_contents() is None:
        raise ValueError(f"page {page.page_number + 1} has lost what is on it")
    return str(page.extract_text())


def _split_lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        words = format_text(line)
        if words:
            yield words


def _list_bookmarks(outline: Any, depth: int = 0) -> Iterator[str]:
    for item in outline:
        if not isinstance(item, list):
            yield format_text(item.title)
        elif depth < _MAX_DEPTH:
            yield from _list_bookmarks(item, depth + 1)


def _format_error(error: Exception) -> str:
    lines = str(error).splitlines()
    words = ""
    if lines:
        words = lines[0].rstrip(".").lower()
    return words or type(error).__name__.lower()


def _refuse(path: Path, code: str, message: str, hint: str = "") -> PdfError:
    return PdfError(Diagnostic(code, message, Place(str(path)), hint))
