"""Takes the Markdown of a mail, gives it as plain text in soft lines, and as HTML."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from cvgen.application import plaintext as plain
from cvgen.application.plaintext import Report
from cvgen.compose.locale import Locale
from cvgen.text import bidi as scripts

_WIDTH = 72
_SHORT = 45  # columns: a greeting or a line of a signature, behind which a new line stays one
_STUFFED = re.compile(r"^( |>|From )", re.MULTILINE)
_BREAK = Markup("<br>\n")
_TAGS = {"heading": "h3", "quote": "blockquote", "points": "ul", "numbers": "ol"}


@dataclass(frozen=True, slots=True)
class Body:
    """A mail's text, twice."""

    text: str
    html: str


def worded(markdown: str, words: Locale, report: Report) -> Body:
    """Word the body of a mail; a new line stays one behind a short line, as in a signature."""
    found = [
        (kind, [_kept_lines(text) for text in texts])
        for kind, texts in plain.blocks(markdown, words, report)
    ]
    text = "\n\n".join(_soft(part) for part in plain.paragraphs(found, addresses=True))
    inside = Markup("\n").join(_block(kind, texts) for kind, texts in found)
    html = Markup(
        '<!DOCTYPE html>\n<html lang="{}" dir="{}">\n<head><meta charset="utf-8"></head>\n<body>\n{}\n</body>\n</html>\n'
    )
    return Body(
        text + "\n",
        html.format(words.language, "rtl" if scripts.is_rtl(words.language) else "ltr", inside),
    )


def _kept_lines(text: Markup) -> Markup:
    first, *rest = plain.undrawn(text).split("\n")
    joined = first
    for line in rest:
        joined += (_BREAK if len(Markup(first).striptags()) < _SHORT else Markup(" ")) + line
        first = line
    return joined


def _block(kind: str, texts: Iterable[Markup]) -> Markup:
    tag = Markup(_TAGS.get(kind, "p"))
    inside = (
        Markup("").join(Markup("<li>{}</li>").format(text) for text in texts)
        if kind in ("points", "numbers")
        else Markup("").join(texts)
    )
    return Markup("<{0}>{1}</{0}>").format(tag, inside)


def _soft(paragraph: str) -> str:
    """Break lines as `format=flowed` (RFC 3676) has it: behind a space, where a reader's program may join them again."""
    lines = (
        " \n".join(textwrap.wrap(line, _WIDTH, break_long_words=False, break_on_hyphens=False))
        for line in paragraph.split("\n")
    )
    return _STUFFED.sub(r" \1", "\n".join(lines))
