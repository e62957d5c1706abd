"""Takes a PDF from anywhere, gives all that can be said of it, read once: the file, its pages, its fonts, and what is hidden in it.

It never fails: of a file that nobody can read it says why. Of very long files some pages are read in depth only.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from cvgen.pdf.annotations import Beside, facts, refused
from cvgen.pdf.content import Drawing, fresh
from cvgen.pdf.facts import Action, Comment, Font, Image, Inspected, Link, Page, Text
from cvgen.pdf.fonts import Shelf, TooMuchError
from cvgen.pdf.geometry import Matrix, quarters
from cvgen.pdf.open import opened_pdf
from cvgen.pdf.pages import MOST_BYTES
from cvgen.pdf.revisions import states

_FIRST, _LAST = 30, 5  # pages that are read in depth
_CONTENT = 2_000_000  # bytes of content that are read, of all pages
_MOST_COMPLAINTS = 5


def inspect(source: Path | bytes, name: str = "") -> Inspected:
    """Read a PDF, or its bytes; `name` is that of the file."""
    name = name or (source.name if isinstance(source, Path) else "the file")
    if isinstance(source, bytes):
        return _inspected(source, name)
    try:
        if not source.is_file():
            return Inspected(
                name, 0, "it is not a file" if source.exists() else "there is no such file"
            )
        with source.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        return Inspected(name, 0, f"it cannot be read: {(error.strerror or str(error)).lower()}")
    if len(data) > MOST_BYTES:
        return Inspected(
            name, source.stat().st_size, f"it is larger than {MOST_BYTES // 1_000_000} MB"
        )
    return _inspected(data, name)


def _inspected(data: bytes, name: str) -> Inspected:
    with _heard() as complaints:
        reader, why = opened_pdf(data)
        if reader is None or why:
            why = (
                "it is cut off before its end"
                if why in ("it is broken", "its end is missing") and b"%%EOF" not in data[-2048:]
                else why
            )
            return Inspected(
                name,
                len(data),
                why,
                _header(data),
                encrypted="password" in why or "encrypted" in why,
            )
        try:
            return _read(reader, data, name, complaints)
        except Exception as error:  # noqa: BLE001 - a broken file can break what reads it in any way
            return Inspected(
                name,
                len(data),
                f"it is broken: {str(error).splitlines()[0] if str(error) else type(error).__name__}",
                _header(data),
            )


def _read(reader: Any, data: bytes, name: str, complaints: list[str]) -> Inspected:
    root, beside, shelf = reader.root_object, Beside(), Shelf(_CONTENT)
    beside.root(root)
    count = len(reader.pages)
    pages = []
    for number, page in enumerate(reader.pages, 1):
        beside.page(page, number)
        pages.append(_page(page, number, shelf, deep=number <= _FIRST or number > count - _LAST))
    header = _header(data)
    strict = _complaint(data)
    said = [*([strict] if strict else []), *complaints]
    return Inspected(
        name,
        len(data),
        header=header,
        version=max(header, str(root.get("/Version", ""))[1:], key=_by_number),
        encrypted=reader.is_encrypted,
        refused=refused(reader) if reader.is_encrypted else (),
        complaints=tuple(dict.fromkeys(said))[:_MOST_COMPLAINTS],
        states=len(states(data)),
        pages=tuple(pages),
        fonts=_fonts(shelf),
        facts=facts(reader),
        language=str(root.get("/Lang", "")),
        tagged="/StructTreeRoot" in root
        and bool((root.get("/MarkInfo") or {}).get("/Marked", False)),
        signatures=beside.signatures,
        fields=tuple(beside.fields),
        xfa=beside.xfa,
        scripts=tuple(dict.fromkeys(beside.scripts)),
        actions=tuple(dict.fromkeys(beside.actions)),
        attachments=tuple(dict.fromkeys(beside.attachments)),
        portfolio="/Collection" in root,
        comments=tuple(beside.comments),
        links=tuple(dict.fromkeys(beside.links)),
    )


def _header(data: bytes) -> str:
    at = data[:1024].find(b"%PDF-")
    return data[at + 5 : at + 8].decode("ascii", "replace") if at >= 0 else ""


def _by_number(version: str) -> tuple[int, ...]:
    return tuple(int(part) if part.isdecimal() else 0 for part in version.split("."))


def _complaint(data: bytes) -> str:
    """Read the file again without any mercy; say what is wrong with it."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    try:
        PdfReader(io.BytesIO(data), strict=True)
    except DependencyError:
        return ""
    except Exception as error:  # noqa: BLE001 - a broken file can break what reads it in any way
        return (str(error).splitlines() or [""])[0] or type(error).__name__
    return ""


@contextmanager
def _heard() -> Iterator[list[str]]:
    """Collect what pypdf has to say about a file."""
    log, said = logging.getLogger("pypdf"), _Listener()
    log.addHandler(said)
    try:
        yield said.words
    finally:
        log.removeHandler(said)


class _Listener(logging.Handler):
    """Keeps what is logged."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message."""
        self.words.append(record.getMessage())


def _fonts(shelf: Shelf) -> tuple[Font, ...]:
    used = [face for face in shelf.faces.values() if face.letters]
    return tuple(
        Font(
            face.name,
            face.kind,
            face.embedded,
            face.subset,
            tuple(sorted(face.pages)),
            face.letters,
            face.unread,
            face.missing,
            face.private,
        )
        for face in sorted(used, key=lambda face: (min(face.pages), face.name))
    )


def _page(page: Any, number: int, shelf: Shelf, *, deep: bool) -> Page:
    """Read a page: its boxes, and in depth also what is drawn on it."""
    crop, unit = page.cropbox, float(page.get("/UserUnit", 1))
    rotation = int(page.rotation) % 360
    size = (float(crop.width) * unit, float(crop.height) * unit)
    wide, high = size[::-1] if quarters(rotation) % 180 else size
    bare = Page(
        number,
        wide,
        high,
        (float(page.mediabox.width) * unit, float(page.mediabox.height) * unit),
        rotation,
        unit,
    )
    if not deep:
        return bare
    return _drawn(
        page, bare, fresh(number, shelf, _shown(crop, quarters(rotation), unit), (wide, high))
    )


def _drawn(page: Any, bare: Page, drawing: Drawing) -> Page:
    broken = False
    try:
        contents = page.get_contents()
        if contents is not None:
            drawing.run(contents, page.get("/Resources", {}).get_object(), page.pdf)
        broken = contents is None and "/Contents" in page
    except TooMuchError:
        return bare
    except Exception:  # noqa: BLE001 - a broken page can break what reads it in any way; what was read counts
        broken = True
    return replace(
        bare,
        read=True,
        broken=broken,
        texts=tuple(drawing.texts),
        images=tuple(drawing.images),
        painted=drawing.painted,
    )


def _shown(crop: Any, rotation: int, unit: float) -> Matrix:
    """Give the movement from a page's own axes to points from the top left corner of what is shown."""
    left, low, right, high = (
        float(crop.left),
        float(crop.bottom),
        float(crop.right),
        float(crop.top),
    )
    a, b, c, d, e, f = {
        0: (1, 0, 0, -1, -left, high),
        90: (0, 1, 1, 0, -low, -left),
        180: (-1, 0, 0, 1, right, -low),
        270: (0, -1, -1, 0, high, right),
    }.get(rotation, (1, 0, 0, -1, -left, high))
    return a * unit, b * unit, c * unit, d * unit, e * unit, f * unit


__all__ = ["Action", "Comment", "Font", "Image", "Inspected", "Link", "Page", "Text", "inspect"]
