"""Read HTML, also malformed, into blocks.

Python's own tokenizer serves, and no tree: a page is read as a flat run of blocks, so that nesting
costs nothing, nothing is lost below some level, and every word keeps its line.
"""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser

from cvgen.files.yamltable import read_table
from cvgen.importers.page.blocks import SOFT_BREAK, Block, Span
from cvgen.importers.page.layout import find_bold_headings, hide_table_heads
from cvgen.importers.page.page import Hidden, Link, Page
from cvgen.text.patterns import compile_late

_MARKS = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em", "cite", "papertitle", "var"), "italic"),
    **dict.fromkeys(("code", "tt", "kbd", "samp"), "code"),
    "sup": "sup",
    "sub": "sub",
    "u": "underline",
}


@cache
def _load_elements(kind: str) -> frozenset[str]:
    """Load the elements that are inline, void, or blocks."""
    elements = read_table("importers/html")
    return frozenset(elements[kind])


_INLINE = _load_elements("inline") | set(_MARKS)
_VOID = _load_elements("void")
_BLOCKS = _load_elements("blocks")
_HIDDEN = {
    **dict.fromkeys(("script", "style", "template", "svg", "iframe", "object", "math"), "scripts"),
    **dict.fromkeys(("nav", "select", "button", "form"), "navigation"),
    "footer": "the foot of the page",
    "head": "the head of the file",
    "noscript": "scripts",
}
_HIDDEN_STYLE = compile_late(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NAVIGATION = compile_late(
    r"(?:^|[\s_-])(?:nav|navbar|menu|breadcrumbs?|masthead|toc|pagination|skip-link"
    r"|visually-hidden)(?:$|[\s_])"
)
_HEADING = compile_late("h[1-6]")
_COLOR = compile_late(r"color\s*:", re.IGNORECASE)
_MOST_OPEN = 60  # elements that an end tag is looked for among
_RECORD = compile_late(r"\s*@[A-Za-z]+\s*\{[^\n{}]+,\s*\n")
_SPACES = compile_late(r"[ \t\r\f]+")


def read_html(text: str, first_line: int = 1) -> Page:
    """Read HTML into a page; `first_line` is the line of the file that it begins in."""
    reader = _HtmlReader(first_line)
    reader.feed(text)
    reader.close()
    reader.end_block()
    find_bold_headings(reader.page)
    hide_table_heads(reader.page)
    return reader.page


class _HtmlReader(HTMLParser):
    """Follows tags, and flushes a block wherever one of them begins or ends another."""

    def __init__(self, first_line: int) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self.first_line = first_line
        self.given_line = 0  # what `data-line` says, where Markdown became HTML
        self.given_at = 0
        self.open: list[tuple[str, str]] = []
        self.hidden: list[str] = []
        self.marks: dict[str, int] = {}
        self.colors = 0
        self.hrefs: list[str] = []
        self.link_words: list[list[str]] = []
        self.spans: list[Span] = []
        self.groups = 0
        self.group = 0
        self.is_start = False
        self.is_title = False

    def get_line(self) -> int:
        """Return the line of the file that is being read."""
        line = self.getpos()[0]
        if self.given_line:
            return self.given_line + line - self.given_at
        return self.first_line + line - 1

    # --- tags

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        attributes = {name: value or "" for name, value in attrs}
        if tag == "cvgen-line":
            self.given_line = int(attributes["n"])
            self.given_at = self.getpos()[0]
            return
        if tag == "html":
            self.page.language = attributes.get("lang", "")
        self.is_title = tag == "title" and not self.page.title
        if tag in _VOID:
            self.read_void(tag, attributes)
            return
        reason = self.find_reason(tag, attributes)
        if reason:
            self.end_block()
            self.hidden.append(reason)
        if self.is_inline(tag):
            self.begin_inline(tag, attributes)
        else:
            self.begin_block(tag)
        self.open.append((tag, reason))

    def is_inline(self, tag: str) -> bool:
        """Say whether an element stands in a line; unknown ones do, but in definition lists."""
        return tag in _INLINE or (tag not in _BLOCKS and "dl" not in self.list_open())

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Read `<br/>`; other elements that are closed at once are begun, as browsers do."""
        if tag == "cvgen-line" or tag in _VOID or tag in _INLINE:
            self.handle_starttag(tag, attrs)
            if tag in _INLINE and tag not in _VOID:
                self.handle_endtag(tag)
        else:
            self.handle_starttag(tag, attrs)

    def read_void(self, tag: str, attributes: dict[str, str]) -> None:
        """Read an element that has no content."""
        if tag == "br":
            self.add_text("\n")
        elif tag == "hr":
            self.end_block()
        elif tag == "img" and not self.hidden:
            image = (attributes.get("src", ""), attributes.get("alt", ""), self.get_line())
            self.page.images.append(image)

    def find_reason(self, tag: str, attributes: dict[str, str]) -> str:
        """Find why an element is no part of the page's text, if it is none."""
        if tag in _HIDDEN:
            return _HIDDEN[tag]
        if "hidden" in attributes or _HIDDEN_STYLE.search(attributes.get("style", "")):
            return "hidden text"
        names = f"{attributes.get('class', '')} {attributes.get('id', '')}".casefold()
        if tag not in ("body", "html", "a", "span") and _NAVIGATION.search(names):
            return "navigation"
        return ""

    def begin_inline(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin marks, or a link."""
        mark = _MARKS.get(tag)
        if mark:
            self.marks[mark] = self.marks.get(mark, 0) + 1
        if tag == "a":
            self.hrefs.append(attributes.get("href", "").strip())
            self.link_words.append([])
        if tag in ("span", "font") and (
            _COLOR.search(attributes.get("style", "")) or "color" in attributes
        ):
            self.colors += 1

    def begin_block(self, tag: str) -> None:
        """Begin a block, an item or a row."""
        self.end_block()
        if tag in ("li", "tr", "dl") or (tag == "dt" and self.is_second_term()):
            self.groups += 1
            self.group = self.groups
            self.is_start = True

    def is_second_term(self) -> bool:
        """Say whether a term begins an entry of its own: definitions stand since the last one."""
        last = self.page.blocks[-1] if self.page.blocks else None
        return last is not None and last.group == self.group and last.kind == "detail"

    def handle_endtag(self, tag: str) -> None:
        """End an element, and what was left open in it."""
        names = self.list_open()
        if tag == "br":
            self.add_text("\n")
        elif tag not in names:
            if tag in _BLOCKS:
                self.end_block()
        elif self.is_inline(tag) and _has_block_inside(names, tag):
            self.end_inline(tag)
        else:
            if not self.is_inline(tag):
                self.end_block()
            self.close_elements(tag)

    def close_elements(self, tag: str) -> None:
        """Close the open elements up to one of this name."""
        while self.open:
            name, reason = self.open.pop()
            if reason:
                self.hidden.pop()
            if name in _INLINE:
                self.end_inline(name)
            if name == tag:
                return

    def end_inline(self, tag: str) -> None:
        """End marks, or a link."""
        mark = _MARKS.get(tag)
        if mark and self.marks.get(mark):
            self.marks[mark] -= 1
        if tag == "a" and self.hrefs:
            words = " ".join("".join(self.link_words.pop()).split())
            self.page.links.append(Link(words, self.hrefs.pop(), self.get_line()))
        if tag in ("span", "font") and self.colors:
            self.colors -= 1

    # --- text

    def handle_data(self, data: str) -> None:
        """Add text."""
        if self.is_title:
            self.page.title = " ".join(data.split())
            self.is_title = False
        if "pre" in self.list_open():
            if _RECORD.match(data) and not self.hidden:
                self.page.hidden.append(Hidden(data, "a BibTeX record", self.get_line()))
            else:
                self.add_text(data)
            return
        line = self.get_line()
        for offset, part in enumerate(data.split("\n")):
            if offset:
                self.add_text(SOFT_BREAK, line + offset)
            self.add_text(_SPACES.sub(" ", part), line + offset)

    def handle_comment(self, data: str) -> None:
        """Keep a comment apart, because its author took it out of the page."""
        self.page.hidden.append(Hidden(data, "a comment", self.get_line()))

    def unknown_decl(self, data: str) -> None:
        """Keep `<![CDATA[…]]>` apart."""
        self.page.hidden.append(Hidden(data, "a comment", self.get_line()))

    def add_text(self, text: str, line: int = 0) -> None:
        """Add text to the block, with the marks that are open."""
        line = line or self.get_line()
        if self.hidden:
            if text.strip():
                self.page.hidden.append(Hidden(text, self.hidden[-1], line))
            return
        if not text:
            return
        if self.link_words:
            self.link_words[-1].append(text)
        marks = {mark for mark, count in self.marks.items() if count}
        if self.colors:
            marks.add("color")
        href = self.hrefs[-1] if self.hrefs else ""
        self.spans.append(Span(text, line, frozenset(marks), href))

    def list_open(self) -> list[str]:
        """List the elements that are open, the innermost last."""
        return [name for name, _ in self.open[-_MOST_OPEN:]]

    # --- blocks

    def end_block(self) -> None:
        """End the block that is being read; marks that were left open end with it."""
        self.spans = _trim_spans(self.spans)
        if self.spans:
            self.page.blocks.append(self.make_block())
            self.is_start = False
        self.spans = []
        if self.marks or self.colors:
            self.restore_marks()

    def restore_marks(self) -> None:
        """Keep only the marks of elements that a block stands in, not those left open in one."""
        self.marks = {}
        self.colors = 0
        names = self.list_open()
        start = 0
        for number, name in enumerate(names):
            if name in _BLOCKS:
                start = number
        for name in names[:start]:
            if name in _MARKS and "p" not in names and "li" not in names:
                self.marks[_MARKS[name]] = 1

    def make_block(self) -> Block:
        """Make a block of the kind that the open elements say."""
        names = self.list_open()
        block = Block("text", self.spans[0].line, 0, 0, self.is_start, self.spans)
        for name in reversed(names):
            if _HEADING.fullmatch(name):
                block.kind, block.level = "heading", int(name[1])
                return block
            block.kind = self.find_kind(name, names)
            if block.kind != "text":
                block.group = self.group
                break
        if block.kind == "cell":
            block.level = int("th" in names[-2:])
        if block.kind == "item":
            block.level = sum(name in ("ul", "ol") for name in names) or 1
        return block

    def find_kind(self, name: str, names: list[str]) -> str:
        """Find the kind of block that an element makes; an unknown one in a list is a detail."""
        is_unknown = name not in _BLOCKS and name not in _INLINE
        if is_unknown and "dl" in names:
            return "detail"
        return _KINDS.get(name, "text")


_KINDS = {
    "li": "item",
    "dt": "term",
    "dd": "detail",
    "td": "cell",
    "th": "cell",
}


def _trim_spans(spans: list[Span]) -> list[Span]:
    """Leave out blanks and ends of lines at both ends of a block."""
    start, end = 0, len(spans)
    while start < end and not spans[start].text.strip():
        start += 1
    while end > start and not spans[end - 1].text.strip():
        end -= 1
    return spans[start:end]


def _has_block_inside(names: list[str], tag: str) -> bool:
    """Say whether a block was begun since the last element of this name."""
    last = len(names) - 1 - names[::-1].index(tag)
    return any(name in _BLOCKS for name in names[last:])
