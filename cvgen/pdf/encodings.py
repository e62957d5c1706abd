"""Read what the codes of a PDF font mean and how wide they are (ISO 32000-1, 9.6, 9.7 and 9.10)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from cvgen.pdf.values import resolve_reference

MAX_CODES = 70_000  # of one range, so that a broken table does not fill the memory
_HEX = rb"<([0-9A-Fa-f\s]*+)>"
_CHARACTER = re.compile(_HEX + rb"\s*+" + _HEX)
_RANGE = re.compile(
    _HEX + rb"\s*+" + _HEX + rb"\s*+(?:" + _HEX + rb"|\[((?:\s*+" + _HEX + rb")*+)\s*+\])"
)
_BASE_CODECS = {"/MacRomanEncoding": "mac_roman", "/WinAnsiEncoding": "cp1252"}
# Predefined CMaps of East Asian fonts, by a part of their names.
_CMAP_CODECS = {
    "UCS2": "utf-16-be",
    "UTF16": "utf-16-be",
    "GB": "gb18030",
    "RKSJ": "cp932",
    "B5": "cp950",
    "KSC": "cp949",
    "EUC": "euc_jp",
}


def parse_to_unicode(font: Any) -> dict[int, str]:
    """Parse the /ToUnicode CMap of a font; return an empty table where there is none."""
    cmap = font.get("/ToUnicode")
    if not hasattr(cmap, "get_data"):
        return {}
    data = cmap.get_data()
    texts: dict[int, str] = {}
    for block in _list_blocks(data, b"bfchar"):
        for code, text in _CHARACTER.findall(block):
            texts[_parse_code(code)] = _parse_letters(text)
    for block in _list_blocks(data, b"bfrange"):
        for first, last, start, array, _ in _RANGE.findall(block):
            if array:
                texts.update(_expand_array(_parse_code(first), array))
            else:
                texts.update(_expand_range(_parse_code(first), _parse_code(last), start))
    return texts


def _list_blocks(data: bytes, kind: bytes) -> Iterator[bytes]:
    """List what stands between the words that begin and end a block of a CMap."""
    for part in data.split(b"begin" + kind)[1:]:
        block, end, _ = part.partition(b"end" + kind)
        if end:
            yield block


def _expand_array(first: int, array: bytes) -> dict[int, str]:
    """Return the codes of a range in which each has a text of its own."""
    texts = {}
    for code, text in enumerate(re.findall(_HEX, array), first):
        texts[code] = _parse_letters(text)
    return texts


def _expand_range(first: int, last: int, start: bytes) -> dict[int, str]:
    """Return the codes of a range that counts on from the text of the first."""
    texts: dict[int, str] = {}
    letters = _parse_letters(start)
    if not letters:
        return texts
    for offset in range(min(last - first + 1, MAX_CODES)):
        codepoint = ord(letters[-1]) + offset
        if codepoint <= 0x10FFFF:
            texts[first + offset] = letters[:-1] + chr(codepoint)
    return texts


def _parse_code(digits: bytes) -> int:
    return int(b"".join(digits.split()) or b"0", 16)


def _parse_letters(digits: bytes) -> str:
    """Parse hexadecimal UTF-16; a digit that lacks at the end is 0."""
    compact = b"".join(digits.split()).decode("ascii")
    if len(compact) % 2:
        compact += "0"
    return bytes.fromhex(compact).decode("utf-16-be", "replace")


def parse_composite_widths(table: Any) -> dict[int, float]:
    """Parse the /W array of a composite font.

    It has `first [widths]` and `first last width`, in thousandths of the size.
    """
    parts = [resolve_reference(part) for part in table]
    widths: dict[int, float] = {}
    position = 0
    while position + 1 < len(parts):
        first = int(parts[position])
        following = parts[position + 1]
        if isinstance(following, list):
            for code, width in enumerate(following, first):
                widths[code] = float(width)
            position += 2
        elif position + 2 < len(parts):
            last = min(int(following), first + MAX_CODES)
            width = float(parts[position + 2])
            widths.update(dict.fromkeys(range(first, last + 1), width))
            position += 3
        else:
            break
    return widths


def parse_simple_widths(font: Any) -> dict[int, float]:
    """Parse /Widths of a font whose codes have one byte."""
    first = int(font.get("/FirstChar", 0))
    widths = {}
    for code, width in enumerate(font.get("/Widths", ()), first):
        widths[code] = float(width.get_object())
    return widths


def decode_base_encoding(encoding: Any) -> dict[int, str]:
    """Return the letters of a base encoding by name; Windows' where none is named."""
    base = encoding
    if isinstance(encoding, dict):
        base = encoding.get("/BaseEncoding")
    codec = _BASE_CODECS.get(str(base), "cp1252")
    return {code: bytes([code]).decode(codec, "ignore") for code in range(32, 256)}


def list_differences(encoding: Any) -> dict[int, str]:
    """List the names of glyphs that /Differences gives to codes."""
    names: dict[int, str] = {}
    if not isinstance(encoding, dict):
        return names
    code = 0
    for item in encoding.get("/Differences") or ():
        if isinstance(item, str):
            names[code] = str(item)
            code += 1
        else:
            code = int(item)
    return names


def decode_glyph_names(names: dict[int, str], *, is_dingbats: bool) -> dict[int, str]:
    """Return the texts of glyph names by the Adobe Glyph List."""
    from fontTools.agl import toUnicode

    texts = {}
    for code, name in names.items():
        texts[code] = toUnicode(name[1:], isZapfDingbats=is_dingbats)
    return texts


def find_cmap_codec(name: str) -> str:
    """Find the codec of a predefined CMap; "" where it is not known."""
    for part, codec in _CMAP_CODECS.items():
        if part in name:
            return codec
    return ""
