"""Divide a page into sections by its headings, and sections into entries."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct, field

from cvgen.importers.headings import find_kind, is_known_heading
from cvgen.importers.page.blocks import Block, Span, get_raw_text, split_breaks
from cvgen.importers.page.dates import find_dates, has_date
from cvgen.importers.page.phrases import has_word, strip_edges
from cvgen.importers.page.venues import find_label_type
from cvgen.text.patterns import compile_late

# Kinds whose entries are told at some length; those of the others are a line each.
LONG_KINDS = frozenset(
    {
        "education",
        "work",
        "research",
        "projects",
        "teaching",
        "volunteer",
        "software",
        "supervision",
        "grants",
    }
)
_YEAR = compile_late(
    r"\D{0,3}(?:19|20)\d{2}(?:\s*[-–]\s*(?:(?:19|20)\d{2}|present))?\D{0,3}", re.IGNORECASE
)
_SHORT = 90
_MOST_LABEL = 5  # words of a heading over several works
_MOST_HEAD = 240  # letters of a paragraph that may be the head of an entry
_BASIC_KINDS = ("summary", "contact")


class Section(Struct):
    """What stands under one heading; `kind` is None where nobody knows the heading."""

    kind: str | None
    heading: str
    line: int
    level: int = 0
    blocks: list[Block] = field(default_factory=list)


class EntryBlocks(Struct):
    """One entry: the lines of its head, and what follows them."""

    line: int
    head: list[list[Span]] = field(default_factory=list)
    points: list[list[Span]] = field(default_factory=list)
    texts: list[list[Span]] = field(default_factory=list)
    label: str = ""
    label_line: int = 0
    badge: str = ""
    is_titled: bool = False  # whether a heading is its title
    is_dated: bool = False  # whether its own date labels it

    @property
    def text(self) -> str:
        """All words of the entry in one line."""
        lines = [*self.head, *self.texts, *self.points]
        return " ".join(get_raw_text(line) for line in lines)


def divide_sections(blocks: Sequence[Block]) -> list[Section]:
    """Divide blocks into sections; the first one holds what stands before any heading."""
    sections = [Section("summary", "", 0)]
    for number, block in enumerate(blocks):
        kind = find_kind(block.text) if block.is_heading else None
        if _begins_section(block, kind, sections[-1], blocks[number + 1 :]):
            sections.append(Section(kind, block.text, block.line, block.level))
        else:
            sections[-1].blocks.append(block)
    return [section for section in sections if section.blocks or section.heading]


def _begins_section(
    block: Block, kind: str | None, section: Section, following: Sequence[Block]
) -> bool:
    """Say whether a heading begins a section, and does not divide the one that it stands in."""
    if not block.is_heading or _YEAR.fullmatch(block.text):
        return False
    if not section.heading:
        return kind is not None or _is_wide(block, following)
    if block.level <= section.level:
        return True
    return is_known_heading(block.text) and _parts_section(kind, section, block.text)


def _parts_section(kind: str | None, section: Section, text: str) -> bool:
    """Say whether a deeper heading names something else than the section that it stands in."""
    if kind is None or kind == section.kind:
        return False
    if section.kind == "publications" and find_label_type(text):
        return False
    is_open = not section.blocks or section.kind in (None, *_BASIC_KINDS)
    return is_open or kind not in _BASIC_KINDS


def _is_wide(block: Block, following: Sequence[Block]) -> bool:
    """Say whether more than another heading stands below this one."""
    return bool(following) and not (following[0].is_heading and following[0].level <= block.level)


def divide_entries(section: Section) -> list[EntryBlocks]:
    """Divide a section into its entries."""
    divider = _EntryDivider(section)
    for number, block in enumerate(section.blocks):
        divider.add_block(block, section.blocks[number + 1 :])
    return divider.entries


class _EntryDivider:
    """Goes through the blocks of a section, and begins an entry where one begins."""

    def __init__(self, section: Section) -> None:
        self.kind = section.kind
        self.is_long = section.kind in LONG_KINDS
        self.entries: list[EntryBlocks] = []
        self.label = ""
        self.label_line = 0
        self.is_titled = False  # whether a heading of its own began the entry
        self.is_led = False  # whether a paragraph did, which points follow

    def add_block(self, block: Block, following: Sequence[Block]) -> None:
        """Add a block to the entry that it belongs to."""
        if block.is_heading:
            self.add_heading(block, following)
        elif block.kind in ("term", "detail", "cell"):
            self.add_part(block)
        elif block.kind == "item":
            self.add_item(block)
        else:
            self.add_paragraph(block, following)

    def begin_entry(self, line: int, spans: Sequence[Span]) -> None:
        """Begin an entry, whose head is the first block."""
        entry = EntryBlocks(line, label=self.label, label_line=self.label_line)
        entry.head = split_breaks(spans)
        self.entries.append(entry)
        self.is_titled = False
        self.is_led = False

    def add_heading(self, block: Block, following: Sequence[Block]) -> None:
        """Add a heading: the title of an entry, or what several have in common."""
        if self.is_label(block, following):
            self.label = block.text
            self.label_line = block.line
            self.is_titled = False
            return
        self.label = ""
        self.begin_entry(block.line, block.spans)
        self.entries[-1].is_titled = True
        self.is_titled = True

    def is_label(self, block: Block, following: Sequence[Block]) -> bool:
        """Say whether a heading stands over several entries."""
        text = block.text
        if _YEAR.fullmatch(text) or is_known_heading(text):
            return True
        below = _list_below(following)
        if self.kind == "publications":
            is_title = len(text.split()) > _MOST_LABEL or text.endswith("?")
            return not is_title or not below or bool(find_label_type(text))
        if not self.is_long:
            return not _is_title(below)
        return not has_date(text) and _are_dated(below)

    def add_part(self, block: Block) -> None:
        """Add a cell, a term or a definition: those of one row or list are one entry."""
        if block.is_start or not self.entries:
            self.begin_entry(block.line, block.spans)
        else:
            self.entries[-1].head += split_breaks(block.spans)

    def add_item(self, block: Block) -> None:
        """Add an item: an entry, or a point of the one that it stands in."""
        is_inner = block.level > 1 or self.is_titled or self.is_led
        if self.entries and (is_inner or self.is_point(block)):
            self.entries[-1].points.append(list(block.spans))
        elif block.is_start or not self.entries:
            self.begin_entry(block.line, block.spans)
        else:
            self.entries[-1].head += split_breaks(block.spans)

    def is_point(self, block: Block) -> bool:
        """Say whether an item tells of the paragraph above it."""
        return self.is_long and bool(self.entries[-1].texts) and not has_date(block.text)

    def add_paragraph(self, block: Block, following: Sequence[Block]) -> None:
        """Add a paragraph: an entry, or more of the last one."""
        if self.entries and self.is_more(block):
            self.entries[-1].texts.append(list(block.spans))
            return
        if self.is_long and _is_common_place(block, following):
            self.label, self.label_line = block.text, block.line
            return
        for lines in self.split_lines(block):
            self.begin_entry(lines[0][0].line, lines[0])
            self.entries[-1].head += lines[1:]
        self.is_led = self.is_long and _is_followed_by_points(following)

    def is_more(self, block: Block) -> bool:
        """Say whether a paragraph tells more of the last entry."""
        if self.is_titled or block.kind != "text" or block.group:
            return True
        return self.is_long and not self.is_head(block)

    def split_lines(self, block: Block) -> list[list[list[Span]]]:
        """Split a paragraph whose lines are entries: each has a date, or is all of its entry."""
        lines = split_breaks(block.spans)
        if self.kind == "publications":
            return _split_citations(block)
        if len(lines) < 2 or self.kind in (None, "statement", "grants"):
            return [lines]
        dated = [has_date(get_raw_text(line)) for line in lines]
        if not self.is_long and sum(dated) in (0, len(lines)):
            return [[line] for line in lines]
        if not dated[0] or sum(dated) < 2:
            return [lines]
        return _group_dated(lines, dated)

    def is_head(self, block: Block) -> bool:
        """Say whether a paragraph begins an entry: by a date, by bold text, or by being short."""
        if has_date(block.text) or "bold" in block.spans[0].marks:
            return True
        return len(block.text) < _SHORT or len(block.text) > _MOST_HEAD


def _group_dated(lines: Sequence[list[Span]], dated: Sequence[bool]) -> list[list[list[Span]]]:
    """Group lines so that each group begins with one that has a date."""
    groups: list[list[list[Span]]] = []
    for line, has_own_date in zip(lines, dated, strict=True):
        if has_own_date:
            groups.append([])
        groups[-1].append(line)
    return groups


def _list_below(following: Sequence[Block]) -> list[Block]:
    """List the blocks up to the next heading."""
    below = []
    for block in following:
        if block.is_heading:
            break
        below.append(block)
    return below


def _is_title(below: Sequence[Block]) -> bool:
    """Say whether a heading is of one entry: one paragraph or its date stands below it."""
    if not below or below[0].kind == "item":
        return False
    return len(below) == 1 or _is_date(below[0].text)


def _is_date(text: str) -> bool:
    """Say whether a text is a date or a period, and nothing else."""
    dates = find_dates(text)
    if dates is None:
        return False
    around = text[: dates.start] + text[dates.end :]
    return not strip_edges(around)


def _are_dated(blocks: Sequence[Block]) -> bool:
    """Say whether most of several items have dates of their own."""
    items = [block for block in blocks if block.kind == "item" and block.level == 1]
    dated = [block for block in items if has_date(block.text)]
    return len(items) > 1 and 2 * len(dated) > len(items)


def _is_common_place(block: Block, following: Sequence[Block]) -> bool:
    """Say whether a paragraph names the place of the dated items that follow it."""
    if not following or following[0].kind != "item" or not has_date(following[0].text):
        return False
    is_short = len(block.text) <= _SHORT and not has_date(block.text)
    return is_short and has_word("institution", block.text)


def _split_citations(block: Block) -> list[list[list[Span]]]:
    """Split a paragraph of which every line is a whole citation."""
    lines = split_breaks(block.spans, is_soft=True)
    texts = [get_raw_text(line) for line in lines]
    if len(lines) > 1 and all(has_date(text) and len(text) > 60 for text in texts):
        return [[line] for line in lines]
    return [split_breaks(block.spans)]


def _is_followed_by_points(following: Sequence[Block]) -> bool:
    """Say whether items follow that tell of a paragraph, and are no entries themselves."""
    items = []
    for block in following:
        if block.kind != "item":
            break
        items.append(block)
    return bool(items) and not any(has_date(item.text) for item in items)
