"""Make the data of publications from CSL items (of Zotero, Crossref, DataCite and others)."""

from __future__ import annotations

import re
from typing import Any, get_args

from msgspec import Struct
from msgspec.structs import replace

from cvgen.bibliography import identifiers
from cvgen.bibliography.csl_dates import add_dates
from cvgen.bibliography.csl_json import decode_items, get_text
from cvgen.bibliography.latex import convert_to_inline
from cvgen.bibliography.names import ET_AL, Name, is_others, join_name
from cvgen.bibliography.note_links import add_note
from cvgen.bibliography.protected_words import find_uncommon_words
from cvgen.bibliography.publication_builder import PublicationBuilder
from cvgen.bibliography.reference import Reference
from cvgen.bibliography.source import Source, shorten
from cvgen.bibliography.tables import load_spellings, load_table
from cvgen.bibliography.zotero_lines import split_labels
from cvgen.errors import Diagnostic, did_you_mean
from cvgen.profile.publications import PublicationType
from cvgen.text.patterns import compile_late

_TYPES = frozenset(get_args(PublicationType))
_TYPES_OF_EVENTS = ("speech", "poster")
_FIELDS_WITH_ARXIV_NUMBERS = ("number", "publisher", "container-title", "note")
_FORMULA = compile_late(r"(\$[^$]+\$)")
_TEX_CHARACTER = compile_late(r"[\\{}~`'-]")
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "`": r"\textasciigrave{}",
    "'": "'{}",
    "-": "-{}",
}
_NO_CASE = compile_late(r'<span class="nocase">(.*?)</span>')
_LONGEST_POSITION = 6
_LANGUAGE_TAG = compile_late(r"[a-zA-Z]{2,3}(-[A-Za-z0-9]{2,8})*")
_ORCID = compile_late(r"\d{4}-\d{4}-\d{4}-\d{3}[\dXx]")


def parse_references(source: Source) -> list[Reference]:
    """Parse every work of a CSL-JSON file; what is broken is reported, and the rest parsed."""
    references: list[Reference] = []
    for value, offset in decode_items(source):
        place = source.locate(offset)
        if not isinstance(value, dict):
            hint = "a work is keys and values in braces"
            source.error("B104", "this is no work", place, hint)
            continue
        item = _Item(value)
        builder = PublicationBuilder(source, _choose_key(item), place)
        data = _make_publication(item, builder)
        if data:
            references.append(Reference(builder.key, data, place))
    return references


class _Item(Struct, frozen=True):
    """The values of an item.

    One that is missing, or of another type than expected, reads as empty.
    """

    values: dict[str, Any]

    def get_text(self, *names: str) -> str:
        """Return the first text under some names."""
        for name in names:
            text = get_text(self.values.get(name))
            if text:
                return text
        return ""

    def get_inline(self, *names: str) -> str:
        """Return the first text under some names as inline text."""
        return _convert_to_inline(self.get_text(*names))

    def get_mapping(self, name: str) -> dict[str, Any]:
        """Return a mapping."""
        value = self.values.get(name)
        if not isinstance(value, dict):
            return {}
        return value

    def get_custom(self, name: str) -> dict[str, Any]:
        """Return one of the mappings that CSL has no place for, as this program writes them."""
        value = self.get_mapping("custom").get(name)
        if not isinstance(value, dict):
            return {}
        return value


def _convert_to_inline(text: str) -> str:
    """Convert the rich text of CSL, in which formulas stand between dollars and tags are HTML's."""
    tex = []
    for index, part in enumerate(_FORMULA.split(text)):
        is_formula = index % 2 == 1
        if is_formula:
            tex.append(part)
        else:
            tex.append(_TEX_CHARACTER.sub(lambda match: _TEX[match[0]], part))
    return convert_to_inline("".join(tex))


def _choose_key(item: _Item) -> str:
    """Choose the key; of an address, such as Zotero's, its last part."""
    key = item.get_text("citation-key", "id")
    if not key.startswith("http"):
        return key
    return key.rstrip("/").rpartition("/")[2]


def _make_publication(item: _Item, builder: PublicationBuilder) -> dict[str, Any] | None:
    title = item.get_text("title")
    builder.add("name", _convert_to_inline(_NO_CASE.sub(r"\1", title)))
    words = find_uncommon_words(_NO_CASE.findall(title), str(builder.data.get("name", "")))
    builder.add("protectedWords", words)
    builder.add("type", _choose_type(item, builder))
    for field_name, role in load_table("csl")["roles"].items():
        _add_people(item, builder, field_name, role)
    _add_identifiers(item, builder)
    venue = _add_venue(item, builder)
    add_dates(item.values, builder)
    builder.mark_preprint(venue)
    _add_numbers(item, builder)
    _add_genre(item, builder)
    _add_notes(item, builder)
    _add_custom(item, builder)
    builder.add("tags", _list_tags(item))
    builder.add("language", _get_language(item))
    builder.add("key", builder.key)
    return builder.build()


def _choose_type(item: _Item, builder: PublicationBuilder) -> str:
    """Choose the word for the type; those of other vocabularies are understood."""
    written_type = item.get_text("type").casefold()
    other_spellings = load_spellings("types", "others")
    csl_type = ""
    if written_type in _TYPES:
        csl_type = written_type
    elif written_type in other_spellings:
        csl_type = other_spellings[written_type]
    else:
        csl_type = load_spellings("types", "types").get(written_type, "")
    if written_type and not csl_type:
        hint = did_you_mean(written_type, (*_TYPES, *other_spellings))
        message = f"{builder.describe()}: '{shorten(written_type, 24)}' is no type known here"
        warning = Diagnostic("B205", message, builder.place, hint, "warning")
        builder.source.warn_of_kind(f"type {written_type}", warning)
    genre = item.get_text("genre").casefold()
    if genre in ("preprint", "poster"):
        return genre
    return csl_type or "document"


def _add_people(item: _Item, builder: PublicationBuilder, field_name: str, role: str) -> None:
    """Add the people in a role, with the marks and an "et al." that this program writes."""
    people = item.values.get(field_name)
    names = []
    if isinstance(people, list):
        names = [_parse_person(person) for person in people if isinstance(person, dict)]
    marks_by_position = item.get_custom(load_table("csl")["marks"][field_name])
    marked = []
    for position, name in enumerate(names, start=1):
        marks = get_text(marks_by_position.get(str(position)))
        marked.append(replace(name, marks=marks))
    others = get_text(item.get_custom("others").get(field_name))
    if others.isdecimal():
        marked.insert(int(others[:_LONGEST_POSITION]) - 1, Name(ET_AL))
    builder.add_people(role, marked, builder.place)


def _parse_person(person: dict[str, Any]) -> Name:
    fields = _Item(person)
    family_parts = []
    for field_name in ("dropping-particle", "non-dropping-particle", "family"):
        part = fields.get_text(field_name)
        if part:
            family_parts.append(part)
    family = " ".join(family_parts)
    name = join_name(fields.get_text("given"), family, fields.get_text("suffix"))
    if not name:
        name = fields.get_text("literal", "name")
    name = " ".join(name.split())
    if is_others(name):
        name = ET_AL
    orcid = _ORCID.search(fields.get_text("ORCID"))
    if not orcid:
        return Name(name, family=family)
    return Name(name, orcid=orcid[0], family=family)


def _add_identifiers(item: _Item, builder: PublicationBuilder) -> None:
    """Add DOI, address and arXiv number."""
    builder.add_doi(item.get_text("DOI"), builder.place)
    url = item.get_text("URL")
    if url:
        builder.add_url(url, builder.place)
    if item.get_text("archive").casefold() == "arxiv":
        number = item.get_text("archive_location", "archive-location")
        builder.add("arxiv", identifiers.find_arxiv(number))
    for name in _FIELDS_WITH_ARXIV_NUMBERS:
        builder.add("arxiv", identifiers.find_labelled_arxiv(item.get_text(name)))


def _add_venue(item: _Item, builder: PublicationBuilder) -> str:
    """Add the venue, its publisher and the place of an event, and return the venue.

    A venue that only says the status is added as that, and the result empty.
    """
    event = item.get_inline("event-title", "event") or _get_event_name(item)
    container = _find_container(item, event, builder.data["type"])
    publisher = item.get_inline("publisher")
    venue = container or publisher
    builder.add("location", item.get_text("event-place"))
    if venue and builder.add_status_phrase(venue):
        return ""
    if container and publisher:
        builder.add("containerTitle", container)
    builder.add("publisher", publisher or venue)
    if event != container:
        builder.add("eventTitle", event)
    return venue


def _find_container(item: _Item, event: str, csl_type: str) -> str:
    """Find what a work is in: of a talk or a poster, the event wins over the proceedings."""
    container = item.get_inline("container-title")
    if event and (not container or csl_type in _TYPES_OF_EVENTS):
        return event
    return container


def _get_event_name(item: _Item) -> str:
    return get_text(item.get_mapping("event").get("name"))


def _add_numbers(item: _Item, builder: PublicationBuilder) -> None:
    """Add volume, issue, pages, number and what else counts."""
    for field_name, variable in load_table("csl")["variables"].items():
        builder.add(field_name, item.get_text(variable))
    for field_name, variable in load_table("csl")["text_variables"].items():
        builder.add(field_name, item.get_inline(variable))
    builder.add("volume", item.get_text("volume"))
    builder.add("issue", item.get_text("issue", "journal-issue"))
    pages = item.get_text("page")
    builder.add_pages(pages)
    number = item.get_text("number", "article-number")
    if number != pages and not identifiers.find_labelled_arxiv(number):
        builder.add("number", number)


def _add_genre(item: _Item, builder: PublicationBuilder) -> None:
    """Add what a thesis or report calls itself."""
    genre = item.get_text("genre")
    if not genre or builder.data["type"] not in ("thesis", "report"):
        return
    kind = load_table("types")["kinds"].get(genre.casefold())
    if kind is None:
        kind = _convert_to_inline(genre)
    builder.notes.append(kind)


def _add_notes(item: _Item, builder: PublicationBuilder) -> None:
    """Add the notes, and the addresses in them as links."""
    for line in item.get_text("note").split("\n"):
        for part in split_labels(line):
            if builder.is_authors_note(part):
                add_note(part, _convert_to_inline, builder, builder.place)


def _add_custom(item: _Item, builder: PublicationBuilder) -> None:
    """Add links and badge, which CSL has no place for."""
    for label, address in item.get_custom("links").items():
        builder.add_link(label, get_text(address), builder.place)
    builder.add("badge", get_text(item.get_custom("badge").get("text")))


def _list_tags(item: _Item) -> list[str]:
    keywords = item.values.get("keyword") or item.values.get("keywords")
    text = get_text(keywords)
    if isinstance(keywords, list):
        text = ",".join(get_text(keyword) for keyword in keywords)
    tags = []
    for word in re.split(r"[,;]", text):
        tag = word.strip()
        if tag and tag not in tags:
            tags.append(tag)
    return tags


def _get_language(item: _Item) -> str:
    language = item.get_text("language")
    if not _LANGUAGE_TAG.fullmatch(language):
        return ""
    return language
