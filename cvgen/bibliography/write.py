"""Write checked publications as a .bib file, CSL-JSON or RIS, and list what has no place there.

They stay in their order, and the same ones give the same bytes.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cvgen.bibliography import csl, ris
from cvgen.bibliography.bibtex_format import format_entry
from cvgen.bibliography.publication_text import select_line
from cvgen.bibliography.reference import KeyRegistry, make_key
from cvgen.errors import Diagnostic, Place
from cvgen.profile.publications import Publication
from cvgen.text.patterns import compile_late

_FIELDS_WITHOUT_PLACE = ("highlights", "rankings", "metrics")
# What BibTeX or biber refuse in a key.
_REFUSED_IN_KEYS = compile_late(r"[\s\"#%'(),={}\\~]")


class _KeyedPublication(NamedTuple):
    """A publication and its key, which no other has."""

    key: str
    paper: Publication


def format_bibtex(publications: Iterable[Publication], languages: tuple[str, ...] = ("en",)) -> str:
    """Write a .bib file that BibTeX and biblatex read.

    It is for UTF-8, and empty where there are no publications.
    """
    return "\n".join(entry for _, entry in list_bibtex_entries(publications, languages))


def list_bibtex_entries(
    publications: Iterable[Publication], languages: tuple[str, ...] = ("en",)
) -> Iterator[tuple[Publication, str]]:
    """List the publications with a title, each with its entry as in the .bib file of them all."""
    for key, paper in _assign_keys(publications, languages):
        yield paper, format_entry(key, paper, languages)


def format_csl_json(
    publications: Iterable[Publication], languages: tuple[str, ...] = ("en",)
) -> str:
    """Write CSL-JSON."""
    items = []
    for key, paper in _assign_keys(publications, languages):
        items.append(csl.build_csl_item(paper, key, languages))
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def format_ris(publications: Iterable[Publication], languages: tuple[str, ...] = ("en",)) -> str:
    """Write a file of RIS; it is empty where there are no publications."""
    references = []
    for key, paper in _assign_keys(publications, languages):
        references.append(ris.format_reference(key, paper, languages))
    return "\r\n".join(references)


def list_losses(publications: Iterable[Publication], place: Place) -> list[Diagnostic]:
    """List what the works say and no field of either format can, once a kind with a count."""
    counts: Counter[str] = Counter()
    for paper in publications:
        counts.update(_list_lost_parts(paper))
    losses = []
    for part, count in counts.items():
        works = "works"
        if count == 1:
            works = "work"
        message = f"{part} of {count} {works} have no place in the file, and are left out"
        losses.append(Diagnostic("B218", message, place, "keep the profile beside it", "warning"))
    return losses


def _list_lost_parts(paper: Publication) -> Iterator[str]:
    """List what of a work has no place in a bibliography."""
    for field_name in _FIELDS_WITHOUT_PLACE:
        if getattr(paper, field_name):
            yield f"the {field_name}"
    if any(person.url for person in paper.people):
        yield "the addresses of people"
    texts = (paper.name, paper.summary, paper.containerTitle, paper.publisher, *paper.notes)
    if any(isinstance(text, dict) and len(text) > 1 for text in texts):
        yield "the texts in other languages"


def _assign_keys(
    publications: Iterable[Publication], languages: tuple[str, ...]
) -> Iterator[_KeyedPublication]:
    """Give every publication with a title a key of its own."""
    registry = KeyRegistry()
    for paper in publications:
        if not paper.name:
            continue
        key = _REFUSED_IN_KEYS.sub("", paper.key or "")
        if not key:
            key = _make_key(paper, languages)
        yield _KeyedPublication(registry.claim_key(key), paper)


def _make_key(paper: Publication, languages: tuple[str, ...]) -> str:
    period = paper.period()
    first_authors = [select_line(author.name, languages) for author in paper.authors[:1]]
    data = {
        "name": select_line(paper.name, languages),
        "authors": first_authors,
        "releaseDate": str(period.start or period.end or ""),
    }
    return make_key(data)
