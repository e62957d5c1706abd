"""Give BibTeX entries what they inherit by crossref and xdata (biblatex manual, appendix B)."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Container, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from cvgen.bibliography.bibtex_entry import BibtexFile, Entry, Value
from cvgen.bibliography.dates import find_year
from cvgen.bibliography.source import shorten
from cvgen.bibliography.tables import load_table
from cvgen.errors import Diagnostic, did_you_mean

_DATE_FIELDS = ("date", "year", "month", "day")
_LONGEST_KEY = 30
_MOST_GENERATIONS = 3
_MOST_PARENTS = 8
_PARTS_OF_BOOKS = ("book", "mvbook", "inbook")


class _ParentLink(NamedTuple):
    """The field that names a parent, and the parent's key in small letters."""

    field_name: str
    key: str


def inherit_fields(files: Sequence[BibtexFile]) -> None:
    """Add to every entry of some files what it inherits, and mark those that others inherit from.

    Containers of fields (@xdata) are left out.
    """
    keys_by_file = [_list_keys(file.entries) for file in files]
    everywhere: dict[str, Entry] = {}
    for keys in reversed(keys_by_file):
        everywhere.update(keys)
    parent_keys: set[str] = set()
    for file in files:
        parent_keys |= _collect_parent_keys(file, everywhere)
    for file, keys in zip(files, keys_by_file, strict=True):
        nearest = ChainMap(keys, everywhere)
        complete = []
        for entry in file.entries:
            if entry.type == "xdata":
                continue
            is_parent = _is_only_parent(entry, parent_keys)
            fields = _resolve_fields(entry, nearest, _MOST_GENERATIONS)
            complete.append(replace(entry, fields=fields, is_parent=is_parent))
        file.entries = complete


def _list_keys(entries: Sequence[Entry]) -> dict[str, Entry]:
    """Map the keys of entries, and their other keys (biblatex's `ids`), in small letters."""
    entry_by_key: dict[str, Entry] = {}
    for entry in reversed(entries):  # so that of two with one key, the first holds
        for other_key in entry.get_text("ids").split(","):
            entry_by_key.setdefault(other_key.strip().casefold(), entry)
        entry_by_key[entry.key.casefold()] = entry
    entry_by_key.pop("", None)
    return entry_by_key


def _collect_parent_keys(file: BibtexFile, entry_by_key: Mapping[str, Entry]) -> set[str]:
    """Collect the keys that entries inherit from, and report those that no file has."""
    parent_keys: set[str] = set()
    for entry in file.entries:
        for field_name, key in _list_parents(entry):
            parent = entry_by_key.get(key)
            if parent:
                parent_keys.add(parent.key.casefold())
            elif field_name != "xref":
                _report_missing_parent(entry, _ParentLink(field_name, key), file, entry_by_key)
    return parent_keys


def _report_missing_parent(
    entry: Entry, link: _ParentLink, file: BibtexFile, entry_by_key: Mapping[str, Entry]
) -> None:
    parent = shorten(link.key, _LONGEST_KEY)
    message = f"{entry.describe()} borrows from '{parent}', which no file has"
    hint = did_you_mean(link.key, entry_by_key)
    place = entry.get_place(link.field_name)
    warning = Diagnostic("B211", message, place, hint, "warning")
    file.source.warn_of_kind(f"missing parent {link.key}", warning)


def _list_parents(entry: Entry) -> list[_ParentLink]:
    """List the entries that an entry inherits from, or (xref) belongs to."""
    links = []
    for field_name in ("xdata", "crossref", "xref"):
        for part in entry.get_text(field_name).split(","):
            key = part.strip().casefold()
            if key:
                links.append(_ParentLink(field_name, key))
    return links[:_MOST_PARENTS]


def _resolve_fields(
    entry: Entry, entry_by_key: Mapping[str, Entry], generations: int
) -> dict[str, Value]:
    """Return an entry's own fields with those of its parents, some generations back."""
    fields = dict(entry.fields)
    if not generations:
        return fields
    for field_name, key in _list_parents(entry):
        parent = entry_by_key.get(key)
        if parent is None or parent is entry or field_name == "xref":
            continue
        parent_fields = _resolve_fields(parent, entry_by_key, generations - 1)
        inherited = _select_inherited(parent_fields, parent.type, field_name)
        fields = {**_remove_said(inherited, fields), **fields}
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


def _remove_said(inherited: dict[str, Value], own: Mapping[str, Value]) -> dict[str, Value]:
    """Remove from inherited fields what an entry says itself under another name."""
    remaining = dict(inherited)
    for names in load_table("fields")["same_fields"]:
        if any(name in own for name in names):
            for name in names:
                remaining.pop(name, None)
    return _remove_said_dates(remaining, own)


def _remove_said_dates(fields: dict[str, Value], own: Mapping[str, Value]) -> dict[str, Value]:
    """Remove the date of a parent from what an entry inherits that has one of its own.

    A month belongs to its year.
    """
    own_date = _get_date(own)
    date = _get_date(fields)
    if not date:
        return fields
    if not own_date and "month" not in own:
        return fields
    remaining = {name: fields[name] for name in fields if name not in _DATE_FIELDS}
    return remaining | _keep_date_parts(fields, date, own_date)


def _keep_date_parts(
    fields: Mapping[str, Value], date: Value, own_date: Value | None
) -> dict[str, Value]:
    """Keep the year of a parent beside a month of one's own, or its month in the same year."""
    year = find_year(date.text)
    if not own_date and year:
        return {"year": replace(date, text=year)}
    if own_date and find_year(own_date.text) == year and "month" in fields:
        return {"month": fields["month"]}
    return {}


def _get_date(fields: Mapping[str, Value]) -> Value | None:
    return fields.get("date") or fields.get("year")


def _is_only_parent(entry: Entry, parent_keys: Container[str]) -> bool:
    """Say whether an entry is there to be inherited from, as proceedings and books are."""
    if entry.key.casefold() not in parent_keys:
        return False
    return entry.type in load_table("types")["crossref_parents"] or "title" not in entry.fields
