r"""Convert LaTeX, as bibliographies have it, to spans, inline text or plain words.

Written here, because pylatexenc 2.11 gives plain text, in which emphasis and sub- and superscripts
are lost and `$5 to $10` is taken for a formula; it drops commands that it does not know without a
word (`\foo{bar}` becomes `bar`), and raises RecursionError on braces that are very deep.
"""

from __future__ import annotations

import re

from msgspec import Struct

from cvgen.bibliography.latex_reader import LatexReader
from cvgen.bibliography.latex_verbatim import decode_entities
from cvgen.bibliography.spans import Span, format_inline, join_spans
from cvgen.bibliography.tables import load_table
from cvgen.text.patterns import compile_late
from cvgen.text.science import mark_science

_SPECIAL = compile_late(r"[\\{}$~`<]|''|--")
_ESCAPED_TAG = compile_late(
    r"\{?\\textless\s*(?:\{\})?\}?(/?[A-Za-z-]{1,20})\{?\\textgreater\s*(?:\{\})?\}?"
)
_SCRIPT = compile_late(r"[\^_]")


class ParsedLatex(Struct, frozen=True):
    """The spans that a text becomes, and which of its commands are not known."""

    spans: tuple[Span, ...]
    unknown_commands: tuple[str, ...] = ()

    def format_inline(self) -> str:
        """Format the spans as inline text."""
        return format_inline(self.spans)


def parse_latex(tex: str) -> ParsedLatex:
    """Parse text with LaTeX, HTML's entities and the tags that publishers put into titles."""
    source = decode_entities(tex)
    if r"\textless" in source:
        source = _ESCAPED_TAG.sub(_unescape_tag, source)
    if not _SPECIAL.search(source):
        return ParsedLatex((Span(source),))
    source = mark_science(source)
    reader = LatexReader(source)
    spans = reader.read_spans()
    unknown_commands = tuple(dict.fromkeys(reader.unknown_commands))
    return ParsedLatex(spans, unknown_commands)


def _unescape_tag(match: re.Match[str]) -> str:
    name = match[1].strip("/").lower()
    if name not in load_table("latex")["tags"]:
        return match[0]
    return f"<{match[1]}>"


def convert_to_inline(tex: str) -> str:
    """Convert LaTeX to inline text."""
    return parse_latex(tex).format_inline()


def convert_to_plain(tex: str) -> str:
    """Convert LaTeX to words without marks; of a formula, its characters."""
    if not _SPECIAL.search(tex) and "&" not in tex:
        return " ".join(tex.split())
    spans = [_flatten_formula(span) for span in parse_latex(tex).spans]
    return join_spans(spans).replace("\N{NO-BREAK SPACE}", " ")


def _flatten_formula(span: Span) -> Span:
    if not span.is_formula:
        return span
    characters = join_spans(parse_latex(span.text).spans)
    return Span(_SCRIPT.sub("", characters))
