"""Takes a PDF from anywhere, gives its pages: their sizes, their text by lines, its bookmarks, and what it says of itself."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cvgen.errors import Diagnostic, PdfError, Place

if TYPE_CHECKING:
    from pypdf import PdfReader

MOST_BYTES = 200_000_000
_FACTS = ("Title", "Author", "Subject", "Keywords")
# Some programs write a little behind the end of a file.
_END, _BEHIND = b"%%EOF", 4096
_DEEPEST = 50


@dataclass(frozen=True, slots=True)
class Pages:
    """What a PDF holds: sizes of pages in points, text by page and line, bookmarks in order, facts by name (title, language, …)."""

    sizes: tuple[tuple[float, float], ...]
    lines: tuple[tuple[str, ...], ...]
    bookmarks: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()


def pages(path: Path) -> Pages:
    """Read a PDF.

    Raises PdfError for a file that is not there, not a PDF, cut off, broken, or locked by a password.
    """
    data = _bytes(path)
    try:
        return _pages(_opened(data, path))
    except PdfError:
        raise
    except Exception as error:  # noqa: BLE001 - a broken file can break what reads it in any way
        raise _refusal(
            path,
            "D102",
            f"the PDF is broken: {_first_line(error)}",
            "open it in a viewer and save it anew, if that shows it",
        ) from None


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise _refusal(path, "D101", f"there is no file '{path}'") from None
    except OSError as error:
        raise _refusal(
            path, "D101", f"'{path}' cannot be read: {(error.strerror or str(error)).lower()}"
        ) from None
    problem = _problem(data)
    if problem:
        raise _refusal(path, "D102", *problem)
    return data


def _problem(data: bytes) -> tuple[str, str] | None:
    if not data:
        return "the file is empty", "was it still being written?"
    if len(data) > MOST_BYTES:
        return f"the file is larger than {MOST_BYTES // 1_000_000} MB", "is it the right file?"
    if b"%PDF-" not in data[:1024]:
        return "this is not a PDF, whatever its name", "is it the right file?"
    if _END not in data[-_BEHIND:]:
        return "the PDF is cut off before its end", "copy or download it again"
    return None


def _opened(data: bytes, path: Path) -> PdfReader:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    reader = PdfReader(io.BytesIO(data))
    try:
        # Without a password for reading, a file may still have one against changes.
        locked = reader.is_encrypted and not reader.decrypt("")
    except (DependencyError, NotImplementedError):
        locked = True
    if locked:
        raise _refusal(path, "D103", "the PDF is locked by a password", "save it without one")
    return reader


def _pages(reader: PdfReader) -> Pages:
    said: Any = reader.metadata or {}
    facts = [(name.lower(), _text(said.get(f"/{name}"))) for name in _FACTS]
    language = _text(reader.root_object.get("/Lang"))
    sizes = tuple(_size(page) for page in reader.pages)
    lines = tuple(tuple(_lines(_content(page))) for page in reader.pages)
    return Pages(sizes, lines, tuple(_titles(reader.outline)), (*facts, ("language", language)))


def _size(page: Any) -> tuple[float, float]:
    """Give width and height as a reader sees them: of the part that is shown, turned as it is shown."""
    box = page.cropbox
    size = (round(float(box.width), 1), round(float(box.height), 1))
    return size[::-1] if page.rotation % 180 else size


def _content(page: Any) -> str:
    # pypdf passes over what a broken file has lost, and a page that lost its text would seem to be empty.
    if "/Contents" in page and page.get_contents() is None:
        raise ValueError(f"page {page.page_number + 1} has lost what is on it")
    return str(page.extract_text())


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        words = _text(line)
        if words:
            yield words


def _titles(outline: Any, depth: int = 0) -> Iterator[str]:
    for item in outline:
        if isinstance(item, list):
            yield from _titles(item, depth + 1) if depth < _DEEPEST else ()
        else:
            yield _text(item.title)


def _text(value: Any) -> str:
    """Put a text on one line; half characters, which broken fonts give, become question marks."""
    return (
        " ".join(str(value).encode("utf-8", "replace").decode("utf-8").split())
        if value is not None
        else ""
    )


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".").lower() or type(
        error
    ).__name__.lower()


def _refusal(path: Path, code: str, message: str, hint: str = "") -> PdfError:
    return PdfError(Diagnostic(code, message, Place(str(path)), hint))
