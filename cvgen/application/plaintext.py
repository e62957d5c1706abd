"""Format Markdown or inline markup as plain text for a form or a mail.

Paragraphs and lists stay; marks become what plain text can say.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from markupsafe import Markup

from cvgen.compose.locale import Locale
from cvgen.text.markup import render_blocks
from cvgen.text.patterns import compile_late
from cvgen.text.prose import Block, Point
from cvgen.text.transliterate import romanize

Report = Callable[[str, str, str, str], None]
Blocks = list[Block]
_DRAWING = compile_late(r"<svg\b.*?<title>(.*?)</title>.*?</svg>", re.DOTALL)
_LINK = compile_late(r'<a href="(?P<url>[^"]*)">(?P<label>.*?)</a>', re.DOTALL)
_SCRIPT = compile_late(r"<(?P<tag>sup|sub)>(?P<content>.*?)</(?P=tag)>", re.DOTALL)
_SUPERSCRIPTS = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_SUBSCRIPTS = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_ASCII_PUNCTUATION = {
    '"': "“”„«»″",
    "'": "‘’‚′",
    "-": "–‐‑−",
    "--": "—",
    "...": "…",
    "x": "×",
    "*": "·•",
    "->": "→",
    "": "\u2060\u00ad",
}
_ASCII = {
    ord(character): ascii_text
    for ascii_text, characters in _ASCII_PUNCTUATION.items()
    for character in characters
}
_GREEK = compile_late(r"GREEK (?P<case>SMALL|CAPITAL) LETTER (?P<letter>\w+)")


def parse_blocks(markdown: str, locale: Locale, report: Report) -> Blocks:
    """Parse Markdown into paragraphs, headings, quotes and lists; `"` becomes the language's."""
    return render_blocks(markdown, locale.language, locale.quotes, report)


def format_blocks(blocks: Iterable[Block], *, with_urls: bool = False) -> list[str]:
    """Format each block as text, a list with a line for each point, indented by its level.

    `with_urls` writes URLs behind their links.
    """
    formatted = []
    for block in blocks:
        if block.points:
            lines = _format_points(block.kind, block.points, with_urls=with_urls)
            formatted.append("\n".join(lines))
        elif block.kind == "quote":
            formatted.append(f"> {format_plain(block.text, with_urls=with_urls)}")
        else:
            formatted.append(format_plain(block.text, with_urls=with_urls))
    return formatted


def _format_points(kind: str, points: Iterable[Point], *, with_urls: bool) -> Iterator[str]:
    """Format points in lines, those below another indented."""
    for number, point in enumerate(points, start=1):
        bullet = "-"
        if kind == "numbers":
            bullet = f"{number}."
        yield f"{bullet} {format_plain(point.text, with_urls=with_urls)}"
        for line in _format_points(point.kind, point.points, with_urls=with_urls):
            yield f"  {line}"


def format_plain(markup: Markup, *, with_urls: bool = False) -> str:
    """Format inline markup as text, a line for each `<br>`.

    Formulas that need a drawing stay in TeX.
    """
    text = str(replace_drawings(markup))
    text = _SCRIPT.sub(_format_script, text)
    if with_urls:
        text = _LINK.sub(_format_link, text)
    return "\n".join(Markup(line).striptags() for line in text.split("<br>"))


def replace_drawings(markup: Markup) -> Markup:
    """Replace the drawings of formulas by their TeX."""
    return Markup(_DRAWING.sub(r"$\1$", str(markup)))


def _format_script(match: re.Match[str]) -> str:
    """Format a super- or subscript in the characters of Unicode, or else as `^(…)` or `_(…)`."""
    content = Markup(match["content"]).striptags()
    table, sign = _SUBSCRIPTS, "_"
    if match["tag"] == "sup":
        table, sign = _SUPERSCRIPTS, "^"
    characters = content.translate(table)
    is_whole = not set(characters) & set(content)
    if is_whole:
        return characters
    if len(content) > 1:
        content = f"({content})"
    return str(Markup.escape(sign + content))


def _format_link(match: re.Match[str]) -> str:
    """Write the URL behind a link, unless the label ends it."""
    url = str(Markup(match["url"]).unescape()).removeprefix("mailto:")
    label = Markup(match["label"]).striptags()
    if url.rstrip("/").endswith(label.rstrip("/")):
        return match["label"]
    return f"{match['label']} &lt;{match['url'].removeprefix('mailto:')}&gt;"


def convert_to_ascii(text: str) -> str:
    """Write a text in ASCII where that can be done; the rest stays.

    Quotes become straight, accents go, Greek letters get their names.
    """
    characters = unicodedata.normalize("NFC", text)
    return "".join(map(_convert_character, characters))


def _convert_character(character: str) -> str:
    greek = _GREEK.fullmatch(unicodedata.name(character, ""))
    if greek:
        name = greek["letter"].lower()
        if greek["case"] == "CAPITAL":
            name = name.capitalize()
        return name
    translated = character.translate(_ASCII)
    if translated.isascii():
        return translated
    return romanize(translated) or character


def find_non_ascii(text: str) -> str:
    """List the characters of a text that are not ASCII, each once."""
    characters = dict.fromkeys(text)
    return "".join(character for character in characters if not character.isascii())
