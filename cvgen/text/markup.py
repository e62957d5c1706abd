"""Render the few inline marks that text may have as HTML; the only door to markdown-it.

Marks are *italic*, **bold**, `code`, [links](https://…), H~2~O, x^2^ and $TeX$; all else prints as
typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape
from msgspec.structs import replace

from cvgen.text.bidi import escape_runs, find_base_direction, is_rtl, wrap_text
from cvgen.text.links import LINK_SCHEMES, encode_url
from cvgen.text.math import FormulaError, render_formula
from cvgen.text.patterns import compile_late
from cvgen.text.prose import Block, BlockKind, Point
from cvgen.text.quotes import has_straight_quotes, set_quotes
from cvgen.text.ranges import CharacterRanges
from cvgen.text.science import SCIENCE

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

# Takes a code, a message, a hint and the part of the text that is meant.
Report = Callable[[str, str, str, str], None]
# Takes a language, gives its quotation marks: the outer pair, then the inner one.
FindQuotes = Callable[[str], Sequence[str]]
_LIST_KINDS = ("points", "numbers")
_LINE_BREAK = Markup("<br>")
_TEXT_TOKENS = ("text", "text_special")
_OPAQUE_TOKENS = ("code_inline", "math")
_MARK = compile_late(r"[*`\[\\^~$]")
_MANY = compile_late(r"(?:[*\[]\s*){20}")
_FORMULA = compile_late(
    r"(?:\$\$(?=\s*+[^\s$])([^$]++)\$\$|\$(?=[^\s$])((?:\\.|[^$\\])*?[^\s\\$])\$(?!\d))"
)
_MOST_SHOWN = 60  # letters of a formula in a message
_WORD = compile_late(r"\w[\w'’.-]*")
_UNSPACED = CharacterRanges(
    *("\u3040\u30ff", "\u3400\u9fff", "\uf900\ufaff", "\U00020000\U0003ffff")
)
_TAGS = {
    "em_open": "<em>",
    "em_close": "</em>",
    "strong_open": "<strong>",
    "strong_close": "</strong>",
    "sub_open": "<sub>",
    "sub_close": "</sub>",
    "sup_open": "<sup>",
    "sup_close": "</sup>",
}
_UNIT_WITH_SCRIPT = compile_late(
    r'(?:<span dir="ltr">([^<]*)</span>|([A-Za-z\d]+))((?:<(su[bp])>[^<\u0590-\u08ff]*</\4>)+)'
)


def render_plain(text: str, language: str, find_quotes: FindQuotes | None = None) -> Markup:
    """Render text without inline marks: only its quotation marks become those of its language."""
    base = find_base_direction(text, language)
    if find_quotes and has_straight_quotes(text):
        text = set_quotes([text], find_quotes(base.language))[0]
    return wrap_text(escape_runs(text, base.language), base.wrapper)


def render_inline(
    text: str, language: str, report: Report, find_quotes: FindQuotes | None = None
) -> Markup:
    """Render text with inline marks; what is dropped or cannot be set is reported.

    Straight quotation marks become those that `find_quotes` gives for the language of the text.
    """
    if not _MARK.search(text):
        return render_plain(text, language, find_quotes)
    if _MANY.search(text):
        message = "this text has too many marks, and prints as typed"
        report("W303", message, "put a \\ before a mark that is none", text[:20])
        return render_plain(text, language, find_quotes)
    inline = _build_inline_parser().parseInline(text)[0]
    base = find_base_direction(text, language)
    if find_quotes and has_straight_quotes(text):
        _set_token_quotes(inline, find_quotes(base.language))
    return wrap_text(_render_tokens(inline, base.language, report), base.wrapper)


def _set_token_quotes(inline: Token, quotes: Sequence[str]) -> None:
    """Set the quotation marks in the text of tokens, but not in code and formulas."""
    tokens = inline.children or ()
    pieces = [_read_token_text(token) for token in tokens]
    for token, text in zip(tokens, set_quotes(pieces, quotes), strict=True):
        if token.type in _TEXT_TOKENS:
            token.content = text


def _read_token_text(token: Token) -> str | None:
    """Read the text of a token; None stands for what is none, and a tag is nothing."""
    if token.type in _TEXT_TOKENS:
        return str(token.content)
    if token.type in _OPAQUE_TOKENS:
        return None
    if token.type.endswith("break"):
        return " "
    return ""


def render_blocks(text: str, language: str, quotes: Sequence[str], report: Report) -> list[Block]:
    """Render Markdown prose as blocks: paragraphs, headings, quotes and lists of three levels.

    Straight quotes become `quotes`: the outer pair, then the inner one.
    """
    builder = _BlockBuilder()
    for token in _build_prose_parser().parse(text):
        if token.type == "inline":
            _set_token_quotes(token, quotes)
            builder.add_text(_render_tokens(token, language, report))
        elif token.type in _BLOCK_KINDS:
            builder.open_block(_BLOCK_KINDS[token.type])
        elif token.type == "list_item_open":
            builder.open_item()
        elif token.type.replace("_close", "_open") in _BLOCK_KINDS:
            builder.close_block()
    return builder.blocks


_BLOCK_KINDS: dict[str, BlockKind] = {
    "heading_open": "heading",
    "blockquote_open": "quote",
    "bullet_list_open": "points",
    "ordered_list_open": "numbers",
}


class _BlockBuilder:
    """Builds blocks in the order of their Markdown.

    `kinds` are those of the blocks that are open, `lists` their lists: a text and its points for
    each item that is being built.
    """

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.kinds: list[BlockKind] = []
        self.lists: list[list[Point]] = []

    def open_block(self, kind: BlockKind) -> None:
        """Open a block, which in a list is one of its item."""
        self.kinds.append(kind)
        if kind in _LIST_KINDS:
            self.lists.append([])

    def open_item(self) -> None:
        """Begin an item of the innermost list."""
        self.lists[-1].append(Point(Markup("")))

    def add_text(self, text: Markup) -> None:
        """Add a text to the innermost item, or as a block of its own."""
        if not self.lists:
            kind: BlockKind = "paragraph"
            if self.kinds:
                kind = self.kinds[-1]
            self.blocks.append(Block(kind, text))
            return
        item = self.lists[-1][-1]
        if item.text:
            text = item.text + _LINE_BREAK + text
        self.lists[-1][-1] = replace(item, text=text)

    def close_block(self) -> None:
        """Close the innermost block; a list goes to the item that it stands in."""
        kind = self.kinds.pop()
        if kind not in ("points", "numbers"):
            return
        points = tuple(point for point in self.lists.pop() if point.text or point.points)
        if not points:
            return
        if not self.lists:
            self.blocks.append(Block(kind, points=points))
            return
        item = self.lists[-1][-1]
        self.lists[-1][-1] = replace(item, points=item.points + points, kind=kind)


def strip_markup(html: Markup) -> str:
    """Return the words of markup without its tags."""
    return html.striptags()


def count_words(text: str) -> int:
    """Count words; in a script without spaces between words (Chinese, Japanese), characters."""
    if text.isascii():
        return len(_WORD.findall(text))
    spaced = "".join(" " if letter in _UNSPACED else letter for letter in text)
    return _UNSPACED.count_characters(text) + len(_WORD.findall(spaced))


def _render_tokens(inline: Token, language: str, report: Report) -> Markup:
    tokens = inline.children or ()
    html = Markup("").join(_render_token(token, language, report) for token in tokens)
    if is_rtl(language):
        return Markup(_UNIT_WITH_SCRIPT.sub(_isolate_unit, html))
    return html


def _isolate_unit(match: re.Match[str]) -> str:
    """Keep what is raised or lowered in the run from left to right that it belongs to."""
    words = match[1] or match[2]
    return f'<span dir="ltr">{words}{match[3]}</span>'


def _render_token(token: Token, language: str, report: Report) -> Markup:
    kind = token.type
    if kind in _TEXT_TOKENS:
        return escape_runs(token.content, language)
    if kind == "code_inline":
        return Markup("<code>{}</code>").format(escape_runs(token.content, language))
    if kind == "math":
        return _render_math(token.content, report)
    if kind == "link_open":
        return _open_link(str(token.attrs.get("href", "")), report)
    if kind == "link_close":
        return Markup("</a>")
    return Markup(_TAGS.get(kind, " "))


def _render_math(tex: str, report: Report) -> Markup:
    try:
        return render_formula(tex)
    except FormulaError as error:
        excerpt = tex
        if len(tex) > _MOST_SHOWN:
            excerpt = tex[:_MOST_SHOWN] + "…"
        message = f"the formula ${excerpt}$ prints as typed: {error}"
        report("W302", message, "write it with plain Unicode", tex)
        return escape(f"${tex}$")


def _open_link(url: str, report: Report) -> Markup:
    scheme, colon, _ = url.partition(":")
    if colon and scheme.lower() in LINK_SCHEMES:
        return Markup('<a href="{}">').format(encode_url(url))
    allowed = ", ".join(f"{name}:" for name in LINK_SCHEMES)
    report("W301", f"the link to '{url}' is left out", f"allowed: {allowed}", url)
    return Markup("<a>")


@cache
def _build_prose_parser() -> MarkdownIt:
    parser = _build_parser()
    parser.enable(["list", "heading", "blockquote", "replacements"])
    parser.options["typographer"] = True
    return parser


@cache
def _build_inline_parser() -> MarkdownIt:
    return _build_parser()


def _build_parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("zero").enable(["escape", "backticks", "emphasis", "link"])
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    parser.inline.ruler.at("emphasis", _parse_emphasis)
    parser.inline.ruler.before("escape", "science", _parse_science)
    parser.inline.ruler.after("backticks", "math", _parse_math)
    parser.inline.ruler.after("math", "script", _parse_script)
    return parser


def _parse_emphasis(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the signature is markdown-it's
    from markdown_it.rules_inline import emphasis

    # Only stars: underscores belong to names such as __init__.py.
    return state.src[state.pos] == "*" and emphasis.tokenize(state, silent)


def _parse_math(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the signature is markdown-it's
    if state.src[state.pos] != "$":
        return False
    match = _FORMULA.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        token = state.push("math", "", 0)
        token.content = (match[1] or match[2]).strip()
    state.pos = match.end()
    return True


def _parse_science(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the signature is markdown-it's
    r"""Parse a unit or a chemical formula outside of dollars, and the thin space `\,`."""
    if state.src[state.pos] != "\\":
        return False
    is_space = state.src.startswith("\\,", state.pos)
    match = SCIENCE.match(state.src, state.pos)
    if not match and not is_space:
        return False
    if match and not silent:
        state.push("math", "", 0).content = match[0]
    elif not silent:
        state.push("text", "", 0).content = "\N{NARROW NO-BREAK SPACE}"
    state.pos = state.pos + 2
    if match:
        state.pos = match.end()
    return True


_SCRIPTS = {
    "~": (re.compile(r"~([^\s~]{1,30})~"), "sub"),
    "^": (re.compile(r"\^([^\s^]{1,30})\^"), "sup"),
}


def _parse_script(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the signature is markdown-it's
    sign = state.src[state.pos]
    if sign not in _SCRIPTS:
        return False
    pattern, element = _SCRIPTS[sign]
    match = pattern.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        _push_element(state, element, match[1])
    state.pos = match.end()
    return True


def _push_element(state: StateInline, element: str, content: str) -> None:
    state.push(f"{element}_open", element, 1)
    state.push("text", "", 0).content = content
    state.push(f"{element}_close", element, -1)
