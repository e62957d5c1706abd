"""Find the words that stand for authors who are not named: `et al.`, `u. a.`, `и др.`, `等`."""

from __future__ import annotations

import re
from functools import cache

from cvgen.bibliography.tables import load_table

_ELLIPSIS = r"\[?(?:\.{3}|…)\]?"
_EAST = "\u2e80"  # from which on words follow a name without a space
# Behind them stand a stop or a space, so that 等 is told from the beginning of another word.
_BEHIND_EAST = r"(?=[\s.,:;。．，：；、)）「『《“\"]|$)[.．]?"


def is_others(text: str) -> bool:
    """Say whether a text stands for authors that are not named."""
    bare = text.strip(" ,;")
    return bool(compile_others().fullmatch(bare))


def match_others(text: str) -> re.Match[str] | None:
    """Match the words for others that a text begins with."""
    return compile_others().match(text)


def is_gap(text: str) -> bool:
    """Say whether the words for others are dots, behind which the list may go on."""
    return bool(re.fullmatch(_ELLIPSIS, text))


@cache
def compile_others() -> re.Pattern[str]:
    """Compile all words for others, as a whole word at any place."""
    phrases = sorted(load_table("others"), key=len, reverse=True)
    patterns = [*map(_make_pattern, phrases), _ELLIPSIS]
    return re.compile("|".join(patterns))


def _make_pattern(phrase: str) -> str:
    """Make the pattern of one phrase; points and the spaces behind them may be left off."""
    words = phrase.replace(".", " ").split()
    pattern = r"\.?\s?".join(map(re.escape, words))
    if words[-1][-1] >= _EAST:
        return pattern + _BEHIND_EAST
    # Single letters in capitals are the initials of a name: `Roe, E. A.`
    if all(len(word) > 1 for word in words):
        pattern = f"(?i:{pattern})"
    return rf"(?<![^\W_]){pattern}(?![^\W_])\.?"
