"""Draw the pages of the PDF as SVG, a file each.

Letters are drawn as outlines. Over them lies the text itself, invisible, so that it can be
selected, searched and read aloud.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from cvgen.build import build_plan
from cvgen.compose.view import Document
from cvgen.exporters.exporter import Export, ExportOrder
from cvgen.exporters.office_xml import escape_xml
from cvgen.render.text_boxes import PlacedText
from cvgen.render.vector import draw_vector_pages
from cvgen.text.patterns import compile_late

_ROOT = compile_late(r"<svg\b[^>]*>")
_VERSION = ' version="1.2"'  # which no SVG ever had
_CLOSE = "</svg>"


def export_svg(order: ExportOrder) -> Export:
    """Draw every page.

    Raises RenderError when what draws them is not installed, or fails.
    """
    built = build_plan(order.plan)
    pdf = built.pdf
    pages = draw_vector_pages(pdf.data, len(pdf.pages))
    files = {}
    for number, drawing in enumerate(pages):
        texts = [text for text in pdf.texts if text.page == number]
        title = f"{order.document.title} ({number + 1}/{len(pages)})"
        page = _add_text(drawing, texts, title, order.document)
        files[f"-{number + 1}.svg"] = page.encode()
    return Export(files, built.notes)


def _add_text(drawing: str, texts: Iterable[PlacedText], title: str, document: Document) -> str:
    """Put a title before the drawing of a page, and its text over it."""
    root = _ROOT.search(drawing)
    if root is None:
        raise ValueError("the drawing is no SVG")
    head = root[0].removesuffix(">").replace(_VERSION, "")
    body = drawing[root.end() :].rstrip().removesuffix(_CLOSE)
    direction = document.direction
    parts = [
        f'{drawing[: root.start()]}{head} xml:lang="{escape_xml(document.language)}">',
        f"<title>{escape_xml(title)}</title>",
        f'<g aria-hidden="true">{body}</g>',
        (
            f'<g fill-opacity="0" font-family="sans-serif" direction="{direction}"'
            ' xml:space="preserve">'
        ),
        *_write_lines(texts, is_rtl=direction == "rtl"),
        f"</g>\n{_CLOSE}\n",
    ]
    return "\n".join(parts)


def _write_lines(texts: Iterable[PlacedText], *, is_rtl: bool) -> Iterator[str]:
    """Write texts that follow each other on a baseline as a line."""
    for baseline, group in groupby(texts, key=lambda text: round(text.baseline, 2)):
        spans = "".join(_write_span(text, is_rtl=is_rtl) for text in group)
        yield f'<text y="{baseline:.2f}">{spans}</text>'


def _write_span(text: PlacedText, *, is_rtl: bool) -> str:
    """Write a text as wide as it is printed, whatever font it is selected in."""
    start = text.right if is_rtl else text.left
    place = f'x="{start:.2f}" font-size="{text.size:.2f}"'
    width = text.right - text.left
    if width > 0:
        place += f' textLength="{width:.2f}" lengthAdjust="spacingAndGlyphs"'
    return f"<tspan {place}>{escape_xml(text.text)}</tspan>"
