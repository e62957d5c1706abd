"""Every format that can be imported; of those that recognize a source, the first one reads it."""

from __future__ import annotations

from cvgen.errors import Diagnostic, SourceError
from cvgen.importers import (
    bibtex_list,
    crossref,
    csv_list,
    europass,
    home_page,
    hugo_site,
    jekyll_site,
    json_resume,
    latex,
    linkedin,
    linkedin_pdf,
    openalex,
    orcid,
    page_folder,
    portable,
    rendercv,
    word,
    yamlresume,
)
from cvgen.importers.importer import Importer
from cvgen.importers.source import Source

# The special before the general.
IMPORTERS: tuple[Importer, ...] = (
    rendercv.IMPORTER,
    yamlresume.IMPORTER,
    linkedin.IMPORTER,
    orcid.IMPORTER,
    europass.IMPORTER,
    linkedin_pdf.IMPORTER,
    openalex.IMPORTER,
    crossref.IMPORTER,
    json_resume.IMPORTER,
    bibtex_list.IMPORTER,
    csv_list.IMPORTER,
    hugo_site.IMPORTER,
    jekyll_site.IMPORTER,
    latex.IMPORTER,
    word.IMPORTER,
    portable.IMPORTER,
    page_folder.IMPORTER,
    home_page.IMPORTER,
)


def find_importer(source: Source) -> Importer:
    """Find who reads a source.

    Raises SourceError where nobody does.
    """
    for importer in IMPORTERS:
        if importer.recognize(source):
            return importer
    fault = source.faults.get(source.name)
    if fault:
        raise SourceError(Diagnostic("I102", fault, source.find_place(), "export it anew"))
    tool = source.tool
    message = "this is no format that can be imported"
    if tool:
        message = f"files of the kind {tool} cannot be imported"
    known = ", ".join(importer.tool for importer in IMPORTERS)
    raise SourceError(Diagnostic("I101", message, source.find_place(), f"known: {known}"))
