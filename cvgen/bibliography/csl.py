"""Make CSL items (the CSL-JSON of citeproc) of publications."""

from __future__ import annotations

from typing import Any

from cvgen.bibliography.format_text import format_html
from cvgen.bibliography.publication_text import format_venue, get_state, select_line
from cvgen.bibliography.tables import load_table
from cvgen.profile.name_parse import parse_name_parts
from cvgen.profile.publications import AuthorRecord, Publication
from cvgen.text.dates import PartialDate

# Types that CSL 1.0 does not have are written as another one, and named in `genre`.
_WRITTEN_TYPES = {"preprint": "article", "poster": "speech"}


def build_csl_item(
    paper: Publication, key: str, languages: tuple[str, ...] = ("en",)
) -> dict[str, Any]:
    """Make one publication a CSL item; what is empty is left out."""
    notes = [select_line(note, languages) for note in paper.notes]
    csl_item = {
        "id": key,
        **_format_type(paper),
        "title": format_html(select_line(paper.name, languages)),
        **_format_authors(paper, notes, languages),
        "issued": _format_issued(paper),
        **_format_venue_field(paper, languages),
        "volume": paper.volume,
        "issue": paper.issue,
        **_format_identifiers(paper),
        "status": get_state(paper).get("word", ""),
        "note": _format_notes(notes),
        "keyword": ", ".join(paper.tags),
        "language": paper.language,
        "abstract": format_html(select_line(paper.summary, languages)),
        "event-place": _format_event_place(paper, languages),
        "custom": _collect_custom(paper, languages),
    }
    return _drop_empty(csl_item)


def _drop_empty(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}


def _format_type(paper: Publication) -> dict[str, str]:
    csl_type = paper.type or "document"
    if csl_type not in _WRITTEN_TYPES:
        return {"type": csl_type}
    return {"type": _WRITTEN_TYPES[csl_type], "genre": csl_type}


def _format_authors(
    paper: Publication, notes: list[str], languages: tuple[str, ...]
) -> dict[str, Any]:
    """List the people, under the role that a note says they have."""
    people = [_format_person(author, languages) for author in paper.authors]
    if load_table("fields")["edited"] in notes:
        return {"editor": people}
    return {"author": people}


def _format_person(author: AuthorRecord, languages: tuple[str, ...]) -> dict[str, str]:
    name_parts = parse_name_parts(select_line(author.name, languages), author.family)
    person = {
        "family": name_parts.family,
        "given": name_parts.given,
        "dropping-particle": name_parts.dropping_particle,
        "non-dropping-particle": name_parts.particle,
        "suffix": name_parts.name_suffix,
        "literal": name_parts.literal,
        "ORCID": author.orcid or "",
    }
    return _drop_empty(person)


def _format_issued(paper: Publication) -> dict[str, Any]:
    period = paper.period()
    dates = [date for date in (period.start, period.end) if date]
    if not dates:
        return {}
    return {"date-parts": [_list_date_parts(date) for date in dates]}


def _list_date_parts(date: PartialDate) -> list[int]:
    return [part for part in (date.year, date.month, date.day) if part]


def _format_venue_field(paper: Publication, languages: tuple[str, ...]) -> dict[str, str]:
    """Format the venue, which is a publisher or a container by the type of the work."""
    venue = format_html(format_venue(paper, languages))
    if (paper.type or "document") in load_table("types")["types_with_publishers"]:
        return {"publisher": venue}
    return {"container-title": venue}


def _format_identifiers(paper: Publication) -> dict[str, str | None]:
    """Format number, pages, DOI and address.

    An arXiv number stands in for a number or an address that is missing.
    """
    identifiers = {
        "number": paper.number,
        "archive": "",
        "archive_location": paper.arxiv,
        "page": (paper.pages or "").replace("–", "-"),
        "DOI": paper.doi,
        "URL": paper.url,
    }
    if paper.arxiv:
        identifiers["archive"] = "arXiv"
        identifiers["number"] = paper.number or f"arXiv:{paper.arxiv}"
        if not paper.url and not paper.doi:
            identifiers["URL"] = f"https://arxiv.org/abs/{paper.arxiv}"
    return identifiers


def _format_notes(notes: list[str]) -> str:
    edited = load_table("fields")["edited"]
    return "\n".join(format_html(note) for note in notes if note != edited)


def _format_event_place(paper: Publication, languages: tuple[str, ...]) -> str:
    if not paper.location:
        return ""
    return select_line(paper.location.city, languages)


def _collect_custom(paper: Publication, languages: tuple[str, ...]) -> dict[str, Any]:
    """Collect what CSL has no place for: links, marks by position, and the badge."""
    marks = {}
    for position, author in enumerate(paper.authors, start=1):
        if author.marks:
            marks[str(position)] = author.marks
    custom: dict[str, Any] = {"links": paper.links, "marks": marks}
    badge = select_line(paper.badge, languages)
    if badge:
        custom["badge"] = {"text": badge}
    return _drop_empty(custom)
