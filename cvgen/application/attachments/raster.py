"""Read how the pixels of a picture stand in the stream of a PDF, and put a PNG around their rows.

By way of a PNG, whose reader is quick, they become a picture; a large one becomes several.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from cvgen.application.attachments.pdf_objects import get_entry, is_stream
from cvgen.pdf.geometry import count_color_components

_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PNG_GREY, _PNG_RGB, _PNG_PALETTE = 0, 2, 3  # colour types
_PNG_PREDICTORS = 10  # and higher: rows are filtered as in a PNG
_PART_LENGTH = 65_536  # bytes that are inflated at once


class LeftAloneError(Exception):
    """A picture in a PDF is of a kind that is left as it is; the message says why."""


class Raster(Struct, frozen=True):
    """How the pixels of a picture stand in the data of its stream."""

    width: int
    height: int
    depth: int  # bits of a component
    components: int
    palette: bytes | None
    predictor: int

    @property
    def row_length(self) -> int:
        """Count the bytes of a row of pixels."""
        return (self.width * self.components * self.depth + 7) // 8

    @property
    def is_filtered(self) -> bool:
        """Say whether a byte before each row says how that is filtered."""
        return self.predictor != 1

    @property
    def color_type(self) -> int:
        """Return the type of colour in a PNG."""
        if self.palette is not None:
            return _PNG_PALETTE
        return _PNG_RGB if self.components == 3 else _PNG_GREY

    def wrap_compressed(self, data: bytes, height: int) -> bytes:
        """Make a PNG of filtered rows that are compressed already."""
        header = struct.pack(">IIBBBBB", self.width, height, self.depth, self.color_type, 0, 0, 0)
        chunks = [_PNG_SIGNATURE, _make_chunk(b"IHDR", header)]
        if self.palette:
            chunks.append(_make_chunk(b"PLTE", self.palette))
        chunks.append(_make_chunk(b"IDAT", data))
        chunks.append(_make_chunk(b"IEND", b""))
        return b"".join(chunks)


def is_indexed(space: Any) -> bool:
    """Say whether the colours of a colour space, its reference resolved, are in a palette."""
    return isinstance(space, list) and space[0] in ("/Indexed", "/I")


def read_depth(stream: Any) -> int:
    """Return the bits of a component."""
    if stream.get("/ImageMask"):
        return 1
    return int(stream.get("/BitsPerComponent", 8))


def read_raster(stream: Any) -> Raster:
    """Read how the pixels of a picture stand.

    Raises LeftAloneError where a PNG could not hold them in the same way.
    """
    space = get_entry(stream, "/ColorSpace")
    palette = None
    components = count_color_components(space)
    if is_indexed(space):
        components = 1
    depth = read_depth(stream)
    predictor = _read_predictor(stream)
    is_readable_depth = depth == 8 or (depth in (2, 4) and components == 1)
    is_tiff_predictor = 1 < predictor < _PNG_PREDICTORS
    if components not in (1, 3) or not is_readable_depth or is_tiff_predictor:
        raise LeftAloneError("of a kind that is not read here")
    if is_indexed(space):
        palette = _read_palette(space)
    width = int(stream["/Width"])
    height = int(stream["/Height"])
    return Raster(width, height, depth, components, palette, predictor)


def _read_predictor(stream: Any) -> int:
    parameters = get_entry(stream, "/DecodeParms")
    if isinstance(parameters, list) and parameters:
        parameters = parameters[0]
    return int((parameters or {}).get("/Predictor", 1))


def read_row_blocks(
    raster: Raster, data: bytes, height: int, *, is_compressed: bool
) -> Iterator[bytes]:
    """Yield the rows of a picture, so many at once, each with the byte that says its filter.

    Raises LeftAloneError where there are fewer than the picture is high.
    """
    stride = raster.row_length + int(raster.is_filtered)
    missing = raster.height
    rest = b""
    for piece in _read_parts(data, is_compressed=is_compressed):
        rest += piece
        while missing and len(rest) >= min(height, missing) * stride:
            count = min(height, missing)
            yield _mark_rows(raster, rest[: count * stride])
            rest = rest[count * stride :]
            missing -= count
        if not missing:
            return
    raise LeftAloneError("broken")


def _read_parts(data: bytes, *, is_compressed: bool) -> Iterator[bytes]:
    view = memoryview(data)
    decompressor = zlib.decompressobj()
    for start in range(0, len(data), _PART_LENGTH):
        piece = view[start : start + _PART_LENGTH]
        try:
            yield decompressor.decompress(piece) if is_compressed else bytes(piece)
        except zlib.error:
            raise LeftAloneError("broken") from None


def _mark_rows(raster: Raster, rows: bytes) -> bytes:
    """Put before each row the byte by which a PNG says that it is not filtered."""
    if raster.is_filtered:
        return rows
    length = raster.row_length
    return b"".join(b"\0" + rows[start : start + length] for start in range(0, len(rows), length))


def _read_palette(space: Any) -> bytes:
    """Return the colours of an indexed colour space as RGB, at most 256 of them."""
    table = space[3].get_object()
    data = getattr(table, "original_bytes", table)
    if is_stream(table):
        data = table.get_data()
    components = count_color_components(space[1])
    if components == 1:
        data = bytes(grey for grey in data for _ in range(3))
    elif components != 3:
        raise LeftAloneError("of a kind that is not read here")
    return bytes(data[: len(data) // 3 * 3][:768])


def _make_chunk(kind: bytes, data: bytes) -> bytes:
    checksum = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checksum)
