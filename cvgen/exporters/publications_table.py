"""Write the publications that are printed as a table, a line each, for forms and spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator

from cvgen.bibliography.names import count_people, find_position
from cvgen.exporters.exporter import Export, ExportOrder
from cvgen.exporters.facts import FactWriter, format_iso_date
from cvgen.exporters.plain import read_plain
from cvgen.exporters.printed import PrintedEntry, check_publications, list_printed_sections
from cvgen.exporters.table_files import Table
from cvgen.profile.names import PersonIdentity, identify_person
from cvgen.profile.publications import Publication
from cvgen.text.links import format_doi_url

_HEAD = (
    *("Title", "Authors", "Position", "Year", "Date", "Venue", "Publisher", "Volume", "Issue"),
    *("Number", "Pages", "DOI", "arXiv", "Address", "Type", "Status", "Notes"),
)
# What stands in a profile as the table has it.
_PLAIN = ("Volume", "Issue", "Number", "Pages", "DOI", "arXiv", "Type", "Status")


def export_publications_table(order: ExportOrder) -> Export:
    """Write a CSV file, and the same table for spreadsheets."""
    printed = list(_list_printed(order))
    identity = identify_person(order.plan.profile.basics, {})
    facts = FactWriter(order.document.language)
    rows = tuple(_list_cells(one, facts, identity) for one in printed)
    table = Table(_HEAD, rows)
    papers = [one.entry for one in printed if isinstance(one.entry, Publication)]
    findings = () if papers else tuple(check_publications(papers, order))
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
    authors = [facts.choose_text(author.name) for author in paper.authors]
    cells = {
        "Title": read_plain(printed.item.title) or facts.choose_text(paper.name),
        "Authors": "; ".join(authors),
        "Position": _find_position(paper, identity),
        "Venue": facts.choose_text(paper.venue),
        "Address": paper.url,
        "Notes": "; ".join(notes),
        **_list_dates(paper),
    }
    for name in _PLAIN:
        cells[name] = getattr(paper, name.lower())
    if paper.doi:
        cells["Address"] = paper.url or format_doi_url(paper.doi)
    if paper.containerTitle:
        cells["Publisher"] = facts.choose_text(paper.publisher)
    return tuple(cells.get(name) or "" for name in _HEAD)


def _list_dates(paper: Publication) -> dict[str, str]:
    date = paper.period().end or paper.period().start
    if date is None:
        return {}
    return {"Year": str(date.year), "Date": format_iso_date(date)}


def _find_position(paper: Publication, identity: PersonIdentity) -> str:
    """Find which of the authors is the person, such as "1/3"; "" where nobody is.

    Behind an "et al." there is none, and with one nobody knows of how many.
    """
    for index, author in enumerate(paper.authors):
        if identity.is_same_person(author):
            numbers = (find_position(paper.authors, index), count_people(paper.authors))
            return "/".join(str(number) for number in numbers if number)
    return ""
