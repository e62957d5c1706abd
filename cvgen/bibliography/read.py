"""Takes a bibliography file (.bib or CSL-JSON), gives its works as data for a profile, and what was odd in the file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from cvgen.bibliography import source
from cvgen.bibliography.merge import merged
from cvgen.bibliography.source import Source
from cvgen.bibliography.work import Keys, Reference, invented, title_of
from cvgen.errors import Diagnostic, Place

__all__ = ["Reference", "merged", "read"]
BIBTEX = (".bib", ".bibtex", ".biblatex")
JSON = (".json", ".csljson")


def read(path: Path, shown: str) -> tuple[list[Reference], list[Diagnostic]]:
    """Read a bibliography; `shown` is how the user named the file. Broken entries are told, the others given.

    Raises nothing.
    """
    suffix = path.suffix.lower()
    if suffix not in BIBTEX + JSON:
        hint = "bibliographies end in .bib (BibTeX) or .json (CSL-JSON)"
        return [], [
            Diagnostic("B100", f"'{shown}' is no bibliography known here", Place(shown), hint)
        ]
    text = source.read(path, shown)
    if text.found and not text.text:
        return [], text.findings()
    found = _bibtex(text) if suffix in BIBTEX else _csl(text)
    references = _unique(found, text)
    _check_content(text, references)
    return references, text.findings()


def _bibtex(text: Source) -> list[Reference]:
    from cvgen.bibliography import bibtex
    from cvgen.bibliography import bibtex_publication as works

    made = [(entry, works.publication(entry, text)) for entry in bibtex.entries(text)]
    return [Reference(entry.key, data, entry.place) for entry, data in made if data]


def _csl(text: Source) -> list[Reference]:
    from cvgen.bibliography import csl

    return csl.references(text)


def _check_content(text: Source, references: list[Reference]) -> None:
    """Say so if there is nothing in the file."""
    if not text.text.strip("[]{}() \n\t"):
        text.warn(
            "B216",
            "the file is empty",
            text.place(0),
            "add entries, or take it out of 'bibliography:'",
        )
    elif not references and not any(found.severity == "error" for found in text.found):
        looks = (
            "@article{key, title = {…}}"
            if text.shown.lower().endswith(BIBTEX)
            else '{"id": "key", "title": "…"}'
        )
        text.error(
            "B103", "there is no entry in this file", text.place(0), f"entries look like {looks}"
        )


def _unique(references: list[Reference], text: Source) -> list[Reference]:
    """Give every work a key of its own; a second copy of a work is left out."""
    first: dict[str, Reference] = {}
    keys = Keys()
    for reference in references:
        key = reference.key or invented(reference.data)
        other = first.get(key.casefold())
        if other and title_of(other.data) == title_of(reference.data):
            text.warn(
                "B201",
                f"'{key}' stands here twice, first in line {other.place.line}",
                reference.place,
                "delete one of them",
            )
            continue
        if other and reference.key:
            hint = "give one of them another key"
            text.warn(
                "B201",
                f"'{key}' is already the key of another work, in line {other.place.line}",
                reference.place,
                hint,
            )
        own = keys.free(key)
        first[own.casefold()] = replace(reference, key=own, data={**reference.data, "key": own})
    return [*first.values()]
