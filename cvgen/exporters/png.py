"""Draw the pages of the PDF as pictures, a file each."""

from __future__ import annotations

from cvgen.build import build_plan
from cvgen.exporters.exporter import Export, ExportOrder
from cvgen.render.preview import draw_pages, require_pdfium

_RESOLUTION = 200  # pixels an inch: an A4 page is 1654 wide, sharp on any screen


def export_png(order: ExportOrder) -> Export:
    """Draw every page.

    Raises RenderError when what draws them is not installed.
    """
    require_pdfium()
    built = build_plan(order.plan)
    pictures = draw_pages(built.pdf.data, _RESOLUTION)
    files = {f"-{number}.png": data for number, data in enumerate(pictures, start=1)}
    return Export(files, built.notes)
