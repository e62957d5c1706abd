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
    normalize_author,
    normalize_first_author,
    normalize_title,
)
from cvgen.bibliography.source import shorten
from cvgen.errors import Diagnostic
from cvgen.text.links import format_doi_url
from cvgen.text.patterns import compile_late

_SHORTEST_TITLE = 8
# With so many works of one title or number a further one is compared.
_MOST_COMPARED = 20
_LONGEST_IDENTIFIER = 40
_LONGEST_KEY = 24
# The share of a title's words that two versions of a work have in common at least.
_LEAST_COMMON_WORDS = 0.6
_NUMBER = compile_late(r"(?:part|teil|partie|no|nr|volume|vol)?[ivx\d]+")
_LONG_WORD = compile_late(r"[^\W\d_]{5,}")
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
    keyed = _assign_keys(merged, merger.diagnostics)
    diagnostics = [*_count_kinds(merger.diagnostics), *merger.list_shared_identifiers()]
    return keyed, diagnostics


class _Merger:
    """The works so far by their index, and the indices of those that share an identity."""

    def __init__(self) -> None:
        self.references: dict[int, Reference] = {}
        self.indices_by_identity: dict[_Identity, list[int]] = {}
        self.other_works: dict[_Identity, list[Reference]] = {}
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

    def _find_same_work(self, reference: Reference, identities: list[_Identity]) -> int | None:
        for identity in identities:
            for index in self.indices_by_identity.get(identity, ()):
                if _is_same_work(self.references[index].data, reference.data, identity):
                    return index
        return None

    def _add_other_work(self, reference: Reference, identities: list[_Identity]) -> None:
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

    A number alone makes no two works one: it may be pasted into the wrong entry, and the chapters
    of a book may share it. A talk and a paper may share a title; two DOIs never lead to one work.
    """
    kind = common_identity[0]
    preprint_count = _is_preprint(first) + _is_preprint(second)
    if kind != "title" and not _is_similar(first, second):
        return preprint_count == 1 and _is_renamed(first, second)
    if kind == "doi" or preprint_count == 1 or (preprint_count == 2 and kind == "arxiv"):
        return True
    if _differ_in_appearance(first, second) or _differ_in_place(first, second):
        return False
    return not _differ_in_doi(first, second)


def _differ_in_doi(first: dict[str, Any], second: dict[str, Any]) -> bool:
    if "doi" not in first or "doi" not in second:
        return False
    return bool(first["doi"].casefold() != second["doi"].casefold())


def _differ_in_appearance(first: dict[str, Any], second: dict[str, Any]) -> bool:
    """Say whether two works appeared as another thing, at another time, or somewhere else."""
    for key in ("type", "releaseDate"):
        if first.get(key) != second.get(key):
            return True
    return bool(_get_venue(first) != _get_venue(second))


def _differ_in_place(first: dict[str, Any], second: dict[str, Any]) -> bool:
    """Say whether two works of one title, such as editorials, stand in different places."""
    for key in ("volume", "issue", "number"):
        if key in first and key in second and first[key] != second[key]:
            return True
    if "pages" not in first or "pages" not in second:
        return False
    return bool(first["pages"].partition("–")[0] != second["pages"].partition("–")[0])


def _is_similar(first: dict[str, Any], second: dict[str, Any]) -> bool:
    """Say whether two titles are the same but for a subtitle, a slip or a few words."""
    shorter, longer = sorted((normalize_title(first), normalize_title(second)), key=len)
    if shorter == longer:
        return True
    if len(shorter) >= _SHORTEST_TITLE and longer.startswith(shorter):
        return not _NUMBER.fullmatch(longer.removeprefix(shorter))
    first_words = _list_title_words(first)
    second_words = _list_title_words(second)
    common = first_words & second_words
    different = first_words ^ second_words
    if different and all(_NUMBER.fullmatch(word) for word in different):
        return False
    most = max(len(first_words), len(second_words))
    return bool(common) and len(common) >= _LEAST_COMMON_WORDS * most


def _list_title_words(data: dict[str, Any]) -> set[str]:
    return set(re.findall(r"\w+", str(data.get("name", "")).casefold()))


def _is_renamed(first: dict[str, Any], second: dict[str, Any]) -> bool:
    """Say whether a preprint came out under another title: with its authors, and a long word."""
    if not _list_surnames(first) or _list_surnames(first) != _list_surnames(second):
        return False
    first_words = set(_LONG_WORD.findall(str(first.get("name", "")).casefold()))
    second_words = set(_LONG_WORD.findall(str(second.get("name", "")).casefold()))
    return not first_words.isdisjoint(second_words)


def _list_surnames(data: dict[str, Any]) -> list[str]:
    surnames = []
    for author in data.get("authors", ()):
        surnames.append(normalize_author(author))
    return surnames


def _get_venue(data: dict[str, Any]) -> Any:
    return data.get("containerTitle") or data.get("publisher")


def _merge_versions(first: Reference, second: Reference) -> Reference:
    """Merge two versions of a work into the published one, or the first."""
    is_parent = first.is_parent and second.is_parent
    if _is_preprint(first.data) and not _is_preprint(second.data):
        data = _merge_data(second.data, first.data)
        return replace(second, data=data, is_parent=is_parent)
    return replace(first, data=_merge_data(first.data, second.data), is_parent=is_parent)


def _merge_data(stays: dict[str, Any], goes: dict[str, Any]) -> dict[str, Any]:
    """Add to a work what another version of it has besides."""
    data = dict(stays)
    links = dict(data.get("links", {}))
    additions = goes
    if _is_preprint(goes) and not _is_preprint(stays):
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
    identity: _Identity, first: Reference, others: list[Reference]
) -> Diagnostic:
    kind = {"doi": "DOI", "arxiv": "arXiv number"}[identity[0]]
    number = shorten(identity[1], _LONGEST_IDENTIFIER)
    message = f"{len(others) + 1} works have the {kind} {number}, first {first.describe()}"
    hint = f"correct it in one of them: '{_shorten_key(others[0])}' has another title; both print"
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
    if _is_preprint(first.data) == _is_preprint(second.data):
        message = (
            f"{second.describe()} is the same work as '{_shorten_key(first)}' "
            f"({_format_place(first)}); they print as one"
        )
        return Diagnostic("W402", message, second.place, "delete one of them", "warning")
    preprint = second
    published = first
    if _is_preprint(first.data):
        preprint = first
        published = second
    message = (
        f"{preprint.describe()} is the preprint of '{_shorten_key(published)}' "
        f"({_format_place(published)}); they print as one"
    )
    hint = "delete the preprint's entry to silence this"
    return Diagnostic("W401", message, preprint.place, hint, "warning")
