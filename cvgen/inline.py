"""The few marks allowed in text, and the only door to markdown-it: takes text, gives safe markup.

Marks are *italic*, **bold**, `code`, [links](https://…), H~2~O, x^2^ and $TeX$; all else prints as typed.
Runs of another script are marked with their language, so that fonts, hyphens and readers know it; runs of the other
direction are marked with it, because the engine sets every inline box by itself and knows no isolation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from cvgen import languages, mathematics
from cvgen.profile.fields import LINK_SCHEMES

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

Report = Callable[[str, str, str, str], None]
_MARK = re.compile(r"[*`\[\\^~$]")
_MANY = re.compile(r"(?:[*\[]\s*){20}")
_FORMULA = re.compile(r"(?:\$\$\s*([^$]+?)\s*\$\$|\$(?=[^\s$])((?:\\.|[^$\\])*?[^\s\\$])\$(?!\d))")
_CJK = "\u1100-\u11ff\u2e80-\u303f\u3040-\u30ff\u3100-\u318f\u31a0-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_RUN = re.compile(rf"([{_CJK}]+)|([{_RTL}](?:(?:(?![{_CJK}])[\W\d{_RTL}])*[{_RTL}])?)")
# In a text from right to left: a telephone number, or words of letters from the left with all that stands among them.
_LEFT = rf"[^\W\d_{_RTL}]"
_PHONE = re.compile(r"\+\d[\d\s()-]*\d")
_LTR_RUN = re.compile(rf"({_PHONE.pattern}|(?:\d[\d.,]*\u00a0?)?{_LEFT}(?:[^{_RTL}\n]*(?:{_LEFT}|\d))?[+#]*)")
_STEADY = re.compile(rf"{_LEFT}+(?: {_LEFT}+)*")  # runs that come out right unmarked
# Marks that Latin faces have too, half as wide, and that belong to the Chinese or Japanese around them.
_WIDE_PAIR = re.compile("“[^“”]*”|‘[^‘’]*’")
_WIDE = re.compile(rf"[—―]{{2,}}|…{{2,}}|(?<=[{_CJK}])[—―…“”‘’]|[—―…“”‘](?=[{_CJK}])|(?<=[{_CJK}])·(?=[{_CJK}])|^[“”]|[“”]$")
_IDEOGRAPH = re.compile(r"[\u2e80-\u2fff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# At a change of script without white space, about a quarter of an em (JIS X 4051, CLREQ): a word space, which may end a line.
# Not U+2005, which does not vanish there, so that lines break too early; and it is half an em wide in EB Garamond Bold.
_QUARTER = " "
_BOUND = re.compile(r"(?<=\d) (?=[%‰]|(?:°C|K|m|mm|cm|km|nm|µm|g|mg|kg|s|ms|h|Hz|kHz|MHz|GHz|V|W|kW|MW|GW|kB|MB|GB|TB|eV|keV|MeV|GeV)\b)|(?<=\b[^\W\d_]\.) (?=[^\W\d_])")
_TAGS = {"em_open": "<em>", "em_close": "</em>", "strong_open": "<strong>", "strong_close": "</strong>", "sub_open": "<sub>", "sub_close": "</sub>", "sup_open": "<sup>", "sup_close": "</sup>"}


def markup(text: str, language: str, report: Report) -> Markup:
    """Turn text with inline marks into markup; what is dropped or cannot be set is reported.

    `report` takes a code, a message, a hint and the piece of text.
    """
    if not _MARK.search(text):
        return plain(text, language)
    if _MANY.search(text):
        report("W303", "this text has too many marks, and prints as typed", "put a \\ before a mark that is none", text[:20])
        return plain(text, language)
    tokens = _parser().parseInline(text)[0].children or ()
    inner, tag = _turn(text, language)
    return _turned(Markup("").join(_token(token, inner, report) for token in tokens), tag)


def blocks(text: str, language: str, quotes: Sequence[str], report: Report) -> list[tuple[str, list[Markup]]]:
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
            marked = Markup("").join(_token(child, language, report) for child in token.children or ())
            _add(found, around[-1] if around else "paragraph", marked)
    return [block for block in found if block[1]]


_AROUND = {"heading_open": "heading", "blockquote_open": "quote", "bullet_list_open": "points", "ordered_list_open": "numbers"}


def _add(found: list[tuple[str, list[Markup]]], kind: str, text: Markup) -> None:
    if kind in ("points", "numbers") and found[-1][0] == kind:
        found[-1][1].append(text)
    else:
        found.append((kind, [text]))


def plain(text: str, language: str) -> Markup:
    """Escape text that has no marks, and mark its runs of other scripts."""
    inner, tag = _turn(text, language)
    return _turned(_plain(text, inner), tag)


def _plain(text: str, language: str) -> Markup:
    tied = _BOUND.sub("\N{NO-BREAK SPACE}", text)
    if is_rtl(language):
        return Markup("").join(_ltr_runs(tied))
    if tied.isascii() or not (_RUN.search(tied) or is_cjk(language)):
        return escape(tied)
    return Markup("").join(_runs(tied, language))


@cache
def is_rtl(language: str) -> bool:
    """Say whether a language is written from right to left."""
    return languages.script(language) in ("Arab", "Hebr")


def is_ltr(text: str) -> bool:
    """Say whether a text has letters, and all of them from left to right."""
    return bool(re.search(_LEFT, text)) and not re.search(f"[{_RTL}]", text)


def is_foreign(text: str, language: str) -> bool:
    """Say whether a text is in Latin or another script that the language, written in one of its own, is not."""
    if is_cjk(language):
        return not _RUN.search(text)
    return is_rtl(language) and is_ltr(text)


def ltr(marked: Markup) -> Markup:
    """Set a text from left to right, as one run, in one from right to left."""
    return Markup('<span dir="ltr">{}</span>').format(marked)


def _turned(marked: Markup, tag: str) -> Markup:
    return ltr(marked) if tag == "ltr" else _wrapped(marked, tag)


def _turn(text: str, language: str) -> tuple[str, str]:
    """Find texts that run against their language: give the language to set one in, and what to mark the whole with."""
    if is_rtl(language):
        right, left = re.findall(f"[{_RTL}]", text), re.findall(_LEFT, text)
        first = re.search(rf"[{_RTL}]|{_LEFT}", text)
        turns = _PHONE.fullmatch(text) or (first and first[0] in left and len(left) > len(right) and not _STEADY.fullmatch(text))
        return ("en", "ltr") if turns else (language, "")
    if text.isascii():
        return ("en" if is_cjk(language) else language), ""
    if re.search(f"[{_RTL}]", text) and not re.search(_LEFT, text):
        tag = _language(text, language)
        return tag, tag
    return ("en" if is_cjk(language) and not _RUN.search(text) else language), ""


def is_cjk(language: str) -> bool:
    """Say whether a language is Chinese or Japanese, which have no spaces between words, and marks as wide as their letters."""
    return _base(language) in ("zh", "ja")


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


def _ltr_runs(text: str) -> Iterator[Markup]:
    pieces = _LTR_RUN.split(text)
    for index in range(0, len(pieces), 2):
        yield escape(pieces[index])
        if index + 1 < len(pieces):
            run, rest = pieces[index + 1 : index + 3]
            closed = run.count("(") > run.count(")") and rest.startswith(")")
            pieces[index + 2] = rest[closed:]
            marked = Markup("").join(_runs(run + ")" * closed, "en"))
            yield marked if _STEADY.fullmatch(run) else ltr(marked)


def _runs(text: str, language: str) -> Iterator[Markup]:
    before = ""
    seen = _with_wide_marks(text) if is_cjk(language) else text
    place = 0
    for part in filter(None, _RUN.split(seen)):
        piece = text[place : place + len(part)]
        place += len(part)
        run = _RUN.fullmatch(part)
        tag = _language(piece, language) if run else ""
        spaced = _touches(before, piece)
        before = piece[-1]
        if spaced:
            yield Markup(_QUARTER)
        if piece != part:
            yield Markup('<span class="wide">{}</span>').format(piece)
        else:
            yield _wrapped(piece, tag if _base(tag) != _base(language) else "")


def _with_wide_marks(text: str) -> str:
    """Put an ideograph for every quotation mark, dash and ellipsis that is to be as wide as one."""
    letters = [*text]
    for found in _WIDE_PAIR.finditer(text):
        start, end = found.start(), found.end() - 1
        if re.search(f"[{_CJK}]", text[max(start - 1, 0)] + text[start + 1] + text[end - 1] + text[end : end + 2][-1]):
            letters[start] = letters[end] = "〇"
    for found in _WIDE.finditer("".join(letters)):
        letters[found.start() : found.end()] = "〇" * len(found[0])
    return "".join(letters)


def _wrapped(piece: str, tag: str) -> Markup:
    if not tag:
        return escape(piece)
    direction = Markup(' dir="rtl"') if is_rtl(tag) else ""
    return Markup('<span lang="{}"{}>{}</span>').format(tag, direction, piece)


def _touches(before: str, piece: str) -> bool:
    first = piece[0]
    return bool(before) and (
        (bool(_IDEOGRAPH.match(before)) and first.isalnum() and not _IDEOGRAPH.match(first))
        or (before.isalnum() and not _IDEOGRAPH.match(before) and bool(_IDEOGRAPH.match(first)))
    )


def _base(language: str) -> str:
    return language.partition("-")[0]


def _language(run: str, language: str) -> str:
    if re.search(r"[\u0590-\u05ff\ufb1d-\ufb4f]", run):
        return "he"
    if re.search(rf"[{_RTL}]", run):
        return language if _base(language) in ("ar", "fa", "ur") else "ar"
    if re.search(r"[\u3040-\u30ff]", run):
        return "ja"
    if re.search(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]", run):
        return "ko"
    return language if _base(language) in ("zh", "ja", "ko") else "zh"


def _token(token: Token, language: str, report: Report) -> Markup:
    kind = token.type
    if kind in ("text", "text_special"):
        return _plain(token.content, language)
    if kind == "code_inline":
        return Markup("<code>{}</code>").format(_plain(token.content, language))
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
        report("W302", f"the formula ${tex}$ prints as typed: {problem}", "write it with plain Unicode", tex)
        return escape(f"${tex}$")


def _link(url: str, report: Report) -> Markup:
    scheme = url.partition(":")[0].lower()
    if ":" in url and scheme in LINK_SCHEMES:
        return Markup('<a href="{}">').format(url)
    report("W301", f"the link to '{url}' is left out", "allowed: " + ", ".join(f"{name}:" for name in LINK_SCHEMES), url)
    return Markup("<a>")


@cache
def _prose_parser(quotes: tuple[str, ...]) -> MarkdownIt:
    parser = _marks_parser().enable(["list", "heading", "blockquote", "replacements", "smartquotes"])
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
