"""Read from a BibTeX entry where a work appeared: venue, publisher and numbers."""

from __future__ import annotations

from cvgen.bibliography.bibtex_contributors import add_contributors
from cvgen.bibliography.bibtex_links import extract_links
from cvgen.bibliography.bibtex_text import EntryText
from cvgen.bibliography.identifiers import find_labelled_arxiv
from cvgen.bibliography.preprints import find_preprint_server
from cvgen.bibliography.protected_words import find_braced_words
from cvgen.bibliography.publication_builder import PublicationBuilder
from cvgen.bibliography.tables import load_table
from cvgen.text.patterns import compile_late

_TYPES_WITH_ISSUES = (
    "article-journal",
    "article-magazine",
    "article-newspaper",
    "preprint",
    "review",
    "review-book",
)
_TYPES_IN_SERIES = ("book", "chapter", "entry-encyclopedia", "paper-conference")
_TYPES_OF_EVENTS = ("paper-conference", "speech", "poster")
# Facts that are plain text, and those that are inline text.
_PLAIN_FACTS = {
    "edition": "edition",
    "chapter": "chapter",
    "part": "part",
    "volumes": "numberOfVolumes",
    "pagetotal": "numberOfPages",
    "isbn": "isbn",
    "issn": "issn",
}
_INLINE_FACTS = {"origtitle": "originalTitle", "eventtitle": "eventTitle"}
_SUBTITLES = {
    "booktitle": ("booksubtitle", "booktitleaddon"),
    "maintitle": ("mainsubtitle", "maintitleaddon"),
    "journaltitle": ("journalsubtitle", "journaltitleaddon"),
    "eventtitle": ("eventtitleaddon",),
}
# A journal's name as a command, as ADS writes it: \apj or {\apj}.
_JOURNAL_COMMAND = compile_late(r"\{*\\([A-Za-z]+)\s*\}*")


def add_venue(text: EntryText, builder: PublicationBuilder) -> str:
    """Add the venue, who made and published it, and the places; return the venue.

    A venue that only says the status is added as that, and the result empty.
    """
    add_contributors(text, builder)
    title_tex = text.entry.get_text("title")
    words = find_braced_words(title_tex, str(builder.data.get("name", "")))
    builder.add("protectedWords", words)
    container = _find_container(text, builder)
    if text.entry.type == "inbook" and not container:
        # BibTeX's own @inbook is a part of the book that it names (btxdoc, 3.1).
        builder.data["type"] = "book"
    publisher = _join_publishers(text, builder)
    _add_places(text, builder, publisher)
    venue = container or publisher or _find_field(text, builder, _list_last_venues())
    if venue and builder.add_status_phrase(venue):
        return ""
    if container and publisher:
        builder.add("containerTitle", container)
        builder.add("publisher", publisher)
    else:
        builder.add("publisher", venue)
    _add_facts(text, builder)
    return venue


def _find_container(text: EntryText, builder: PublicationBuilder) -> str:
    """Find what the work is in; a special issue, which has its own title, is in its periodical."""
    issue_title = text.get_inline("issuetitle")
    if not issue_title:
        return _find_field(text, builder, _list_fields(builder, "containers"))
    if text.entry.type != "periodical":
        builder.notes.append(issue_title)
        return _find_field(text, builder, _list_fields(builder, "containers"))
    journal = str(builder.data.get("name", ""))
    builder.data["name"] = issue_title
    return journal


def _find_field(text: EntryText, builder: PublicationBuilder, field_names: list[str]) -> str:
    """Return the first of some fields that the entry has."""
    for field_name in field_names:
        if text.has_field(field_name):
            return _format_field(text, builder, field_name)
    return ""


def _join_publishers(text: EntryText, builder: PublicationBuilder) -> str:
    """Join the fields that name who published the work; what another one says already is left."""
    publishers: list[str] = []
    for field_name in _list_fields(builder, "publishers"):
        if not text.has_field(field_name):
            continue
        publisher = _format_field(text, builder, field_name)
        said = ", ".join(publishers).casefold()
        if publisher and publisher.casefold() not in said:
            publishers.append(publisher)
    if publishers and find_preprint_server(publishers[0]):
        return publishers[0]
    return ", ".join(publishers)


def _list_fields(builder: PublicationBuilder, table: str) -> list[str]:
    """List the fields of a table for the type of the work."""
    fields_by_type = load_table("fields")[table]
    fields: list[str] = fields_by_type.get(builder.data["type"], fields_by_type["other"])
    return fields


def _list_last_venues() -> list[str]:
    return load_table("fields")["last_venues"]  # type: ignore[no-any-return]


def _format_field(text: EntryText, builder: PublicationBuilder, field_name: str) -> str:
    """Format a field with its subtitles; addresses in it become links."""
    tex = text.entry.get_text(field_name)
    command = _JOURNAL_COMMAND.fullmatch(tex)
    if command:
        journal = load_table("journals").get(command[1].casefold())
        if journal:
            return str(journal)
    name = text.convert_inline(extract_links(tex, text, builder, field_name), field_name)
    separator = ": "
    for subtitle_field in _SUBTITLES.get(field_name, ()):
        subtitle = text.get_inline(subtitle_field)
        if name and subtitle:
            name = f"{name}{separator}{subtitle}"
        separator = ". "
    return name


def _add_places(text: EntryText, builder: PublicationBuilder, publisher: str) -> None:
    """Add the place of an event, and the publisher's; `address` is that where there is one."""
    event_place = text.get_plain("venue")
    address = text.get_plain("location", "address")
    is_event = builder.data["type"] in _TYPES_OF_EVENTS
    if is_event and not text.has_field("publisher"):
        builder.add("location", event_place or address)
        return
    if is_event or text.has_field("eventtitle"):
        builder.add("location", event_place)
    if publisher:
        builder.add("publisherPlace", address)
    else:
        builder.add("location", address)


def _add_facts(text: EntryText, builder: PublicationBuilder) -> None:
    """Add edition, series, chapter and others that stand in a field of their own."""
    for field_name, fact in _PLAIN_FACTS.items():
        builder.add(fact, text.get_plain(field_name))
    for field_name, fact in _INLINE_FACTS.items():
        if text.has_field(field_name):
            builder.add(fact, text.get_inline(field_name))
    for field_name in ("series", "maintitle"):
        if text.has_field(field_name):
            builder.add("collectionTitle", _format_field(text, builder, field_name))
    venue_names = (builder.data.get("containerTitle"), builder.data.get("publisher"))
    for fact in ("eventTitle", "collectionTitle"):
        if builder.data.get(fact) in venue_names:
            builder.data.pop(fact, None)


def add_numbers(text: EntryText, builder: PublicationBuilder) -> None:
    """Add volume, issue, pages and the number of the work itself."""
    volume = text.get_plain("volume")
    if not volume.startswith("abs/"):  # DBLP's volume of a preprint on arXiv
        builder.add("volume", volume)
    builder.add_pages(text.get_plain("pages"))
    number = _get_number(text, "number")
    own_number = _get_number(text, "eid", "articleno", "article-number")
    work_type = builder.data["type"]
    is_in_series = "collectionTitle" in builder.data and work_type in _TYPES_IN_SERIES
    if work_type in _TYPES_WITH_ISSUES:
        builder.add("issue", _join_issue(number, text.get_plain("issue")))
    elif is_in_series and (work_type != "paper-conference" or not volume):
        builder.add("collectionNumber", number)
    elif work_type == "paper-conference":
        builder.add("issue", number)
    else:
        own_number = number or own_number
    if own_number != builder.data.get("pages"):
        builder.add("number", own_number)
    builder.add("issue", text.get_plain("issue"))
    builder.add("version", text.get_plain("version"))


def _join_issue(number: str, issue: str) -> str:
    """Join the number of an issue and its name, such as Spring, where an entry has both."""
    if number and issue and number != issue:
        return f"{number}, {issue}"
    return number or issue


def _get_number(text: EntryText, *field_names: str) -> str:
    """Return a number, unless it is that of arXiv, which is added as an identifier."""
    number = text.get_plain(*field_names)
    if find_labelled_arxiv(number):
        return ""
    return number
