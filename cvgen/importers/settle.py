"""Settle what was read into a valid profile: what a field refuses becomes text of its entry."""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field

from cvgen.importers.builder import ProfileBuilder, Value, drop_empty, is_empty, read_value
from cvgen.importers.headings import find_locale_heading
from cvgen.profile.academic import General
from cvgen.profile.basics import Basics
from cvgen.profile.faults import Fault, WrongValueError
from cvgen.profile.kinds import KINDS
from cvgen.profile.record import Record
from cvgen.profile.starter import UNKNOWN_NAME

MISSING_NAME = Value(UNKNOWN_NAME, "", is_guess=True, note="none was found: write yours")
_BASICS_ORDER = (
    "name",
    "label",
    "image",
    "email",
    "phone",
    "url",
    "location",
    "profiles",
    "summary",
)
_MOST_ROUNDS = 40  # of mending one entry
_LINKED = frozenset({"url", "links", "doi", "arxiv", "email", "image"})


class Settled(Struct):
    """The data of a profile, and what was moved to the text of its entry."""

    data: dict[str, Any] = field(default_factory=dict)
    moved: list[str] = field(default_factory=list)


def settle_profile(builder: ProfileBuilder) -> Settled:
    """Settle all that a builder holds; what says nothing is left out."""
    settled = Settled()
    _settle_basics(builder, settled)
    for kind, entries in builder.sections.items():
        kept = _settle_entries(KINDS[kind], entries, settled)
        if kept:
            settled.data[kind] = kept
    if builder.bibliography:
        settled.data["bibliography"] = list(builder.bibliography)
    custom = []
    for section in builder.custom:
        kept = _settle_entries(General, section["entries"], settled)
        if kept:
            custom.append({"title": section["title"], "entries": kept})
    if custom:
        settled.data["custom"] = custom
    _settle_headings(builder, settled)
    return settled


def _settle_basics(builder: ProfileBuilder, settled: Settled) -> None:
    """Settle the person, whose name must be there."""
    basics = drop_empty(dict(builder.basics))
    if is_empty(basics.get("name")):
        basics["name"] = MISSING_NAME
    ordered = {key: basics.pop(key) for key in _BASICS_ORDER if key in basics}
    settled.data["basics"] = _settle_record(Basics, {**ordered, **basics}, settled)


def _settle_headings(builder: ProfileBuilder, settled: Settled) -> None:
    """Keep the headings of the source that are worded otherwise than cvgen words them."""
    headings = {}
    for kind, heading in builder.headings.items():
        is_own = read_value(heading).casefold() != find_locale_heading(kind).casefold()
        if kind in settled.data and is_own:
            headings[kind] = heading
    if headings:
        settled.data["headings"] = headings
    if builder.coauthors:
        settled.data["coauthors"] = dict(builder.coauthors)


def _settle_entries(
    kind: type[Record], entries: list[dict[str, Any]], settled: Settled
) -> list[dict[str, Any]]:
    """Settle the entries of one kind; one that cannot be mended is left to be reported."""
    kept = []
    for entry in entries:
        record = _settle_record(kind, drop_empty(entry), settled)
        if record:
            kept.append(record)
    return kept


def _settle_record(kind: type[Record], record: dict[str, Any], settled: Settled) -> dict[str, Any]:
    """Move what is refused to the record's text, until all is taken; else nothing is left."""
    for _ in range(_MOST_ROUNDS):
        refused = _find_refused(kind, record)
        if refused is None:
            return record
        if not refused:
            return {}
        for name, index in refused:
            _move_value(record, name, _take_value(record, name, index), settled)
    return {}


def _take_value(record: dict[str, Any], name: str, index: int | str | None) -> Any:
    """Take a refused value out of a record: an item of a list or mapping, or all of a field."""
    values = record[name]
    if isinstance(values, dict) and name == "links" and index in values:
        return {index: values.pop(index)}
    if not isinstance(values, list | tuple) or not isinstance(index, int) or len(values) < 2:
        return record.pop(name)
    record[name] = [*values[:index], *values[index + 1 :]]
    return values[index]


def _find_refused(
    kind: type[Record], record: dict[str, Any]
) -> list[tuple[str, int | str | None]] | None:
    """Find the fields that a model refuses, with an index where it is one item of a list.

    None for none, an empty list for the whole record.
    """
    try:
        kind.model_validate(read_value(record))
    except WrongValueError as error:
        refused: dict[str, int | str | None] = {}
        for fault in error.faults:
            name = _find_field(fault)
            steps = [*fault.location, None, None]
            if name in record and name not in refused:
                refused[name] = steps[1]
        return list(refused.items())
    return None


def _find_field(fault: Fault) -> str:
    """Find the field that a fault is about: its first step, or the key that a checker names."""
    if fault.location:
        return str(fault.location[0])
    return fault.key


def _move_value(record: dict[str, Any], name: str, value: Any, settled: Settled) -> None:
    """Move the words of a field to the record's text; a broken address goes to the report."""
    if name in _LINKED:
        return
    texts = list(_list_words(value))
    if name == "summary" or not texts:
        return
    settled.moved.append(f"{name}: {', '.join(texts)}")
    text = ", ".join(texts)
    before = record.get("summary")
    if isinstance(before, Value):
        before = before.text
    if isinstance(before, str) and before:
        text = f"{text}. {before}"
    record["summary"] = text


def _list_words(value: Any) -> list[str]:
    """List the texts of a value as the source has them."""
    if isinstance(value, Value):
        return [value.origin or value.text]
    if isinstance(value, str):
        return [value]
    texts: list[str] = []
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for part in value:
            texts += _list_words(part)
    return texts
