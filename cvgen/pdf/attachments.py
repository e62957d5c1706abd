"""Read the files that are attached to a PDF (ISO 32000-1, 7.11.4)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from cvgen.pdf.annotations import walk_name_tree
from cvgen.pdf.open import open_pdf
from cvgen.pdf.values import resolve_dict, resolve_reference

_MOST_ATTACHMENTS = 20
_MOST_BYTES = 20_000_000  # of one file, unpacked


def read_attachments(pdf: bytes) -> Iterator[bytes]:
    """Read the attached files in the order of their names; what cannot be read is left out."""
    for _, content in read_named_attachments(pdf):
        yield content


def read_named_attachments(pdf: bytes) -> Iterator[tuple[str, bytes]]:
    """Read the attached files with their names; what cannot be read is left out."""
    reader = open_pdf(pdf).reader
    if reader is None:
        return
    names = resolve_dict(_find_root(reader).get("/Names"))
    files = walk_name_tree(names.get("/EmbeddedFiles"))
    for name, file in islice(files, _MOST_ATTACHMENTS):
        content = _read_stream(resolve_dict(resolve_dict(file).get("/EF")).get("/F"))
        if content:
            yield str(name), content


def _find_root(reader: Any) -> dict[str, Any]:
    return resolve_dict(reader.trailer.get("/Root"))


def _read_stream(reference: Any) -> bytes:
    """Unpack a stream; pypdf stops where it would become too large."""
    stream = resolve_reference(reference)
    if not hasattr(stream, "get_data"):
        return b""
    try:
        content = bytes(stream.get_data())
    except Exception:  # noqa: BLE001 - pypdf fails on a broken stream in any way
        return b""
    return content if len(content) <= _MOST_BYTES else b""
