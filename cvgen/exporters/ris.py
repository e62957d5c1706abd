"""Write the publications that are printed as RIS."""

from __future__ import annotations

from cvgen.bibliography import write
from cvgen.exporters.exporter import Export, ExportOrder
from cvgen.exporters.losses import LossList
from cvgen.exporters.printed import (
    check_publications,
    list_printed_publications,
    list_printed_sections,
)


def export_ris(order: ExportOrder) -> Export:
    """Write RIS, as EndNote, Mendeley and Zotero read it."""
    papers = list_printed_publications(order)
    losses = check_publications(papers, order)
    parts = LossList("RIS", order.plan.profile)
    for section in order.document.sections:
        if section.legend:
            parts.leave_out("the marks behind authors", section.items[0])
    for printed_section in list_printed_sections(order):
        for printed in printed_section.entries:
            parts.note_others(printed)
    text = write.format_ris(papers, (order.document.language, "en"))
    return Export({".ris": text.encode()}, (*losses, *parts.list_findings()))
