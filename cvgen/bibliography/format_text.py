"""Format inline text as LaTeX for a .bib file, or as the HTML that CSL-JSON allows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cvgen.bibliography.protected_words import choose_protected_words
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
from cvgen.text.patterns import compile_late

_TEX = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
    "$": r"\$", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", "`": r"\textasciigrave{}", "<": r"\textless{}",
    "\N{NO-BREAK SPACE}": "~", "–": "--", "—": "---", "“": "``", "”": "''",
}  # fmt: skip
_TEX_CHARACTER = compile_late("[" + re.escape("".join(_TEX)) + "]|''+|--+")
_COMMANDS = {
    ITALIC: "emph",
    BOLD: "textbf",
    SUP: "textsuperscript",
    SUB: "textsubscript",
    CODE: "texttt",
}
_NO_CASE = '<span class="nocase">{}</span>'
_TAGS = {ITALIC: "i", BOLD: "b", SUP: "sup", SUB: "sub", CODE: "code"}


def escape_tex(text: str) -> str:
    """Escape words for TeX."""
    return _TEX_CHARACTER.sub(_escape_character, text)


def _escape_character(match: re.Match[str]) -> str:
    """Escape a character, or part quotes and hyphens that TeX would join to a ligature."""
    text = match[0]
    return _TEX.get(text) or "{}".join(text)


def format_latex(text: str) -> str:
    """Format inline text as LaTeX."""
    return "".join(_format_latex_span(span, None) for span in parse_inline(text))


def format_latex_title(title: str, phrases: Sequence[str]) -> str:
    """Format a title as LaTeX; what a style must not change stands in braces.

    That are the given phrases, and words that look like it.
    """
    spans = parse_inline(title)
    pattern = _compile_phrases([*phrases, *choose_protected_words(join_spans(spans))])
    return "".join(_format_latex_span(span, pattern) for span in spans)


def format_html_title(title: str, phrases: Sequence[str]) -> str:
    """Format a title as CSL's HTML, with the given phrases in spans of the class `nocase`."""
    pattern = _compile_phrases(phrases)
    return "".join(_format_html_span(span, pattern) for span in parse_inline(title))


def _compile_phrases(phrases: Sequence[str]) -> re.Pattern[str] | None:
    if not phrases:
        return None
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    alternatives = "|".join(map(re.escape, longest_first))
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)")


def escape_verbatim(text: str) -> str:
    """Escape an address or number, which TeX reads as it stands but for braces and backslashes."""
    return text.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def format_html(text: str) -> str:
    """Format inline text as CSL's HTML."""
    return "".join(_format_html_span(span, None) for span in parse_inline(text))


def _format_latex_span(span: Span, protected: re.Pattern[str] | None) -> str:
    if span.is_formula:
        if _is_balanced(span.text):
            return f"${span.text}$"
        return _protect_words(f"${span.text}$", protected)
    text = _protect_words(span.text, protected)
    for mark, command in _COMMANDS.items():
        if mark in span.marks:
            text = f"\\{command}{{{text}}}"
    return text


def _format_html_span(span: Span, protected: re.Pattern[str] | None) -> str:
    if span.is_formula:
        return _format_html_formula(span.text)
    text = _protect_html(span.text, protected)
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


def _protect_words(text: str, protected: re.Pattern[str] | None) -> str:
    """Escape text for TeX, with what is protected in braces."""
    if not protected:
        return escape_tex(text)
    parts = []
    position = 0
    for match in protected.finditer(text):
        parts += [escape_tex(text[position : match.start()]), f"{{{escape_tex(match[0])}}}"]
        position = match.end()
    parts.append(escape_tex(text[position:]))
    return "".join(parts)


def _protect_html(text: str, protected: re.Pattern[str] | None) -> str:
    """Escape text for HTML, with what is protected in spans."""
    if not protected:
        return _escape_html(text)
    parts = []
    position = 0
    for match in protected.finditer(text):
        word = _escape_html(match[0])
        parts += [_escape_html(text[position : match.start()]), _NO_CASE.format(word)]
        position = match.end()
    parts.append(_escape_html(text[position:]))
    return "".join(parts)
