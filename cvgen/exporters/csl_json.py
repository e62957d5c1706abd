"""Write the publications that are printed as CSL-JSON."""

from __future__ import annotations

from cvgen.bibliography import write
from cvgen.exporters.exporter import Export, ExportOrder
from cvgen.exporters.losses import LossList
from cvgen.exporters.printed import (
    check_publications,
    list_printed_publications,
    list_printed_sections,
)


def export_csl_json(order: ExportOrder) -> Export:
    """Write CSL-JSON, as Zotero and pandoc read it."""
    papers = list_printed_publications(order)
    losses = check_publications(papers, order)
    others = LossList("CSL-JSON", order.plan.profile)
    for section in list_printed_sections(order):
        for printed in section.entries:
            others.note_others(printed)
    languages = (order.document.language, "en")
    text = write.format_csl_json(papers, languages)
    return Export({".csl.json": text.encode()}, (*losses, *others.list_findings()))
