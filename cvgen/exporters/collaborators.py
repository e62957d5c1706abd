"""Write who published with the person in the last 48 months, as the NSF and the ERC ask for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from cvgen.bibliography.names import list_named
from cvgen.errors import Diagnostic, Place
from cvgen.exporters.exporter import Export, ExportOrder
from cvgen.exporters.facts import FactWriter, format_iso_date
from cvgen.exporters.losses import LossList
from cvgen.exporters.table_files import Table
from cvgen.profile.fields import PersonRecord
from cvgen.profile.model import Profile
from cvgen.profile.name_match import fold_spelling, make_own_name
from cvgen.profile.name_parse import parse_name_parts
from cvgen.profile.name_parts import NameParts
from cvgen.profile.names import PersonIdentity, identify_person
from cvgen.profile.publications import AuthorRecord, Publication
from cvgen.profile.sections import Entry, Reference
from cvgen.text.dates import PartialDate

# So long ask the NSF (Collaborators and Other Affiliations) and panels of the ERC.
_MONTHS = 48
_HEAD = ("Name", "Affiliation", "Last work", "Works")


class _Collaborator(Struct):
    """Somebody, by every name that works give, with the date of the last of them."""

    identity: PersonIdentity
    name: str
    parts: NameParts
    last: PartialDate
    works: int = 1

    @property
    def sorted_name(self) -> str:
        """The name as lists have it, the family name first."""
        if not self.parts.surname:
            return self.parts.literal or self.name
        given = " ".join(part for part in (self.parts.given, self.parts.name_suffix) if part)
        return ", ".join(part for part in (self.parts.surname, given) if part)


def export_collaborators(order: ExportOrder) -> Export:
    """Write a CSV file, and the same table for spreadsheets."""
    losses = LossList("the list of collaborators", order.plan.profile)
    people = _collect_people(order, losses)
    affiliations = _map_affiliations(order.plan.profile, order.document.language)
    rows = []
    for person in sorted(people, key=lambda one: fold_spelling(one.sorted_name)):
        affiliation = affiliations.get(_fold_name(person.parts), "")
        last = format_iso_date(person.last)
        rows.append((person.sorted_name, affiliation, last, str(person.works)))
    table = Table(_HEAD, tuple(rows))
    files = {".collaborators.csv": table.format_csv()}
    companions = {".collaborators.xlsx": table.format_xlsx("Collaborators")}
    findings = (_describe_window(order), *losses.list_findings())
    return Export(files, findings, companions)


def _describe_window(order: ExportOrder) -> Diagnostic:
    year, month = _find_start(order.plan.today)
    message = f"co-authors are listed of works since {year}-{month:02}, {_MONTHS} months ago"
    hint = "add who else you worked with, and affiliations that the profile does not say"
    return Diagnostic("X172", message, Place(order.plan.source.tree.file), hint, "note")


def _find_start(today: date) -> tuple[int, int]:
    """Find the month in which the window begins."""
    months = today.year * 12 + today.month - 1 - _MONTHS
    return months // 12, months % 12 + 1


def _collect_people(order: ExportOrder, losses: LossList) -> list[_Collaborator]:
    """Collect the co-authors of all works that the variant and the audience leave."""
    own = identify_person(order.plan.profile.basics, {})
    facts = FactWriter(order.document.language)
    people: list[_Collaborator] = []
    for paper in _list_recent(order, losses):
        day = paper.period().end or paper.period().start
        assert day is not None
        for author in list_named(paper.authors):
            if not own.is_same_person(author):
                _add_person(people, author, facts.choose_text(author.name), day)
    return people


def _list_recent(order: ExportOrder, losses: LossList) -> Iterator[Publication]:
    """List the works of the window; one of a year alone counts if the year ends in it."""
    start = _find_start(order.plan.today)
    for section in order.plan.profile.sections:
        for index, entry in enumerate(section.entries):
            if not isinstance(entry, Publication):
                continue
            day = entry.period().end or entry.period().start
            if day is None:
                losses.leave_out("the authors of a work without a date", (*section.path, index))
            elif (day.year, day.month or 12) >= start:
                yield entry


def _add_person(
    people: list[_Collaborator], author: AuthorRecord, name: str, day: PartialDate
) -> None:
    """Add an author, or to one who is there already the work; the longest name stays."""
    parts = parse_name_parts(name, author.family)
    for person in people:
        if not person.identity.is_same_person(author):
            continue
        person.works += 1
        if (day.year, day.month, day.day) > (person.last.year, person.last.month, person.last.day):
            person.last = day
        if len(name) > len(person.name):
            person.name, person.parts = name, parts
        return
    identity = PersonIdentity((make_own_name(name, parts),), author.orcid or "", {})
    people.append(_Collaborator(identity, name, parts, day))


def _map_affiliations(profile: Profile, language: str) -> dict[str, str]:
    """Map names to the affiliations that a profile gives supervisors, partners and referees."""
    facts = FactWriter(language)
    affiliations: dict[str, str] = {}
    for section in profile.sections:
        for entry in section.entries:
            for name, affiliation in _list_affiliations(entry, facts):
                if name and affiliation:
                    affiliations.setdefault(_fold_name(parse_name_parts(name)), affiliation)
    return affiliations


def _list_affiliations(entry: Entry, facts: FactWriter) -> Iterator[tuple[str, str]]:
    if isinstance(entry, Reference):
        institution = facts.join_names(entry.institution)
        yield facts.choose_text(entry.name), institution
    for _, value in entry:
        if not isinstance(value, tuple):
            continue
        for person in value:
            if isinstance(person, PersonRecord):
                yield facts.choose_text(person.name), facts.choose_text(person.affiliation)


def _fold_name(parts: NameParts) -> str:
    """Fold a name without titles, so that it is found in another spelling."""
    return fold_spelling(f"{parts.given} {parts.surname or parts.literal}")
