"""Make the data of a publication from an entry of a .bib file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, get_args

from cvgen.bibliography.bibtex_contributors import annotate_names
from cvgen.bibliography.bibtex_dates import add_date
from cvgen.bibliography.bibtex_entry import Entry
from cvgen.bibliography.bibtex_imprint import add_numbers, add_venue
from cvgen.bibliography.bibtex_links import add_identifiers, add_link_fields, add_notes
from cvgen.bibliography.bibtex_names import parse_names
from cvgen.bibliography.bibtex_text import EntryText
from cvgen.bibliography.latex import convert_to_plain
from cvgen.bibliography.names import Name
from cvgen.bibliography.publication_builder import PublicationBuilder
from cvgen.bibliography.source import Source, shorten
from cvgen.bibliography.spans import escape_marks
from cvgen.bibliography.tables import load_spellings, load_table
from cvgen.errors import Diagnostic, did_you_mean
from cvgen.profile.fields import is_language_tag
from cvgen.profile.name_words import is_group
from cvgen.profile.publications import AUTHOR_MARKS, PublicationType
from cvgen.text.patterns import compile_late

_TYPES = frozenset(get_args(PublicationType))
_LONGEST_LANGUAGE = 8
_LONGEST_TYPE = 24
_ANNOTATION_LINE = compile_late(r"<br\s*/?>|\\\\|\n|;\s*(?=[\\${*#†‡§¶])", re.IGNORECASE)
_MARK_NOTE = compile_late(rf"(?P<mark>[{AUTHOR_MARKS}])[\s:=]*(?P<meaning>[^\s{AUTHOR_MARKS}].*)")


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
        work = text.entry.describe()
        quote = shorten(entry_type, _LONGEST_TYPE)
        message = f"{work}: '@{quote}' is no type of entry known here, and is read as '@misc'"
        hint = did_you_mean(entry_type, csl_types)
        warning = Diagnostic("B205", message, text.entry.place, hint, "warning")
        text.source.warn_of_kind(f"type {entry_type}", warning)
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
    """Add the authors and the groups, and what the entry says of the marks behind all names."""
    entry = text.entry
    authors = annotate_names(parse_names(entry.get_text("author")), entry, "author")
    authors += _list_collaborations(text)
    builder.add_authors(authors, entry.get_place("author"))
    builder.notes.extend(_list_mark_notes(text))


def _list_mark_notes(text: EntryText) -> list[str]:
    """List what the entry says of its marks, in al-folio's field or by biblatex's words."""
    notes = []
    for line in _ANNOTATION_LINE.split(text.entry.get_text("annotation")):
        note = _MARK_NOTE.fullmatch(convert_to_plain(line))
        if note:
            notes.append(escape_marks(f"{note['mark']} {note['meaning']}"))
    explained = {note.removeprefix("\\")[0] for note in notes}
    meaning_by_mark = _find_annotated_meanings(text)
    for mark, meaning in meaning_by_mark.items():
        if mark not in explained:
            notes.append(f"{mark} {meaning}")
    return notes


def _find_annotated_meanings(text: EntryText) -> dict[str, str]:
    """Find the words in biblatex's annotations that say what a mark means."""
    marks = load_spellings("fields", "marks")
    meanings = load_table("fields")["mark_meanings"]
    found: dict[str, str] = {}
    for field_name, value in text.entry.fields.items():
        if not field_name.startswith(("author+an", "editor+an")):
            continue
        for word in re.split(r"[=,;]", value.text):
            name = word.strip(' "').casefold()
            if name in meanings:
                found.setdefault(marks[name], str(meanings[name]))
    return found


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
