"""Import a list that somebody keeps as a table: talks, papers, grants, courses, awards."""

from __future__ import annotations

from functools import cache
from pathlib import PurePosixPath
from typing import Any

from cvgen.importers.builder import ProfileBuilder, Value
from cvgen.importers.entries import make_entry
from cvgen.importers.headings import find_kind
from cvgen.importers.importer import Importer
from cvgen.importers.records import load_format
from cvgen.importers.source import Source
from cvgen.importers.tables import Row, read_heads, read_table
from cvgen.profile.kinds import KINDS

_SUFFIXES = (".csv", ".tsv", ".tab")
_LEAST_HEADS = 2  # that are known, of a list


def recognize_csv_list(source: Source) -> bool:
    """Say whether a file is a table whose heads are those of a list of entries."""
    if not source.name.lower().endswith(_SUFFIXES) or source.tool:
        return False
    heads = read_heads(source)
    known = _list_names(_find_kind(source, heads) or "talks")
    return sum(head in known for head in heads) >= _LEAST_HEADS


def import_csv_list(source: Source) -> ProfileBuilder:
    """Import a list, each row of which is an entry."""
    builder = ProfileBuilder(source)
    kind = _find_kind(source, read_heads(source))
    for row in read_table(source):
        for text in row.values.values():
            builder.add_text(text, row.line)
        if kind:
            builder.add_entry(kind, _make_row(kind, row))
        else:
            stem = PurePosixPath(source.name).stem.replace("_", " ")
            builder.add_custom(Value(stem.capitalize()), _make_general(row))
    return builder


def _find_kind(source: Source, heads: list[str]) -> str | None:
    """Find what a list is of, by the name of its file or by its heads."""
    kind = find_kind(PurePosixPath(source.name).stem.replace("-", " "))
    if kind in KINDS:
        return kind
    for sign, words in load_format("csv")["signs"].items():
        if any(head in words for head in heads):
            return str(sign)
    return None


@cache
def _list_names(kind: str) -> dict[str, str]:
    """List a profile's names for the heads of a list of this kind."""
    table = load_format("csv")
    fields = {name.lower(): name for name in KINDS[kind].model_fields}
    return {**table["common"], **fields, **table["kinds"].get(kind, {})}


def _make_row(kind: str, row: Row) -> dict[str, Any]:
    return make_entry(kind, row.values, _list_names(kind))


def _make_general(row: Row) -> dict[str, Any]:
    """Make an entry of a list that nobody knows: its first column is the title."""
    first, *rest = row.values.items()
    points = [Value(f"{head}: {text}", text) for head, text in rest]
    return {"title": first[1], "highlights": points}


IMPORTER = Importer("CSV", recognize_csv_list, import_csv_list)
