"""Takes the descriptions of fonts in a PDF, gives what their codes mean, how wide they are, and what kind of fonts they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from cvgen.pdf.widths import MOST_CODES, wide

_PREFIX = re.compile(r"^[A-Z]{6}\+")
_HEX = rb"<\s*([0-9A-Fa-f\s]*)>"
_CHARACTER = re.compile(_HEX + rb"\s*" + _HEX)
_RANGE = re.compile(
    _HEX + rb"\s*" + _HEX + rb"\s*(?:" + _HEX + rb"|\[((?:\s*" + _HEX + rb")*)\s*\])"
)
_PAGE_BYTES = 1_500_000  # of content
_SYMBOLIC = 4
_SIMPLE = {"/MacRomanEncoding": "mac_roman", "/WinAnsiEncoding": "cp1252"}
# The encodings of East Asian fonts that have a name, by a part of it.
_NAMED = {
    "UCS2": "utf-16-be",
    "UTF16": "utf-16-be",
    "GB": "gb18030",
    "RKSJ": "cp932",
    "B5": "cp950",
    "KSC": "cp949",
    "EUC": "euc_jp",
}


@dataclass(slots=True)
class Face:
    """A font as it is drawn with, and what was counted while it was."""

    name: str
    kind: str
    embedded: bool
    subset: bool
    double: bool  # codes have two bytes
    codec: str
    texts: dict[int, str]
    widths: dict[int, float]
    default: float
    absent: frozenset[int] = frozenset()  # codes that draw a box
    measured: bool = True
    scale: float = 0.001
    pages: set[int] = field(default_factory=set)
    letters: int = 0
    unread: int = 0
    missing: int = 0
    private: int = 0
    known: dict[int, tuple[str, float]] = field(default_factory=dict)

    def read(self, codes: bytes, *, visible: bool) -> Iterator[tuple[int, str, float]]:
        """Give each code with its text and its width, as a share of the size; count what is odd."""
        if self.codec:
            yield from (
                (0, letter, self.default * self.scale)
                for letter in codes.decode(self.codec, "replace")
            )
            return
        step = 2 if self.double else 1
        for at in range(0, len(codes) - step + 1, step):
            code = codes[at] if step == 1 else codes[at] << 8 | codes[at + 1]
            found = self.known.get(code)
            if found is None:
                found = self.known[code] = (
                    self.texts.get(code, ""),
                    self.widths.get(code, self.default) * self.scale,
                )
            self._count(code, found[0], visible=visible)
            yield code, *found

    def _count(self, code: int, text: str, *, visible: bool) -> None:
        self.letters += 1
        if visible and code in self.absent:
            self.missing += 1
        elif not text or text in ("\0", "\ufffd"):
            self.unread += 1
        elif _is_private(text[0]):
            self.private += 1


def _is_private(letter: str) -> bool:
    return "\ue000" <= letter <= "\uf8ff" or letter >= "\U000f0000"


def face(font: Any) -> Face:
    """Read a font's description."""
    kind = str(font.get("/Subtype", ""))[1:]
    inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
    about = inner.get("/FontDescriptor")
    about = about.get_object() if about is not None else {}
    named = str(font.get("/BaseFont") or about.get("/FontName") or "/")[1:]
    embedded = kind == "Type3" or not {"/FontFile", "/FontFile2", "/FontFile3"}.isdisjoint(about)
    plain = _PREFIX.sub("", named).strip(", ")
    make = _composite if kind == "Type0" else _simple
    return make(
        font,
        inner,
        Face(
            plain,
            kind,
            embedded,
            bool(_PREFIX.match(named)) or kind == "Type3",
            kind == "Type0",
            "",
            {},
            {},
            1000,
        ),
    )


def _composite(font: Any, inner: Any, made: Face) -> Face:
    """Read a font with many letters: codes have two bytes, or an encoding that has a name."""
    encoding = font.get("/Encoding")
    name = str(encoding) if isinstance(encoding, str) else ""
    made.texts = _to_unicode(font)
    made.widths, made.default = dict(wide(inner.get("/W", ()))), float(inner.get("/DW", 1000))
    if name not in ("/Identity-H", "/Identity-V", "") and not made.texts:
        made.codec = next((codec for part, codec in _NAMED.items() if part in name), "")
    elif name:
        made.absent = frozenset({0})
    return made


def _simple(font: Any, about: Any, made: Face) -> Face:
    """Read a font whose codes have one byte."""
    described = about.get("/FontDescriptor")
    flags = int(described.get_object().get("/Flags", 0)) if described is not None else 0
    names = _differences(font.get("/Encoding"))
    made.texts = _by_encoding(font.get("/Encoding")) | _by_names(names, made) | _to_unicode(font)
    if made.kind == "Type3":
        made.texts = {
            code: text for code, text in made.texts.items() if code in names or "/ToUnicode" in font
        }
        made.scale = abs(float(font["/FontMatrix"][0])) if "/FontMatrix" in font else 0.001
    elif flags & _SYMBOLIC and not names and not made.embedded and "/Encoding" not in font:
        made.texts = _to_unicode(font)
    made.absent = frozenset(code for code, name in names.items() if name == "/.notdef")
    first = int(font.get("/FirstChar", 0))
    made.widths = {
        first + more: float(width.get_object())
        for more, width in enumerate(font.get("/Widths", ()))
    }
    made.measured = bool(made.widths)
    made.default = 600 if "Courier" in made.name else 0 if made.measured else 500
    return made


def _by_encoding(encoding: Any) -> dict[int, str]:
    base = encoding.get("/BaseEncoding") if isinstance(encoding, dict) else encoding
    codec = _SIMPLE.get(str(base), "cp1252")
    return {code: bytes([code]).decode(codec, "ignore") for code in range(32, 256)}


def _differences(encoding: Any) -> dict[int, str]:
    """List the names of letters that an encoding gives to codes."""
    names: dict[int, str] = {}
    code = 0
    for one in (encoding.get("/Differences") or ()) if isinstance(encoding, dict) else ():
        if isinstance(one, str):
            names[code] = str(one)
            code += 1
        else:
            code = int(one)
    return names


def _by_names(names: dict[int, str], made: Face) -> dict[int, str]:
    from fontTools.agl import toUnicode

    dingbats = "Dingbats" in made.name
    return {code: toUnicode(name[1:], isZapfDingbats=dingbats) for code, name in names.items()}


def _to_unicode(font: Any) -> dict[int, str]:
    """Read the table by which machines turn codes into text."""
    table = font.get("/ToUnicode")
    if not hasattr(table, "get_data"):
        return {}
    data, texts = table.get_data(), {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", data, re.DOTALL):
        texts.update({_code(code): _letters(text) for code, text in _CHARACTER.findall(block)})
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", data, re.DOTALL):
        for first, last, start, several, _ in _RANGE.findall(block):
            texts.update(_ranged(_code(first), _code(last), start, several))
    return texts


def _ranged(first: int, last: int, start: bytes, several: bytes) -> Iterator[tuple[int, str]]:
    """Give the codes of a range: each with its own text, or counting on from the text of the first."""
    if several:
        yield from enumerate((_letters(text) for text in re.findall(_HEX, several)), first)
        return
    begin = _letters(start)
    for more in range(min(last - first + 1, MOST_CODES) if begin else 0):
        if ord(begin[-1]) + more <= 0x10FFFF:
            yield first + more, begin[:-1] + chr(ord(begin[-1]) + more)


def _code(digits: bytes) -> int:
    return int(b"".join(digits.split()) or b"0", 16)


def _letters(digits: bytes) -> str:
    plain = b"".join(digits.split()).decode("ascii")
    return (
        bytes.fromhex(plain + "0" * (len(plain) % 2)).decode("utf-16-be", "replace")
        if plain
        else ""
    )


class TooMuchError(Exception):
    """There is more on a page than can be read in a moment."""


@dataclass(slots=True)
class Shelf:
    """What the pages of a file share: its fonts, each read once, and how many bytes of content may still be read."""

    left: int
    faces: dict[Any, Face] = field(default_factory=dict)

    def face(self, found: Any) -> Face:
        """Read a font, or give it again."""
        reference = getattr(found, "indirect_reference", None)
        key = (reference.idnum, reference.generation) if reference else id(found)
        if key not in self.faces:
            self.faces[key] = face(found)
        return self.faces[key]

    def spend(self, data: bytes) -> None:
        """Take bytes from what may be read.

        Raises TooMuchError.
        """
        if len(data) > min(_PAGE_BYTES, self.left):
            raise TooMuchError
        self.left -= len(data)
