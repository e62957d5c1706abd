"""Add works that a service described as publications, through cvgen's own reader of CSL-JSON."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from msgspec import Struct, field

from cvgen.bibliography.csl_publication import parse_references
from cvgen.bibliography.merge import merge_references
from cvgen.bibliography.reference import Reference
from cvgen.bibliography.source import make_source
from cvgen.importers.builder import ProfileBuilder, Value
from cvgen.text.patterns import compile_late

_TAG = compile_late(r"<[^<>]{1,200}>")
_WHY_OWNER = "guessed: an author of nearly all these works"
_LEAST_SHARE = 0.8  # of the works
_LEAST_WORKS = 2  # by which an owner is known
_VERSION_KEYS = ("title", "container-title", "publisher", "volume", "issue", "ISSN", "ISBN")
_NAME_KEYS = ("literal", "name", "given", "family")


class DescribedWork(Struct, frozen=True):
    """A work as a CSL item; how its fields are written in the source, and its people by number."""

    item: dict[str, Any]
    origins: dict[str, str] = field(default_factory=dict)
    authors: dict[str, str] = field(default_factory=dict)


def add_described_works(builder: ProfileBuilder, works: list[DescribedWork]) -> None:
    """Add works, of which a preprint and the article that it became are one."""
    items = [{**work.item, "id": f"w{index}"} for index, work in enumerate(works)]
    source = make_source(json.dumps(items), builder.source.find_place().file)
    references, _ = merge_references(parse_references(source))
    kept = {_find_index(reference): reference for reference in references}
    merged = [work for index, work in enumerate(works) if index not in kept]
    for index, reference in kept.items():
        entry = _make_entry(reference, works[index])
        _mark_taken(entry, merged)
        builder.add_entry("publications", entry)
    for work in merged:
        _leave_out_work(builder, work)
    guess_owner(builder, [work.authors for work in works])


def _find_index(reference: Reference) -> int:
    return int(str(reference.data.get("key") or reference.key).removeprefix("w"))


def _make_entry(reference: Reference, work: DescribedWork) -> dict[str, Any]:
    """Make an entry of a reference, with how each field is written in the source."""
    entry = {"name": "", **reference.data}
    for name in ("key", "protectedWords"):
        entry.pop(name, None)
    for name, origin in work.origins.items():
        if isinstance(entry.get(name), str):
            entry[name] = Value(entry[name], origin)
    for role in ("authors", "editors", "translators"):
        if role in entry:
            entry[role] = [_mark_orcid(person) for person in entry[role]]
    return entry


def _mark_orcid(person: Any) -> Any:
    if not isinstance(person, dict):
        return person
    marked = {key: value for key, value in person.items() if key != "family"}
    if "orcid" in marked:
        marked["orcid"] = Value(marked["orcid"])
    return marked if len(marked) > 1 else marked["name"]


def _mark_taken(entry: dict[str, Any], merged: list[DescribedWork]) -> None:
    """Mark the number that a work took over from its preprint, whose own words are left out."""
    for work in merged:
        number = work.item.get("archive_location")
        if number and entry.get("arxiv") == number:
            entry["arxiv"] = Value(number, work.origins.pop("arxiv", ""))


def _leave_out_work(builder: ProfileBuilder, work: DescribedWork) -> None:
    """Leave out what an earlier version says beside the number that was taken over."""
    texts = list(work.origins.values())
    for key in _VERSION_KEYS:
        texts += _list_item_texts(work.item.get(key))
    for person in work.item.get("author") or []:
        texts += [str(person[key]) for key in _NAME_KEYS if isinstance(person.get(key), str)]
    for text in texts:
        builder.leave_out(text, "an earlier version of a work")


def _list_item_texts(value: Any) -> list[str]:
    if isinstance(value, list):
        return [text for part in value for text in _list_item_texts(part)]
    return [strip_tags(value)] if isinstance(value, str) else []


def guess_owner(builder: ProfileBuilder, people: list[dict[str, str]]) -> None:
    """Guess whose works they are: of the only one who is an author of nearly all.

    `people` are the authors of each work, by number or by name; lists that end in "and others" may
    lack one.
    """
    names = {number: name for authors in reversed(people) for number, name in authors.items()}
    counts = Counter(number for authors in people for number in authors)
    often = [number for number, count in counts.items() if count >= _LEAST_SHARE * len(people)]
    if len(people) >= _LEAST_WORKS and len(often) == 1 and "name" not in builder.basics:
        builder.basics["name"] = Value(names[often[0]], is_guess=True, note=_WHY_OWNER)


def strip_tags(text: str) -> str:
    """Take the tags out of a title or an abstract."""
    return _TAG.sub("", text)
