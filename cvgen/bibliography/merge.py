"""Merge duplicates, and preprints with the works that they became, from all files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from cvgen.bibliography.names import ET_AL
from cvgen.bibliography.reference import (
    KeyRegistry,
    Reference,
    normalize_first_author,
    normalize_title,
)
from cvgen.bibliography.same_work import SHORTEST_TITLE, Identity, is_preprint, is_same_work
from cvgen.bibliography.source import shorten
from cvgen.errors import Diagnostic
from cvgen.text.links import format_doi_url

# With so many works of one title or number a further one is compared.
_MOST_COMPARED = 20
_LONGEST_IDENTIFIER = 40
_LONGEST_KEY = 24
# What a published work has from its preprint; all else is the preprint's own.
_FROM_PREPRINTS = ("arxiv", "links", "tags", "badge", "authors")


def merge_references(references: list[Reference]) -> tuple[list[Reference], list[Diagnostic]]:
    """Merge what is one work; each merge is reported, with both places.

    The published version stays where it stands, and gets the preprint's number and links.
    """
    merger = _Merger()
    for index, reference in enumerate(references):
        merger.add_reference(index, reference)
    merged = list(merger.references.values())
    keyed = _assign_keys(merged, merger.diagnostics)
    diagnostics = [*_count_kinds(merger.diagnostics), *merger.list_shared_identifiers()]
    return keyed, diagnostics


class _Merger:
    """The works so far by their index, and the indices of those that share an identity."""

    def __init__(self) -> None:
        self.references: dict[int, Reference] = {}
        self.indices_by_identity: dict[Identity, list[int]] = {}
        self.other_works: dict[Identity, list[Reference]] = {}
        self.diagnostics: list[Diagnostic] = []

    def add_reference(self, index: int, reference: Reference) -> None:
        identities = list(_list_identities(reference.data))
        same_index = self._find_same_work(reference, identities)
        if same_index is None:
            same_index = index
            self.references[index] = reference
            self._add_other_work(reference, identities)
        else:
            other = self.references[same_index]
            self.diagnostics.append(_report_merge(other, reference))
            self.references[same_index] = _merge_versions(other, reference)
        identities += _list_identities(self.references[same_index].data)
        for identity in dict.fromkeys(identities):
            indices = self.indices_by_identity.setdefault(identity, [])
            if same_index not in indices and len(indices) < _MOST_COMPARED:
                indices.append(same_index)

    def _find_same_work(self, reference: Reference, identities: list[Identity]) -> int | None:
        for identity in identities:
            for index in self.indices_by_identity.get(identity, ()):
                if is_same_work(self.references[index].data, reference.data, identity):
                    return index
        return None

    def _add_other_work(self, reference: Reference, identities: list[Identity]) -> None:
        """Note a work that has a number of another one."""
        for identity in identities:
            if identity[0] != "title" and identity in self.indices_by_identity:
                self.other_works.setdefault(identity, []).append(reference)

    def list_shared_identifiers(self) -> list[Diagnostic]:
        """List the numbers that works have in common which are not the same."""
        diagnostics = []
        for identity, others in self.other_works.items():
            first = self.references[self.indices_by_identity[identity][0]]
            diagnostics.append(_report_shared_identifier(identity, first, others))
        return diagnostics


def _assign_keys(references: list[Reference], diagnostics: list[Diagnostic]) -> list[Reference]:
    """Give works of different files different keys; a changed key is reported."""
    registry = KeyRegistry()
    first_by_key: dict[str, Reference] = {}
    keyed = []
    for reference in references:
        key = registry.claim_key(reference.key)
        first = first_by_key.setdefault(reference.key.casefold(), reference)
        if first is not reference:
            message = (
                f"the key of {reference.describe()} is already that of another work "
                f"({_format_place(first)})"
            )
            hint = "give one of them another key"
            diagnostics.append(Diagnostic("B201", message, reference.place, hint, "warning"))
        if key == reference.key:
            keyed.append(reference)
        else:
            keyed.append(replace(reference, key=key, data={**reference.data, "key": key}))
    return keyed


def _list_identities(data: dict[str, Any]) -> Iterator[Identity]:
    """List what a work is known by: DOI, arXiv number, and title with the first surname."""
    if data.get("doi"):
        yield "doi", str(data["doi"]).casefold()
    if data.get("arxiv"):
        without_version = re.sub(r"v\d+$", "", str(data["arxiv"]))
        yield "arxiv", without_version
    title = normalize_title(data)
    author = normalize_first_author(data)
    if len(title) >= SHORTEST_TITLE and author:
        yield "title", title, author


def _merge_versions(first: Reference, second: Reference) -> Reference:
    """Merge two versions of a work into the published one, or the first."""
    is_parent = first.is_parent and second.is_parent
    if is_preprint(first.data) and not is_preprint(second.data):
        data = _merge_data(second.data, first.data)
        return replace(second, data=data, is_parent=is_parent)
    return replace(first, data=_merge_data(first.data, second.data), is_parent=is_parent)


def _merge_data(stays: dict[str, Any], goes: dict[str, Any]) -> dict[str, Any]:
    """Add to a work what another version of it has besides."""
    data = dict(stays)
    links = dict(data.get("links", {}))
    additions = goes
    if is_preprint(goes) and not is_preprint(stays):
        _link_preprint(links, goes, data.get("url"))
        additions = {key: goes[key] for key in goes if key in _FROM_PREPRINTS}
    if _has_better_authors(additions, data):
        data["authors"] = additions["authors"]
    merged = {**additions, **data}
    merged["links"] = {**additions.get("links", {}), **links}
    for key in ("notes", "tags"):
        merged[key] = list(dict.fromkeys([*data.get(key, ()), *additions.get(key, ())]))
    return {key: value for key, value in merged.items() if value}


def _link_preprint(links: dict[str, Any], preprint: dict[str, Any], own_address: Any) -> None:
    """Add the address of a preprint to the links of a work, if it is not the work's own."""
    address = _find_preprint_address(preprint)
    if address and address != own_address:
        links.setdefault("preprint", address)


def _find_preprint_address(data: dict[str, Any]) -> str | None:
    """Return the address of a preprint; one on arXiv is linked by its number."""
    if "doi" in data and "arxiv" not in data:
        return format_doi_url(data["doi"])
    address: str | None = data.get("url")
    return address


def _has_better_authors(other: dict[str, Any], data: dict[str, Any]) -> bool:
    """Say whether another version has all the authors of a work that has only the first of them."""
    if ET_AL not in data.get("authors", ()):
        return False
    return "authors" in other and ET_AL not in other["authors"]


def _report_shared_identifier(
    identity: Identity, first: Reference, others: list[Reference]
) -> Diagnostic:
    kind = {"doi": "DOI", "arxiv": "arXiv number"}[identity[0]]
    number = shorten(identity[1], _LONGEST_IDENTIFIER)
    message = f"{len(others) + 1} works have the {kind} {number}, first {first.describe()}"
    other = "another title"
    if normalize_title(first.data) == normalize_title(others[0].data):
        other = "other authors"
    hint = f"correct it in one of them: '{_shorten_key(others[0])}' has {other}; both print"
    return Diagnostic("B217", message, others[0].place, hint, "warning")


def _format_place(reference: Reference) -> str:
    """Format where a work stands, by the name of its file."""
    name = shorten(Path(reference.place.file).name, _LONGEST_IDENTIFIER)
    return f"{name}:{reference.place.line}"


def _count_kinds(diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    """Keep of each kind the first, with how many more there are."""
    counts = Counter(diagnostic.code for diagnostic in diagnostics)
    kept = []
    for diagnostic in diagnostics:
        count = counts.pop(diagnostic.code, 0)
        if count == 1:
            kept.append(diagnostic)
        elif count:
            message = f"{diagnostic.message} (and {count - 1} more)"
            kept.append(replace(diagnostic, message=message))
    return kept


def _shorten_key(reference: Reference) -> str:
    return shorten(reference.written_key or reference.key, _LONGEST_KEY)


def _report_merge(first: Reference, second: Reference) -> Diagnostic:
    if is_preprint(first.data) == is_preprint(second.data):
        message = (
            f"{second.describe()} is the same work as '{_shorten_key(first)}' "
            f"({_format_place(first)}); they print as one"
        )
        return Diagnostic("W402", message, second.place, "delete one of them", "warning")
    preprint = second
    published = first
    if is_preprint(first.data):
        preprint = first
        published = second
    message = (
        f"{preprint.describe()} is the preprint of '{_shorten_key(published)}' "
        f"({_format_place(published)}); they print as one"
    )
    hint = "delete the preprint's entry to silence this"
    return Diagnostic("W401", message, preprint.place, hint, "warning")
