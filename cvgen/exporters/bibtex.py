"""Write the publications that are printed as a .bib file."""

from __future__ import annotations

from cvgen.bibliography import write
from cvgen.exporters.exporter import Export, ExportOrder
from cvgen.exporters.printed import check_publications, list_printed_publications


def export_bibtex(order: ExportOrder) -> Export:
    """Write a .bib file that BibTeX and biblatex read."""
    papers = list_printed_publications(order)
    losses = check_publications(papers, order)
    languages = (order.document.language, "en")
    text = write.format_bibtex(papers, languages)
    return Export({".bib": text.encode()}, tuple(losses))
