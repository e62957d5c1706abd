"""Read a paragraph of a Word document: its text with marks and links, and what is hidden in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct, field

from cvgen.importers.page.blocks import Span

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CONTAINERS = frozenset(
    _W + name
    for name in ("ins", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "moveTo")
)
_DELETED = frozenset(_W + name for name in ("del", "moveFrom"))
_BREAKS = {_W + "tab": " | ", _W + "ptab": " | ", _W + "br": "\n", _W + "cr": "\n"}
_SIGNS = {_W + "noBreakHyphen": "‑", _W + "softHyphen": ""}
_OFF = ("0", "false", "off", "none")


class Words(Struct):
    """What a paragraph says, and what of it nobody sees: text and reason."""

    spans: list[Span] = field(default_factory=list)
    hidden: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)  # text boxes that are anchored in it


class ParagraphReader:
    """Reads the runs of one paragraph; `base` are the marks that its style has."""

    def __init__(self, part: Any, line: int, base: frozenset[str]) -> None:
        self.part = part
        self.line = line
        self.base = base
        self.words = Words()

    def read(self, element: Any, href: str = "") -> Words:
        """Read what is within an element."""
        for child in element.iterchildren():
            tag = child.tag
            if tag == _W + "r":
                self.read_run(child, href)
            elif tag == _W + "hyperlink":
                self.read(child, self.find_target(child))
            elif tag in _CONTAINERS:
                self.read(child, href)
            elif tag in _DELETED:
                self.hide_element(child, _W + "delText", "deleted text")
                self.hide_element(child, _W + "t", "deleted text")
        return self.words

    def find_target(self, link: Any) -> str:
        """Find where a link leads; one within the document leads nowhere."""
        relation = self.part.rels.get(link.get(_R + "id", ""))
        if relation is None or not relation.is_external:
            return ""
        return str(relation.target_ref)

    def hide_element(self, element: Any, tag: str, reason: str) -> None:
        """Note text that is not shown."""
        text = "".join(part.text or "" for part in element.iter(tag))
        if text.strip():
            self.words.hidden.append((text, reason))

    def read_run(self, run: Any, href: str) -> None:
        """Read a run, whose marks are its style's unless it says otherwise."""
        properties = run.find(_W + "rPr")
        if _has_switch(properties, "vanish"):
            self.hide_element(run, _W + "t", "hidden text")
            return
        marks = _read_marks(properties, self.base)
        text = "".join(self.list_texts(run))
        if text:
            self.words.spans.append(Span(text, self.line, marks, href))

    def list_texts(self, run: Any) -> Iterator[str]:
        """List the texts, tabs and breaks of a run; text boxes are kept for later."""
        for child in run.iterchildren():
            tag = child.tag
            if tag == _W + "t":
                yield child.text or ""
            elif tag in _BREAKS:
                yield _BREAKS[tag]
            elif tag in _SIGNS:
                yield _SIGNS[tag]
            else:
                self.words.boxes += list(_list_boxes(child))


def _list_boxes(element: Any) -> Iterator[Any]:
    """List the text boxes in a drawing, each once: a fallback says the same again."""
    if not isinstance(element.tag, str) or element.tag == _FALLBACK:
        return
    if element.tag == _W + "txbxContent":
        yield element
        return
    for child in element.iterchildren():
        yield from _list_boxes(child)


def _read_marks(properties: Any, base: frozenset[str]) -> frozenset[str]:
    marks = set(base)
    if properties is None:
        return base
    for name, mark in (("b", "bold"), ("i", "italic")):
        if properties.find(_W + name) is not None:
            marks.discard(mark)
        if _has_switch(properties, name):
            marks.add(mark)
    raised = properties.find(_W + "vertAlign")
    if raised is not None and raised.get(_W + "val") in ("superscript", "subscript"):
        marks.add(raised.get(_W + "val")[:3])
    return frozenset(marks)


def _has_switch(properties: Any, name: str) -> bool:
    """Say whether a property is on: it is there, and not said to be off."""
    if properties is None:
        return False
    element = properties.find(_W + name)
    return element is not None and element.get(_W + "val", "1") not in _OFF
