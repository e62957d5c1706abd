"""Merge duplicates, and preprints with the works that they became, from all files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from cvgen.bibliography.names import ET_AL
from cvgen.bibliography.reference import (
    KeyRegistry,
    Reference,
    normalize_first_author,
    normalize_title,
)
from cvgen.errors import Diagnostic

_SHORTEST_TITLE = 8
# What a published work has from its preprint; all else is the preprint's own.
_FROM_PREPRINTS = ("arxiv", "links", "tags", "badge", "authors")

# What a work is known by: the kind ("doi", "arxiv" or "title") and its values.
_Identity = tuple[str, ...]


def merge_references(references: list[Reference]) -> tuple[list[Reference], list[Diagnostic]]:
    """Merge what is one work; each merge is reported, with both places.

    The published version stays where it stands, and gets the preprint's number and links.
    """
    merger = _Merger()
    for index, reference in enumerate(references):
        merger.add_reference(index, reference)
    merged = list(merger.references.values())
    return _assign_keys(merged, merger.diagnostics), merger.diagnostics


class _Merger:
    """The works so far by their index, and the index of the work that each identity belongs to."""

    def __init__(self) -> None:
        self.references: dict[int, Reference] = {}
        self.index_by_identity: dict[_Identity, int] = {}
        self.diagnostics: list[Diagnostic] = []

    def add_reference(self, index: int, reference: Reference) -> None:
        identities = list(_list_identities(reference.data))
        same_index = self._find_same_work(reference, identities)
        if same_index is None:
            same_index = index
            self.references[index] = reference
        else:
            other = self.references[same_index]
            self.diagnostics.append(_report_merge(other, reference))
            self.references[same_index] = _merge_versions(other, reference)
        identities += _list_identities(self.references[same_index].data)
        for identity in identities:
            self.index_by_identity.setdefault(identity, same_index)

    def _find_same_work(self, reference: Reference, identities: list[_Identity]) -> int | None:
        for identity in identities:
            index = self.index_by_identity.get(identity)
            if index is None:
                continue
            if _is_same_work(self.references[index].data, reference.data, identity):
                return index
        return None


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
                f"'{reference.key}' is already the key of another work ({first.place}), "
                f"and becomes '{key}'"
            )
            hint = "give one of them another key"
            diagnostics.append(Diagnostic("B201", message, reference.place, hint, "warning"))
        if key == reference.key:
            keyed.append(reference)
        else:
            keyed.append(replace(reference, key=key, data={**reference.data, "key": key}))
    return keyed


def _list_identities(data: dict[str, Any]) -> Iterator[_Identity]:
    """List what a work is known by: DOI, arXiv number, and title with the first surname."""
    if data.get("doi"):
        yield "doi", str(data["doi"]).casefold()
    if data.get("arxiv"):
        without_version = re.sub(r"v\d+$", "", str(data["arxiv"]))
        yield "arxiv", without_version
    title = normalize_title(data)
    author = normalize_first_author(data)
    if len(title) >= _SHORTEST_TITLE and author:
        yield "title", title, author


def _is_preprint(data: dict[str, Any]) -> bool:
    return data.get("type") == "preprint"


def _is_same_work(
    first: dict[str, Any], second: dict[str, Any], common_identity: _Identity
) -> bool:
    """Say whether two works with a common identity are one.

    A talk and a paper may share a title; two DOIs never lead to one work.
    """
    kind = common_identity[0]
    if kind == "doi":
        return True
    preprint_count = _is_preprint(first) + _is_preprint(second)
    if preprint_count == 1 or (preprint_count == 2 and kind == "arxiv"):
        return True
    for key in ("type", "releaseDate"):
        if first.get(key) != second.get(key):
            return False
    if _get_venue(first) != _get_venue(second):
        return False
    return "doi" not in first or "doi" not in second


def _get_venue(data: dict[str, Any]) -> Any:
    return data.get("containerTitle") or data.get("publisher")


def _merge_versions(first: Reference, second: Reference) -> Reference:
    """Merge two versions of a work into the published one, or the first."""
    if _is_preprint(first.data) and not _is_preprint(second.data):
        return replace(second, data=_merge_data(second.data, first.data))
    return replace(first, data=_merge_data(first.data, second.data))


def _merge_data(stays: dict[str, Any], goes: dict[str, Any]) -> dict[str, Any]:
    """Add to a work what another version of it has besides."""
    data = dict(stays)
    links = dict(data.get("links", {}))
    additions = goes
    if _is_preprint(goes) and not _is_preprint(stays):
        address = _find_preprint_address(goes)
        if address and address != data.get("url"):
            links.setdefault("preprint", address)
        additions = {key: goes[key] for key in goes if key in _FROM_PREPRINTS}
    if _has_better_authors(additions, data):
        data["authors"] = additions["authors"]
    merged = {**additions, **data}
    merged["links"] = {**additions.get("links", {}), **links}
    for key in ("notes", "tags"):
        merged[key] = list(dict.fromkeys([*data.get(key, ()), *additions.get(key, ())]))
    return {key: value for key, value in merged.items() if value}


def _find_preprint_address(data: dict[str, Any]) -> str | None:
    """Return the address of a preprint; one on arXiv is linked by its number."""
    if "doi" in data and "arxiv" not in data:
        return f"https://doi.org/{data['doi']}"
    address: str | None = data.get("url")
    return address


def _has_better_authors(other: dict[str, Any], data: dict[str, Any]) -> bool:
    """Say whether another version has all the authors of a work that has only the first of them."""
    if ET_AL not in data.get("authors", ()):
        return False
    return "authors" in other and ET_AL not in other["authors"]


def _report_merge(first: Reference, second: Reference) -> Diagnostic:
    if _is_preprint(first.data) == _is_preprint(second.data):
        message = (
            f"'{second.key}' is the same work as '{first.key}' ({first.place}); they print as one"
        )
        return Diagnostic("W402", message, second.place, "delete one of them", "warning")
    preprint = second
    published = first
    if _is_preprint(first.data):
        preprint = first
        published = second
    message = (
        f"'{preprint.key}' is the preprint of '{published.key}' ({published.place}); "
        "they print as one"
    )
    hint = "delete the preprint's entry to silence this"
    return Diagnostic("W401", message, preprint.place, hint, "warning")
