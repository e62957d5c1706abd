"""Write the publications that are printed as RIS."""

from __future__ import annotations

from cvgen.bibliography import write
from cvgen.exporters.exporter import Export, ExportOrder
from cvgen.exporters.losses import LossList
from cvgen.exporters.printed import check_publications, list_printed_publications


def export_ris(order: ExportOrder) -> Export:
    """Write RIS, as EndNote, Mendeley and Zotero read it."""
    papers = list_printed_publications(order)
    losses = check_publications(papers, order)
    marks = LossList("RIS", order.plan.profile)
    for section in order.document.sections:
        if section.legend:
            marks.leave_out("the marks behind authors", section.items[0])
    text = write.format_ris(papers, (order.document.language, "en"))
    return Export({".ris": text.encode()}, (*losses, *marks.list_findings()))
