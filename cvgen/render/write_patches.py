"""The patches of pydyf by which what a file is made of becomes bytes once.

pydyf writes a file twice: as it is, and for the hash that names it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cvgen.render.patches import Patch

# What was written of the file that is being written, by object; only the thread that has the
# engine touches it.
_written: list[dict[int, tuple[Any, bytes]]] = []


def _make_object_keeper(data: property) -> property:
    def make_bytes_once(pdf_object: Any) -> bytes:
        if not _written:
            whole: bytes = data.__get__(pdf_object)
            return whole
        kept = _written[-1]
        if id(pdf_object) not in kept:
            # With the object itself, so that no other gets its number.
            kept[id(pdf_object)] = pdf_object, data.__get__(pdf_object)
        return kept[id(pdf_object)][1]

    return property(make_bytes_once)


def _make_file_writer(write: Callable[..., None]) -> Callable[..., None]:
    def write_once(pdf_file: Any, *rest: Any, **options: Any) -> None:
        _written.append({})
        try:
            write(pdf_file, *rest, **options)
        finally:
            _written.pop()

    return write_once


WRITE_PATCHES = (
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
