"""Draw the pages of the PDF as SVG, a file each.

Letters are drawn as outlines. Over them lies the text itself, invisible, so that it can be
selected, searched and read aloud.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

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
        lines = _write_lines([run for run in runs if run.page == number - 1])
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


def _write_lines(runs: list[Run]) -> Iterator[str]:
    """Write runs that follow each other on a baseline as a line of text."""
    for baseline, group in groupby(runs, key=lambda run: run.baseline):
        spans = "".join(_write_span(run) for run in group)
        yield f'<text y="{baseline:.2f}">{spans}</text>'


def _write_span(run: Run) -> str:
    """Write a run as wide as it is printed, whatever font it is selected in."""
    place = f'x="{run.left:.2f}" font-size="{run.size:.2f}"'
    width = run.right - run.left
    if width > 0:
        place += f' textLength="{width:.2f}" lengthAdjust="spacingAndGlyphs"'
    return f"<tspan {place}>{escape_xml(run.text)}</tspan>"
