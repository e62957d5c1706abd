"""Takes the bytes of a PDF, gives what reads it, or why nothing can."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any


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
        pages = len(reader.pages)
    except DependencyError:
        return None, "it is encrypted"
    except Exception:  # noqa: BLE001 - pypdf fails on a broken file in any way
        return None, "it is broken"
    if b"%%EOF" not in data[-2048:]:
        return reader, "its end is missing"
    return reader, "" if pages else "it has no pages"


def offsets(reader: Any) -> Iterator[int]:
    """List where the objects begin that the tables of a PDF list, in bytes."""
    return (offset for table in reader.xref.values() for offset in table.values())
