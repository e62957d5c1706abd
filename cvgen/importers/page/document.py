"""Read a document that is no page: a CV whose letterhead stands above its first section."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from cvgen.importers.headings import find_kind
from cvgen.importers.page.assemble import PageReader
from cvgen.importers.page.blocks import Block
from cvgen.importers.page.letterhead import divide_letterhead, read_letterhead
from cvgen.importers.page.marks import read_legends
from cvgen.importers.page.page import Link
from cvgen.importers.page.sections import divide_sections
from cvgen.importers.page.tex_marks import mark_tex


@dataclass(slots=True)
class DocumentReader(PageReader):
    """Reads the blocks of a document; the words of its letterhead are counted with the others."""

    is_counted: bool = False  # whether the words were counted where the blocks were made

    def read(self) -> None:
        """Read the whole document."""
        page = self.page
        mark_tex(page.blocks)
        page.links = list(list_links(page.blocks))
        if not self.is_counted:
            self.words.count_words(page)
        page.blocks = read_letterhead(self.builder, divide_letterhead(page.blocks))
        page.links = list(list_links(page.blocks))
        self.legend = read_legends(page.blocks)
        self.read_own_person()
        for section in divide_sections(page.blocks):
            self.name_section(section)
            self.read_section(section)
        self.person.account_for_links()

    def read_own_person(self) -> None:
        """Read the person out of the letterhead and the contacts: others have addresses too."""
        page = self.page
        blocks, links = page.blocks, page.links
        page.blocks = _list_own_blocks(blocks)
        page.links = list(list_links(page.blocks))
        self.person.read(self.front_title)
        page.blocks, page.links = blocks, links


def _list_own_blocks(blocks: Iterable[Block]) -> list[Block]:
    """List what stands before the first section, and under the headings of contacts."""
    own = []
    is_own = True
    for number, block in enumerate(blocks):
        if block.is_heading and number:
            is_own = find_kind(block.text) in ("summary", "contact")
        if is_own:
            own.append(block)
    return own


def list_links(blocks: Iterable[Block]) -> Iterator[Link]:
    """List the links of blocks."""
    for block in blocks:
        for href, spans in groupby(block.spans, key=lambda span: span.href):
            if href:
                yield Link("".join(span.text for span in spans), href, block.line)
