"""Make the data of a publication from an entry of a .bib file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, get_args

from cvgen.bibliography.bibtex_entry import Entry
from cvgen.bibliography.bibtex_imprint import add_date, add_numbers, add_venue
from cvgen.bibliography.bibtex_links import add_identifiers, add_link_fields, add_notes
from cvgen.bibliography.bibtex_names import parse_annotations, parse_names
from cvgen.bibliography.bibtex_text import EntryText
from cvgen.bibliography.latex import convert_to_plain
from cvgen.bibliography.names import Name
from cvgen.bibliography.publication_builder import PublicationBuilder
from cvgen.bibliography.source import Source
from cvgen.bibliography.tables import load_spellings, load_table
from cvgen.errors import did_you_mean
from cvgen.profile.fields import is_language_tag
from cvgen.profile.name_words import is_group
from cvgen.profile.publications import PublicationType

_TYPES = frozenset(get_args(PublicationType))
_ORCID = re.compile(r"(?<!\d)(\d++)\s*+=\s*+\"?([\dXx-]{19})")
_LONGEST_LANGUAGE = 8


def make_publication(entry: Entry, source: Source) -> dict[str, Any] | None:
    """Make the data of a publication; without a title there is none, which is reported."""
    text = EntryText(entry, source)
    builder = PublicationBuilder(source, entry.key, entry.place)
    builder.add("name", _format_title(text))
    builder.add("type", _choose_type(text))
    _add_authors(text, builder)
    add_identifiers(text, builder)
    venue = add_venue(text, builder)
    add_date(text, builder)
    builder.mark_preprint(venue)
    add_numbers(text, builder)
    add_notes(text, builder)
    add_link_fields(text, builder)
    builder.add("badge", text.get_inline("abbr"))
    builder.add("language", _find_language(text))
    builder.add("tags", list(dict.fromkeys(_list_tags(text))))
    builder.add("key", entry.key)
    return builder.build()


def _format_title(text: EntryText) -> str:
    """Join title, subtitle and what stands behind them."""
    title = text.get_inline("title")
    subtitle = text.get_inline("subtitle")
    addition = text.get_inline("titleaddon")
    if not title:
        return ""
    whole = title
    if subtitle and title.endswith((":", "?", "!", "–", "—")):
        whole = f"{title} {subtitle}"
    elif subtitle:
        whole = f"{title}: {subtitle}"
    if addition:
        whole = f"{whole}. {addition}"
    return whole


def _choose_type(text: EntryText) -> str:
    """Choose CSL's word for the type of the entry."""
    entry_type = text.entry.type
    csl_types = load_spellings("types", "types")
    subtype = text.get_plain("entrysubtype").casefold()
    csl_type = csl_types.get(entry_type)
    if not csl_type:
        message = f"'@{entry_type}' is no type of entry known here, and is read as '@misc'"
        hint = did_you_mean(entry_type, csl_types)
        text.source.warn("B205", message, text.entry.place, hint)
    if csl_type == "article-journal" and subtype in ("magazine", "newspaper"):
        return f"article-{subtype}"
    if subtype in _TYPES:
        return subtype
    if csl_type and csl_type != "document":
        return csl_type
    return _choose_type_of_misc(text)


def _choose_type_of_misc(text: EntryText) -> str:
    """Choose the type of a @misc by what its field `type` says of it."""
    if text.get_plain("publisher").casefold() == "google patents":
        return "patent"
    own_words = set(re.findall(r"\w+", text.get_plain("type").casefold()))
    for csl_type, words in load_table("types")["misc_types"].items():
        if not own_words.isdisjoint(words):
            return str(csl_type)
    return "document"


def _add_authors(text: EntryText, builder: PublicationBuilder) -> None:
    """Add the authors, or of a book without any its editors."""
    entry = text.entry
    role = "author"
    if not text.has_field("author") and builder.data["type"] == "book":
        role = "editor"
    names = parse_names(entry.get_text(role))
    authors = _annotate_names(names, entry, role)
    authors += _list_collaborations(text)
    builder.add_authors(authors, entry.get_place(role))
    if role == "editor" and authors:
        builder.notes.append(load_table("fields")["edited"])


def _annotate_names(names: list[Name], entry: Entry, role: str) -> list[Name]:
    """Add the marks and ORCIDs that biblatex's annotations (`author+an`) give to names."""
    annotations: dict[str, str] = {}
    for field_name, value in entry.fields.items():
        if field_name.startswith(f"{role}+an"):
            annotations[field_name] = value.text
    orcid_by_position = dict(_ORCID.findall(annotations.pop(f"{role}+an:orcid", "")))
    marks_by_position = parse_annotations(annotations)
    annotated = []
    for position, name in enumerate(names, start=1):
        marks = name.marks + marks_by_position.get(position, "")
        orcid = orcid_by_position.get(str(position), "")
        annotated.append(replace(name, marks="".join(dict.fromkeys(marks)), orcid=orcid))
    return annotated


def _list_collaborations(text: EntryText) -> list[Name]:
    """List the groups of the field `collaboration`, which INSPIRE writes without the word."""
    groups = []
    for part in text.entry.get_text("collaboration").split(","):
        group = convert_to_plain(part)
        if not group:
            continue
        if not is_group(group):
            group += " Collaboration"
        groups.append(Name(group))
    return groups


def _find_language(text: EntryText) -> str:
    """Find the tag of the work's language, by its name in babel or as it stands."""
    language = text.get_plain("langid", "language", "hyphenation")
    tag = load_table("fields")["languages"].get(language.casefold())
    if tag is not None:
        return str(tag)
    if is_language_tag(language) and len(language) <= _LONGEST_LANGUAGE:
        return language
    return ""


def _list_tags(text: EntryText) -> Iterator[str]:
    """List the keywords."""
    if text.get_plain("selected").casefold() in ("true", "yes", "1"):
        yield "selected"
    for word in re.split(r"[,;]", text.get_plain("keywords", "keyword")):
        if word.strip():
            yield word.strip()
