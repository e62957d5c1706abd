"""Open a PDF: the only place where cvgen hands bytes to pypdf's reader."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

if TYPE_CHECKING:
    from pypdf import PdfReader

MAX_PDF_BYTES = 100_000_000  # what reads and joins a PDF holds it in memory several times
HEADER_BYTES = 1024  # the first line of a PDF stands in these
_END_BYTES = 2048
_AES = {"/AESV2", "/AESV3"}
_MOST_PAGES = 5000  # one page can be listed a hundred thousand times in a few bytes
_MIN_LENGTH = 10  # points: nobody can read a page that is smaller


class LockedPdfError(Exception):
    """A PDF cannot be opened without a password."""


class OpenedPdf(NamedTuple):
    """What reads a PDF (None: nothing can), and what is wrong with it ("" where nothing is)."""

    reader: Any
    problem: str


def create_reader(data: bytes | BinaryIO, *, strict: bool = False) -> PdfReader:
    """Create a reader of a PDF that is whole; a password against changes only does not matter.

    Of an open file, each object is read when it is wanted.
    Raises LockedPdfError, pypdf's DependencyError for an unknown encryption, and whatever else
    pypdf raises for a broken file; `strict` also for what readers mend in silence.
    """
    from pypdf import PdfReader

    file = io.BytesIO(data) if isinstance(data, bytes) else data
    reader = PdfReader(file, strict=strict)
    if not reader.is_encrypted:
        return reader
    if not reader.decrypt(""):
        raise LockedPdfError
    _check_cipher(reader)
    return reader


def _check_cipher(reader: PdfReader) -> None:
    """Raise pypdf's DependencyError for AES where nothing decrypts it (ISO 32000-2, 7.6.6)."""
    from pypdf.errors import DependencyError

    encryption: Any = reader.trailer["/Encrypt"].get_object()
    filters = encryption.get("/CF", {})
    methods = {crypt_filter.get_object().get("/CFM") for crypt_filter in filters.values()}
    if not methods & _AES:
        return
    try:
        import cryptography  # noqa: F401 - pypdf uses it
    except ImportError:
        raise DependencyError("cryptography") from None


def open_pdf(data: bytes) -> OpenedPdf:
    """Open a PDF from anywhere, and say in words what is wrong with it."""
    if not data:
        return OpenedPdf(None, "it is empty")
    if not has_pdf_header(data):
        return OpenedPdf(None, "it is no PDF")
    return _open_source(data, is_whole=has_end_marker(data))


@contextmanager
def allow_long_streams(most_bytes: int) -> Iterator[None]:
    """Let streams be longer than pypdf allows, of files whose size is bounded."""
    from pypdf import apply_configuration

    with apply_configuration(maximum_declared_stream_length=most_bytes):
        yield


def open_pdf_file(file: BinaryIO) -> OpenedPdf:
    """Open a PDF that is too large to be held; its objects are read from the open file."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - _END_BYTES))
    is_whole = has_end_marker(file.read())
    file.seek(0)
    return _open_source(file, is_whole=is_whole)


def _open_source(source: bytes | BinaryIO, *, is_whole: bool) -> OpenedPdf:
    from pypdf.errors import DependencyError

    try:
        reader = create_reader(source)
        page_problem = _find_page_problem(reader)
    except LockedPdfError:
        return OpenedPdf(None, "it is locked by a password")
    except DependencyError:
        return OpenedPdf(None, "it is encrypted by AES, which needs a package more to be read")
    except Exception:  # noqa: BLE001 - pypdf fails on a broken file in any way
        return OpenedPdf(None, "it is broken")
    if is_whole:
        return OpenedPdf(reader, page_problem)
    return OpenedPdf(reader, "its end is missing")


def _find_page_problem(reader: Any) -> str:
    """Say what is wrong with the pages: there are none, or one has no size to speak of."""
    count = len(reader.pages)
    if not count:
        return "it has no pages"
    if count > _MOST_PAGES:
        return f"it is too long: it has {count} pages"
    for number, page in enumerate(reader.pages, 1):
        if not _has_size(page):
            return f"page {number} has no size"
    return ""


def has_pdf_header(data: bytes) -> bool:
    """Say whether a file begins as a PDF."""
    return b"%PDF-" in data[:HEADER_BYTES]


def has_end_marker(data: bytes, trailing_bytes: int = _END_BYTES) -> bool:
    """Say whether the mark of the end stands among the last bytes of a file."""
    return b"%%EOF" in data[-trailing_bytes:]


def _has_size(page: Any) -> bool:
    unit = float(page.get("/UserUnit", 1))
    for box in (page.mediabox, page.cropbox):
        shortest = min(abs(float(box.width)), abs(float(box.height)))
        if shortest * abs(unit) < _MIN_LENGTH:
            return False
    return True


def list_object_offsets(reader: Any) -> Iterator[int]:
    """List where the objects begin that the tables of a PDF list, in bytes."""
    for table in reader.xref.values():
        yield from table.values()
