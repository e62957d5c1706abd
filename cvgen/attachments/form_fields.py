"""Takes a field of a form whose value nobody drew yet, gives the drawing, plainly: in Helvetica, from the left, line by line."""

from __future__ import annotations

import re
import textwrap
from typing import Any

from cvgen.pdf.geometry import around, numbers

_FONT = re.compile(r"/\S+\s+(-?[\d.]+)\s+Tf")
_MULTILINE, _PASSWORD = 1 << 12, 1 << 13
_LARGEST, _SMALLEST = 12.0, 4.0  # points, where the size is left to the reader
_WIDTH = 0.5  # of the size: how wide a letter is on average
_LEADING = 1.2
_DEEPEST = 30


def inherited(one: Any, key: str) -> Any:
    """Look up an entry of a field, or of the fields above it."""
    for _ in range(_DEEPEST):
        if key in one:
            return one[key].get_object()
        if "/Parent" not in one:
            break
        one = one["/Parent"].get_object()
    return None


def value(one: Any) -> str:
    """Give what was written or chosen in a field; nothing for buttons, signatures and passwords."""
    if inherited(one, "/FT") not in ("/Tx", "/Ch") or int(inherited(one, "/Ff") or 0) & _PASSWORD:
        return ""
    found = inherited(one, "/V")
    if isinstance(found, list):
        return ", ".join(str(each.get_object()) for each in found)
    return str(found) if isinstance(found, str) else ""


def is_undrawn(one: Any, form: Any) -> bool:
    """Say whether only a form's program would draw what was filled in."""
    return (
        one.get("/Subtype") == "/Widget"
        and bool(value(one))
        and ("/AP" not in one or bool(form.get("/NeedAppearances")))
    )


def drawn(one: Any, form: Any) -> Any:
    """Draw the value of a field as its form asks for; None where its letters or its place do not allow it."""
    return _picture(one, str(inherited(one, "/DA") or form.get("/DA", "")))


def _picture(one: Any, style: str) -> Any:
    from pypdf.generic import (
        ArrayObject,
        DecodedStreamObject,
        DictionaryObject,
        FloatObject,
        NameObject,
    )

    left, low, right, high = around(
        zip(*(numbers(one.get("/Rect", (0, 0, 0, 0)))[at::2] for at in (0, 1)), strict=True)
    )
    wide, tall = right - left, high - low
    content = _content(one, style, (wide, tall))
    if not content or min(wide, tall) <= 0:
        return None
    stream = DecodedStreamObject()
    stream.set_data(content)
    names = {
        "/Type": "/Font",
        "/Subtype": "/Type1",
        "/BaseFont": "/Helvetica",
        "/Encoding": "/WinAnsiEncoding",
    }
    font = DictionaryObject({NameObject(key): NameObject(name) for key, name in names.items()})
    fonts = DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/Value"): font})})
    stream.update(
        {
            NameObject("/BBox"): ArrayObject(map(FloatObject, (0, 0, wide, tall))),
            NameObject("/Resources"): fonts,
        }
    )
    return stream


def _content(one: Any, style: str, box: tuple[float, float]) -> bytes:
    multiline = bool(int(inherited(one, "/Ff") or 0) & _MULTILINE)
    found = _FONT.search(style)
    size = (
        float(found[1])
        if found and float(found[1]) > 0
        else min(_LARGEST, max(_SMALLEST, box[1] * 0.65))
    )
    lines = (
        _lines(value(one), max(1, int((box[0] - 4) / (size * _WIDTH))))
        if multiline
        else [" ".join(value(one).split())]
    )
    try:
        packed = [line.encode("cp1252") for line in lines]
    except UnicodeEncodeError:
        return b""
    start = box[1] - size - 2 if multiline else (box[1] - size * 0.7) / 2
    look = _FONT.sub("", style).encode("latin-1", "replace")
    shown = b" ".join(b"<%s> Tj T*" % line.hex().encode() for line in packed)
    return b"q BT %s /Value %.2f Tf %.2f TL 2 %.2f Td %s ET Q" % (
        look,
        size,
        size * _LEADING,
        start,
        shown,
    )


def _lines(text: str, letters: int) -> list[str]:
    return [
        line for written in text.splitlines() for line in textwrap.wrap(written, letters) or [""]
    ]
