"""Take the names of glyphs out of a table CFF (Adobe Technical Note 5176).

A font of letters names each glyph of its family, also those that a subsetter has emptied; in a
font whose glyphs are numbered (CID-keyed, sections 18 and 19) nothing is named.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from msgspec import Struct

# Operators of a Top DICT (tables 9 and 10).
_KEPT = (b"\x0c\x07", b"\x05")  # FontMatrix and FontBBox
_CHARSET = b"\x0f"
_CHAR_STRINGS = b"\x11"
_PRIVATE = b"\x12"
_SUBROUTINES = b"\x13"
_REGISTRY = b"\x0c\x1e"
_CID_COUNT = b"\x0c\x22"
_FONT_DICTIONARIES = b"\x0c\x24"
_FONT_SELECTION = b"\x0c\x25"

# What a byte begins in a DICT (section 4).
_ESCAPE = 12
_LAST_OPERATOR = 21
_INTEGER_LENGTHS = {28: 3, 29: 5}
_REAL = 30
_END_OF_REAL = 15
_TWO_BYTES = 247
_NEGATIVE = 251
# In a glyph (Technical Note 5177, 3.2 and 4).
_END_OF_GLYPH = 14
_FLEXES = range(34, 38)
_FIRST_NUMBER = 32
_FEWEST_GLYPHS = 2  # one that stands for what is missing, and one that is used
_SHORTEST_DRAWN = 6  # in bytes; a blank is a width and the end
# "Adobe" and "Identity" are the first strings after the 391 that every reader knows (appendix A).
_ADOBE_IDENTITY = b"\xf8\x1b\xf8\x1c\x8b" + _REGISTRY
_HEADER = b"\x01\x00\x04\x04"


class _Index(Struct, frozen=True):
    """An INDEX (section 5): where in the table its things begin, and at last where it ends."""

    table: bytes
    places: Sequence[int]

    def list_items(self, shortest: int = 0) -> list[bytes]:
        """List the things that have so many bytes."""
        items = pairwise(self.places)
        return [self.table[start:end] for start, end in items if end - start >= shortest]


def drop_glyph_names(table: bytes) -> bytes:
    """Make a table CFF whose glyphs are numbered: the same glyphs in the same order.

    The table is left alone where that is not as simple as a subsetter leaves it: where glyphs are
    numbered already, there are subroutines, or an accented letter is put together by the names of
    its parts.
    """
    names = _read_index(table, table[2])
    tops = _read_index(table, names.places[-1])
    strings = _read_index(table, tops.places[-1])
    subroutines = _read_index(table, strings.places[-1])
    top = dict(_read_dictionary(tops.list_items()[0]))
    if _REGISTRY in top or subroutines.list_items():
        return table
    size, start = _read_integers(top[_PRIVATE])
    private = table[start : start + size]
    (start,) = _read_integers(top[_CHAR_STRINGS])
    outlines = _read_index(table, start)
    count = len(outlines.places) - 1
    drawn = outlines.list_items(_SHORTEST_DRAWN)
    has_subroutines = _SUBROUTINES in dict(_read_dictionary(private))
    if has_subroutines or count < _FEWEST_GLYPHS or any(map(_may_be_composed, drawn)):
        return table
    kept = b"".join(top[operator] + operator for operator in _KEPT if operator in top)
    packed = table[start : outlines.places[-1]]
    return _write_font(names.list_items()[0], kept, private, count, packed)


def _write_font(name: bytes, kept: bytes, private: bytes, count: int, outlines: bytes) -> bytes:
    """Write a table; `kept` stands in its Top DICT as it is, and `outlines` are an INDEX."""
    charset = b"\x02" + struct.pack(">HH", 1, count - 2)
    selection = b"\x03" + struct.pack(">HHBH", 1, 0, 0, count)
    data = (private, charset, selection, outlines)
    lengths = [len(part) for part in data]

    def write_head(start: int) -> bytes:
        """Write what stands before the data; it is as long wherever they start."""
        _, *places = accumulate(lengths, initial=start)
        top = _ADOBE_IDENTITY + kept + _write_integer(count) + _CID_COUNT
        operators = (_CHARSET, _FONT_SELECTION, _CHAR_STRINGS, _FONT_DICTIONARIES)
        for place, operator in zip(places, operators, strict=True):
            top += _write_integer(place) + operator
        indexes = ((name,), (top,), (b"Adobe", b"Identity"), ())
        return _HEADER + b"".join(map(_write_index, indexes))

    start = len(write_head(0))
    dictionary = _write_integer(len(private)) + _write_integer(start) + _PRIVATE
    return write_head(start) + b"".join(data) + _write_index((dictionary,))


def _may_be_composed(outline: bytes) -> bool:
    """Tell whether a glyph that is not blank may end in names of parts.

    They would be numbers before its end (Technical Note 5177, appendix C); what draws a glyph ends
    with an operator.
    """
    escape, last, end = outline[-3:]
    is_drawn = last < _FIRST_NUMBER or (escape == _ESCAPE and last in _FLEXES)
    return end != _END_OF_GLYPH or not is_drawn


def _read_index(table: bytes, start: int) -> _Index:
    count = int.from_bytes(table[start : start + 2], "big")
    if not count:
        return _Index(table, (start + 2,))
    size = table[start + 2]
    data = start + 2 + (count + 1) * size
    packed = table[start + 3 : data + 1]
    offsets = list(packed[::size])
    for place in range(1, size):
        offsets = [high * 256 + low for high, low in zip(offsets, packed[place::size], strict=True)]
    return _Index(table, [data + offset for offset in offsets])


def _write_index(items: Sequence[bytes]) -> bytes:
    if not items:
        return b"\x00\x00"
    offsets = [1]
    for item in items:
        offsets.append(offsets[-1] + len(item))
    size = (offsets[-1].bit_length() + 7) // 8
    packed = b"".join(offset.to_bytes(size, "big") for offset in offsets)
    return struct.pack(">HB", len(items), size) + packed + b"".join(items)


def _read_dictionary(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Give the operators of a DICT (section 4), each with the bytes of its operands."""
    place = start = 0
    while place < len(data):
        first = data[place]
        if first > _LAST_OPERATOR:
            place += _measure_number(data, place)
            continue
        end = place + (2 if first == _ESCAPE else 1)
        yield data[place:end], data[start:place]
        place = start = end


def _measure_number(data: bytes, place: int) -> int:
    """Measure the bytes of a number in a DICT (tables 3 to 5)."""
    first = data[place]
    if first != _REAL:
        return _INTEGER_LENGTHS.get(first, 1 if first < _TWO_BYTES else 2)
    end = place + 1
    while data[end] & 15 != _END_OF_REAL:
        end += 1
    return end + 1 - place


def _read_integers(operands: bytes) -> list[int]:
    integers = []
    place = 0
    while place < len(operands):
        end = place + _measure_number(operands, place)
        integers.append(_read_integer(operands[place:end]))
        place = end
    return integers


def _read_integer(number: bytes) -> int:
    first, *rest = number
    if first in _INTEGER_LENGTHS:
        return int.from_bytes(rest, "big", signed=True)
    if not rest:
        return first - 139
    if first < _NEGATIVE:
        return (first - 247) * 256 + rest[0] + 108
    return -(first - 251) * 256 - rest[0] - 108


def _write_integer(value: int) -> bytes:
    """Write a number in five bytes, whatever it is."""
    return struct.pack(">Bi", 29, value)
