"""Tell headings from what only looks like them, or does not, on pages laid out by hand."""

from __future__ import annotations

from cvgen.importers.headings import is_known_heading
from cvgen.importers.page.page import Hidden, Page

_BOLD_LEVEL = 4  # of a heading that is only bold


def find_bold_headings(page: Page) -> None:
    """Find headings that are only bold, as in tables by which pages were laid out."""
    for block in page.blocks:
        words = [span for span in block.spans if span.text.strip()]
        is_bold = all("bold" in span.marks and not span.href for span in words)
        is_bold = is_bold and block.kind in ("cell", "text")
        if is_bold and "\n" not in block.text and is_known_heading(block.text):
            block.kind, block.level, block.group = "heading", _BOLD_LEVEL, 0


def hide_table_heads(page: Page) -> None:
    """Take out rows of tables that have only headings of columns."""
    plain = {block.group for block in page.blocks if block.kind == "cell" and block.level == 0}
    kept = []
    for block in page.blocks:
        if block.kind == "cell" and block.level and block.group not in plain:
            page.hidden.append(Hidden(block.text, "headings of a table", block.line))
        else:
            kept.append(block)
    page.blocks = kept
