"""What the styles of a Word document say of a paragraph, each looked up once."""

from __future__ import annotations

import re
from typing import Any

from msgspec import Struct

from cvgen.text.patterns import compile_late

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = compile_late(
    r"(?:heading|überschrift|titre|título|titolo|kop|rubrik|标题|見出し)\s*(\d)", re.IGNORECASE
)
_TITLE = compile_late(r"(?:title|titel|titre|título|titolo|标题)$", re.IGNORECASE)
_LIST = compile_late(r"list|liste|aufzählung|puces", re.IGNORECASE)
_BULLET = compile_late(r"^\s*[•·▪◦‣●○■□➢➤►✓*–—-]\s+(?=\S)")


class StyleFacts(Struct, frozen=True):
    """The marks, level of heading, depth of list and size (points, 0: unknown) of a style."""

    marks: frozenset[str]
    heading: int
    list_depth: int
    size: float


class StyleTable:
    """The styles of a document by their ids."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.facts: dict[str, StyleFacts] = {}

    def find(self, paragraph: Any) -> StyleFacts:
        """Find what the style of a paragraph (an XML element) says."""
        element = paragraph.find(f"{_W}pPr/{_W}pStyle")
        name = element.get(f"{_W}val", "") if element is not None else ""
        if name not in self.facts:
            from docx.text.paragraph import Paragraph

            style = Paragraph(paragraph, self.document).style
            self.facts[name] = StyleFacts(
                _read_marks(style),
                _find_heading_level(style),
                _find_depth(style),
                _find_size(style),
            )
        return self.facts[name]


def _list_bases(style: Any) -> list[Any]:
    """List a style and those that it is based on."""
    bases: list[Any] = []
    while style is not None and len(bases) < 20:  # more are a circle
        bases.append(style)
        style = getattr(style, "base_style", None)
    return bases


def _read_marks(style: Any) -> frozenset[str]:
    marks = set()
    for attribute, mark in (("bold", "bold"), ("italic", "italic")):
        values = [getattr(base.font, attribute, None) for base in _list_bases(style)]
        if next((value for value in values if value is not None), False):
            marks.add(mark)
    return frozenset(marks)


def _find_heading_level(style: Any) -> int:
    """Find the level of a heading by the name of a style, or by the outline it belongs to."""
    for base in _list_bases(style):
        name = base.name or ""
        match = _HEADING.match(name)
        if match:
            return int(match[1])
        if _TITLE.match(name):
            return 1
        outline = base.element.find(f"{_W}pPr/{_W}outlineLvl")
        if outline is not None and outline.get(f"{_W}val", "9") in "012345":
            return int(outline.get(f"{_W}val")) + 1
    return 0


def _find_depth(style: Any) -> int:
    name = (style.name or "") if style is not None else ""
    if not _LIST.search(name) or name == "List Paragraph":
        return 0
    digits = re.findall(r"\d", name)
    return int(digits[0]) if digits else 1


def _find_size(style: Any) -> float:
    for base in _list_bases(style):
        if base.font.size is not None:
            return float(base.font.size.pt)
    return 0.0


def find_list_depth(paragraph: Any, style: StyleFacts, text: str) -> int:
    """Find how deep an item stands in lists; 0 for what is none."""
    numbering = paragraph.find(f"{_W}pPr/{_W}numPr")
    if numbering is not None:
        level = numbering.find(f"{_W}ilvl")
        number = numbering.find(f"{_W}numId")
        if number is not None and number.get(f"{_W}val") == "0":
            return 0
        return 1 + (int(level.get(f"{_W}val", "0")) if level is not None else 0)
    if style.list_depth:
        return style.list_depth
    return 1 if _BULLET.match(text) else 0


def find_size(paragraph: Any, style: StyleFacts) -> float:
    """Find the size of the first letters that say one, or that of the style, in points."""
    size = paragraph.find(f"{_W}r/{_W}rPr/{_W}sz")
    value = size.get(f"{_W}val", "") if size is not None else ""
    if value.isdigit():
        return int(value) / 2
    return style.size
