"""Write texts for Europass: HTML of the few elements that its editor has, as text in an element."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from itertools import groupby

from markupsafe import Markup

from cvgen.exporters.plain import clean_characters
from cvgen.text.prose import Block, Point
from cvgen.text.runs import Run, read_runs

_TAGS = {"code": "code", "sub": "sub", "sup": "sup", "em": "em", "strong": "strong"}


def format_html(markup: Markup) -> str:
    """Format markup."""
    text = ""
    for url, group in groupby(read_runs(markup), key=lambda run: run.url):
        inner = "".join(map(_format_run, group))
        if url:
            inner = f'<a href="{escape(url)}">{inner}</a>'
        text += inner
    return text


def _format_run(run: Run) -> str:
    text = escape(clean_characters(run.text), quote=False).replace("\n", "<br/>")
    for mark, tag in _TAGS.items():
        if mark in run.marks:
            text = f"<{tag}>{text}</{tag}>"
    return text


def format_paragraphs(texts: Iterable[Markup]) -> str:
    """Format each text that says something as a paragraph."""
    return "".join(f"<p>{format_html(text)}</p>" for text in texts if text)


def join_html(texts: Iterable[Markup], joint: str) -> str:
    """Format the texts that say something, with a joint between them."""
    return joint.join(format_html(text) for text in texts if text)


def format_prose(blocks: Iterable[Block]) -> str:
    """Format prose."""
    text = ""
    for block in blocks:
        if block.points:
            text += format_points(block.points, block.kind)
        else:
            text += format_paragraphs([block.text])
    return text


def format_points(points: Iterable[Point], kind: str = "points") -> str:
    """Format a list; nothing where it has no points."""
    items = ""
    for point in points:
        items += f"<li>{format_html(point.text)}{format_points(point.points, point.kind)}</li>"
    tag = "ol" if kind == "numbers" else "ul"
    return f"<{tag}>{items}</{tag}>" if items else ""


def format_items(texts: Iterable[str]) -> str:
    """Format items that are HTML as a list; a single one stands by itself."""
    items = list(texts)
    if len(items) == 1:
        return items[0]
    listed = "".join(f"<li>{item}</li>" for item in items)
    return f"<ul>{listed}</ul>" if listed else ""
