"""The few marks allowed in text, and the only door to markdown-it: takes text, gives safe markup.

Marks are *italic*, **bold**, `code`, [links](https://…), H~2~O, x^2^ and $TeX$; all else prints as typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from cvgen.text import math as mathematics
from cvgen.text.bidi import marked, plain, turn, turned
from cvgen.text.links import LINK_SCHEMES

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

Report = Callable[[str, str, str, str], None]
_MARK = re.compile(r"[*`\[\\^~$]")
_MANY = re.compile(r"(?:[*\[]\s*){20}")
_FORMULA = re.compile(r"(?:\$\$\s*([^$]+?)\s*\$\$|\$(?=[^\s$])((?:\\.|[^$\\])*?[^\s\\$])\$(?!\d))")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
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


def markup(text: str, language: str, report: Report) -> Markup:
    """Turn text with inline marks into markup; what is dropped or cannot be set is reported.

    `report` takes a code, a message, a hint and the piece of text.
    """
    if not _MARK.search(text):
        return plain(text, language)
    if _MANY.search(text):
        report(
            "W303",
            "this text has too many marks, and prints as typed",
            "put a \\ before a mark that is none",
            text[:20],
        )
        return plain(text, language)
    tokens = _parser().parseInline(text)[0].children or ()
    inner, tag = turn(text, language)
    return turned(Markup("").join(_token(token, inner, report) for token in tokens), tag)


def blocks(
    text: str, language: str, quotes: Sequence[str], report: Report
) -> list[tuple[str, list[Markup]]]:
    """Turn Markdown prose into blocks: a kind (paragraph, heading, quote, points, numbers) and its texts, one but for lists.

    Straight quotes become those of the language: outer opening and closing, then the inner ones.
    """
    found: list[tuple[str, list[Markup]]] = []
    around: list[str] = []
    for token in _prose_parser(tuple(quotes)).parse(text):
        if token.type in _AROUND:
            around.append(_AROUND[token.type])
            if around[-1] in ("points", "numbers"):
                found.append((around[-1], []))
        elif token.type.endswith("_close") and token.type.replace("_close", "_open") in _AROUND:
            around.pop()
        elif token.type == "inline":
            words = Markup("").join(
                _token(child, language, report) for child in token.children or ()
            )
            _add(found, around[-1] if around else "paragraph", words)
    return [block for block in found if block[1]]


_AROUND = {
    "heading_open": "heading",
    "blockquote_open": "quote",
    "bullet_list_open": "points",
    "ordered_list_open": "numbers",
}


def _add(found: list[tuple[str, list[Markup]]], kind: str, text: Markup) -> None:
    if kind in ("points", "numbers") and found[-1][0] == kind:
        found[-1][1].append(text)
    else:
        found.append((kind, [text]))


def paragraphs(text: str) -> list[str]:
    """Split text at blank lines."""
    return [part for part in re.split(r"\n\s*\n", text.strip()) if part.strip()]


def bare(marked: Markup) -> str:
    """Give the words of markup without it."""
    return marked.striptags()


def count(text: str) -> int:
    """Count words; in a script without spaces between words (Chinese, Japanese), characters."""
    ideographs = len(_UNSPACED.findall(text))
    return ideographs + len(re.findall(r"\w[\w'’.-]*", _UNSPACED.sub(" ", text)))


def _token(token: Token, language: str, report: Report) -> Markup:
    kind = token.type
    if kind in ("text", "text_special"):
        return marked(token.content, language)
    if kind == "code_inline":
        return Markup("<code>{}</code>").format(marked(token.content, language))
    if kind == "math":
        return _formula(token.content, report)
    if kind == "link_open":
        return _link(str(token.attrs.get("href", "")), report)
    if kind == "link_close":
        return Markup("</a>")
    return Markup(_TAGS.get(kind, " "))


def _formula(tex: str, report: Report) -> Markup:
    try:
        return mathematics.markup(tex)
    except mathematics.CannotBeSetError as problem:
        report(
            "W302",
            f"the formula ${tex}$ prints as typed: {problem}",
            "write it with plain Unicode",
            tex,
        )
        return escape(f"${tex}$")


def _link(url: str, report: Report) -> Markup:
    scheme = url.partition(":")[0].lower()
    if ":" in url and scheme in LINK_SCHEMES:
        return Markup('<a href="{}">').format(url)
    report(
        "W301",
        f"the link to '{url}' is left out",
        "allowed: " + ", ".join(f"{name}:" for name in LINK_SCHEMES),
        url,
    )
    return Markup("<a>")


@cache
def _prose_parser(quotes: tuple[str, ...]) -> MarkdownIt:
    parser = _marks_parser().enable(
        ["list", "heading", "blockquote", "replacements", "smartquotes"]
    )
    parser.options["typographer"], parser.options["quotes"] = True, list(quotes)
    return parser


@cache
def _parser() -> MarkdownIt:
    return _marks_parser()


def _marks_parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("zero").enable(["escape", "backticks", "emphasis", "link"])
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    parser.inline.ruler.at("emphasis", _emphasis_rule)
    parser.inline.ruler.after("backticks", "math", _math_rule)
    parser.inline.ruler.after("math", "script", _script_rule)
    return parser


def _emphasis_rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the signature is markdown-it's
    from markdown_it.rules_inline import emphasis

    # Only stars: underscores belong to names such as __init__.py.
    return state.src[state.pos] == "*" and emphasis.tokenize(state, silent)


def _math_rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the signature is markdown-it's
    match = _FORMULA.match(state.src, state.pos) if state.src[state.pos] == "$" else None
    if not match:
        return False
    if not silent:
        state.push("math", "", 0).content = match[1] or match[2]
    state.pos = match.end()
    return True


_SCRIPT: dict[str, tuple[re.Pattern[str], str]] = {
    "~": (re.compile(r"~([^\s~]{1,30})~"), "sub"),
    "^": (re.compile(r"\^([^\s^]{1,30})\^"), "sup"),
}


def _script_rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the signature is markdown-it's
    pattern, name = _SCRIPT.get(state.src[state.pos], (None, ""))
    match = pattern.match(state.src, state.pos) if pattern else None
    if not match:
        return False
    if not silent:
        _push(state, name, match[1])
    state.pos = match.end()
    return True


def _push(state: Any, name: str, content: str) -> None:
    state.push(f"{name}_open", name, 1)
    state.push("text", "", 0).content = content
    state.push(f"{name}_close", name, -1)
