"""Format the Markdown of a mail as plain text in soft lines (RFC 3676), and as HTML."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from cvgen.application.plaintext import Report, format_blocks, parse_blocks, replace_drawings
from cvgen.compose.locale import Locale
from cvgen.text.bidi import is_rtl
from cvgen.text.patterns import compile_late
from cvgen.text.prose import Block, Point

_WIDTH = 72
# Columns: behind a line that is shorter, such as a greeting or one of a signature,
# a line break stays one.
_SHORT_LINE = 45
_NEEDS_STUFFING = compile_late(r"^( |>|From )", re.MULTILINE)  # RFC 3676, 4.4
_LINE_BREAK = Markup("<br>\n")
_TAGS = {"heading": "h3", "quote": "blockquote", "points": "ul", "numbers": "ol"}
_HTML = Markup(
    '<!DOCTYPE html>\n<html lang="{language}" dir="{direction}">\n'
    '<head><meta charset="utf-8"></head>\n<body>\n{content}\n</body>\n</html>\n'
)


class MailBody(Struct, frozen=True):
    """A mail's text, as plain text and as HTML."""

    text: str
    html: str


def format_mail_body(markdown: str, locale: Locale, report: Report) -> MailBody:
    """Format the body of a mail; a line break stays one behind a short line, as in a signature."""
    blocks = []
    for block in parse_blocks(markdown, locale, report):
        points = _join_lines_of_points(block.points)
        blocks.append(replace(block, text=_join_lines(block.text), points=points))
    paragraphs = [_wrap_flowed(text) for text in format_blocks(blocks, with_urls=True)]
    text = "\n\n".join(paragraphs) + "\n"
    content = Markup("\n").join(map(_format_html_block, blocks))
    direction = "ltr"
    if is_rtl(locale.language):
        direction = "rtl"
    html = _HTML.format(language=locale.language, direction=direction, content=content)
    return MailBody(text, html)


def _join_lines(text: Markup) -> Markup:
    """Join the lines of a paragraph, with a break behind those that are short."""
    previous, *following = replace_drawings(text).split("\n")
    joined = previous
    for line in following:
        joint = Markup(" ")
        if len(Markup(previous).striptags()) < _SHORT_LINE:
            joint = _LINE_BREAK
        joined += joint + line
        previous = line
    return joined


def _join_lines_of_points(points: Iterable[Point]) -> tuple[Point, ...]:
    joined = []
    for point in points:
        below = _join_lines_of_points(point.points)
        joined.append(replace(point, text=_join_lines(point.text), points=below))
    return tuple(joined)


def _format_html_block(block: Block) -> Markup:
    if block.points:
        return _format_html_list(block.kind, block.points)
    tag = Markup(_TAGS.get(block.kind, "p"))
    return Markup("<{0}>{1}</{0}>").format(tag, block.text)


def _format_html_list(kind: str, points: Iterable[Point]) -> Markup:
    items = Markup("")
    for point in points:
        below = Markup("")
        if point.points:
            below = _format_html_list(point.kind, point.points)
        items += Markup("<li>{}{}</li>").format(point.text, below)
    return Markup("<{0}>{1}</{0}>").format(Markup(_TAGS[kind]), items)


def _wrap_flowed(paragraph: str) -> str:
    """Wrap lines as `format=flowed` has it: behind a space, where programs may join them."""
    lines = []
    for line in paragraph.split("\n"):
        wrapped = textwrap.wrap(line, _WIDTH, break_long_words=False, break_on_hyphens=False)
        lines.append(" \n".join(wrapped))
    return _NEEDS_STUFFING.sub(r" \1", "\n".join(lines))
