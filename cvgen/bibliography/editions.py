"""Read what a work says of its edition: a number where it is one, such as "Third" or "3rd ed."."""

from __future__ import annotations

import re
from functools import cache

from cvgen.bibliography.tables import load_table
from cvgen.text.patterns import compile_late

_EAST_ASIAN = compile_late(r"第?\s*(\d{1,3})\s*(?:版|판)")
_LETTERS = compile_late(r"[^\W\d_]+")
_LONGEST_EDITION = 60


def parse_edition(text: str) -> int | None:
    """Return the number of an edition; None where it is more than a number, or none."""
    words = text.strip().casefold()
    if len(words) > _LONGEST_EDITION:
        return None
    east_asian = _EAST_ASIAN.fullmatch(words)
    if east_asian:
        return int(east_asian[1])
    match = _compile_edition().fullmatch(words)
    if not match:
        return None
    if match["digits"]:
        return int(match["digits"])
    number = load_table("editions")["numbers"].get(match["word"])
    return int(number) if number else None


def has_edition_word(text: str) -> bool:
    """Say whether a text has a word for an edition, such as Aufl."""
    words = load_table("editions")["words"]
    return any(word in words for word in _LETTERS.findall(text.casefold()))


@cache
def _compile_edition() -> re.Pattern[str]:
    """Compile "3", "3rd", "3.", "third", each also with a word for an edition behind it."""
    table = load_table("editions")
    endings = "|".join(map(re.escape, table["endings"]))
    words = "|".join(map(re.escape, table["words"]))
    number = rf"(?P<digits>\d{{1,3}})\.?(?:{endings})?\.?|(?P<word>[^\W\d_]+)"
    return compile_late(rf"(?:{number})(?:\s+(?:{words})\.?)?")
