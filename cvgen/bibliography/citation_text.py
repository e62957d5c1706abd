"""Prepare texts for citeproc, and finish what it made of them: letters that stay, punctuation."""

from __future__ import annotations

from html import unescape
from typing import Any

from markupsafe import Markup, escape

from cvgen.text.patterns import compile_late

# What stands between these in an item stands between them in the formatted text too.
BEGIN = "\ue010"
END = "\ue011"
# What HTML would read as its own goes through the style as characters of private use.
_PRIVATE_BY_HTML = str.maketrans({"&": "\ue001", "<": "\ue002", ">": "\ue003"})
_HTML_BY_PRIVATE = str.maketrans({"\ue001": "&", "\ue002": "<", "\ue003": ">"})
_TAG = compile_late(r'(</?(?:i|b|sup|sub)>|<span style="font-variant: ?small-caps;?">|</span>)')
_NUMBER = compile_late(r"^\s*(?:\[\d+\]|\(\d+\)|\d+\.)\s*")
# Letters whose case stays go through as characters of plane 15, which have no case.
_PLANE = 0xF0000
_PLANE_CHARACTER = compile_late("[\U000f0000-\U000ffffd]")
_NO_CASE = compile_late(r'<span class="nocase">(.*?)</span>')
# A word that starts small and has a capital, such as arXiv: no style means to change it.
_MIXED_WORD = compile_late(r"(?<![\w<&/.])[a-z]+[A-Z]\w*")
# A small word behind an abbreviation, as in "J. of Things", does not start a sentence.
_SMALL_WORD = compile_late(
    r"(?<=\w\.\s)(?:a|an|and|as|at|by|for|from|in|of|on|or|the|to|with|de|der|des|für|und)(?=\s)"
)
_CLOSING = r"(?:</[a-z]+>|[”’»“‘\ue011])*"
_TWO_STOPS = compile_late(rf"(?<!\.)(\.{_CLOSING})\s?\.(?!\.)")
_STOP_BEHIND_MARK = compile_late(rf"([?!]{_CLOSING})\.")
_MARK_BEHIND_QUOTE = compile_late(r"([”’])([.,])")


def hide_html(value: Any) -> Any:
    """Replace what HTML would read as its own in all texts of an item but its id and type."""
    if isinstance(value, dict):
        return _hide_html_of_item(value)
    if isinstance(value, list):
        return [hide_html(part) for part in value]
    if not isinstance(value, str):
        return value
    text = _NO_CASE.sub(lambda match: _hide_case(match[1]), value)
    text = _SMALL_WORD.sub(lambda match: _hide_case(match[0]), text)
    parts = []
    for part in _TAG.split(_MIXED_WORD.sub(lambda match: _hide_case(match[0]), text)):
        if _TAG.fullmatch(part):
            parts.append(part)
        else:
            parts.append(part.translate(_PRIVATE_BY_HTML))
    return "".join(parts)


def _hide_html_of_item(item: dict[str, Any]) -> dict[str, Any]:
    hidden = {}
    for key, value in item.items():
        if key in ("id", "type", "DOI", "URL", "language"):
            hidden[key] = value
        else:
            hidden[key] = hide_html(value)
    return hidden


def _hide_case(text: str) -> str:
    """Replace the characters of a text, but not its tags, with such that have no case."""
    parts = []
    for part in _TAG.split(text):
        if _TAG.fullmatch(part):
            parts.append(part)
        else:
            parts.append("".join(map(_move_to_plane, part)))
    return "".join(parts)


def _move_to_plane(character: str) -> str:
    if ord(character) >= _PLANE:
        return character
    return chr(_PLANE + ord(character) % _PLANE)


def _show_case(text: str) -> str:
    return _PLANE_CHARACTER.sub(lambda match: chr(ord(match[0]) - _PLANE), text)


def finish_text(text: str, *, is_in_quotes: bool) -> Markup:
    """Tidy the punctuation, and escape everything but the few tags that a style writes.

    A stop or comma stands inside of quotes where the locale has it so (`punctuation-in-quote`).
    """
    tidy = _STOP_BEHIND_MARK.sub(r"\1", _TWO_STOPS.sub(r"\1", _NUMBER.sub("", text)))
    if is_in_quotes:
        tidy = _STOP_BEHIND_MARK.sub(r"\1", _MARK_BEHIND_QUOTE.sub(r"\2\1", tidy))
    parts = []
    for part in _TAG.split(tidy):
        if _TAG.fullmatch(part):
            parts.append(Markup(part))
        else:
            parts.append(escape(_show_case(unescape(part).translate(_HTML_BY_PRIVATE))))
    return Markup("").join(parts)
