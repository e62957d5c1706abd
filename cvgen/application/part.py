"""A built document of an application, as it goes into the merged file or stands alone."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from cvgen.application.model import DocumentRequest
from cvgen.build import Built
from cvgen.errors import Diagnostic
from cvgen.pdf.open import open_pdf
from cvgen.render.pdf import Pdf


class Part(Struct, frozen=True):
    """One document: typeset by cvgen (`pdf`), or a PDF of somebody else (`foreign`).

    `source` is the file that it was made of, where it was made of one.
    """

    kind: str
    title: str
    pdf: Pdf | None = None
    foreign: bytes | None = None
    source: Path | None = None
    notes: tuple[Diagnostic, ...] = ()
    warnings: tuple[Diagnostic, ...] = ()
    foreign_page_count: int = 0

    @property
    def data(self) -> bytes:
        """Return the document as a file of its own."""
        if self.pdf:
            return self.pdf.data
        return self.foreign or b""

    @property
    def page_count(self) -> int:
        """Count its pages; 0 for a PDF that cannot be read."""
        if self.pdf:
            return len(self.pdf.pages)
        if self.foreign_page_count:
            return self.foreign_page_count
        reader, _ = open_pdf(self.data)
        if reader is None:
            return 0
        return len(reader.pages)


def make_part(
    document: DocumentRequest, title: str, built: Built, *, source: Path | None = None
) -> Part:
    """Make a part of what cvgen typeset; what it warns of without a place is about the document."""
    warnings = []
    for warning in built.warnings:
        warnings.append(replace(warning, place=warning.place or document.place))
    return Part(
        document.kind,
        document.title or title,
        built.pdf,
        source=source,
        notes=built.notes,
        warnings=tuple(warnings),
    )
