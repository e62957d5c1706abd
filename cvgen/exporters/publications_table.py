"""Write the publications that are printed as a table, a line each, for forms and spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cvgen.bibliography.names import count_people, find_position
from cvgen.bibliography.tables import load_table
from cvgen.exporters.exporter import Export, ExportOrder
from cvgen.exporters.facts import FactWriter, format_iso_date
from cvgen.exporters.losses import LossList
from cvgen.exporters.plain import read_plain
from cvgen.exporters.printed import PrintedEntry, check_publications, list_printed_sections
from cvgen.exporters.table_files import Table
from cvgen.profile.names import PersonIdentity, identify_person
from cvgen.profile.publications import AuthorRecord, Publication
from cvgen.text.links import format_doi_url

_HEAD = (
    *("Title", "Authors", "Position", "Year", "Date", "Venue", "Publisher", "Volume", "Issue"),
    *("Number", "Pages", "DOI", "arXiv", "Address", "Type", "Status", "Notes"),
    *("Editors", "Translators", "Original title", "Event", "Series", "Series number", "Edition"),
    *("Place", "Chapter", "Part", "Version", "Volumes", "Total pages", "ISBN", "ISSN"),
)
# What stands in a profile as the table has it.
_PLAIN = ("Volume", "Issue", "Number", "Pages", "DOI", "arXiv", "Type", "Status")
_FACTS = {
    "Original title": "originalTitle",
    "Event": "eventTitle",
    "Series": "collectionTitle",
    "Series number": "collectionNumber",
    "Edition": "edition",
    "Place": "publisherPlace",
    "Chapter": "chapter",
    "Part": "part",
    "Version": "version",
    "Volumes": "numberOfVolumes",
    "Total pages": "numberOfPages",
    "ISBN": "isbn",
    "ISSN": "issn",
}
# What has no column.
_LOST = {"links": "the links", "summary": "the text", "location": "the place of an event"}


def export_publications_table(order: ExportOrder) -> Export:
    """Write a CSV file, and the same table for spreadsheets."""
    printed = list(_list_printed(order))
    identity = identify_person(order.plan.profile.basics, {})
    facts = FactWriter(order.document.language)
    rows = tuple(_list_cells(one, facts, identity) for one in printed)
    table = Table(_HEAD, rows)
    papers = [one.entry for one in printed if isinstance(one.entry, Publication)]
    losses = LossList("the table of publications", order.plan.profile)
    for one in printed:
        _note_losses(one, losses)
    findings = (*check_publications(papers, order), *losses.list_findings())
    files = {".publications.csv": table.format_csv()}
    return Export(files, findings, {".publications.xlsx": table.format_xlsx("Publications")})


def _list_printed(order: ExportOrder) -> Iterator[PrintedEntry]:
    """List the works that are printed, in their order, each once."""
    known: set[int] = set()
    for section in list_printed_sections(order):
        for printed in section.entries:
            if isinstance(printed.entry, Publication) and id(printed.entry) not in known:
                known.add(id(printed.entry))
                yield printed


def _list_cells(
    printed: PrintedEntry, facts: FactWriter, identity: PersonIdentity
) -> tuple[str, ...]:
    paper = printed.entry
    assert isinstance(paper, Publication)
    notes = map(read_plain, printed.item.notes)
    cells = {
        "Title": read_plain(printed.item.title) or facts.choose_text(paper.name),
        "Authors": _join_names(paper.authors, facts),
        "Editors": _join_names(paper.editors, facts),
        "Translators": _join_names(paper.translators, facts),
        "Position": _find_position(paper, identity),
        "Address": paper.url,
        "Notes": "; ".join(notes),
        **_list_dates(paper),
        **_list_venues(paper, facts),
    }
    for name, field_name in _FACTS.items():
        cells[name] = facts.choose_text(getattr(paper, field_name))
    for name in _PLAIN:
        cells[name] = getattr(paper, name.lower())
    if paper.doi:
        cells["Address"] = paper.url or format_doi_url(paper.doi)
    return tuple(cells.get(name) or "" for name in _HEAD)


def _note_losses(printed: PrintedEntry, losses: LossList) -> None:
    for field_name, what in _LOST.items():
        if getattr(printed.entry, field_name):
            losses.leave_out(what, printed.item)


def _join_names(people: Iterable[AuthorRecord], facts: FactWriter) -> str:
    return "; ".join(facts.choose_text(person.name) for person in people)


def _list_venues(paper: Publication, facts: FactWriter) -> dict[str, str]:
    """List what the work is in, and who published it; the press of a book is no venue."""
    publisher = facts.choose_text(paper.publisher)
    if paper.containerTitle:
        return {"Venue": facts.choose_text(paper.containerTitle), "Publisher": publisher}
    if paper.type in load_table("types")["types_without_venue"]:
        return {"Publisher": publisher}
    return {"Venue": publisher}


def _list_dates(paper: Publication) -> dict[str, str]:
    """List the year in which the work came out, and all of its date as an interval if it is one."""
    period = paper.period()
    dates = [date for date in (period.start, period.end) if date]
    if not dates:
        return {}
    return {"Year": str(dates[0].year), "Date": "/".join(map(format_iso_date, dates))}


def _find_position(paper: Publication, identity: PersonIdentity) -> str:
    """Find which of the authors is the person, such as "1/3"; "" where nobody is.

    Behind an "et al." there is none, and with one nobody knows of how many.
    """
    for index, author in enumerate(paper.authors):
        if identity.is_same_person(author):
            numbers = (find_position(paper.authors, index), count_people(paper.authors))
            return "/".join(str(number) for number in numbers if number)
    return ""
