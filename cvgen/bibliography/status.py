"""Parse what bibliographies write of a work's status, such as "to appear in …"."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from cvgen.bibliography.tables import load_spellings
from cvgen.text.patterns import compile_late

_VENUE = compile_late(
    r"[\s,.:;)\]]*(?:to|at|in|by|for|with|bei|à|chez)\b\s*"
    r"(?-i:the\s+|der\s+|die\s+)?(?!partial\b)(.+)",
    re.IGNORECASE,
)
_FIRST_WORD = compile_late(r"\w")
_WORD_GOES_ON = compile_late("[a-zà-ÿ-]", re.IGNORECASE)
_PUNCTUATION = " .,;:"


class StatusPhrase(Struct, frozen=True):
    """How far a work got, the venue that is named, and all that stands behind the word."""

    word: str
    venue: str = ""
    rest: str = ""


def parse_status(text: str) -> StatusPhrase | None:
    """Parse the status that a text starts with."""
    words = " ".join(text.split())
    match = _FIRST_WORD.search(words)
    start = match.start() if match else len(words)
    phrase = _find_phrase(words[start:])
    if not phrase:
        return None
    word = load_spellings("status")[phrase]
    rest = words[start + len(phrase) :]
    venue = ""
    venue_match = _VENUE.fullmatch(rest)
    if venue_match:
        venue = _trim_phrase(venue_match[1])
    return StatusPhrase(word, venue, _trim_phrase(rest))


def _trim_phrase(text: str) -> str:
    """Remove punctuation at both ends, and brackets there that have no partner."""
    trimmed = text.strip(_PUNCTUATION)
    for opening, closing in ("()", "[]"):
        if trimmed.count(closing) > trimmed.count(opening):
            trimmed = trimmed.removesuffix(closing)
        if trimmed.count(opening) > trimmed.count(closing):
            trimmed = trimmed.removeprefix(opening)
    return trimmed.strip(_PUNCTUATION)


def _find_phrase(words: str) -> str:
    """Find the longest phrase for a status that words start with, "" where there is none."""
    for phrase in _list_phrases():
        end = len(phrase)
        if words[:end].casefold() == phrase and not _WORD_GOES_ON.match(words, end):
            return phrase
    return ""


@cache
def _list_phrases() -> list[str]:
    """List the phrases for a status, case-folded, the longest first."""
    return sorted(load_spellings("status"), key=len, reverse=True)
