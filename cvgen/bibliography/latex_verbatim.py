"""Read what is no running text in LaTeX: addresses, numbers, groups and HTML's entities."""

from __future__ import annotations

import html
import re

from cvgen.text.patterns import compile_late

_ENTITY = compile_late(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_COMMAND = compile_late(
    r"\\(?:url|href|path|nolinkurl|texttt)\b|(?P<tilde>\$?\\sim\$?|\\(?:textasciitilde|string~))"
)
# `<` and `>`, which many write as mathematics or as commands, and Mendeley as both, escaped twice.
_RELATION = compile_late(
    r"\{\\\$\}\{\\text(?P<twice>less|greater)\}\{\\\$\}|"
    r"\$\s*(?:\{\s*)?(?:(?P<sign>[<>#?_&;:()])|\\(?P<math>lt|gt|less|greater|_|#|&))(?:\s*\})?\s*\$"
    r"|\\(?:ensuremath\s*\{\s*(?P<ensured>[<>])\s*\}|text(?P<text>less|greater)\b\s*(?:\{\})?)"
)
_ESCAPED_ENTITY = compile_late(r"\{?\\&\}?(?=(?:#\d{1,7}|[A-Za-z]{1,20});)")
_RELATION_SIGNS = {"lt": "<", "less": "<", "gt": ">", "greater": ">"}
_UNDERSCORE = compile_late(r"\\(?:textunderscore|_)(?:\{\})?")
_ACCENT_TILDE = compile_late(r"\\~(?:\{\})?")
_ESCAPED = compile_late(r"\\([%&#$_{}~^-])")
_BRACE = compile_late(r"\\.|[{}]", re.DOTALL)
_BRACES = str.maketrans("", "", "{}")


def read_verbatim(tex: str) -> str:
    """Read an address or a number, in which LaTeX is only there to escape characters."""
    return "".join(unescape_verbatim(tex).split())


def unescape_verbatim(tex: str) -> str:
    """Take the LaTeX that escapes characters out of an address or a number, but no white space."""
    entities = _ESCAPED_ENTITY.sub("&", tex)
    text = _RELATION.sub(_replace_relation, decode_entities(entities))
    text = _COMMAND.sub(_replace_command, text)
    text = _UNDERSCORE.sub("_", text)
    text = _ACCENT_TILDE.sub("~", text)
    text = _ESCAPED.sub(r"\1", text)
    return text.translate(_BRACES)


def _replace_relation(match: re.Match[str]) -> str:
    name = match["twice"] or match["math"] or match["text"]
    if name:
        return _RELATION_SIGNS.get(name, name)
    return match["sign"] or match["ensured"]


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
