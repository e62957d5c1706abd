"""Takes the argument of a LaTeX command as pieces, gives what the command makes of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import replace

from cvgen.bibliography import spans as of
from cvgen.bibliography.spans import CODE, ITALIC, MATH, SUB, SUP, Piece
from cvgen.bibliography.tables import table

_CHEMICAL = re.compile(r"(?<=[A-Za-z)\]])(\d+)|\^\{?([\d+-]+)\}?|_\{?(\w+)\}?|([^\d^_]+|.)")
_DOTLESS = str.maketrans("ıȷ", "ij")


def done(action: str, found: tuple[Piece, ...]) -> Iterable[Piece]:
    """Do with an argument what its command says."""
    if action in ("keep", "drop"):
        return found if action == "keep" else ()
    if action in (ITALIC, of.BOLD, SUP, SUB, CODE):
        return [piece.marked(action) for piece in found]
    if action == "em":
        return [
            piece if MATH in piece.marks else replace(piece, marks=piece.marks ^ {ITALIC})
            for piece in found
        ]
    if action == "quote":
        return [Piece("“"), *found, Piece("”")]
    if action == "typed":
        return [Piece("{"), *found, Piece("}")]
    return found if action in ("verbatim", "math", "formula") else _accented(action, found)


def chemical(formula: str, piece: Callable[[str], Piece]) -> list[Piece]:
    """Set a formula of mhchem, as far as it is digits and charges."""
    return [_chemical(match, piece) for match in _CHEMICAL.finditer(formula)]


def _chemical(match: re.Match[str], piece: Callable[[str], Piece]) -> Piece:
    below, above, also_below, text = match.groups()
    if above:
        return piece(above.replace("-", "−")).marked(SUP)
    return piece(text) if text else piece(below or also_below).marked(SUB)


def _accented(accent: str, found: tuple[Piece, ...]) -> Iterable[Piece]:
    """Put an accent on the first letter."""
    for index, piece in enumerate(found):
        if piece.text.strip() and MATH not in piece.marks:
            text = piece.text.lstrip()
            letter = unicodedata.normalize("NFC", text[0].translate(_DOTLESS) + accent)
            return [*found[:index], replace(piece, text=letter + text[1:]), *found[index + 1 :]]
    return [Piece(table("latex")["bare"].get(accent, "")), *found]
