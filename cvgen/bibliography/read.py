"""Read a bibliography file (.bib or CSL-JSON) as references, with its diagnostics."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from cvgen.bibliography.reference import KeyRegistry, Reference, make_key, normalize_title
from cvgen.bibliography.source import Source, read_source
from cvgen.errors import Diagnostic, Place

_BIBTEX_SUFFIXES = (".bib", ".bibtex", ".biblatex")
_CSL_SUFFIXES = (".json", ".csljson")


class BibliographyFile(Struct, frozen=True):
    """A bibliography file, and how the user named it."""

    path: Path
    shown: str


class Bibliography(Struct, frozen=True):
    """The works of a file, or of several, and what was odd about them."""

    references: list[Reference]
    diagnostics: list[Diagnostic]


def read_bibliography(path: Path, shown: str) -> tuple[list[Reference], list[Diagnostic]]:
    """Read a bibliography; `shown` is how the user named the file.

    Raises nothing: broken entries are among the diagnostics, and the others are read.
    """
    bibliography = read_bibliographies([BibliographyFile(path, shown)])
    return bibliography.references, bibliography.diagnostics


def read_bibliographies(files: Iterable[BibliographyFile]) -> Bibliography:
    """Read bibliographies, of which the macros and parents in one hold in the others.

    Raises nothing: broken entries are among the diagnostics, and the others are read.
    """
    bibliography = Bibliography([], [])
    sources = []
    for file in files:
        if file.path.suffix.lower() in _BIBTEX_SUFFIXES + _CSL_SUFFIXES:
            sources.append(read_source(file.path, file.shown))
        else:
            bibliography.diagnostics.append(_report_unknown_format(file))
    bibtex_files = iter(_parse_bibtex([source for source in sources if _is_bibtex(source)]))
    for source in sources:
        is_unreadable = bool(source.diagnostics) and not source.text
        if _is_bibtex(source):
            content = next(bibtex_files)
        else:
            content = _ParsedFile(_parse_csl(source))
        if not is_unreadable:
            bibliography.references.extend(_assign_keys(content.references, source))
            _report_empty_file(source, content)
        bibliography.diagnostics.extend(source.list_diagnostics())
    return bibliography


def _is_bibtex(source: Source) -> bool:
    return source.shown.lower().endswith(_BIBTEX_SUFFIXES)


class _ParsedFile(Struct):
    """The works of a file; `has_blocks` is whether a .bib file has entries or macros at all."""

    references: list[Reference]
    has_blocks: bool = False


def _report_unknown_format(file: BibliographyFile) -> Diagnostic:
    hint = "bibliographies end in .bib (BibTeX) or .json (CSL-JSON)"
    message = f"'{file.shown}' is no bibliography known here"
    return Diagnostic("B100", message, Place(file.shown), hint)


def _parse_bibtex(sources: list[Source]) -> list[_ParsedFile]:
    from cvgen.bibliography.bibtex import parse_files
    from cvgen.bibliography.bibtex_publication import make_publication

    parsed = []
    for file in parse_files(sources):
        references = []
        for entry in file.entries:
            if entry.is_parent and "title" not in entry.fields:
                continue
            data = make_publication(entry, file.source)
            if data:
                references.append(Reference(entry.key, data, entry.place, entry.is_parent))
        parsed.append(_ParsedFile(references, file.has_blocks))
    return parsed


def _parse_csl(source: Source) -> list[Reference]:
    from cvgen.bibliography.csl_publication import parse_references

    return parse_references(source)


def _report_empty_file(source: Source, content: _ParsedFile) -> None:
    """Report a file in which there is nothing, or no entry."""
    start = source.locate(0)
    if not source.text.strip("[]{}() \n\t"):
        hint = "add entries, or take it out of 'bibliography:'"
        source.warn("B216", "the file is empty", start, hint)
        return
    if content.references or content.has_blocks:
        return
    if any(entry.severity == "error" for entry in source.diagnostics):
        return
    example = '{"id": "key", "title": "…"}'
    if _is_bibtex(source):
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
        if other and _is_copy(other, reference):
            message = f"{reference.describe()} stands here twice, first in line {other.place.line}"
            _warn_of_key(message, reference, source, "delete one of them")
            continue
        if other and reference.key:
            message = (
                f"the key of {reference.describe()} is already that of another work, "
                f"in line {other.place.line}"
            )
            _warn_of_key(message, reference, source, "give one of them another key")
        own_key = registry.claim_key(key)
        data = {**reference.data, "key": own_key}
        reference_by_key[own_key.casefold()] = replace(
            reference, key=own_key, data=data, written_key=reference.key
        )
    return list(reference_by_key.values())


def _is_copy(first: Reference, second: Reference) -> bool:
    """Say whether two entries of one key are one work: by title, and nothing else against it."""
    if normalize_title(first.data) != normalize_title(second.data):
        return False
    for name in ("doi", "arxiv", "releaseDate", "pages"):
        if name in first.data and name in second.data and first.data[name] != second.data[name]:
            return False
    return True


def _warn_of_key(message: str, reference: Reference, source: Source, hint: str) -> None:
    warning = Diagnostic("B201", message, reference.place, hint, "warning")
    source.warn_of_kind(hint, warning)
