"""Format inline text as LaTeX for a .bib file, or as the HTML that CSL-JSON allows."""

from __future__ import annotations

import re

from cvgen.bibliography.spans import (
    BOLD,
    CODE,
    ITALIC,
    SUB,
    SUP,
    Span,
    join_spans,
    parse_inline,
)
from cvgen.text.math import FormulaError, render_linear_formula

_TEX = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
    "$": r"\$", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", "`": r"\textasciigrave{}", "<": r"\textless{}",
    "\N{NO-BREAK SPACE}": "~", "–": "--", "—": "---", "“": "``", "”": "''",
}  # fmt: skip
_TEX_CHARACTER = re.compile("[" + re.escape("".join(_TEX)) + "]|''+|--+")
_COMMANDS = {
    ITALIC: "emph",
    BOLD: "textbf",
    SUP: "textsuperscript",
    SUB: "textsubscript",
    CODE: "texttt",
}
_TAGS = {ITALIC: "i", BOLD: "b", SUP: "sup", SUB: "sub", CODE: "code"}
_WORD = re.compile(r"[^\s\-–—/:,.;()“”]+")


def escape_tex(text: str) -> str:
    """Escape words for TeX."""
    return _TEX_CHARACTER.sub(_escape_character, text)


def _escape_character(match: re.Match[str]) -> str:
    """Escape a character, or part quotes and hyphens that TeX would join to a ligature."""
    text = match[0]
    return _TEX.get(text) or "{}".join(text)


def format_latex(text: str, *, title: bool = False) -> str:
    """Format inline text as LaTeX.

    In a title, words whose capitals a style must not make small stand in braces.
    """
    spans = parse_inline(text)
    protected: frozenset[str] = frozenset()
    if title:
        protected = _choose_protected_words(join_spans(spans))
    return "".join(_format_latex_span(span, protected) for span in spans)


def escape_verbatim(text: str) -> str:
    """Escape an address or number, which TeX reads as it stands but for braces and backslashes."""
    return text.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def format_html(text: str) -> str:
    """Format inline text as CSL's HTML."""
    return "".join(_format_html_span(span) for span in parse_inline(text))


def _format_latex_span(span: Span, protected: frozenset[str]) -> str:
    if span.is_formula:
        if _is_balanced(span.text):
            return f"${span.text}$"
        return _protect_words(f"${span.text}$", protected)
    text = _protect_words(span.text, protected)
    for mark, command in _COMMANDS.items():
        if mark in span.marks:
            text = f"\\{command}{{{text}}}"
    return text


def _format_html_span(span: Span) -> str:
    if span.is_formula:
        return _format_html_formula(span.text)
    text = _escape_html(span.text)
    for mark, tag in _TAGS.items():
        if mark in span.marks:
            text = f"<{tag}>{text}</{tag}>"
    return text


def _format_html_formula(tex: str) -> str:
    """Format a formula as text with scripts, which other programs can read; TeX they cannot."""
    try:
        return str(render_linear_formula(tex))
    except FormulaError:
        return _escape_html(f"${tex}$")


def _escape_html(text: str) -> str:
    """Escape what would be read as an entity, a tag or a formula."""
    escaped = re.sub(r"&(?=[#\w]+;)", "&amp;", text)
    escaped = re.sub(r"<(?=/?[A-Za-z])", "&lt;", escaped)
    return escaped.replace("$", "&#36;")


def _is_balanced(formula: str) -> bool:
    """Say whether every brace of a formula has its partner."""
    depth = 0
    for character in formula:
        if character == "{":
            depth += 1
        elif character == "}":
            depth -= 1
        if depth < 0:
            return False
    return depth == 0


def _choose_protected_words(title: str) -> frozenset[str]:
    """Choose the words whose capitals stay.

    These are words with capitals inside, and in sentence case all words with capitals but the
    first.
    """
    words = _WORD.findall(title)
    following = words[1:]
    protected = {word for word in words if _has_inner_capital(word)}
    if not _is_title_case(following):
        protected.update(word for word in following if word[0].isupper())
    return frozenset(protected)


def _has_inner_capital(word: str) -> bool:
    return any(letter.isupper() for letter in word[1:])


def _is_title_case(words: list[str]) -> bool:
    """Say whether most of the words of more than three letters start with a capital."""
    long_words = [word for word in words if len(word) > 3]
    capitalized = [word for word in long_words if word[0].isupper()]
    return len(capitalized) * 2 > len(long_words)


def _protect_words(text: str, protected: frozenset[str]) -> str:
    """Escape text for TeX, with the protected words in braces."""
    if not protected:
        return escape_tex(text)
    parts = []
    position = 0
    for match in _WORD.finditer(text):
        word = escape_tex(match[0])
        if match[0] in protected:
            word = f"{{{word}}}"
        parts += [escape_tex(text[position : match.start()]), word]
        position = match.end()
    parts.append(escape_tex(text[position:]))
    return "".join(parts)
