"""Read PDFs of anybody in a process with limits: one may be made to hang whoever reads it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from cvgen.errors import Diagnostic, PdfError, Place
from cvgen.pdf.facts import PdfFacts
from cvgen.pdf.inspect import inspect_pdf
from cvgen.pdf.pages import PdfPages, read_pdf_pages
from cvgen.render.sandbox import BrokenCallError, StoppedCallError, run_with_limits

_LEAST_SECONDS = 30
_BYTES_A_SECOND = 1_000_000  # of a file, on a slow machine
_HINT = "is it the right file? if so, print it to a new PDF"


def limit_seconds(size: int) -> int:
    """Return how long reading a file of so many bytes may take."""
    return _LEAST_SECONDS + size // _BYTES_A_SECOND


def inspect_foreign_pdf(path: Path) -> PdfFacts:
    """Inspect a PDF; one that takes too much has that as its problem."""
    size = _measure_file(path)
    try:
        facts: PdfFacts = run_with_limits(inspect_pdf, path, limit_seconds(size))
    except (StoppedCallError, BrokenCallError) as error:
        return PdfFacts(path.name, size, _describe_stop(error))
    return facts


def read_foreign_pages(path: Path) -> PdfPages:
    """Read the pages of a PDF.

    Raises PdfError for what cannot be read, also for what takes too much.
    """
    try:
        call: Callable[[Path], Any] = read_pdf_pages
        pages: PdfPages = run_with_limits(call, path, limit_seconds(_measure_file(path)))
    except (StoppedCallError, BrokenCallError) as error:
        message = f"the PDF cannot be read: {_describe_stop(error)}"
        raise PdfError(Diagnostic("D102", message, Place(str(path)), _HINT)) from None
    return pages


def _measure_file(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _describe_stop(error: Exception) -> str:
    if isinstance(error, StoppedCallError):
        return f"it {error} while it was read, and was stopped"
    return f"it is broken: {error}"
