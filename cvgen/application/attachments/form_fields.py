"""Read the values of form fields (ISO 32000-2, 12.7), and draw those that nobody drew yet.

The drawing is plain: in Helvetica, from the left, line by line.
"""

from __future__ import annotations

import re
import textwrap
from typing import Any

from msgspec import Struct

from cvgen.application.attachments.pdf_objects import make_stream, resolve_object
from cvgen.pdf.geometry import enclose_points, read_numbers

_FONT_OPERATOR = re.compile(r"/\S+\s+(-?[\d.]+)\s+Tf")
_MULTILINE = 1 << 12  # flags of a text field
_PASSWORD = 1 << 13
_PUSH_BUTTON = 1 << 16  # a flag of a button
_LARGEST, _SMALLEST = 12.0, 4.0  # points, where the size is left to the reader
_LETTER_WIDTH = 0.5  # of the size, on average
_LEADING = 1.2  # of the size
_PADDING = 2  # points
_DEEPEST = 30
_FONT = {
    "/Type": "/Font",
    "/Subtype": "/Type1",
    "/BaseFont": "/Helvetica",
    "/Encoding": "/WinAnsiEncoding",
}


class FieldCounts(Struct, frozen=True):
    """How many fields a form has, and how many of them have a value."""

    filled: int
    total: int


def list_fields(reader: Any) -> list[Any]:
    """List the fields of a form; none where it is broken."""
    try:
        return list((reader.get_fields() or {}).values())
    except Exception:  # noqa: BLE001 - pypdf fails on a broken form in any way
        return []


def count_fields(reader: Any) -> FieldCounts:
    """Count the fields of a form, but for signatures and push buttons."""
    filled = 0
    total = 0
    for field in list_fields(reader):
        if field.get("/FT") in ("/Sig", None) or _is_push_button(field):
            continue
        total += 1
        if _has_value(field):
            filled += 1
    return FieldCounts(filled, total)


def has_signature(reader: Any) -> bool:
    """Say whether a file is signed digitally."""
    if "/Perms" in reader.root_object:
        return True
    for field in list_fields(reader):
        if field.get("/FT") == "/Sig" and field.get("/V") is not None:
            return True
    return False


def _is_push_button(field: Any) -> bool:
    if field.get("/FT") != "/Btn":
        return False
    return bool(int(field.get("/Ff", 0) or 0) & _PUSH_BUTTON)


def _has_value(field: Any) -> bool:
    value = resolve_object(field.get("/V"))
    return value is not None and str(value) not in ("/Off", "")


def get_inherited_entry(field: Any, key: str) -> Any:
    """Return an entry of a field, or of the nearest field above that has it."""
    for _ in range(_DEEPEST):
        if key in field:
            return field[key].get_object()
        if "/Parent" not in field:
            return None
        field = field["/Parent"].get_object()
    return None


def read_field_value(field: Any) -> str:
    """Return the text of a field or its choices; nothing for all other kinds, and for passwords."""
    if get_inherited_entry(field, "/FT") not in ("/Tx", "/Ch"):
        return ""
    if int(get_inherited_entry(field, "/Ff") or 0) & _PASSWORD:
        return ""
    value = get_inherited_entry(field, "/V")
    if isinstance(value, list):
        return ", ".join(str(choice.get_object()) for choice in value)
    if isinstance(value, str):
        return str(value)
    return ""


def needs_appearance(annotation: Any, form: Any) -> bool:
    """Say whether only a form's program would draw the value of a field."""
    if annotation.get("/Subtype") != "/Widget" or not read_field_value(annotation):
        return False
    return "/AP" not in annotation or bool(form.get("/NeedAppearances"))


def make_appearance(field: Any, form: Any) -> Any:
    """Draw the value of a field in the size and colour that its form asks for.

    None where the value has letters outside Windows-1252, or the field has no size.
    """
    style = str(get_inherited_entry(field, "/DA") or form.get("/DA", ""))
    rectangle = read_numbers(field.get("/Rect", (0, 0, 0, 0)))
    left, bottom, right, top = enclose_points([rectangle[:2], rectangle[2:]])
    width = right - left
    height = top - bottom
    content = _make_content(field, style, width, height)
    if not content or min(width, height) <= 0:
        return None
    entries = {
        "/BBox": [0.0, 0.0, width, height],
        "/Resources": {"/Font": {"/Value": _FONT}},
    }
    return make_stream(content, entries)


def _make_content(field: Any, style: str, width: float, height: float) -> bytes:
    size = _choose_font_size(style, height)
    value = read_field_value(field)
    if int(get_inherited_entry(field, "/Ff") or 0) & _MULTILINE:
        letters = int((width - 2 * _PADDING) / (size * _LETTER_WIDTH))
        lines = _wrap_text(value, max(1, letters))
        baseline = height - size - _PADDING
    else:
        lines = [" ".join(value.split())]
        baseline = (height - size * 0.7) / 2
    shown = []
    for line in lines:
        try:
            encoded = line.encode("cp1252")
        except UnicodeEncodeError:
            return b""
        shown.append(b"<%s> Tj T*" % encoded.hex().encode())
    colour = _FONT_OPERATOR.sub("", style).encode("latin-1", "replace")
    start = b"q BT %s /Value %.2f Tf %.2f TL " % (colour, size, size * _LEADING)
    return start + b"%d %.2f Td %s ET Q" % (_PADDING, baseline, b" ".join(shown))


def _choose_font_size(style: str, height: float) -> float:
    operator = _FONT_OPERATOR.search(style)
    if operator and float(operator[1]) > 0:
        return float(operator[1])
    return min(_LARGEST, max(_SMALLEST, height * 0.65))


def _wrap_text(text: str, letters: int) -> list[str]:
    lines = []
    for paragraph in text.splitlines():
        lines += textwrap.wrap(paragraph, letters) or [""]
    return lines
