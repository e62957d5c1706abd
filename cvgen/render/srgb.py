"""Make the profile of a page's colours: sRGB (IEC 61966-2-1) as ICC.1:2004-10 writes it.

A profile of that version has the curve of the standard as a formula, and not as a table of a
thousand points.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from itertools import accumulate

SRGB_NAME = "sRGB IEC61966-2.1"  # the ICC's own word for it
_PERMISSION = "No copyright, use freely"
# CIE XYZ of the standard's three lights, and the matrix that took them there, from the white that
# the standard names (D65) to that of all profiles (D50); to the digit as in the ICC's sRGB2014.icc.
_LIGHTS = {
    b"rXYZ": (0.436066, 0.222488, 0.013916),
    b"gXYZ": (0.385147, 0.716873, 0.097076),
    b"bXYZ": (0.143066, 0.060608, 0.714096),
    b"wtpt": (0.9642, 1.0, 0.8249),
}
_ADAPTATION = (
    *(1.047913, 0.022934, -0.050201),
    *(0.029602, 0.990463, -0.017075),
    *(-0.009247, 0.01506, 0.751785),
)
# From a value to light: ((value + 0.055) / 1.055) ** 2.4; up to 0.04045: value / 12.92.
_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
_CURVES = (b"rTRC", b"gTRC", b"bTRC")
_HEADER = struct.Struct(">I4xI4s4s4s6H4s28x3i48x")
_VERSION = 0x04200000
_DATE = (2004, 10, 1, 0, 0, 0)  # of the specification: a file says itself when it was made


def make_srgb_profile() -> bytes:
    """Make the profile; it is the same each time."""
    curve = b"para" + struct.pack(">4xHH", 3, 0) + _write_numbers(_CURVE)
    data = {
        b"desc": _write_text(SRGB_NAME),
        b"cprt": _write_text(_PERMISSION),
        b"chad": b"sf32" + bytes(4) + _write_numbers(_ADAPTATION),
    }
    for tag, light in _LIGHTS.items():
        data[tag] = b"XYZ " + bytes(4) + _write_numbers(light)
    data.update(dict.fromkeys(_CURVES, curve))
    parts = list(dict.fromkeys(data.values()))  # the three curves are one
    start = _HEADER.size + 4 + 12 * len(data)
    starts = dict(zip(parts, accumulate(map(len, parts), initial=start), strict=False))
    table = struct.pack(">I", len(data))
    for tag, part in data.items():
        table += struct.pack(">4s2I", tag, starts[part], len(part))
    body = table + b"".join(parts)
    white = map(_round_number, _LIGHTS[b"wtpt"])
    header = _HEADER.pack(
        _HEADER.size + len(body), _VERSION, b"mntr", b"RGB ", b"XYZ ", *_DATE, b"acsp", *white
    )
    return header + body


def _write_text(words: str) -> bytes:
    """Write words, as English ones, up to a place for what follows: every fourth byte."""
    packed = words.encode("utf-16-be")
    head = struct.pack(">4s4xII4sII", b"mluc", 1, 12, b"enUS", len(packed), 28)
    return head + packed + bytes(-len(packed) % 4)


def _write_numbers(numbers: Sequence[float]) -> bytes:
    return struct.pack(f">{len(numbers)}i", *map(_round_number, numbers))


def _round_number(number: float) -> int:
    """Round a number to 65536ths, which is what is written of it."""
    return round(number * 65536)
