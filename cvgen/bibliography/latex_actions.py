"""What LaTeX commands do with their arguments, by the actions that the table of commands names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from msgspec.structs import replace

from cvgen.bibliography.spans import BOLD, CODE, ITALIC, SUB, SUP, Span
from cvgen.bibliography.tables import load_table
from cvgen.text.patterns import compile_late

_CHEMICAL = compile_late(r"(?<=[A-Za-z)\]])(\d+)|\^\{?([\d+-]+)\}?|_\{?(\w+)\}?|([^\d^_]+|.)")
_DOTTED_LETTERS = str.maketrans("ıȷ", "ij")
_ENCLOSING = {
    "quote": ("“", "”"),
    "guillemets": ("«\N{NO-BREAK SPACE}", "\N{NO-BREAK SPACE}»"),
    "typed": ("{", "}"),
}
RAW_ACTIONS = ("verbatim", "math", "formula")


def apply_action(action: str, argument: tuple[Span, ...]) -> Iterable[Span]:
    """Apply the action of a command to its argument.

    An action that is none of these is an accent, given as its combining character.
    """
    if action == "keep" or action in RAW_ACTIONS:
        return argument
    if action == "drop":
        return ()
    if action in (ITALIC, BOLD, SUP, SUB, CODE):
        return [span.add_mark(action) for span in argument]
    if action == "em":
        return [_toggle_italic(span) for span in argument]
    if action in _ENCLOSING:
        opening, closing = _ENCLOSING[action]
        return [Span(opening), *argument, Span(closing)]
    return _add_accent(action, argument)


def parse_chemical_formula(formula: str, marks: frozenset[str]) -> list[Span]:
    r"""Parse a formula of mhchem (`\ce`), as far as it is digits and charges."""
    return [_parse_chemical_part(match, marks) for match in _CHEMICAL.finditer(formula)]


def _parse_chemical_part(match: re.Match[str], marks: frozenset[str]) -> Span:
    count, charge, subscript, text = match.groups()
    if charge:
        return Span(charge.replace("-", "−"), marks).add_mark(SUP)
    if text:
        return Span(text, marks)
    return Span(count or subscript, marks).add_mark(SUB)


def _toggle_italic(span: Span) -> Span:
    """Make a span italic, or upright inside of italics, as emphasis does."""
    if span.is_formula:
        return span
    return replace(span, marks=span.marks ^ {ITALIC})


def _add_accent(accent: str, argument: tuple[Span, ...]) -> Iterable[Span]:
    """Put an accent on the first letter, or where there is none, let it stand by itself."""
    for index, span in enumerate(argument):
        text = span.text.lstrip()
        if not text or span.is_formula:
            continue
        letter = text[0].translate(_DOTTED_LETTERS)
        accented = unicodedata.normalize("NFC", letter + accent)
        changed = replace(span, text=accented + text[1:])
        return [*argument[:index], changed, *argument[index + 1 :]]
    bare_accent = load_table("latex")["bare"].get(accent, "")
    return [Span(bare_accent), *argument]
