"""How many columns of fixed width a text takes (Unicode Standard Annex 11), and its wrapping."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import combining, east_asian_width

from cvgen.text.patterns import compile_late

_NO_BREAK = "\N{NO-BREAK SPACE}"
_OPENING = "（【《「『〈〔“‘"
_CLOSING = "、，。；：！？）】》」』〉〕”’…·"
_IDEOGRAPH = "\u2e80-\u2fff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# Where a line may end inside a word: between ideographs, but with closing marks behind them.
_PART = compile_late(
    rf"[{_OPENING}]*[{_IDEOGRAPH}][{_CLOSING}]*|[^{_IDEOGRAPH}{_OPENING}]+[{_CLOSING}]*|.",
    re.DOTALL,
)


def count_columns(text: str) -> int:
    """Count the columns that a text takes: two for an ideograph, none for a combining mark."""
    if text.isascii():
        return len(text)
    columns = 0
    for character in text:
        if combining(character):
            continue
        columns += 2 if east_asian_width(character) in "WF" else 1
    return columns


def wrap_columns(text: str, columns: int) -> list[str]:
    """Wrap a text at its spaces, and between ideographs; a longer word stays whole."""
    lines: list[str] = []
    line = ""
    for part, space in _list_parts(text):
        joined = f"{line}{space}{part}"
        if line and count_columns(joined) > columns:
            lines.append(line)
            line = part
        else:
            line = joined if line else part
    return [*lines, line]


def _list_parts(text: str) -> Iterator[tuple[str, str]]:
    """List what stays in one line, each with the space before it."""
    for word in text.split(" "):
        space = " "
        for part in _split_word(word):
            yield part, space
            space = ""


def _split_word(word: str) -> list[str]:
    """Split a word between ideographs, but not beside a no-break space."""
    parts: list[str] = []
    for part in _PART.findall(word):
        if parts and (part.startswith(_NO_BREAK) or parts[-1].endswith(_NO_BREAK)):
            parts[-1] += part
        else:
            parts.append(part)
    return parts
