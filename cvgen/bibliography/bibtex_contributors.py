"""Read the editors and translators of a BibTeX entry, and report who else is named in it."""

from __future__ import annotations

from dataclasses import replace

from cvgen.bibliography.bibtex_names import parse_annotations, parse_names
from cvgen.bibliography.bibtex_text import EntryText
from cvgen.bibliography.names import Name
from cvgen.bibliography.publication_builder import PublicationBuilder
from cvgen.bibliography.tables import load_table

# The fields of people who print, and where they stand in a profile.
_ROLES = {"editor": "editors", "translator": "translators"}


def add_contributors(text: EntryText, builder: PublicationBuilder) -> None:
    """Add editors and translators."""
    _move_editors(builder)
    for field_name, role in _ROLES.items():
        if role in builder.data or not text.has_field(field_name):
            continue
        names = _mark_names(parse_names(text.entry.get_text(field_name)), text, field_name)
        builder.add_people(role, names, text.entry.get_place(field_name))
    _report_other_people(text)


def _move_editors(builder: PublicationBuilder) -> None:
    """Move the editors of a book without authors, who are read as such, to where they belong."""
    note = load_table("fields")["edited"]
    if note not in builder.notes:
        return
    builder.notes.remove(note)
    builder.add("editors", builder.data.pop("authors", None))


def _mark_names(names: list[Name], text: EntryText, field_name: str) -> list[Name]:
    """Add the marks that biblatex's annotations (`editor+an`) give to names."""
    annotations: dict[str, str] = {}
    for annotation, value in text.entry.fields.items():
        if annotation.startswith(f"{field_name}+an"):
            annotations[annotation] = value.text
    marks_by_position = parse_annotations(annotations)
    marked = []
    for position, name in enumerate(names, start=1):
        marks = name.marks + marks_by_position.get(position, "")
        marked.append(replace(name, marks="".join(dict.fromkeys(marks))))
    return marked


def _report_other_people(text: EntryText) -> None:
    """Report people in roles that do not print, once for each kind of them in a file."""
    for field_name in load_table("fields")["unprinted"]:
        names = text.entry.get_text(field_name)
        if not names or names == text.entry.get_text("author"):
            continue
        message = f"the field '{field_name}' is not printed"
        hint = "say it in 'note', or of people as editor or translator"
        place = text.entry.get_place(field_name)
        text.source.warn_once("B217", message, place, hint)
