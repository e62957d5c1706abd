"""Import a .bib file by itself, as Google Scholar gives it: a profile around the file as it is."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from cvgen.bibliography.bibtex import parse_files
from cvgen.bibliography.bibtex_publication import make_publication
from cvgen.bibliography.names import ET_AL
from cvgen.bibliography.source import make_source
from cvgen.importers.builder import ProfileBuilder
from cvgen.importers.importer import Importer
from cvgen.importers.source import Source
from cvgen.importers.works import guess_owner

_KEPT = "the bibliography, which is kept as it is"


def recognize_bibtex_list(source: Source) -> bool:
    """Say whether a file begins as BibTeX does."""
    return source.tool == "BibTeX"


def import_bibtex_list(source: Source) -> ProfileBuilder:
    """Import a .bib file, whose bytes are kept and which the profile names."""
    builder = ProfileBuilder(source)
    text = source.read_text()
    builder.add_text(text, 1)
    parsed = make_source(text, source.find_place().file)
    works = []
    for file in parse_files([parsed]):
        for entry in file.entries:
            data = make_publication(entry, file.source)
            if data and not entry.is_parent:
                works.append(_list_authors(data))
    if not works:
        return builder
    builder.leave_out(text, _KEPT, 1)
    name = PurePosixPath(source.name).name
    if not name.lower().endswith(".bib"):
        name = "papers.bib"
    builder.files[name] = source.read_bytes()
    builder.bibliography.append(name)
    guess_owner(builder, works)
    return builder


def _list_authors(data: dict[str, Any]) -> dict[str, str]:
    authors = {}
    for author in data.get("authors", ()):
        name = author["name"] if isinstance(author, dict) else author
        if name != ET_AL:
            authors[name.rstrip("*#†‡§¶")] = name
    return authors


IMPORTER = Importer("BibTeX", recognize_bibtex_list, import_bibtex_list)
