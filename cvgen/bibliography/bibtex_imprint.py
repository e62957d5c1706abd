"""Read from a BibTeX entry where a work appeared: venue and numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cvgen.bibliography.bibtex_links import extract_links
from cvgen.bibliography.bibtex_text import EntryText
from cvgen.bibliography.identifiers import find_labelled_arxiv
from cvgen.bibliography.publication_builder import PublicationBuilder
from cvgen.bibliography.tables import load_table

_TYPES_WITH_ISSUES = (
    "article-journal",
    "article-magazine",
    "article-newspaper",
    "preprint",
    "review",
    "review-book",
)
_TYPES_OF_EVENTS = ("paper-conference", "speech", "poster")
# A journal's name as a command, as ADS writes it: \apj or {\apj}.
_JOURNAL_COMMAND = re.compile(r"\{*\\([A-Za-z]+)\s*\}*")


def add_venue(text: EntryText, builder: PublicationBuilder) -> str:
    """Add the venue and the place of an event, and return the venue.

    A venue that only says the status is added as that, and the result empty.
    """
    work_type = builder.data["type"]
    venue = _join_venue_fields(text, builder)
    if work_type in _TYPES_OF_EVENTS:
        builder.add("location", _find_location(text))
    if venue and builder.add_status_phrase(venue):
        return ""
    builder.add("publisher", venue)
    return venue


def _join_venue_fields(text: EntryText, builder: PublicationBuilder) -> str:
    """Join the fields that name the venue: the first of each group that the entry has."""
    work_type = builder.data["type"]
    groups_by_type = load_table("fields")["venues"]
    groups = groups_by_type.get(work_type, groups_by_type["other"])
    parts = [_find_venue(text, builder, group) for group in groups]
    if work_type == "paper-conference" and text.has_field("volume"):
        parts.append(text.get_inline("series"))
    full = [part for part in parts if part]
    return ", ".join(dict.fromkeys(full))


def _find_venue(text: EntryText, builder: PublicationBuilder, group: Iterable[str]) -> str:
    """Return the first field of a group that the entry has; addresses in it become links."""
    for field_name in group:
        if not text.has_field(field_name):
            continue
        tex = text.entry.get_text(field_name)
        command = _JOURNAL_COMMAND.fullmatch(tex)
        if command:
            journal = load_table("journals").get(command[1].casefold())
            if journal:
                return str(journal)
        return text.convert_inline(extract_links(tex, text, builder, field_name), field_name)
    return ""


def _find_location(text: EntryText) -> str:
    """Find the place of an event; `address` is the publisher's where there is one."""
    venue = text.get_plain("venue")
    if venue or text.has_field("publisher"):
        return venue
    return text.get_plain("location", "address")


def add_numbers(text: EntryText, builder: PublicationBuilder) -> None:
    """Add volume, issue, pages and the number of the work itself."""
    volume = text.get_plain("volume")
    if not volume.startswith("abs/"):  # DBLP's volume of a preprint on arXiv
        builder.add("volume", volume)
    builder.add_pages(text.get_plain("pages"))
    number = _get_number(text, "number")
    own_number = _get_number(text, "eid", "articleno", "article-number", "version")
    work_type = builder.data["type"]
    if work_type in _TYPES_WITH_ISSUES:
        builder.add("issue", number or text.get_plain("issue"))
    elif work_type != "paper-conference":
        own_number = number or own_number
    elif volume:
        builder.add("issue", number)
    if own_number != builder.data.get("pages"):
        builder.add("number", own_number)


def _get_number(text: EntryText, *field_names: str) -> str:
    """Return a number, unless it is that of arXiv, which is added as an identifier."""
    number = text.get_plain(*field_names)
    if find_labelled_arxiv(number):
        return ""
    return number
