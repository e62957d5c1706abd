"""Read a bibliography file (.bib or CSL-JSON) as references, with its diagnostics."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from cvgen.bibliography.reference import KeyRegistry, Reference, make_key, normalize_title
from cvgen.bibliography.source import Source, read_source
from cvgen.errors import Diagnostic, Place

_BIBTEX_SUFFIXES = (".bib", ".bibtex", ".biblatex")
_CSL_SUFFIXES = (".json", ".csljson")


def read_bibliography(path: Path, shown: str) -> tuple[list[Reference], list[Diagnostic]]:
    """Read a bibliography; `shown` is how the user named the file.

    Raises nothing: broken entries are among the diagnostics, and the others are read.
    """
    suffix = path.suffix.lower()
    if suffix not in _BIBTEX_SUFFIXES + _CSL_SUFFIXES:
        hint = "bibliographies end in .bib (BibTeX) or .json (CSL-JSON)"
        message = f"'{shown}' is no bibliography known here"
        return [], [Diagnostic("B100", message, Place(shown), hint)]
    source = read_source(path, shown)
    if source.diagnostics and not source.text:
        return [], source.list_diagnostics()
    references = _assign_keys(_parse_source(source, suffix), source)
    _report_empty_file(source, references)
    return references, source.list_diagnostics()


def _parse_source(source: Source, suffix: str) -> list[Reference]:
    if suffix in _BIBTEX_SUFFIXES:
        return _parse_bibtex(source)
    return _parse_csl(source)


def _parse_bibtex(source: Source) -> list[Reference]:
    from cvgen.bibliography.bibtex import parse_entries
    from cvgen.bibliography.bibtex_publication import make_publication

    references = []
    for entry in parse_entries(source):
        data = make_publication(entry, source)
        if data:
            references.append(Reference(entry.key, data, entry.place))
    return references


def _parse_csl(source: Source) -> list[Reference]:
    from cvgen.bibliography.csl_publication import parse_references

    return parse_references(source)


def _report_empty_file(source: Source, references: list[Reference]) -> None:
    """Report a file in which there is nothing, or no entry."""
    start = source.locate(0)
    if not source.text.strip("[]{}() \n\t"):
        hint = "add entries, or take it out of 'bibliography:'"
        source.warn("B216", "the file is empty", start, hint)
        return
    if references or any(entry.severity == "error" for entry in source.diagnostics):
        return
    example = '{"id": "key", "title": "…"}'
    if source.shown.lower().endswith(_BIBTEX_SUFFIXES):
        example = "@article{key, title = {…}}"
    hint = f"entries look like {example}"
    source.error("B103", "there is no entry in this file", start, hint)


def _assign_keys(references: list[Reference], source: Source) -> list[Reference]:
    """Give every work a key of its own; a second copy of a work is left out and reported."""
    reference_by_key: dict[str, Reference] = {}
    registry = KeyRegistry()
    for reference in references:
        key = reference.key or make_key(reference.data)
        other = reference_by_key.get(key.casefold())
        if other and normalize_title(other.data) == normalize_title(reference.data):
            message = f"'{key}' stands here twice, first in line {other.place.line}"
            source.warn("B201", message, reference.place, "delete one of them")
            continue
        if other and reference.key:
            message = f"'{key}' is already the key of another work, in line {other.place.line}"
            source.warn("B201", message, reference.place, "give one of them another key")
        own_key = registry.claim_key(key)
        data = {**reference.data, "key": own_key}
        reference_by_key[own_key.casefold()] = replace(reference, key=own_key, data=data)
    return list(reference_by_key.values())
