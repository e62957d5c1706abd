"""Read the editors and translators of a BibTeX entry, and report who else is named in it."""

from __future__ import annotations

from msgspec.structs import replace

from cvgen.bibliography.bibtex_entry import Entry
from cvgen.bibliography.bibtex_names import parse_annotations, parse_names
from cvgen.bibliography.bibtex_text import EntryText
from cvgen.bibliography.names import Name
from cvgen.bibliography.publication_builder import PublicationBuilder
from cvgen.bibliography.tables import load_table
from cvgen.text.patterns import compile_late

_ORCID = compile_late(r"(\d{1,6})\s*=\s*\"?([\dXx-]{19})")
# The fields of people who print, and where they stand in a profile.
_ROLES = {"editor": "editors", "translator": "translators"}


def add_contributors(text: EntryText, builder: PublicationBuilder) -> None:
    """Add editors and translators."""
    for field_name, role in _ROLES.items():
        if not text.has_field(field_name):
            continue
        names = parse_names(text.entry.get_text(field_name))
        annotated = annotate_names(names, text.entry, field_name)
        builder.add_people(role, annotated, text.entry.get_place(field_name))
    _report_other_people(text)


def annotate_names(names: list[Name], entry: Entry, role: str) -> list[Name]:
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


def _report_other_people(text: EntryText) -> None:
    """Report people in roles that do not print, once for each kind of them in a file."""
    for field_name in load_table("fields")["unprinted"]:
        names = text.entry.get_text(field_name)
        if not names or names == text.entry.get_text("author"):
            continue
        message = f"the field '{field_name}' is not printed"
        hint = "say it in 'note', or of people as editor or translator"
        place = text.entry.get_place(field_name)
        text.source.warn_once("B219", message, place, hint)
