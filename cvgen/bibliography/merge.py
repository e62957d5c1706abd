"""Takes the works of all bibliography files, gives each once: duplicates and preprints of published works are joined."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from cvgen.bibliography.names import ET_AL
from cvgen.bibliography.work import Keys, Reference, first_author, title_of
from cvgen.errors import Diagnostic

_SHORTEST_TITLE = 8


def merged(references: list[Reference]) -> tuple[list[Reference], list[Diagnostic]]:
    """Join what is one work; each joining is told, with both places.

    The published version stays where it stands, and gets the preprint's number and links.
    """
    kept: dict[int, Reference] = {}
    known: dict[tuple[str, ...], int] = {}
    found: list[Diagnostic] = []
    for index, reference in enumerate(references):
        signs = [*_signs(reference.data)]
        other = next(
            (
                known[sign]
                for sign in signs
                if sign in known and _is_one(kept[known[sign]].data, reference.data, sign)
            ),
            None,
        )
        if other is None:
            kept[index] = reference
            other = index
        else:
            found.append(_told(kept[other], reference))
            stays = _stays(kept[other], reference)
            gone = reference if stays is kept[other] else kept[other]
            kept[other] = replace(stays, data=_joined(stays.data, gone.data))
        for sign in (*signs, *_signs(kept[other].data)):
            known.setdefault(sign, other)
    return _with_own_keys([*kept.values()], found), found


def _with_own_keys(references: list[Reference], found: list[Diagnostic]) -> list[Reference]:
    """Give works of different files different keys."""
    keys = Keys()
    first: dict[str, Reference] = {}
    own = []
    for reference in references:
        key = keys.free(reference.key)
        other = first.setdefault(reference.key.casefold(), reference)
        if other is not reference:
            message = f"'{reference.key}' is already the key of another work ({other.place}), and becomes '{key}'"
            found.append(
                Diagnostic(
                    "B201", message, reference.place, "give one of them another key", "warning"
                )
            )
        own.append(
            replace(reference, key=key, data={**reference.data, "key": key})
            if key != reference.key
            else reference
        )
    return own


def _signs(data: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    """List by what a work can be known: DOI, arXiv number, and title with the first author's surname."""
    if data.get("doi"):
        yield "doi", str(data["doi"]).casefold()
    if data.get("arxiv"):
        yield "arxiv", re.sub(r"v\d+$", "", str(data["arxiv"]))
    title, author = title_of(data), first_author(data)
    if len(title) >= _SHORTEST_TITLE and author:
        yield "title", title, author


def _is_one(one: dict[str, Any], other: dict[str, Any], sign: tuple[str, ...]) -> bool:
    """Say whether two works with a common sign are one; a talk and a paper may share a title, two DOIs never lead to one work."""
    if sign[0] == "doi":
        return True
    preprints = [data.get("type") == "preprint" for data in (one, other)]
    if any(preprints) and (sign[0] == "arxiv" or not all(preprints)):
        return True
    same = all(one.get(key) == other.get(key) for key in ("type", "publisher", "releaseDate"))
    return same and ("doi" not in one or "doi" not in other)


def _stays(one: Reference, other: Reference) -> Reference:
    """Choose the version that prints: the published one, or the first."""
    return other if one.data.get("type") == "preprint" != other.data.get("type") else one


def _joined(stays: dict[str, Any], goes: dict[str, Any]) -> dict[str, Any]:
    """Add to a work what another version of it knows beside."""
    data = dict(stays)
    links = {**data.get("links", {})}
    if goes.get("type") == "preprint" != data.get("type"):
        address = (
            f"https://doi.org/{goes['doi']}"
            if "doi" in goes and "arxiv" not in goes
            else goes.get("url")
        )
        if address and address != data.get("url"):
            links.setdefault("preprint", address)
        goes = {
            key: value
            for key, value in goes.items()
            if key in ("arxiv", "links", "tags", "badge", "authors")
        }
    if ET_AL in data.get("authors", ()) and ET_AL not in goes.get("authors", (ET_AL,)):
        data["authors"] = goes["authors"]
    links = {**goes.get("links", {}), **links}
    lists = {
        key: [*dict.fromkeys([*data.get(key, ()), *goes.get(key, ())])] for key in ("notes", "tags")
    }
    return {
        **goes,
        **data,
        **{key: value for key, value in (("links", links), *lists.items()) if value},
    }


def _told(one: Reference, other: Reference) -> Diagnostic:
    versions = {reference.data.get("type") == "preprint" for reference in (one, other)}
    if len(versions) == 2:
        preprint, published = (one, other) if one.data.get("type") == "preprint" else (other, one)
        message = f"'{preprint.key}' is the preprint of '{published.key}' ({published.place}); they print as one"
        return Diagnostic(
            "W401",
            message,
            preprint.place,
            "delete the preprint's entry to silence this",
            "warning",
        )
    message = f"'{other.key}' is the same work as '{one.key}' ({one.place}); they print as one"
    return Diagnostic("W402", message, other.place, "delete one of them", "warning")
