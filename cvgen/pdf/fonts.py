"""Read fonts of a PDF (ISO 32000-1, 9.5 to 9.8).

Their kind, the text and the width of each code, and what was drawn with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct, field

from cvgen.pdf.encodings import (
    decode_base_encoding,
    decode_glyph_names,
    find_cmap_codec,
    list_differences,
    parse_composite_widths,
    parse_simple_widths,
    parse_to_unicode,
)

_SUBSET_PREFIX = re.compile(r"^[A-Z]{6}\+")
_FONT_FILES = frozenset({"/FontFile", "/FontFile2", "/FontFile3"})
_SYMBOLIC = 4  # a flag of the font descriptor
_NO_TEXT = frozenset({"", "\0", "\ufffd"})
Glyph = tuple[int, str, float]  # code, text, width as a share of the size


class PdfFont(Struct):
    """A font of a PDF: how its codes are read, and counts of what was drawn with it.

    `widths` are in the units of glyph space, which `scale` turns into shares of the size. With a
    `codec`, strings are decoded by it. `absent` are the codes that draw a box.
    """

    name: str
    kind: str
    is_embedded: bool
    is_subset: bool
    is_composite: bool  # codes have two bytes
    codec: str = ""
    texts: dict[int, str] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    default_width: float = 1000
    absent: frozenset[int] = frozenset()
    has_widths: bool = True
    scale: float = 0.001
    pages: set[int] = field(default_factory=set)
    letters: int = 0
    unreadable: int = 0
    missing: int = 0
    private: int = 0
    glyphs: dict[int, Glyph] = field(default_factory=dict)

    def decode_string(self, codes: bytes, *, is_visible: bool) -> Iterator[Glyph]:
        """Decode a string into glyphs, and count those that machines or readers cannot read."""
        if self.codec:
            width = self.default_width * self.scale
            for letter in codes.decode(self.codec, "replace"):
                yield 0, letter, width
            return
        for code in self._split_codes(codes):
            glyph = self.glyphs.get(code)
            if glyph is None:
                glyph = self._read_glyph(code)
                self.glyphs[code] = glyph
            self._count_glyph(code, glyph[1], is_visible=is_visible)
            yield glyph

    def _split_codes(self, codes: bytes) -> Iterator[int]:
        if not self.is_composite:
            yield from codes
            return
        for start in range(0, len(codes) - 1, 2):
            yield codes[start] << 8 | codes[start + 1]

    def _read_glyph(self, code: int) -> Glyph:
        width = self.widths.get(code, self.default_width) * self.scale
        return code, self.texts.get(code, ""), width

    def _count_glyph(self, code: int, text: str, *, is_visible: bool) -> None:
        self.letters += 1
        if is_visible and code in self.absent:
            self.missing += 1
        elif text in _NO_TEXT:
            self.unreadable += 1
        elif _is_private_use(text[0]):
            self.private += 1


def _is_private_use(letter: str) -> bool:
    return "\ue000" <= letter <= "\uf8ff" or letter >= "\U000f0000"


def read_font(dictionary: Any) -> PdfFont:
    """Read a font dictionary."""
    kind = str(dictionary.get("/Subtype", ""))[1:]
    is_composite = kind == "Type0"
    descendant = dictionary
    if "/DescendantFonts" in dictionary:
        descendant = dictionary["/DescendantFonts"][0].get_object()
    descriptor = _find_descriptor(descendant)
    full_name = str(dictionary.get("/BaseFont") or descriptor.get("/FontName") or "/")[1:]
    is_type3 = kind == "Type3"
    font = PdfFont(
        _SUBSET_PREFIX.sub("", full_name).strip(", "),
        kind,
        is_embedded=is_type3 or not _FONT_FILES.isdisjoint(descriptor),
        is_subset=is_type3 or bool(_SUBSET_PREFIX.match(full_name)),
        is_composite=is_composite,
    )
    if is_composite:
        _read_composite_tables(font, dictionary, descendant)
    else:
        _read_simple_tables(font, dictionary, int(descriptor.get("/Flags", 0)))
    return font


def _find_descriptor(dictionary: Any) -> Any:
    descriptor = dictionary.get("/FontDescriptor")
    if descriptor is None:
        return {}
    return descriptor.get_object()


def _read_composite_tables(font: PdfFont, dictionary: Any, descendant: Any) -> None:
    """Read the tables of a composite font: codes have two bytes, or a predefined CMap."""
    encoding = dictionary.get("/Encoding")
    name = ""
    if isinstance(encoding, str):
        name = str(encoding)
    font.texts = parse_to_unicode(dictionary)
    font.widths = parse_composite_widths(descendant.get("/W", ()))
    font.default_width = float(descendant.get("/DW", 1000))
    is_identity = name in ("/Identity-H", "/Identity-V")
    if name and not is_identity and not font.texts:
        font.codec = find_cmap_codec(name)
    elif name:
        font.absent = frozenset({0})


def _read_simple_tables(font: PdfFont, dictionary: Any, flags: int) -> None:
    """Read the tables of a font whose codes have one byte."""
    encoding = dictionary.get("/Encoding")
    names = list_differences(encoding)
    font.texts = _read_simple_texts(font, dictionary, names, flags)
    font.absent = frozenset(code for code, name in names.items() if name == "/.notdef")
    font.widths = parse_simple_widths(dictionary)
    font.has_widths = bool(font.widths)
    if font.kind == "Type3" and "/FontMatrix" in dictionary:
        font.scale = abs(float(dictionary["/FontMatrix"][0]))
    font.default_width = 500
    if font.has_widths:
        font.default_width = 0
    if "Courier" in font.name:
        font.default_width = 600


def _read_simple_texts(
    font: PdfFont, dictionary: Any, names: dict[int, str], flags: int
) -> dict[int, str]:
    """Return the text of each code.

    Later tables win: base encoding, names of glyphs, /ToUnicode.
    """
    to_unicode = parse_to_unicode(dictionary)
    has_own_codes = bool(flags & _SYMBOLIC) and "/Encoding" not in dictionary
    if has_own_codes and not font.is_embedded and font.kind != "Type3":
        return to_unicode
    texts = decode_base_encoding(dictionary.get("/Encoding"))
    texts |= decode_glyph_names(names, is_dingbats="Dingbats" in font.name)
    texts |= to_unicode
    if font.kind != "Type3" or "/ToUnicode" in dictionary:
        return texts
    return {code: text for code, text in texts.items() if code in names}


class FontCache(Struct):
    """The fonts of a file, each read once."""

    fonts: dict[Any, PdfFont] = field(default_factory=dict)

    def load_font(self, dictionary: Any) -> PdfFont:
        """Return the font of a dictionary."""
        reference = getattr(dictionary, "indirect_reference", None)
        key: Any = id(dictionary)
        if reference:
            key = (reference.idnum, reference.generation)
        if key not in self.fonts:
            self.fonts[key] = read_font(dictionary)
        return self.fonts[key]
