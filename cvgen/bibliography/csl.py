"""Make CSL items (the CSL-JSON of citeproc) of publications."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cvgen.bibliography.editions import parse_edition
from cvgen.bibliography.format_text import format_html, format_html_title
from cvgen.bibliography.names import is_others, list_named
from cvgen.bibliography.publication_text import find_genre, format_venue, get_state, select_line
from cvgen.bibliography.tables import load_table
from cvgen.profile.name_parse import parse_name_parts
from cvgen.profile.publications import AuthorRecord, Publication
from cvgen.text.dates import PartialDate

# Types that CSL 1.0 does not have are written as another one, and named in `genre`.
_WRITTEN_TYPES = {"preprint": "article", "poster": "speech"}
_TYPES_OF_EVENTS = ("speech", "poster")


def build_csl_item(
    paper: Publication, key: str, languages: tuple[str, ...] = ("en",)
) -> dict[str, Any]:
    """Make one publication a CSL item; what is empty is left out, and so is an "et al."."""
    csl_item = {
        "id": key,
        **_format_type(paper),
        "title": format_html_title(select_line(paper.name, languages), paper.protectedWords),
        "author": _list_people(paper.authors, languages),
        "editor": _list_people(paper.editors, languages),
        "translator": _list_people(paper.translators, languages),
        "issued": _format_issued(paper),
        **_format_variables(paper, languages),
        "event-title": format_html(select_line(paper.eventTitle, languages)),
        **_format_venue_fields(paper, languages),
        "volume": paper.volume,
        "issue": paper.issue,
        **_format_identifiers(paper),
        "status": get_state(paper).get("word", ""),
        "note": _format_notes(paper, languages),
        "keyword": ", ".join(paper.tags),
        "language": paper.language,
        "abstract": format_html(select_line(paper.summary, languages)),
        "event-place": _format_event_place(paper, languages),
        "custom": _collect_custom(paper, languages),
    }
    genre = find_genre(paper, languages)
    if genre:
        csl_item["genre"] = format_html(genre)
    return _drop_empty(csl_item)


def _drop_empty(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}


def _format_type(paper: Publication) -> dict[str, str]:
    csl_type = paper.type or "document"
    if csl_type not in _WRITTEN_TYPES:
        return {"type": csl_type}
    return {"type": _WRITTEN_TYPES[csl_type], "genre": csl_type}


def _list_people(people: Iterable[AuthorRecord], languages: tuple[str, ...]) -> list[Any]:
    return [_format_person(person, languages) for person in list_named(people)]


def _format_edition(paper: Publication) -> str:
    """Format the edition as a number where it is one, so that a style can count."""
    number = parse_edition(paper.edition or "")
    if number:
        return str(number)
    return paper.edition or ""


def _format_variables(paper: Publication, languages: tuple[str, ...]) -> dict[str, str]:
    """Format what CSL has under another name."""
    variables: dict[str, str] = {}
    for field_name, variable in load_table("csl")["variables"].items():
        variables[variable] = getattr(paper, field_name) or ""
    for field_name, variable in load_table("csl")["text_variables"].items():
        variables[variable] = format_html(select_line(getattr(paper, field_name), languages))
    variables["edition"] = _format_edition(paper)
    return variables


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


def _format_venue_fields(paper: Publication, languages: tuple[str, ...]) -> dict[str, str]:
    """Format the venue, which is a publisher, a container or an event by the type of the work.

    Beside a container, the publisher is one.
    """
    venue = format_html(format_venue(paper, languages))
    venue_fields = {}
    if paper.containerTitle:
        venue_fields["publisher"] = format_html(select_line(paper.publisher, languages))
    is_published = (paper.type or "document") in load_table("types")["types_with_publishers"]
    if paper.type in _TYPES_OF_EVENTS:
        venue_fields["event-title"] = venue
    elif is_published and not paper.containerTitle:
        venue_fields["publisher"] = venue
    else:
        venue_fields["container-title"] = venue
    return venue_fields


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


def _format_notes(paper: Publication, languages: tuple[str, ...]) -> str:
    notes = [select_line(note, languages) for note in paper.notes]
    genre = find_genre(paper, languages)
    if genre:
        notes.remove(genre)
    return "\n".join(map(format_html, notes))


def _format_event_place(paper: Publication, languages: tuple[str, ...]) -> str:
    if not paper.location:
        return ""
    return select_line(paper.location[0].city, languages)


def _collect_custom(paper: Publication, languages: tuple[str, ...]) -> dict[str, Any]:
    """Collect what CSL has no place for: links, marks and an "et al." by position, the badge."""
    custom: dict[str, Any] = {
        "links": paper.links,
        "marks": _collect_marks(paper.authors),
        "editor-marks": _collect_marks(paper.editors),
        "translator-marks": _collect_marks(paper.translators),
        "others": _collect_others(paper),
    }
    badge = select_line(paper.badge, languages)
    if badge:
        custom["badge"] = {"text": badge}
    return _drop_empty(custom)


def _collect_others(paper: Publication) -> dict[str, str]:
    """Collect where an "et al." stands among the people of a role, which is none of them."""
    positions: dict[str, str] = {}
    for role, field_name in load_table("csl")["roles"].items():
        people = getattr(paper, field_name)
        for position, person in enumerate(people, start=1):
            if is_others(person.name):
                positions.setdefault(role, str(position))
    return positions


def _collect_marks(people: Iterable[AuthorRecord]) -> dict[str, str]:
    marks = {}
    for position, person in enumerate(list_named(people), start=1):
        if person.marks:
            marks[str(position)] = person.marks
    return marks
