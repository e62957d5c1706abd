"""Count every word of a page, and leave out what its readers do not see."""

from __future__ import annotations

from msgspec import Struct

from cvgen.importers.builder import ProfileBuilder
from cvgen.importers.page.blocks import Block
from cvgen.importers.page.page import Page

_ADDRESSES = ("http://", "https://", "mailto:")


class PageWords(Struct, frozen=True):
    """The words of one page, which its builder accounts for."""

    builder: ProfileBuilder
    file: str

    def count_words(self, page: Page) -> None:
        """Count all words of a page."""
        for block in page.blocks:
            self.count_block(block)
        for hidden in page.hidden:
            self.leave_out_extra(hidden.text, hidden.reason, hidden.line)
        for source, words, line in page.images:
            self.leave_out_extra(f"{words} {source}", "a picture", line)
        for link in page.links:
            if link.href.startswith(_ADDRESSES):
                self.builder.add_text(link.href, link.line, self.file)
            elif link.href:
                self.leave_out_extra(link.href, "an address within the site", link.line)

    def count_block(self, block: Block) -> None:
        """Count the words of a block, line by line."""
        line, text = block.line, ""
        for span in block.spans:
            if span.line != line:
                self.builder.add_text(text, line, self.file)
                line, text = span.line, ""
            words = span.text.replace("\v", " ").replace("\n", " ")
            if span.marks & {"sup", "sub"}:
                words = f" {words} "
            text += words
        self.builder.add_text(text, line, self.file)

    def leave_out(self, text: str, reason: str, line: int) -> None:
        """Leave out a text of a block."""
        self.builder.leave_out(text, reason, line, self.file)

    def leave_out_extra(self, text: str, reason: str, line: int) -> None:
        """Count and leave out a text that stands in no block."""
        self.builder.add_text(text, line, self.file)
        self.leave_out(text, reason, line)
