"""Draw the pages of the PDF as SVG, a file each.

Letters are drawn as outlines. Over them lies the text itself, invisible, so that it can be
selected, searched and read aloud.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from unicodedata import bidirectional

from cvgen.build import build_plan
from cvgen.exporters.exporter import Export, ExportOrder
from cvgen.exporters.office_xml import escape_xml
from cvgen.pdf.runs import Run, read_runs
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
    pages = draw_vector_pages(built.pdf.data, len(built.pdf.pages))
    runs = read_runs(built.pdf.data)
    files = {}
    for number, drawing in enumerate(pages, start=1):
        on_page = [run for run in runs if run.page == number - 1]
        lines = _write_lines(on_page, is_rtl=order.document.direction == "rtl")
        title = f"{order.document.title} ({number}/{len(pages)})"
        text = _add_text(drawing, lines, title, order.document.language)
        files[f"-{number}.svg"] = text.encode()
    return Export(files, built.notes)


def _add_text(drawing: str, lines: Iterable[str], title: str, language: str) -> str:
    """Put a title before the drawing of a page, and its text over it."""
    root = _ROOT.search(drawing)
    if root is None:
        raise ValueError("the drawing is no SVG")
    head = root[0].removesuffix(">").replace(_VERSION, "")
    body = drawing[root.end() :].rstrip().removesuffix(_CLOSE)
    parts = [
        f'{drawing[: root.start()]}{head} xml:lang="{escape_xml(language)}">',
        f"<title>{escape_xml(title)}</title>",
        f'<g aria-hidden="true">{body}</g>',
        '<g fill-opacity="0" font-family="sans-serif" xml:space="preserve">',
        *lines,
        f"</g>\n{_CLOSE}\n",
    ]
    return "\n".join(parts)


def _write_lines(runs: list[Run], *, is_rtl: bool) -> Iterator[str]:
    """Write runs that follow each other on a baseline as a line of text."""
    for baseline, group in groupby(runs, key=lambda run: run.baseline):
        line = list(group)
        if is_rtl:
            line = _order_from_right(line)
        spans = [_write_span(run, _order_letters(run.text, is_rtl=is_rtl)) for run in line]
        yield f'<text y="{baseline:.2f}">{"".join(spans)}</text>'


def _order_from_right(line: list[Run]) -> list[Run]:
    """Put the runs of a line in the order of reading; those from the left stay so together."""
    ordered = []
    from_right = sorted(line, key=lambda run: run.right, reverse=True)
    for is_rtl, group in groupby(from_right, key=lambda run: _is_rtl(run.text)):
        runs = list(group)
        ordered += runs if is_rtl else runs[::-1]
    return ordered


def _order_letters(text: str, *, is_rtl: bool) -> str:
    """Put what stands on a page from left to right in the order of reading."""
    if _is_rtl(text):
        return text[::-1]
    words = text.strip()
    if not is_rtl or not words:
        return text
    before, _, after = text.partition(words)
    return after + words + before


def _is_rtl(text: str) -> bool:
    """Say whether a run has letters from right to left; then all of it is set so."""
    return any(bidirectional(letter) in ("R", "AL") for letter in text)


def _write_span(run: Run, text: str) -> str:
    """Write a run as wide as it is printed, whatever font it is selected in."""
    place = f'x="{run.left:.2f}" font-size="{run.size:.2f}"'
    width = run.right - run.left
    if width > 0:
        place += f' textLength="{width:.2f}" lengthAdjust="spacingAndGlyphs"'
    return f"<tspan {place}>{escape_xml(text)}</tspan>"
