"""Clean the characters that only a page needs, such as no-break spaces."""

from __future__ import annotations

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
