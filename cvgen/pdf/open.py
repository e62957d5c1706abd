"""Takes the bytes of a PDF, gives what reads it, or why nothing can."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

_LEAST = 10  # points: nobody can read a page that is smaller


def opened_pdf(data: bytes) -> tuple[Any, str]:
    """Open a PDF; say why it cannot be, or what is wrong with it."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    if b"%PDF-" not in data[:1024]:
        return None, "it is no PDF" if data else "it is empty"
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            return None, "it is locked by a password"
        pages, flat = len(reader.pages), _flat(reader)
    except DependencyError:
        return None, "it is encrypted"
    except Exception:  # noqa: BLE001 - pypdf fails on a broken file in any way
        return None, "it is broken"
    if b"%%EOF" not in data[-2048:]:
        return reader, "its end is missing"
    return reader, (f"page {flat} has no size" if flat else "") if pages else "it has no pages"


def _flat(reader: Any) -> int:
    """Give the number of the first page that has no size to speak of; 0 where all have."""
    return next((number for number, page in enumerate(reader.pages, 1) if not _is_sized(page)), 0)


def _is_sized(page: Any) -> bool:
    unit = float(page.get("/UserUnit", 1))
    lengths = (
        float(length) * unit
        for box in (page.mediabox, page.cropbox)
        for length in (box.width, box.height)
    )
    return all(abs(length) >= _LEAST for length in lengths)


def offsets(reader: Any) -> Iterator[int]:
    """List where the objects begin that the tables of a PDF list, in bytes."""
    return (offset for table in reader.xref.values() for offset in table.values())
