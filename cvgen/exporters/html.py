"""Write a document as one HTML file."""

from __future__ import annotations

from cvgen.exporters.exporter import Export, ExportOrder
from cvgen.exporters.page import write_page


def export_html(order: ExportOrder) -> Export:
    """Write a page for the web in one file, with all that it needs in it."""
    page = write_page(order)
    return Export({".html": page.html}, page.findings)
