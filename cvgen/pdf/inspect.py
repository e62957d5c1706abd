"""Inspect a PDF from anywhere, in one reading.

The file, its pages, its fonts, and what is hidden in it.

Inspection never fails: of a file that nobody can read it says why. Of very long files some pages
are read in depth only.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from cvgen.pdf.annotations import Annotations, list_forbidden_permissions, read_metadata
from cvgen.pdf.content import ContentBudget, ContentReader, TooMuchError
from cvgen.pdf.drawing import PageDrawing
from cvgen.pdf.facts import Font, Page, PdfFacts
from cvgen.pdf.fonts import FontCache
from cvgen.pdf.geometry import PageFrame, measure_page
from cvgen.pdf.open import HEADER_BYTES, MAX_PDF_BYTES, create_reader, has_end_marker, open_pdf
from cvgen.pdf.revisions import find_revision_ends
from cvgen.pdf.text_runs import join_texts

_FIRST_PAGES = 30  # that are read in depth
_LAST_PAGES = 5
_MAX_CONTENT_BYTES = 2_000_000  # of all pages
_MAX_COMPLAINTS = 5
_CUT_OFF = "it is cut off before its end"


def inspect_pdf(source: Path | bytes, name: str = "") -> PdfFacts:
    """Inspect a PDF, or its bytes; `name` is that of the file."""
    if isinstance(source, bytes):
        return _inspect_bytes(source, name or "the file")
    return _inspect_file(source, name or source.name)


def _inspect_file(path: Path, name: str) -> PdfFacts:
    try:
        if not path.exists():
            return PdfFacts(name, 0, "there is no such file")
        if not path.is_file():
            return PdfFacts(name, 0, "it is not a file")
        with path.open("rb") as file:
            data = file.read(MAX_PDF_BYTES + 1)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        return PdfFacts(name, 0, f"it cannot be read: {reason}")
    if len(data) > MAX_PDF_BYTES:
        problem = f"it is larger than {MAX_PDF_BYTES // 1_000_000} MB"
        return PdfFacts(name, path.stat().st_size, problem)
    return _inspect_bytes(data, name)


def _inspect_bytes(data: bytes, name: str) -> PdfFacts:
    with _collect_log() as messages:
        reader, problem = open_pdf(data)
        if reader is None or problem:
            return _describe_unreadable(data, name, problem)
        try:
            return _inspect_document(reader, data, name, messages)
        except Exception as error:  # noqa: BLE001 - a broken file can break what reads it in any way
            problem = f"it is broken: {_format_error(error)}"
            return PdfFacts(name, len(data), problem, _read_header_version(data))


def _describe_unreadable(data: bytes, name: str, problem: str) -> PdfFacts:
    if problem in ("it is broken", "its end is missing") and not has_end_marker(data):
        problem = _CUT_OFF
    is_encrypted = "password" in problem or "encrypted" in problem
    header = _read_header_version(data)
    return PdfFacts(name, len(data), problem, header, is_encrypted=is_encrypted)


def _format_error(error: Exception) -> str:
    lines = str(error).splitlines()
    if lines and lines[0]:
        return lines[0]
    return type(error).__name__


def _inspect_document(reader: Any, data: bytes, name: str, messages: list[str]) -> PdfFacts:
    root = reader.root_object
    annotations = Annotations()
    annotations.read_catalogue(root)
    content = ContentReader(ContentBudget(_MAX_CONTENT_BYTES))
    pages = _read_pages(reader, annotations, content)
    header = _read_header_version(data)
    forbidden: tuple[str, ...] = ()
    if reader.is_encrypted:
        forbidden = list_forbidden_permissions(reader)
    return PdfFacts(
        name,
        len(data),
        header=header,
        version=_find_latest_version(header, str(root.get("/Version", ""))[1:]),
        is_encrypted=reader.is_encrypted,
        forbidden=forbidden,
        warnings=_list_complaints(data, messages),
        revisions=len(find_revision_ends(data)),
        pages=tuple(pages),
        fonts=_list_fonts(content.fonts),
        metadata=read_metadata(reader),
        language=str(root.get("/Lang", "")),
        is_tagged=_is_tagged(root),
        signatures=annotations.signatures,
        fields=tuple(annotations.fields),
        has_xfa=annotations.has_xfa,
        scripts=tuple(dict.fromkeys(annotations.scripts)),
        actions=tuple(dict.fromkeys(annotations.actions)),
        attachments=tuple(dict.fromkeys(annotations.attachments)),
        is_portfolio="/Collection" in root,
        comments=tuple(annotations.comments),
        links=tuple(dict.fromkeys(annotations.links)),
    )


# --- the file -------------------------------------------------------------------------------------


def _read_header_version(data: bytes) -> str:
    start = data[:HEADER_BYTES].find(b"%PDF-")
    if start < 0:
        return ""
    return data[start + 5 : start + 8].decode("ascii", "replace")


def _find_latest_version(header: str, catalogue: str) -> str:
    """Return the version that counts: a catalogue may raise that of the first line."""
    if _parse_version(catalogue) > _parse_version(header):
        return catalogue
    return header


def _parse_version(version: str) -> tuple[int, ...]:
    numbers = []
    for part in version.split("."):
        if part.isdecimal():
            numbers.append(int(part))
        else:
            numbers.append(0)
    return tuple(numbers)


def _is_tagged(root: Any) -> bool:
    if "/StructTreeRoot" not in root:
        return False
    mark_info = root.get("/MarkInfo") or {}
    return bool(mark_info.get("/Marked", False))


def _list_complaints(data: bytes, messages: list[str]) -> tuple[str, ...]:
    """List what strict reading fails on, and what was logged, each once."""
    complaints = []
    strict_complaint = _read_strictly(data)
    if strict_complaint:
        complaints.append(strict_complaint)
    complaints += messages
    return tuple(dict.fromkeys(complaints))[:_MAX_COMPLAINTS]


def _read_strictly(data: bytes) -> str:
    """Read the file again without any mercy; return what is wrong with it."""
    from pypdf.errors import DependencyError

    try:
        create_reader(data, strict=True)
    except DependencyError:
        return ""
    except Exception as error:  # noqa: BLE001 - a broken file can break what reads it in any way
        return _format_error(error)
    return ""


@contextmanager
def _collect_log() -> Iterator[list[str]]:
    """Collect what pypdf logs about a file."""
    logger = logging.getLogger("pypdf")
    handler = _ListHandler()
    logger.addHandler(handler)
    try:
        yield handler.messages
    finally:
        logger.removeHandler(handler)


class _ListHandler(logging.Handler):
    """Keeps what is logged."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message."""
        self.messages.append(record.getMessage())


# --- fonts and pages ------------------------------------------------------------------------------


def _list_fonts(cache: FontCache) -> tuple[Font, ...]:
    """List the fonts with which something was drawn, in the order of pages."""
    fonts = []
    for font in cache.fonts.values():
        if not font.letters:
            continue
        facts = Font(
            font.name,
            font.kind,
            is_embedded=font.is_embedded,
            is_subset=font.is_subset,
            pages=tuple(sorted(font.pages)),
            letters=font.letters,
            unreadable=font.unreadable,
            missing=font.missing,
            private=font.private,
        )
        fonts.append(facts)
    fonts.sort(key=lambda font: (font.pages[0], font.name))
    return tuple(fonts)


def _read_pages(reader: Any, annotations: Annotations, content: ContentReader) -> list[Page]:
    pages = []
    count = len(reader.pages)
    for number, page in enumerate(reader.pages, 1):
        annotations.read_page(page, number)
        frame = measure_page(page)
        bare = _describe_page(page, number, frame)
        if number <= _FIRST_PAGES or number > count - _LAST_PAGES:
            pages.append(_read_content(page, bare, frame, content))
        else:
            pages.append(bare)
    return pages


def _describe_page(page: Any, number: int, frame: PageFrame) -> Page:
    media_width = float(page.mediabox.width) * frame.unit
    media_height = float(page.mediabox.height) * frame.unit
    return Page(
        number,
        frame.width,
        frame.height,
        (media_width, media_height),
        frame.rotation,
        frame.unit,
    )


def _read_content(page: Any, bare: Page, frame: PageFrame, content: ContentReader) -> Page:
    """Add to a page what is drawn on it, as far as it can be read."""
    drawing = PageDrawing(frame.width, frame.height)
    try:
        has_content = content.draw_page(page, bare.number, frame, drawing)
        is_broken = not has_content and "/Contents" in page
    except TooMuchError:
        return bare
    except Exception:  # noqa: BLE001 - a broken page can break what reads it in any way; what was read counts
        is_broken = True
    return Page(
        bare.number,
        bare.width,
        bare.height,
        bare.media,
        bare.rotation,
        bare.unit,
        is_read=True,
        is_broken=is_broken,
        texts=tuple(join_texts(drawing.runs)),
        images=tuple(drawing.images),
        has_drawings=drawing.has_drawings,
    )
