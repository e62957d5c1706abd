"""Cut a font file that is put into a PDF down to what a reader of PDFs draws with.

The PDF itself says what its letters are and which glyph each of them is (ISO 32000-1, 9.7.4).
"""

from __future__ import annotations

import struct
from collections.abc import Mapping

_KINDS = frozenset((b"\x00\x01\x00\x00", b"OTTO", b"true"))
_CFF = b"CFF "
# What ISO 32000-1, 9.9, asks for, and 'cmap': FreeType fits outlines to pixels by some letters,
# which it finds there.
_DRAWING_TABLES = frozenset(
    (_CFF, b"cmap", b"cvt ", b"fpgm", b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp", b"prep")
)
_FILE_CHECKSUM = 0xB1B0AFBA  # what a file's words add up to (OpenType, 'head')


# A table of a font, and what its words add up to.
_Table = tuple[bytes, int]


def cut_font_file(data: bytes) -> bytes:
    """Cut a TrueType or OpenType file to what draws; what is neither stays as it is."""
    if data[:4] not in _KINDS:
        return data
    tables = _read_tables(data)
    if _CFF in tables:
        from cvgen.render.cff import drop_glyph_names  # most families have none

        content = drop_glyph_names(tables[_CFF][0])
        tables[_CFF] = (content, _sum_words(content))
    return _write_file(data[:4], tables)


def _read_tables(data: bytes) -> dict[bytes, _Table]:
    """Read the tables that draw, by tag, in the order of the file's directory."""
    tables = {}
    (count,) = struct.unpack_from(">H", data, 4)
    for place in range(12, 12 + 16 * count, 16):
        tag, checksum, start, length = struct.unpack_from(">4s3I", data, place)
        if tag in _DRAWING_TABLES:
            tables[tag] = (data[start : start + length], checksum)
    return tables


def _write_file(kind: bytes, tables: Mapping[bytes, _Table]) -> bytes:
    count = len(tables)
    power = count.bit_length() - 1
    directory = kind + struct.pack(">4H", count, 16 << power, power, 16 * count - (16 << power))
    start = len(directory) + 16 * count
    sums = 0
    for tag, (content, checksum) in tables.items():
        length = len(content)
        directory += struct.pack(">4s3I", tag, checksum, start, length)
        start += length + -length % 4
        sums += checksum
    sums += _sum_words(directory)
    parts = [directory]
    for tag, (content, _) in tables.items():
        if tag == b"head":
            adjustment = struct.pack(">I", (_FILE_CHECKSUM - sums) % 2**32)
            parts += (content[:8], adjustment, content[12:])
        else:
            parts.append(content)
        parts.append(bytes(-len(content) % 4))
    return b"".join(parts)


def _sum_words(content: bytes) -> int:
    content += bytes(-len(content) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(content) // 4}I", content)
    return sum(words) % 2**32
