"""List what a parser reads, fact by fact, with what the document says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from cvgen.compose.view import Document, Item, Section
from cvgen.target.parser.compare_entries import find_entry, list_read_items
from cvgen.target.parser.entries import Entry
from cvgen.target.parser.resume import ReadSection, Resume
from cvgen.target.parser.words import fold_title
from cvgen.text.markup import strip_markup

_WITHOUT_ENTRIES = ("contact", "summary", "skills", "languages", "interests")


class Fact(Struct, frozen=True):
    """The name of a fact, indented below its section, what is read, and what is said."""

    name: str
    read: str
    said: str = ""


def list_facts(resume: Resume, document: Document | None) -> Iterator[Fact]:
    """List the person, the sections and their entries; without a document nothing is said."""
    yield from _list_person_facts(resume, document)
    sections = list(document.sections) if document else []
    for read in resume.sections:
        section = _find_said_section(read, sections)
        if section is not None:
            sections.remove(section)
        yield Fact(f"section {read.kind or '(unknown)'}", read.title, _get_title(section))
        yield from _list_section_facts(read, section)
    for section in sections:
        yield Fact(f"section {section.kind}", "", _get_title(section))


def _list_person_facts(resume: Resume, document: Document | None) -> Iterator[Fact]:
    person = resume.person
    said: dict[str, str] = {}
    if document:
        said = _describe_contacts(document)
    yield Fact("name", person.name, said.get("name", ""))
    yield Fact("e-mail", person.email, said.get("email", ""))
    yield Fact("phone", person.phone, said.get("phone", ""))
    yield Fact("links", ", ".join(person.links), said.get("links", ""))


def _describe_contacts(document: Document) -> dict[str, str]:
    said = {"name": strip_markup(document.name)}
    links = []
    for contact in document.contacts:
        text = strip_markup(contact.text)
        said.setdefault(contact.kind, text)
        if contact.url and contact.kind not in ("email", "phone"):
            links.append(text)
    said["links"] = ", ".join(links)
    return said


def _find_said_section(read: ReadSection, sections: Sequence[Section]) -> Section | None:
    for section in sections:
        if fold_title(_get_title(section)) == fold_title(read.title):
            return section
    return None


def _get_title(section: Section | None) -> str:
    if section is None:
        return ""
    return strip_markup(section.title)


def _list_section_facts(read: ReadSection, section: Section | None) -> Iterator[Fact]:
    if read.kind in _WITHOUT_ENTRIES:
        yield Fact("  text", " / ".join(line.text for line in read.lines))
        return
    entries = read.entries
    for entry in entries:
        yield from _list_entry_facts(entry, _find_item(entry, entries, section))


def _find_item(entry: Entry, entries: Sequence[Entry], section: Section | None) -> Item | None:
    if section is None:
        return None
    for item in list_read_items(section):
        if find_entry(entries, item) is entry:
            return item
    return None


def _list_entry_facts(entry: Entry, item: Item | None) -> Iterator[Fact]:
    title = organisation = dates = ""
    if item:
        title = strip_markup(item.title)
        organisation = strip_markup(item.subtitle)
        dates = strip_markup(item.period)
    facts = (
        Fact("  title", entry.title, title),
        Fact("  organisation", entry.organisation, organisation),
        Fact("  dates", entry.dates, dates),
    )
    for fact in facts:
        if fact.read or fact.said:
            yield fact
