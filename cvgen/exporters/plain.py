"""Clean the characters that only a page needs, such as no-break spaces."""

from __future__ import annotations

from markupsafe import Markup

from cvgen.text.runs import read_text

_PAGE_ONLY = {
    ord("\N{NO-BREAK SPACE}"): " ",
    ord("\N{NARROW NO-BREAK SPACE}"): " ",
    ord("\N{NON-BREAKING HYPHEN}"): "-",
    ord("\N{SOFT HYPHEN}"): None,
    ord("\N{WORD JOINER}"): None,
}


def clean_characters(text: str) -> str:
    """Put a space for each that keeps words in one line, and leave out marks for hyphenation."""
    return text.translate(_PAGE_ONLY)


def read_plain(markup: Markup) -> str:
    """Read markup as plain text with plain spaces."""
    return clean_characters(read_text(markup))
