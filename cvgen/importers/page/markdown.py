"""Read Markdown of Jekyll and Hugo into blocks: front matter, Liquid, shortcodes, HTML inside."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from cvgen.importers.page.html import read_html
from cvgen.importers.page.page import Hidden, Page
from cvgen.text.patterns import compile_late

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_FRONT = compile_late(r"\A(?:﻿)?(---|\+\+\+)[ \t]*\n(.*?)^\1[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_COMMENT = compile_late(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_LIQUID_COMMENT = compile_late(
    r"\{%-?\s*comment\s*-?%\}.*?(?:\{%-?\s*endcomment\s*-?%\}|\Z)", re.DOTALL
)
_LIQUID = compile_late(r"\{%.*?%\}|\{\{[<%].*?[%>]\}\}|\{\{.*?\}\}", re.DOTALL)
# Attributes in braces, as kramdown and Pandoc have them, and Pandoc's fences around a part.
_ATTRIBUTES = compile_late(
    r"\{:\s{0,9}[^}\n]{0,300}\}"
    r"|\{[#.][\w-]{1,60}(?:\s{1,9}[#.]?[\w-]{1,60}(?:=(?:\"[^\"\n]{0,99}\"|[^\s}\"]{1,99}))?){0,9}\s{0,9}\}"
    r"|^[ \t]*:{3,}[^\n]*$",
    re.MULTILINE,
)
_SETEXT = compile_late(r"^([^\n]*\S[^\n]*)\n(={3,}|-{3,})[ \t]*$", re.MULTILINE)


class Markdown(Struct, frozen=True):
    """A Markdown file: its front matter as text, and what stands below it as a page."""

    front_matter: str
    fence: str
    page: Page
    first_line: int


def split_front_matter(text: str) -> tuple[str, str, str]:
    """Split a file into the fence of its front matter, that itself, and the rest."""
    match = _FRONT.match(text)
    if match is None:
        return "", "", text
    return match[1], match[2], text[match.end() :]


def read_markdown(text: str) -> Markdown:
    """Read a Markdown file."""
    fence, front_matter, body = split_front_matter(text)
    first_line = text[: len(text) - len(body)].count("\n") + 1
    hidden: list[Hidden] = []
    body = _blank_out(body, _COMMENT, "a comment", hidden, first_line)
    body = _blank_out(body, _LIQUID_COMMENT, "a comment", hidden, first_line)
    body = _blank_out(body, _LIQUID, "a template of the site", hidden, first_line)
    body = _blank_out(body, _ATTRIBUTES, "markup", hidden, first_line)
    page = read_html(_render_html(body, first_line), first_line)
    page.hidden[:0] = hidden
    return Markdown(front_matter, fence, page, first_line)


def _blank_out(
    text: str, pattern: re.Pattern[str], reason: str, hidden: list[Hidden], first_line: int
) -> str:
    """Take out what is no text of the page, keeping the ends of its lines."""

    def replace_match(match: re.Match[str]) -> str:
        line = first_line + text.count("\n", 0, match.start())
        hidden.append(Hidden(match[0], reason, line))
        return "\n" * match[0].count("\n")

    return pattern.sub(replace_match, text)


def _render_html(body: str, first_line: int) -> str:
    """Render as HTML in which each block says its line."""
    parser = _build_parser()
    tokens = parser.parse(_SETEXT.sub(_write_heading, body))
    lined: list[Token] = []
    for token in tokens:
        if token.map and token.type in ("inline", "html_block"):
            lined.append(_make_line(first_line + token.map[0]))
        lined.append(token)
    return str(parser.renderer.render(lined, parser.options, {}))


def _write_heading(match: re.Match[str]) -> str:
    """Write a heading that is underlined as one that begins with #, as its length does not matter.

    A line of dashes below a list, a table or a paragraph of several lines is a rule.
    """
    title = match[1]
    if title.lstrip().startswith(("-", "*", "|", "#", ">", "<")):
        return match[0]
    level = "#" if match[2].startswith("=") else "##"
    return f"{level} {title.strip()}\n"


def _make_line(line: int) -> Token:
    from markdown_it.token import Token

    token = Token("html_block", "", 0)
    token.content = f'<cvgen-line n="{line}"/>'
    return token


@cache
def _build_parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 60}).enable("table")
    parser.validateLink = _allow_link  # type: ignore[method-assign]
    return parser


def _allow_link(url: str) -> bool:
    return not url.lower().startswith(("javascript:", "vbscript:", "data:"))


def read_front_matter(front_matter: str, fence: str, file: str) -> dict[str, Any]:
    """Read front matter, in YAML or in TOML; what cannot be parsed is empty."""
    from cvgen.errors import ProfileError
    from cvgen.files.yamlfile import parse_yaml

    if fence == "+++":
        return _read_toml(front_matter)
    try:
        data = parse_yaml(front_matter, file).data
    except ProfileError:
        return {}
    return data if isinstance(data, dict) else {}


def _read_toml(text: str) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}
