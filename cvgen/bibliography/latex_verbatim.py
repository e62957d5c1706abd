"""Read what is no running text in LaTeX: addresses, numbers, groups and HTML's entities."""

from __future__ import annotations

import html
import re

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_COMMAND = re.compile(
    r"\\(?:url|href|path|nolinkurl|texttt)\b|(?P<tilde>\$?\\sim\$?|\\(?:textasciitilde|string~))"
)
_UNDERSCORE = re.compile(r"\\(?:textunderscore|_)(?:\{\})?")
_ACCENT_TILDE = re.compile(r"\\~(?:\{\})?")
_ESCAPED = re.compile(r"\\([%&#$_{}~^-])")
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_BRACES = str.maketrans("", "", "{}")


def read_verbatim(tex: str) -> str:
    """Read an address or a number, in which LaTeX is only there to escape characters."""
    text = _COMMAND.sub(_replace_command, decode_entities(tex))
    text = _UNDERSCORE.sub("_", text)
    text = _ACCENT_TILDE.sub("~", text)
    text = _ESCAPED.sub(r"\1", text)
    return "".join(text.translate(_BRACES).split())


def _replace_command(match: re.Match[str]) -> str:
    if match["tilde"]:
        return "~"
    return ""


def decode_entities(text: str) -> str:
    """Decode HTML's entities, but only those that end in a semicolon."""
    if "&" not in text:
        return text
    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)


def find_group_end(text: str, start: int) -> int:
    """Return the end of the group whose brace stands at a place, or the end of the text."""
    depth = 0
    for match in _BRACE.finditer(text, start):
        if match[0] == "{":
            depth += 1
        elif match[0] == "}":
            depth -= 1
        else:
            continue
        if depth == 0:
            return match.end()
    return len(text)
