"""Write checked publications as a .bib file or as CSL-JSON.

They stay in their order, and the same ones give the same bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cvgen.bibliography import csl
from cvgen.bibliography.bibtex_format import format_entry
from cvgen.bibliography.publication_text import select_line
from cvgen.bibliography.reference import KeyRegistry, make_key
from cvgen.profile.publications import Publication

# What BibTeX or biber refuse in a key.
_REFUSED_IN_KEYS = re.compile(r"[\s\"#%'(),={}\\~]")


class _KeyedPublication(NamedTuple):
    """A publication and its key, which no other has."""

    key: str
    paper: Publication


def format_bibtex(publications: Iterable[Publication], languages: tuple[str, ...] = ("en",)) -> str:
    """Write a .bib file that BibTeX and biblatex read.

    It is for UTF-8, and empty where there are no publications.
    """
    entries = []
    for key, paper in _assign_keys(publications, languages):
        entries.append(format_entry(key, paper, languages))
    return "\n".join(entries)


def format_csl_json(
    publications: Iterable[Publication], languages: tuple[str, ...] = ("en",)
) -> str:
    """Write CSL-JSON."""
    items = []
    for key, paper in _assign_keys(publications, languages):
        items.append(csl.build_csl_item(paper, key, languages))
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


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
