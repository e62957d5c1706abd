"""Read a document that is no page: a CV whose letterhead stands above its first section."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from cvgen.importers.page.assemble import PageReader
from cvgen.importers.page.blocks import Block
from cvgen.importers.page.html import Link
from cvgen.importers.page.letterhead import divide_letterhead, read_letterhead


@dataclass(slots=True)
class DocumentReader(PageReader):
    """Reads the blocks of a document; the words of its letterhead are counted with the others."""

    is_counted: bool = False  # whether the words were counted where the blocks were made

    def read(self) -> None:
        """Read the whole document."""
        page = self.page
        page.links = list(list_links(page.blocks))
        if not self.is_counted:
            PageReader.count_words(self)
        page.blocks = read_letterhead(self.builder, divide_letterhead(page.blocks))
        page.links = list(list_links(page.blocks))
        PageReader.read(self)

    def count_words(self) -> None:
        """Count nothing more: what is left of the blocks was counted already."""


def list_links(blocks: Iterable[Block]) -> Iterator[Link]:
    """List the links of blocks."""
    for block in blocks:
        for href, spans in groupby(block.spans, key=lambda span: span.href):
            if href:
                yield Link("".join(span.text for span in spans), href, block.line)
