"""Takes our inline text, gives it as LaTeX for a .bib file or as the HTML of CSL."""

from __future__ import annotations

import re
from collections.abc import Callable

from cvgen.bibliography import spans as of
from cvgen.bibliography.spans import BOLD, CODE, ITALIC, MATH, SUB, SUP, Piece

_TEX = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "$": r"\$", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", "`": r"\textasciigrave{}", "<": r"\textless{}", "\N{NO-BREAK SPACE}": "~", "–": "--", "—": "---", "“": "``", "”": "''",
}  # fmt: skip
_TEX_SIGN = re.compile("[" + re.escape("".join(_TEX)) + "]|''+|--+")
_COMMANDS = {
    ITALIC: r"\emph{",
    BOLD: r"\textbf{",
    SUP: r"\textsuperscript{",
    SUB: r"\textsubscript{",
    CODE: r"\texttt{",
}
_TAGS = {ITALIC: "i", BOLD: "b", SUP: "sup", SUB: "sub", CODE: "code"}
_WORD = re.compile(r"[^\s\-–—/:,.;()“”]+")


def tex(text: str) -> str:
    """Write words as TeX."""
    return _TEX_SIGN.sub(lambda sign: _TEX.get(sign[0]) or "{}".join(sign[0]), text)


def latex(text: str, *, title: bool = False) -> str:
    """Write inline text as LaTeX; in a title, capitals that a style must not make small stand in braces."""
    found = of.from_inline(text)
    words = _protected(of.plain(found)) if title else frozenset()
    return "".join(
        _wrapped(piece, _COMMANDS, lambda text: _braced(text, words), "}") for piece in found
    )


def verbatim(text: str) -> str:
    """Write an address or number, which TeX reads as it stands but for unpaired braces."""
    return text.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def html(text: str) -> str:
    """Write inline text as CSL's HTML."""
    tags = {mark: f"<{tag}>" for mark, tag in _TAGS.items()}
    return "".join(_wrapped(piece, tags, _entities, "") for piece in of.from_inline(text))


def _entities(text: str) -> str:
    return re.sub(r"<(?=/?[A-Za-z])", "&lt;", re.sub(r"&(?=[#\w]+;)", "&amp;", text)).replace(
        "$", "&#36;"
    )


def _wrapped(
    piece: Piece, opening: dict[str, str], write: Callable[[str], str], closing: str
) -> str:
    if MATH in piece.marks:
        return f"${piece.text}$" if _is_balanced(piece.text) else write(f"${piece.text}$")
    text = write(piece.text)
    for mark, start in opening.items():
        if mark in piece.marks:
            text = start + text + (closing or start.replace("<", "</"))
    return text


def _is_balanced(formula: str) -> bool:
    depth = 0
    for sign in formula:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth < 0:
            return False
    return depth == 0


def _protected(title: str) -> frozenset[str]:
    """Choose the words whose capitals stay: those with capitals inside, and all capitals where the rest is small."""
    words = _WORD.findall(title)
    long = [word for word in words[1:] if len(word) > 3]
    titled = sum(word[0].isupper() for word in long) * 2 > len(long)
    inside = {word for word in words if any(letter.isupper() for letter in word[1:])}
    return frozenset(
        inside if titled else inside | {word for word in words[1:] if word[0].isupper()}
    )


def _braced(text: str, words: frozenset[str]) -> str:
    if not words:
        return tex(text)
    at, parts = 0, []
    for match in _WORD.finditer(text):
        word = tex(match[0])
        parts += [tex(text[at : match.start()]), f"{{{word}}}" if match[0] in words else word]
        at = match.end()
    return "".join((*parts, tex(text[at:])))
