"""Import answers of Crossref about works (api.crossref.org), or a list of CSL items."""

from __future__ import annotations

from typing import Any

from cvgen.importers.builder import ProfileBuilder
from cvgen.importers.importer import Importer
from cvgen.importers.records import (
    account_for_tree,
    load_bookkeeping,
    pick_list,
    pick_text,
    pick_value,
)
from cvgen.importers.source import Source
from cvgen.importers.works import DescribedWork, add_described_works, strip_tags


def recognize_crossref(source: Source) -> bool:
    """Say whether a file is an answer of Crossref, or a list of works in CSL-JSON."""
    return source.tool in ("Crossref", "CSL-JSON")


def import_crossref(source: Source) -> ProfileBuilder:
    """Import the works of an answer."""
    builder = ProfileBuilder(source)
    tree = source.read_tree()
    if tree is None:
        return builder
    account_for_tree(builder, tree, load_bookkeeping("crossref"), strip_tags)
    records = tree.data
    if isinstance(records, dict):
        message = records.get("message")
        records = pick_list(message, "items") or pick_list(message)
    add_described_works(builder, [_describe_work(record) for record in records])
    return builder


def _describe_work(record: Any) -> DescribedWork:
    """Describe a work, which is a CSL item already but for a few keys."""
    if not isinstance(record, dict):
        return DescribedWork({})
    item = {key: record[key] for key in record if key not in ("subtitle", "URL", "abstract")}
    subtitle = pick_text(record, "subtitle")
    if subtitle:
        item["title"] = f"{pick_text(record, 'title')}: {subtitle}"
    issue = pick_text(record, "journal-issue", "issue")
    if issue and "issue" not in item:
        item["issue"] = issue
    if not pick_text(record, "DOI"):
        item["URL"] = pick_text(record, "URL")
    return DescribedWork(item, _list_origins(record), _list_authors(record))


def _list_origins(record: dict[str, Any]) -> dict[str, str]:
    """List how the fields are written that cvgen spells otherwise."""
    parts = pick_value(record, "issued", "date-parts")
    written = []
    for date in pick_list(parts):
        written += [str(part) for part in pick_list(date)]
    return {
        "type": pick_text(record, "type"),
        "releaseDate": " ".join(written),
        "doi": pick_text(record, "DOI"),
        "pages": pick_text(record, "page"),
        "language": pick_text(record, "language"),
    }


def _list_authors(record: dict[str, Any]) -> dict[str, str]:
    authors = {}
    for author in pick_list(record, "author"):
        parts = (pick_text(author, "given"), pick_text(author, "family"))
        name = " ".join(parts).strip() or pick_text(author, "name")
        authors[pick_text(author, "ORCID") or name] = name
    return authors


IMPORTER = Importer("Crossref", recognize_crossref, import_crossref)
