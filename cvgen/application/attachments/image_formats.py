"""Take the picture out of JPEG and PNG files without decoding it."""

from __future__ import annotations

import re
import struct

from msgspec import Struct

PNG_RGB, PNG_PALETTE = 2, 3  # colour types
_PNG_WITH_ALPHA = (4, 6)
# Markers of JPEG (ISO 10918-1, B.1.1.3). None of those sought stands within a picture's data.
_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
_SOS, _EOI, _APP0, _APP14, _APP15, _COM = 0xDA, 0xD9, 0xE0, 0xEE, 0xEF, 0xFE


class Jpeg(Struct, frozen=True):
    """A JPEG that holds nothing but its picture; Adobe's marker says how its colours are meant."""

    data: bytes
    has_adobe_marker: bool


class Png(Struct, frozen=True):
    """The chunks of a PNG (ISO 15948): header, palette, and the compressed rows."""

    width: int
    height: int
    depth: int
    colour_type: int
    is_interlaced: bool
    is_transparent: bool
    palette: bytes
    rows: bytes


def strip_jpeg(data: bytes) -> Jpeg:
    """Remove from a JPEG all that is not its picture, without decoding it."""
    segments = [data[:2]]
    position = 2
    has_adobe_marker = False
    while (match := _MARKER.search(data, position)) is not None:
        marker = data[match.start() + 1]
        if marker == _EOI:
            break
        position = _find_segment_end(data, match)
        if marker == _APP14:
            has_adobe_marker = True
        if marker == _APP14 or not _is_metadata(marker):
            segments.append(data[match.start() : position])
    segments.append(b"\xff\xd9")
    return Jpeg(b"".join(segments), has_adobe_marker)


def _find_segment_end(data: bytes, match: re.Match[bytes]) -> int:
    """Return where a segment ends, which its length says; that of a scan includes its data."""
    marker = data[match.start() + 1]
    length = int.from_bytes(data[match.end() : match.end() + 2], "big")
    end = match.end() + length
    if marker == _SOS:
        following = _MARKER.search(data, end)
        if following is not None:
            return following.start()
    return end


def _is_metadata(marker: int) -> bool:
    return _APP0 <= marker <= _APP15 or marker == _COM


def parse_png(data: bytes) -> Png:
    """Read the chunks of a PNG."""
    header: tuple[int, ...] = ()
    palette = b""
    rows = []
    is_transparent = False
    position = 8
    while position + 8 <= len(data):
        length = int.from_bytes(data[position : position + 4], "big")
        chunk_type = data[position + 4 : position + 8]
        content = data[position + 8 : position + 8 + length]
        if chunk_type == b"IHDR":
            header = struct.unpack(">IIBBBBB", content)
        elif chunk_type == b"PLTE":
            palette = content
        elif chunk_type == b"tRNS":
            is_transparent = True
        elif chunk_type == b"IDAT":
            rows.append(content)
        position += length + 12
    width, height, depth, colour_type, _, _, interlace = header
    return Png(
        width,
        height,
        depth,
        colour_type,
        bool(interlace),
        is_transparent or colour_type in _PNG_WITH_ALPHA,
        palette,
        b"".join(rows),
    )
