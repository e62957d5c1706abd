"""Read a Word document into a page: body, tables and text boxes in their order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from cvgen.errors import Diagnostic, SourceError
from cvgen.files.photo import BrokenPhotoError, check_photo
from cvgen.importers.builder import ProfileBuilder, Value
from cvgen.importers.docx.paragraphs import ParagraphReader
from cvgen.importers.docx.styles import StyleFacts, StyleTable, find_list_depth, find_size
from cvgen.importers.headings import is_known_heading
from cvgen.importers.page.blocks import Block, Span, get_raw_text
from cvgen.importers.page.entry_lines import BLANK, join_entry_lines
from cvgen.importers.page.page import Hidden, Page

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PHOTOS = {"image/jpeg": "jpg", "image/png": "png"}
_MOST_PARAGRAPHS = 5_000  # a hundred pages
_MOST_LETTERS = 20_000  # of a paragraph
_MOST_DEPTH = 20  # of tables within tables
_MOST_HEADING = 48


def read_page(document: Any, builder: ProfileBuilder) -> Page:
    """Read a document that python-docx has opened."""
    reader = _PageReader(document, builder)
    reader.read_headers()
    reader.read_body(document.element.body, 0)
    reader.read_notes()
    reader.find_headings()
    reader.page.blocks = join_entry_lines(reader.page.blocks)
    reader.take_photo()
    return reader.page


class _PageReader:
    """Walks through the body; the number of a paragraph serves as its line."""

    def __init__(self, document: Any, builder: ProfileBuilder) -> None:
        self.document = document
        self.styles = StyleTable(document)
        self.builder = builder
        self.page = Page()
        self.line = 0
        self.letters = 0
        self.group = 0
        self.sizes: dict[int, float] = {}  # of the letters of a block, by its identity

    def read_body(self, body: Any, depth: int) -> None:
        """Read paragraphs, tables and content controls in their order."""
        if depth > _MOST_DEPTH:
            self.refuse_file("tables are nested too deep here")
        for child in body.iterchildren():
            if child.tag == _W + "p":
                self.read_paragraph(child, depth)
            elif child.tag == _W + "tbl":
                self.read_table(child, depth + 1)
            elif child.tag in (_W + "sdt", _W + "sdtContent", _W + "ins", _W + "customXml"):
                self.read_body(child, depth)

    def refuse_file(self, message: str) -> None:
        """Refuse a document that is larger than any CV.

        Raises SourceError.
        """
        place = self.builder.source.find_place("", self.line)
        raise SourceError(Diagnostic("I103", message, place, "is it the right file?"))

    def read_paragraph(self, element: Any, depth: int) -> None:
        """Read a paragraph, and the text boxes that are anchored in it."""
        self.line += 1
        if self.line > _MOST_PARAGRAPHS:
            self.refuse_file(f"this has more than {_MOST_PARAGRAPHS:,} paragraphs")
        style = self.styles.find(element)
        words = ParagraphReader(self.document.part, self.line, style.marks).read(element)
        for text, reason in words.hidden:
            self.page.hidden.append(Hidden(text, reason, self.line))
        self.add_block(element, style, words.spans)
        for box in words.boxes:
            self.read_body(box, depth + 1)

    def add_block(self, paragraph: Any, style: StyleFacts, spans: list[Span]) -> None:
        """Add a block for a paragraph: a heading, an item, text, or an empty line."""
        spans = _trim_gaps(spans)
        text = get_raw_text(spans)
        if len(text) > _MOST_LETTERS:
            self.refuse_file(f"this paragraph has more than {_MOST_LETTERS:,} letters")
        if not text.strip():
            self.page.blocks.append(Block(BLANK, self.line))
            return
        level = style.heading
        block = Block("heading" if level else "text", self.line, level, spans=spans)
        depth = find_list_depth(paragraph, style, text)
        if depth and not level:
            self.group += 1
            block = Block("item", self.line, depth, self.group, is_start=True, spans=spans)
        self.sizes[id(block)] = find_size(paragraph, style)
        self.page.blocks.append(block)

    # --- tables

    def read_table(self, table: Any, depth: int) -> None:
        """Read a table: rows that are entries, or cells that only lay out the page."""
        rows = [list(row.iterchildren(_W + "tc")) for row in table.iterchildren(_W + "tr")]
        read = [[self.read_cell(cell, depth) for cell in row] for row in rows]
        if _lays_out(read):
            for row in read:
                for cell in row:
                    self.page.blocks += [*cell, Block(BLANK, self.line)]
            return
        self.group += 1
        for row in read:
            self.add_row([cell for cell in row if _has_words(cell)], is_entry=_has_words(row[0]))

    def read_cell(self, cell: Any, depth: int) -> list[Block]:
        """Read the blocks of a cell."""
        before, self.page.blocks = self.page.blocks, []
        self.read_body(cell, depth)
        blocks, self.page.blocks = self.page.blocks, before
        return blocks

    def add_row(self, cells: list[list[Block]], *, is_entry: bool) -> None:
        """Add a row: the text of its cells, and items as points of it."""
        for number, cell in enumerate(cells):
            texts = [block for block in cell if block.kind in ("text", "heading")]
            spans: list[Span] = []
            for block in texts:
                spans += [Span("\n", block.line), *block.spans] if spans else block.spans
            if spans:
                is_start = number == 0 and is_entry
                self.page.blocks.append(
                    Block("cell", texts[0].line, 0, self.group, is_start, spans)
                )
            for block in cell:
                if block.kind == "item":
                    block.level += 1
                    self.page.blocks.append(block)

    # --- what stands around the body

    def read_headers(self) -> None:
        """Read the heads of pages, where many have their name; what they repeat is left out."""
        seen: set[str] = set()
        for section in self.document.sections:
            for header in (section.first_page_header, section.header):
                if header.is_linked_to_previous:
                    continue
                before = len(self.page.blocks)
                self.read_body(header.part.element, 0)
                new = self.page.blocks[before:]
                del self.page.blocks[before:]
                text = "\n".join(block.text for block in new)
                if text.strip() and text not in seen and not self.page.blocks:
                    self.page.blocks += [*new, Block(BLANK, self.line)]
                else:
                    self.hide_text(text, "the head of the page")
                seen.add(text)
            for footer in (section.first_page_footer, section.footer):
                if not footer.is_linked_to_previous:
                    self.hide_text(_get_text(footer.part.element), "the foot of the page")

    def read_notes(self) -> None:
        """Leave out comments, footnotes and endnotes, which no field of a profile takes."""
        for relation in self.document.part.rels.values():
            kind = relation.reltype.rpartition("/")[2]
            if kind not in ("comments", "footnotes", "endnotes") or relation.is_external:
                continue
            reason = {"comments": "a comment"}.get(kind, "a note at the foot")
            for text in _list_part_texts(relation.target_part):
                self.hide_text(text, reason)

    def hide_text(self, text: str, reason: str) -> None:
        """Note text that is no part of the CV."""
        if text.strip():
            self.page.hidden.append(Hidden(text, reason, 0))

    # --- headings that no style tells

    def find_headings(self) -> None:
        """Find the headings that are only set in capitals, in bold or larger than the text."""
        sizes = Counter(self.sizes.get(id(block), 0.0) for block in self.page.blocks)
        body = sizes.most_common(1)[0][0] if sizes else 0.0
        styled = [block for block in self.page.blocks if block.is_heading]
        is_styled = any(is_known_heading(block.text) for block in styled)
        for block in self.page.blocks[1:]:
            is_larger = self.sizes.get(id(block), 0.0) > body
            if _looks_like_heading(block, is_larger=is_larger, is_styled=is_styled):
                block.kind, block.level = "heading", 1

    def take_photo(self) -> None:
        """Take the picture along where the document has just one that is a photo."""
        pictures = []
        for part in self.document.part.package.parts:
            if part.content_type in _PHOTOS and "/media/" in str(part.partname):
                pictures.append(part)
        if len(pictures) != 1:
            return
        try:
            check_photo(pictures[0].blob)
        except BrokenPhotoError:
            return
        name = f"photo.{_PHOTOS[pictures[0].content_type]}"
        self.builder.files[name] = pictures[0].blob
        note = "guessed: the only picture of the document"
        self.builder.basics["image"] = Value(name, "", is_guess=True, note=note)


def _looks_like_heading(block: Block, *, is_larger: bool, is_styled: bool) -> bool:
    """Say whether a paragraph is set as a heading; `is_styled`: others have a style for it."""
    text = block.text
    if block.kind != "text" or len(text) > _MOST_HEADING:
        return False
    if is_known_heading(text):
        return not is_styled or is_larger or text.isupper() or _is_all_bold(block)
    return not is_styled and text.isupper() and text.isascii()


def _trim_gaps(spans: list[Span]) -> list[Span]:
    """Take off tabs at the ends of a line, where they only indent, and join those that follow."""
    text = get_raw_text(spans)
    if " | " not in text:
        return spans
    trimmed: list[Span] = []
    has_gap = True
    for span in spans:
        for part in re.split(r"( \| )", span.text):
            if part == " | " and has_gap:
                continue
            if part:
                trimmed.append(Span(part, span.line, span.marks, span.href))
                has_gap = part == " | " or (has_gap and not part.strip())
    return _drop_last_gaps(trimmed)


def _drop_last_gaps(spans: list[Span]) -> list[Span]:
    while spans and not spans[-1].text.strip(" |"):
        spans.pop()
    return spans


def _lays_out(rows: list[list[list[Block]]]) -> bool:
    """Say whether a table only lays out the page: a cell has headings, or much text."""
    for row in rows:
        for cell in row:
            if any(block.is_heading or is_known_heading(block.text) for block in cell):
                return True
    return len(rows) == 1 and any(len(cell) > 6 for cell in rows[0])


def _has_words(cell: list[Block]) -> bool:
    return any(block.kind != BLANK for block in cell)


def _is_all_bold(block: Block) -> bool:
    return all("bold" in span.marks for span in block.spans if span.text.strip())


def _get_text(element: Any) -> str:
    lines = []
    for paragraph in element.iter(_W + "p"):
        lines.append("".join(part.text or "" for part in paragraph.iter(_W + "t")))
    return "\n".join(lines)


def _list_part_texts(part: Any) -> Iterator[str]:
    """List the notes of a part that python-docx may not have parsed."""
    element = getattr(part, "element", None)
    if element is None:
        from docx.oxml import parse_xml

        element = parse_xml(part.blob)
    for note in element.iterchildren():
        yield _get_text(note)
