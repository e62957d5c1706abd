"""The patches of pydyf by which what a file is made of becomes bytes once.

pydyf writes a file twice: as it is, and for the hash that names it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cvgen.render.patches import Patch

_BYTES = "cvgen_bytes"  # the attribute of an object that its bytes are kept in
# The files that are being written; only the thread that has the engine touches it.
_open_files: list[Any] = []


def _make_object_keeper(data: property) -> property:
    def make_bytes_once(pdf_object: Any) -> bytes:
        kept: bytes | None = vars(pdf_object).get(_BYTES)
        if kept is not None:
            return kept
        whole: bytes = data.__get__(pdf_object)
        # What has no number stands in another object, and is written with it.
        if _open_files and pdf_object.number is not None:
            vars(pdf_object)[_BYTES] = whole
        return whole

    return property(make_bytes_once)


def _make_file_writer(write: Callable[..., None]) -> Callable[..., None]:
    def write_once(pdf_file: Any, *rest: Any, **options: Any) -> None:
        _open_files.append(pdf_file)
        try:
            write(pdf_file, *rest, **options)
        finally:
            _open_files.pop()
            for pdf_object in pdf_file.objects:
                vars(pdf_object).pop(_BYTES, None)

    return write_once


def _make_page_joiner(paint: Callable[..., None]) -> Callable[..., None]:
    from pydyf import _to_bytes

    def paint_and_join(page: Any, stream: Any, scale: float = 1) -> None:
        paint(page, stream, scale)
        # As the stream itself joins its parts when it is written.
        stream.stream = [b"\n".join(map(_to_bytes, stream.stream))]

    return paint_and_join


WRITE_PATCHES = (
    Patch(
        "weasyprint.document",
        "Page.paint",
        ("self", "stream", "scale"),
        _make_page_joiner,
        "What draws a page is thousands of texts, which would stay to the end: 0.6 MB a page.",
    ),
    Patch(
        "pydyf",
        "Stream.data",
        ("self",),
        _make_object_keeper,
        "A stream is compressed each time.",
    ),
    Patch(
        "pydyf",
        "Dictionary.data",
        ("self",),
        _make_object_keeper,
        "What a page is tagged with is thousands of them.",
    ),
    Patch(
        "pydyf",
        "PDF.write",
        ("self", "output", "version", "identifier", "compress"),
        _make_file_writer,
        "While a file is written, nothing in it changes any more.",
    ),
)
