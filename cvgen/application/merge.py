"""Merge the documents of an application into one PDF.

What cvgen typeset is printed once more, all in one go, with empty pages where other files belong
(`cvgen.render.merge`); those are filled afterwards. Pages are counted 1, 2, 3 … through the whole
file, as the running line says, and have no other labels.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Protocol

from msgspec import Struct

from cvgen.application.attachments.pdf_objects import set_file_id
from cvgen.application.merge_foreign import ForeignPdf, blame_file, read_foreign_pdf
from cvgen.application.merge_pages import fill_pages
from cvgen.errors import Diagnostic
from cvgen.pdf.open import create_reader
from cvgen.render.merge import MergeMetadata, TypesetPart, merge_typeset
from cvgen.render.pdf import Pdf

_HEADER = "%PDF-1.7"


class MergePart(Protocol):
    """A document of an application: one that cvgen typeset, or the bytes of another PDF."""

    @property
    def title(self) -> str:
        """Return what it is called in the outline and the running line."""

    @property
    def pdf(self) -> Pdf | None:
        """Return the document, if cvgen typeset it."""

    @property
    def foreign(self) -> bytes | None:
        """Return the other PDF."""


class MergeResult(Struct, frozen=True):
    """The one file, and what had to be left out or could not be done."""

    data: bytes
    notes: tuple[Diagnostic, ...]


def merge_documents(parts: Sequence[MergePart], about: MergeMetadata) -> MergeResult:
    """Merge documents into one file.

    Raises PdfError for files that nothing can read, and RenderError or ThemeError where the
    documents cannot be printed again.
    """
    pieces: list[TypesetPart] = []
    foreign: dict[int, ForeignPdf] = {}  # by the number of its first page, from 0
    first = 0
    for part in parts:
        if part.pdf is not None:
            piece = TypesetPart(part.title, part.pdf)
        else:
            foreign[first] = read_foreign_pdf(part.title, part.foreign or b"")
            piece = TypesetPart(part.title, foreign[first].gap)
        pieces.append(piece)
        first += len(piece.pdf.pages)
    whole = merge_typeset(pieces, about).data
    if not foreign:
        return MergeResult(whole, ())
    titles = ", ".join(f"'{pdf.title}'" for pdf in foreign.values())
    message = f"the file does not claim to be PDF/A or PDF/UA, because {titles} came from elsewhere"
    notes = [_make_note("A701", message)]
    data = _fill_gaps(whole, foreign, notes, running_line=about.has_running_line)
    return MergeResult(data, tuple(notes))


def _fill_gaps(
    whole: bytes, foreign: dict[int, ForeignPdf], notes: list[Diagnostic], *, running_line: bool
) -> bytes:
    """Put other files into their empty pages, and add to the notes what is left out."""
    from pypdf import PdfWriter

    writer = PdfWriter(clone_from=create_reader(whole))
    checksum = sha256(whole)
    for first, pdf in foreign.items():
        with blame_file(pdf.title):
            notes += fill_pages(writer, first, pdf, running_line=running_line)
        notes += _list_omissions(pdf, running_line=running_line)
        checksum.update(pdf.data)
    writer.pdf_header = _HEADER
    set_file_id(writer, checksum.digest()[:16])
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def _list_omissions(foreign: ForeignPdf, *, running_line: bool) -> Iterator[Diagnostic]:
    """Say what of a file is not in the merged one, and where the running line is in the way."""
    title = foreign.title
    pdf = foreign.inspected
    if pdf.is_tagged:
        message = (
            f"the tags of '{title}' are left out, "
            "so a screen reader gets its words without headings and lists"
        )
        yield _make_note("A702", message)
    if pdf.attachments:
        files = ", ".join(pdf.attachments)
        yield _make_note("A703", f"what is attached to '{title}' is left out: {files}")
    if not running_line:
        return
    if foreign.covered_pages:
        pages = _format_page_list(foreign.covered_pages)
        message = f"the running line lies on what '{title}' has on {pages}"
        hint = "leave the lowest centimetre of these pages empty, or do without the line"
        yield _make_note("A704", message, hint)
    if pdf.unread_pages:
        pages = _format_page_list(pdf.unread_pages)
        message = (
            f"whether the running line lies on anything is not known of {pages} of '{title}', "
            "which were not read"
        )
        yield _make_note("A705", message)


def _format_page_list(numbers: Sequence[int]) -> str:
    """Name pages, the first three of many: "pages 1, 2, 5 and 4 more"."""
    if len(numbers) == 1:
        return f"page {numbers[0]}"
    pages = "pages " + ", ".join(map(str, numbers[:3]))
    if len(numbers) > 3:
        pages += f" and {len(numbers) - 3} more"
    return pages


def _make_note(code: str, message: str, hint: str = "") -> Diagnostic:
    return Diagnostic(code, message, hint=hint, severity="note")


__all__ = ["MergeMetadata", "MergePart", "MergeResult", "merge_documents"]
