"""Tell what a piece of a line is by its words: a university, a degree, a position, a score."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from cvgen.files.yamltable import read_table
from cvgen.text.parts import CLOSING, OPENING
from cvgen.text.patterns import compile_late

_PARTS = {"institution": ("organization", "company")}
_NOTHING = compile_late(r"(?!)")


@cache
def load_words() -> dict[str, list[str]]:
    """Load the words of every class."""
    words: dict[str, Any] = read_table("importers/words")
    return words


def has_word(kind: str, text: str) -> bool:
    """Say whether a text has a word of a class."""
    return find_word(kind, text) is not None


def find_word(kind: str, text: str) -> re.Match[str] | None:
    """Find the first word of a class in a text."""
    return compile_words(kind, text).search(text)


def starts_with(kind: str, text: str) -> re.Match[str] | None:
    """Find a word of a class at the start of a text."""
    return compile_words(kind, text).match(text)


def is_word(kind: str, text: str) -> bool:
    """Say whether a text is, as a whole, a word of a class."""
    return bool(compile_words(kind, text).fullmatch(text.strip(" .:,;!")))


def compile_words(kind: str, text: str) -> re.Pattern[str]:
    """Compile those words of a class that a text can have; the longest are tried first.

    To compile all of them takes longer than to read a page.
    """
    folded = _fold_phrase(text)
    present = tuple(word for word, bare in _list_words(kind) if bare in folded)
    if not present:
        return _NOTHING
    return _compile_words(present)


@cache
def _list_words(kind: str) -> tuple[tuple[str, str], ...]:
    """List the words of a class, the longest first, each also as it is looked for."""
    listed = [word for name in _PARTS.get(kind, (kind,)) for word in load_words()[name]]
    words = sorted(listed, key=len, reverse=True)
    return tuple((word, _fold_phrase(word.removesuffix("*"))) for word in words)


def _fold_phrase(text: str) -> str:
    """Fold what words are looked for by: case, spaces, and the apostrophe that is typed."""
    return " ".join(text.casefold().replace("’", "'").split())


@cache
def _compile_words(words: tuple[str, ...]) -> re.Pattern[str]:
    alternatives = []
    for word in words:
        bare = word.removesuffix("*")
        pattern = re.escape(bare).replace(r"\ ", r"\s+")
        pattern = re.sub("['’]", "['’]", pattern)
        if bare[0] < "\u2e80" or bare[0] > "\uffff":
            if bare[0].isalnum():
                pattern = r"(?<![^\W_])" + pattern
            if bare[-1].isalnum() and bare == word:
                pattern += r"(?![^\W_])"
        alternatives.append(pattern)
    return re.compile("|".join(alternatives), re.IGNORECASE)


def split_dashes(text: str) -> list[str]:
    """Split text at dashes that have spaces around them."""
    return [part.strip() for part in re.split(r"\s+[-–—:|]+\s+", text) if part.strip()]


def strip_edges(text: str) -> str:
    """Take off what separates pieces, and brackets around nothing or around everything."""
    before = ""
    while before != text:
        before = text
        text = re.sub(r"[(\[（【]\s*[,;:.–-]*\s*[)\]）】]", " ", text)
        text = text.strip(" \t\n\v,;:|·•-–—/~，；：。、｜")
        if text.endswith("."):
            bare = text[:-1]
            # A point belongs to an abbreviation such as B.E. or Inc.
            if not re.search(r"(?:\b\w\.?\w?|\b[A-Z][a-z]{1,3})$", bare):
                text = bare
        if text[:1] in OPENING and text[-1:] in CLOSING and _is_one_bracket(text):
            text = text[1:-1]
    return " ".join(text.split())


def _is_one_bracket(text: str) -> bool:
    """Say whether the bracket that opens a text closes only at its end."""
    depth = 0
    for number, letter in enumerate(text):
        depth += letter in OPENING
        depth -= letter in CLOSING
        if depth == 0:
            return number == len(text) - 1
    return False
