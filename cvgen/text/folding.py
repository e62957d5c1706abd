"""Fold the signs of other scripts: digits, dashes and full-width letters become plain ones."""

from __future__ import annotations

import unicodedata

_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ′׳", "'"))
_LONG_DASHES = "–—―"


def fold_signs(text: str) -> str:
    """Write a text with ASCII digits, plain spaces, brackets and hyphens; long dashes are `–`.

    A digit that counts nothing, such as a superscript, stays what it is.
    """
    if text.isascii():
        return text
    folded = "".join(_fold_character(character) for character in text.translate(_APOSTROPHES))
    return unicodedata.normalize("NFC", folded)


def _fold_character(character: str) -> str:
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    category = unicodedata.category(character)
    if category == "Cf":
        return ""
    if character in _LONG_DASHES:
        return "–"
    if category == "Pd" or character == "\N{MINUS SIGN}":
        return "-"
    if character.isnumeric() or character in "ªº":
        return character
    return unicodedata.normalize("NFKC", character)
