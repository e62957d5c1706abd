"""A page as a flat list of blocks: headings, paragraphs, items of lists, cells, definitions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from cvgen.importers.builder import clean_text
from cvgen.text.patterns import compile_late

SOFT_BREAK = "\v"  # where the source begins a new line within a paragraph
_LITERAL = compile_late(r"([*`])|(\[(?=[^\]]*\]\())|(\^(?=[^\s^]{1,30}\^))|(~(?=[^\s~]{1,30}~))")
_TRIMMED = compile_late(r"^(\s*)(.*?)(\s*)$", re.DOTALL)
_SPACES = compile_late(r"[ \t\v\f]+")
_SCRIPTS = ("sup", "sub")
_WRAPPERS = (
    ("sup", "^", "^"),
    ("sub", "~", "~"),
    ("code", "`", "`"),
    ("bold", "**", "**"),
    ("italic", "*", "*"),
)


class Span(Struct, frozen=True):
    """A run of text with the same marks: bold, italic, code, sup, sub, color."""

    text: str
    line: int
    marks: frozenset[str] = frozenset()
    href: str = ""


class Block(Struct):
    """A heading, text, item, term, detail or cell.

    `level` is that of a heading, or the depth of an item; blocks of one list, row or definition
    list share a `group`. `is_start` says that an item, row or list of definitions begins here.
    """

    kind: str
    line: int
    level: int = 0
    group: int = 0
    is_start: bool = False
    spans: list[Span] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words of the block in one line."""
        return join_lines(span.text for span in self.spans)

    @property
    def is_heading(self) -> bool:
        """Whether this is a heading."""
        return self.kind == "heading"


_SCRIPT_MARKS = frozenset({"sup", "sub"})


def join_lines(texts: Iterable[str]) -> str:
    """Join texts to one line."""
    return " ".join("".join(texts).replace(SOFT_BREAK, " ").split())


def split_breaks(spans: Sequence[Span], *, is_soft: bool = False) -> list[list[Span]]:
    """Split spans at the ends of lines; with `is_soft`, also where only the source has one."""
    pattern = "\n"
    if is_soft:
        pattern = f"[\n{SOFT_BREAK}]"
    lines: list[list[Span]] = [[]]
    for span in spans:
        parts = re.split(pattern, span.text)
        for number, part in enumerate(parts):
            if number:
                lines.append([])
            if part:
                lines[-1].append(replace(span, text=part))
    return [line for line in lines if any(span.text.strip() for span in line)]


def to_markup(spans: Sequence[Span], *, bare: str = "") -> str:
    """Write spans with a profile's inline marks; those named in `bare` are left off.

    `bare` is a list such as "bold link".
    """
    omitted = set(bare.split())
    parts: list[str] = []
    for span in _join_alike(spans, omitted):
        parts.append(_mark_span(span, omitted))
    return clean_text(_SPACES.sub(" ", "".join(parts).replace(SOFT_BREAK, " ")))


def _join_alike(spans: Sequence[Span], omitted: set[str]) -> list[Span]:
    """Join neighbours that have the same marks, once those that are left off are gone."""
    joined: list[Span] = []
    for span in spans:
        marks = (span.marks & {"bold", "italic", "code", "sup", "sub"}) - omitted
        if marks & _SCRIPT_MARKS:  # one of several marks at once, which no mark could part
            marks -= {"bold", "italic"}
        href = span.href
        if "link" in omitted or not href.startswith(("http://", "https://", "mailto:")):
            href = ""
        plain = replace(span, marks=marks, href=href)
        if joined and joined[-1].marks == marks and joined[-1].href == href:
            joined[-1] = replace(joined[-1], text=joined[-1].text + span.text)
        else:
            joined.append(plain)
    return joined


def _mark_span(span: Span, omitted: set[str]) -> str:
    match = _TRIMMED.match(span.text)
    if match is None or not match[2]:
        return span.text
    before, text, behind = match.groups()
    if "raw" not in omitted and "code" not in span.marks:
        text = escape_marks(text)
    for mark, opening, closing in _WRAPPERS:
        if mark in span.marks and (mark not in _SCRIPTS or " " not in text):
            text = f"{opening}{text}{closing}"
    if span.href:
        text = f"[{text}]({escape_address(span.href)})"
    return f"{before}{text}{behind}"


def escape_marks(text: str) -> str:
    """Put a backslash before what would be a mark, and is meant as it stands."""
    stars = text.count("*") + text.count("`")
    if stars == 1 and "[" not in text and "^" not in text and "~" not in text:
        return text
    return _LITERAL.sub(r"\\\g<0>", text)


def escape_address(address: str) -> str:
    """Write an address so that it can stand between the brackets of a link."""
    return address.replace("(", "%28").replace(")", "%29").replace(" ", "%20")


def cut_spans(spans: Sequence[Span], start: int, end: int) -> list[Span]:
    """Cut what stands between two offsets out of the text of spans."""
    cut = []
    offset = 0
    for span in spans:
        first = max(start - offset, 0)
        last = min(end - offset, len(span.text))
        if first < last:
            cut.append(replace(span, text=span.text[first:last]))
        offset += len(span.text)
    return cut


def get_raw_text(spans: Sequence[Span]) -> str:
    """Return the text of spans, of which offsets count the letters."""
    return "".join(span.text for span in spans)
