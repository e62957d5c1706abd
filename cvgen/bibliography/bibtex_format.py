"""Format publications as entries of a .bib file that BibTeX and biblatex read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cvgen.bibliography.format_text import (
    escape_tex,
    escape_verbatim,
    format_latex,
    format_latex_title,
)
from cvgen.bibliography.names import is_others
from cvgen.bibliography.preprints import find_preprint_server
from cvgen.bibliography.publication_text import find_genre, format_venue, get_state, select_line
from cvgen.bibliography.tables import load_spellings, load_table
from cvgen.profile.fields import Text
from cvgen.profile.name_parse import parse_name_parts
from cvgen.profile.publications import AuthorRecord, Publication
from cvgen.text.joining import join_filled

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TYPES_WITH_ISSUES = ("article", "inproceedings")
_TYPES_IN_SERIES = ("book", "incollection", "inproceedings")
# What these entries are goes without saying.
_TYPES_WITH_GENRE = ("phdthesis", "mastersthesis")
_TYPES_OF_EVENTS = ("speech", "poster")
_ROLES = {"author": "authors", "editor": "editors", "translator": "translators"}


class _Field(NamedTuple):
    """A field and its value, which is TeX."""

    name: str
    value: str


def format_entry(key: str, paper: Publication, languages: tuple[str, ...]) -> str:
    """Format one publication as an entry; what is empty is left out."""
    formatter = _EntryFormatter(paper, languages)
    text = f"@{formatter.entry_type}{{{key},\n"
    for name, value in formatter.list_fields():
        if not value:
            continue
        if name == "month":  # a macro
            text += f"  {name} = {value},\n"
        else:
            text += f"  {name} = {{{value}}},\n"
    return text + "}\n"


class _EntryFormatter:
    """One publication, the languages to write it in, and the notes that no field says yet."""

    def __init__(self, paper: Publication, languages: tuple[str, ...]) -> None:
        self.paper = paper
        self.languages = languages
        notes = [self._select_line(note) for note in paper.notes]
        self.notes = [note for note in notes if note]
        self.genre = ""
        self.entry_type = str(load_table("types")["export"].get(paper.type, "misc"))
        if paper.type == "thesis":
            self._set_thesis_type()
        elif paper.type == "report":
            self.genre = find_genre(paper, languages)
            self._remove_note(self.genre)

    def _select_line(self, text: Text | None) -> str:
        return select_line(text, self.languages)

    def _set_thesis_type(self) -> None:
        """Move what a thesis calls itself from the notes to the type."""
        genre_by_note: dict[str, str] = {}
        for genre, note in load_table("types")["kinds"].items():
            if note:
                genre_by_note.setdefault(note, genre)
        own_notes = [note for note in self.notes if note in genre_by_note]
        if own_notes:
            self.genre = genre_by_note[own_notes[0]]
            self._remove_note(own_notes[0])
        self.entry_type = "thesis"
        if self.genre in ("phdthesis", "mastersthesis"):
            self.entry_type = self.genre

    def _remove_note(self, removed: str) -> None:
        self.notes = [note for note in self.notes if note != removed]

    def list_fields(self) -> Iterator[_Field]:
        """List the fields in the order in which people write them."""
        for field_name, role in _ROLES.items():
            yield from self._list_people(field_name, getattr(self.paper, role))
        name = self._select_line(self.paper.name)
        title = format_latex_title(name, self.paper.protectedWords)
        yield _Field("title", title)
        yield _Field("origtitle", format_latex(self._select_line(self.paper.originalTitle)))
        yield from self._list_venue()
        yield from self._list_edition()
        yield from self._list_dates()
        yield from self._list_numbers()
        yield from self._list_links()
        yield from self._list_status_and_notes()
        yield from self._list_rest()

    def _list_people(self, field_name: str, people: tuple[AuthorRecord, ...]) -> Iterator[_Field]:
        """List the people in a role, and biblatex's annotations of them."""
        names_in_order = [self._format_name(person) for person in people]
        yield _Field(field_name, " and ".join(names_in_order))
        yield _Field(f"{field_name}+an", _format_mark_annotations(people))
        yield _Field(f"{field_name}+an:orcid", _format_orcid_annotations(people))

    def _format_name(self, author: AuthorRecord) -> str:
        """Format a name, surname first; groups in braces."""
        name = self._select_line(author.name)
        if is_others(name):
            return "others"
        name_parts = parse_name_parts(name, author.family)
        if name_parts.literal and re.search(r"[\s,]", name):
            return f"{{{escape_tex(name)}}}"
        if name_parts.literal:
            return escape_tex(name)
        family = escape_tex(name_parts.family)
        if author.family and " " in family:
            family = f"{{{family}}}"
        particles = (name_parts.dropping_particle, name_parts.particle)
        surname = join_filled(" ", *map(escape_tex, particles), family)
        suffix = escape_tex(name_parts.name_suffix)
        return join_filled(", ", surname, suffix, escape_tex(name_parts.given))

    def _list_venue(self) -> Iterator[_Field]:
        """List the venue under the field that the type of entry has for it.

        A type that the entry does not say by itself goes into `entrysubtype`.
        """
        venue = format_venue(self.paper, self.languages)
        if not self._is_arxiv_preprint(venue):
            yield _Field(self._choose_venue_field(), format_latex(venue))
        if self.paper.containerTitle:
            publisher = format_latex(self._select_line(self.paper.publisher))
            yield _Field(self._get_field_name("publisher"), publisher)
        yield _Field("address", format_latex(self._select_line(self.paper.publisherPlace)))
        yield _Field("eventtitle", format_latex(self._select_line(self.paper.eventTitle)))
        if not self._is_type_clear(venue):
            yield _Field("entrysubtype", self.paper.type or "")
        if self.entry_type not in _TYPES_WITH_GENRE:
            yield _Field("type", escape_tex(self.genre))
        yield _Field("venue", self._format_location())

    def _choose_venue_field(self) -> str:
        if not self.paper.containerTitle:
            return str(load_table("types")["venue"].get(self.entry_type, "howpublished"))
        if self.paper.type in _TYPES_OF_EVENTS:
            return str(load_table("types")["container"]["event"])
        return self._get_field_name("container")

    def _get_field_name(self, table: str) -> str:
        """Return the field of a table for the type of entry."""
        field_names = load_table("types")[table]
        return str(field_names.get(self.entry_type, field_names["other"]))

    def _list_edition(self) -> Iterator[_Field]:
        """List the series, and what tells the volumes and editions of a book apart."""
        paper = self.paper
        yield _Field("series", format_latex(self._select_line(paper.collectionTitle)))
        yield _Field("edition", escape_tex(paper.edition or ""))
        yield _Field("version", escape_tex(paper.version or ""))
        yield _Field("part", escape_tex(paper.part or ""))
        yield _Field("volumes", escape_tex(paper.numberOfVolumes or ""))
        yield _Field("chapter", escape_tex(paper.chapter or ""))
        yield _Field("pagetotal", escape_tex(paper.numberOfPages or ""))
        yield _Field("isbn", escape_tex(paper.isbn or ""))
        yield _Field("issn", escape_tex(paper.issn or ""))

    def _is_arxiv_preprint(self, venue: str) -> bool:
        """Say whether the arXiv number says already where the work is."""
        return self.paper.type == "preprint" and venue == "arXiv" and bool(self.paper.arxiv)

    def _is_type_clear(self, venue: str) -> bool:
        """Say whether the entry is read back as the type that the publication has."""
        if self.paper.type == "preprint":
            return bool(find_preprint_server(venue))
        return load_spellings("types", "types").get(self.entry_type) == self.paper.type

    def _format_location(self) -> str:
        if not self.paper.location:
            return ""
        location = self.paper.location[0]
        places = (location.city, location.region, location.countryCode)
        parts = [self._select_line(place) for place in places if place]
        return escape_tex(", ".join(parts))

    def _list_dates(self) -> Iterator[_Field]:
        """List year and month for BibTeX, and a date where they cannot say it."""
        period = self.paper.period()
        date = period.start or period.end
        if not date:
            return
        yield _Field("year", str(date.year))
        if date.month:
            yield _Field("month", _MONTHS[date.month - 1])
        if period.start and period.end:
            yield _Field("date", f"{period.start}/{period.end}")
        elif period.start and period.start.day:
            yield _Field("date", str(period.start))

    def _list_numbers(self) -> Iterator[_Field]:
        """List volume, issue, pages and number.

        BibTeX's `number` is the issue where a type of entry has issues, that in a series where a
        book has one, and the number elsewhere.
        """
        paper = self.paper
        fields = {"volume": paper.volume}
        if self._has_issues():
            fields["number"] = paper.issue
            fields["eid"] = paper.number
        elif self._is_in_series():
            fields["number"] = paper.collectionNumber
            fields["eid"] = paper.number
            fields["issue"] = paper.issue
        else:
            fields["number"] = paper.number
            fields["issue"] = paper.issue
        fields["pages"] = paper.pages
        for field_name, value in fields.items():
            yield _Field(field_name, escape_tex(value or ""))

    def _has_issues(self) -> bool:
        if self.entry_type == "inproceedings" and self._is_in_series() and not self.paper.volume:
            return False
        return self.entry_type in _TYPES_WITH_ISSUES or self.paper.type == "preprint"

    def _is_in_series(self) -> bool:
        return self.entry_type in _TYPES_IN_SERIES and bool(self.paper.collectionTitle)

    def _list_links(self) -> Iterator[_Field]:
        """List identifiers and addresses."""
        paper = self.paper
        yield _Field("doi", escape_verbatim(paper.doi or ""))
        if paper.arxiv:
            yield _Field("eprint", paper.arxiv)
            yield _Field("archiveprefix", "arXiv")
        yield _Field("url", escape_verbatim(paper.url or ""))
        label_by_field = load_table("fields")["links"]
        for label, url in paper.links.items():
            field_name = label
            if label_by_field.get(label) != label:
                field_name = "url_" + re.sub(r"\W+", "_", label)
            yield _Field(field_name, escape_verbatim(url))

    def _list_status_and_notes(self) -> Iterator[_Field]:
        """List the status, also among the notes for BibTeX, where the venue does not say it."""
        state = get_state(self.paper)
        notes = list(self.notes)
        is_said_by_venue = "at" in state and self.paper.venue
        if state and not is_said_by_venue:
            notes.insert(0, state["word"])
        yield _Field("pubstate", state.get("pubstate", ""))
        yield _Field("note", "; ".join(format_latex(note) for note in notes))

    def _list_rest(self) -> Iterator[_Field]:
        paper = self.paper
        keywords = [tag for tag in paper.tags if tag != "selected"]
        yield _Field("keywords", escape_tex(", ".join(keywords)))
        if "selected" in paper.tags:
            yield _Field("selected", "true")
        yield _Field("abbr", format_latex(self._select_line(paper.badge)))
        yield _format_language(paper.language or "")
        yield _Field("abstract", format_latex(self._select_line(paper.summary)))


def _format_mark_annotations(people: tuple[AuthorRecord, ...]) -> str:
    """Format the marks behind names as biblatex annotates names."""
    spellings = load_table("fields")["marks"]
    annotations = []
    for position, person in enumerate(people, start=1):
        words = [spellings[mark][0] for mark in person.marks if mark in spellings]
        if words:
            annotations.append(f"{position}={','.join(words)}")
    return "; ".join(annotations)


def _format_orcid_annotations(people: tuple[AuthorRecord, ...]) -> str:
    annotations = []
    for position, person in enumerate(people, start=1):
        if person.orcid:
            annotations.append(f'{position}="{person.orcid}"')
    return "; ".join(annotations)


def _format_language(tag: str) -> _Field:
    """Format a language by its name in babel, or where it has none by its tag."""
    for babel_name, babel_tag in load_table("fields")["languages"].items():
        if babel_tag == tag:
            return _Field("langid", babel_name)
    return _Field("language", tag)
