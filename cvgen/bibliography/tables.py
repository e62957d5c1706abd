"""The tables of words in `data/bibliography`: types, fields, months, LaTeX commands and others."""

from __future__ import annotations

from functools import cache
from typing import Any

from cvgen.files.yamltable import read_table


@cache
def load_table(name: str) -> Any:
    """Read one table, once."""
    return read_table(f"bibliography/{name}")


@cache
def load_spellings(name: str, part: str = "") -> dict[str, str]:
    """Return the word for each spelling of a table of words, with spellings in small letters."""
    words = load_table(name)
    if part:
        words = words[part]
    word_by_spelling = {}
    for word, spellings in words.items():
        for spelling in spellings:
            word_by_spelling[spelling.casefold()] = word
    return word_by_spelling
