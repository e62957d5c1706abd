"""Takes the documents of an application in their order, gives them as one PDF; the only door to pypdf's writer.

What cvgen typeset is printed once more, all in one go, with empty pages where other files belong (`render/joined.py`);
those are filled afterwards. Pages are counted 1, 2, 3 … through the whole file, as the running line says, and have no
other labels.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import accumulate
from typing import Protocol

from cvgen.application.merge_foreign import Foreign, blamed, opened
from cvgen.application.merge_pages import put
from cvgen.errors import Diagnostic
from cvgen.render.merge import About, Piece, joined
from cvgen.render.pdf import Pdf


class Enclosed(Protocol):
    """A document of an application: one of ours, or the bytes of another PDF."""

    @property
    def title(self) -> str:
        """Say what it is called in the outline and the running line."""

    @property
    def pdf(self) -> Pdf | None:
        """Give the document, if cvgen typeset it."""

    @property
    def foreign(self) -> bytes | None:
        """Give the other PDF."""


@dataclass(frozen=True, slots=True)
class Assembled:
    """The one file, and what had to be left out or could not be done."""

    data: bytes
    notes: tuple[Diagnostic, ...]


def assembled(parts: Sequence[Enclosed], about: About) -> Assembled:
    """Put documents into one file.

    Raises PdfError for files that nothing can read, and RenderError or ThemeError as `joined` does.
    """
    foreign = {
        number: opened(part.title, part.foreign or b"")
        for number, part in enumerate(parts)
        if part.pdf is None
    }
    pieces = [
        Piece(part.title, part.pdf or foreign[number].gap) for number, part in enumerate(parts)
    ]
    whole = joined(pieces, about).data
    if not foreign:
        return Assembled(whole, ())
    firsts = list(accumulate((len(piece.pdf.pages) for piece in pieces), initial=0))
    titles = ", ".join(f"'{one.title}'" for one in foreign.values())
    claims = Diagnostic(
        "A701",
        f"the file does not claim to be PDF/A or PDF/UA, because {titles} came from elsewhere",
        severity="note",
    )
    data, notes = _filled(
        whole,
        {firsts[number]: one for number, one in foreign.items()},
        running_line=about.running_line,
    )
    return Assembled(data, (claims, *notes))


def _filled(
    whole: bytes, foreign: dict[int, Foreign], *, running_line: bool
) -> tuple[bytes, list[Diagnostic]]:
    """Fill the gaps, by the numbers of their first pages."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import ArrayObject, ByteStringObject

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(whole)))
    notes: list[Diagnostic] = []
    for first, one in foreign.items():
        with blamed(one.title):
            notes += put(writer, first, one, running_line=running_line)
        notes += _notes(one, running_line=running_line)
    writer.pdf_header = "%PDF-1.7"
    mark = sha256(b"".join((whole, *(one.data for one in foreign.values())))).digest()[:16]
    writer._ID = ArrayObject((ByteStringObject(mark), ByteStringObject(mark)))
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue(), notes


def _notes(one: Foreign, *, running_line: bool) -> Iterator[Diagnostic]:
    """Tell what of a file is not in the whole one."""
    found = one.inspected
    if found.tagged:
        yield _note(
            "A702",
            f"the tags of '{one.title}' are left out, so a screen reader gets its words without headings and lists",
        )
    if found.attachments:
        yield _note(
            "A703", f"what is attached to '{one.title}' is left out: {', '.join(found.attachments)}"
        )
    if running_line and one.covered:
        hint = "leave the lowest centimetre of these pages empty, or do without the line"
        yield _note(
            "A704",
            f"the running line lies on what '{one.title}' has on {_pages(one.covered)}",
            hint,
        )
    if running_line and found.unread:
        yield _note(
            "A705",
            f"whether the running line lies on anything is not known of {_pages(found.unread)} of '{one.title}', which were not read",
        )


def _pages(numbers: Sequence[int]) -> str:
    if len(numbers) == 1:
        return f"page {numbers[0]}"
    named = ", ".join(map(str, numbers[:3]))
    return f"pages {named}" + (f" and {len(numbers) - 3} more" if len(numbers) > 3 else "")


def _note(code: str, message: str, hint: str = "") -> Diagnostic:
    return Diagnostic(code, message, hint=hint, severity="note")


__all__ = ["About", "Assembled", "Enclosed", "assembled"]
