"""Give BibTeX entries what they inherit by crossref and xdata (biblatex manual, appendix B)."""

from __future__ import annotations

from collections.abc import Container
from typing import NamedTuple

from cvgen.bibliography.bibtex_entry import Entry, Value
from cvgen.bibliography.source import Source
from cvgen.bibliography.tables import load_table
from cvgen.errors import did_you_mean

_MOST_GENERATIONS = 3
_MOST_PARENTS = 8
_PARTS_OF_BOOKS = ("book", "mvbook", "inbook")


class _ParentLink(NamedTuple):
    """The field that names a parent (crossref or xdata), and the parent's key in small letters."""

    field_name: str
    key: str


def inherit_fields(entries: list[Entry], source: Source) -> list[Entry]:
    """Add to every entry what it inherits.

    Entries that are only there to be inherited from are left out.
    """
    entry_by_key: dict[str, Entry] = {}
    for entry in reversed(entries):  # so that of two with one key, the first holds
        if entry.key:
            entry_by_key[entry.key.casefold()] = entry
    parent_keys = _collect_parent_keys(entries, entry_by_key, source)
    complete = []
    for entry in entries:
        fields = _resolve_fields(entry, entry_by_key, _MOST_GENERATIONS)
        complete.append(Entry(entry.type, entry.key, entry.place, fields))
    return [entry for entry in complete if not _is_only_parent(entry, parent_keys, source)]


def _collect_parent_keys(
    entries: list[Entry], entry_by_key: dict[str, Entry], source: Source
) -> set[str]:
    """Collect the keys that entries inherit from, and report those that the file does not have."""
    parent_keys: set[str] = set()
    for entry in entries:
        for field_name, key in _list_parents(entry):
            parent_keys.add(key)
            if key not in entry_by_key:
                message = f"'{key}', from which '{entry.key}' borrows, is not in this file"
                hint = did_you_mean(key, entry_by_key)
                source.warn("B211", message, entry.get_place(field_name), hint)
    return parent_keys


def _list_parents(entry: Entry) -> list[_ParentLink]:
    links = []
    for field_name in ("xdata", "crossref"):
        for part in entry.get_text(field_name).split(","):
            key = part.strip().casefold()
            if key:
                links.append(_ParentLink(field_name, key))
    return links[:_MOST_PARENTS]


def _resolve_fields(
    entry: Entry, entry_by_key: dict[str, Entry], generations: int
) -> dict[str, Value]:
    """Return an entry's own fields with those of its parents, some generations back."""
    fields = dict(entry.fields)
    if not generations:
        return fields
    for field_name, key in _list_parents(entry):
        parent = entry_by_key.get(key)
        if parent is None or parent is entry:
            continue
        parent_fields = _resolve_fields(parent, entry_by_key, generations - 1)
        inherited = _select_inherited(parent_fields, parent.type, field_name)
        fields = {**inherited, **fields}
        if _inherits_author(entry) and "author" in parent_fields:
            fields["author"] = parent_fields["author"]
    return fields


def _inherits_author(entry: Entry) -> bool:
    """Say whether the author of the whole book wrote the entry too."""
    if entry.type not in _PARTS_OF_BOOKS:
        return False
    return "author" not in entry.fields and "editor" not in entry.fields


def _select_inherited(
    fields: dict[str, Value], parent_type: str, field_name: str
) -> dict[str, Value]:
    """Select the fields that a parent passes on.

    By xdata it passes on everything; by crossref what is not its own, and its title as the book's.
    """
    if field_name == "xdata":
        return {name: fields[name] for name in fields if name not in ("crossref", "xdata")}
    inherited = {name: fields[name] for name in fields if _is_inherited_by_crossref(name)}
    title = fields.get("booktitle") or fields.get("title")
    if title and parent_type == "periodical":
        inherited.setdefault("journaltitle", title)
    elif title:
        inherited.setdefault("booktitle", title)
    return inherited


def _is_inherited_by_crossref(field_name: str) -> bool:
    return field_name not in load_table("fields")["not_inherited"] and "+an" not in field_name


def _is_only_parent(entry: Entry, parent_keys: Container[str], source: Source) -> bool:
    """Say whether an entry is only there to be inherited from; one that is a work is reported."""
    if entry.type == "xdata":
        return True
    if entry.key.casefold() not in parent_keys:
        return False
    if entry.type not in load_table("types")["crossref_parents"] and "title" in entry.fields:
        return False
    message = f"'{entry.key}' only lends its fields to others, and is not printed"
    source.warn("B211", message, entry.place, "to print it, copy it under another key")
    return True
