"""Every format that can be imported; of those that recognize a source, the first one reads it.

A format's module is imported only where its `signs` say that a source may be one of it: they
are what can be seen at once.
"""

from __future__ import annotations

from importlib import import_module

from msgspec import Struct

from cvgen.errors import Diagnostic, SourceError
from cvgen.importers.importer import Importer
from cvgen.importers.source import Source
from cvgen.profile.foreign import format_foreign_hint


class Format(Struct, frozen=True):
    """A format: its module, and the signs of which a source of it has one.

    A sign is a tool by its name in profile/foreign.py, the ending of a file, or `folder`,
    `data` (YAML or JSON) and `file`.
    """

    module: str
    tool: str
    signs: tuple[str, ...]

    def load_importer(self) -> Importer:
        """Import the module of the format."""
        module = import_module(f"cvgen.importers.{self.module}")
        importer: Importer = module.IMPORTER
        return importer


# The special before the general.
FORMATS = (
    Format("rendercv", "RenderCV", ("RenderCV",)),
    Format("yamlresume", "YAMLResume", ("YAMLResume",)),
    Format("linkedin", "LinkedIn", ("LinkedIn", ".csv", "folder")),
    Format("orcid", "ORCID", ("ORCID", "data")),
    Format("europass", "Europass", ("Europass", "PDF")),
    Format("linkedin_pdf", "LinkedIn PDF", ("PDF",)),
    Format("openalex", "OpenAlex", ("OpenAlex",)),
    Format("crossref", "Crossref", ("Crossref", "CSL-JSON")),
    Format("json_resume", "JSON Resume", ("data",)),
    Format("alfolio_cv", "al-folio", ("al-folio",)),
    Format("bibtex_list", "BibTeX", ("BibTeX",)),
    Format("csv_list", "CSV", (".csv", ".tsv", ".tab")),
    Format("hugo_site", "Hugo site", ("folder",)),
    Format("jekyll_site", "Jekyll site", ("folder",)),
    Format("latex", "LaTeX", ("LaTeX", ".tex", ".ltx", "folder")),
    Format("word", "Word", ("Word",)),
    Format("portable", "PDF", ("PDF",)),
    Format("page_folder", "pages", ("folder",)),
    Format("home_page", "home page", ("file",)),
)


def find_importer(source: Source) -> Importer:
    """Find who reads a source.

    Raises SourceError where nobody does.
    """
    signs = _list_signs(source)
    for known in FORMATS:
        if signs.isdisjoint(known.signs):
            continue
        importer = known.load_importer()
        if importer.recognize(source):
            return importer
    raise SourceError(_report_unknown(source))


def _list_signs(source: Source) -> set[str]:
    """List the signs that a source has."""
    if not source.name:
        return {"folder"}
    signs = {"file", source.path.suffix.lower()}
    if source.tool:
        signs.add(source.tool)
    if source.read_tree() is not None:
        signs.add("data")
    return signs


def _report_unknown(source: Source) -> Diagnostic:
    """Say why nobody reads a source."""
    fault = source.faults.get(source.name)
    if fault:
        return Diagnostic("I102", fault, source.find_place(), "export it anew")
    message = "this is no format that can be imported"
    if source.tool:
        message = f"files of the kind {source.tool} cannot be imported"
    hint = "known: " + ", ".join(known.tool for known in FORMATS)
    if source.tool and not any(source.tool in known.signs for known in FORMATS):
        hint = format_foreign_hint(source.tool, source.path)
    return Diagnostic("I101", message, source.find_place(), hint)
