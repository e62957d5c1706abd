"""Import answers of OpenAlex about works (docs.openalex.org), saved to a file."""

from __future__ import annotations

import re
from typing import Any

from cvgen.importers.builder import ProfileBuilder
from cvgen.importers.importer import Importer
from cvgen.importers.records import (
    account_for_tree,
    load_bookkeeping,
    load_format,
    pick_list,
    pick_text,
    pick_value,
)
from cvgen.importers.source import Source
from cvgen.importers.works import DescribedWork, add_described_works, strip_tags
from cvgen.text.patterns import compile_late

_ARXIV = compile_late(r"arxiv\.org/(?:abs|pdf)/([\w./-]+?)(?:\.pdf)?$", re.IGNORECASE)
_DOI_ADDRESS = compile_late(r"^https?://(?:dx\.)?doi\.org/", re.IGNORECASE)
_PADDED = compile_late(r"(\d{4})-01-01")


def recognize_openalex(source: Source) -> bool:
    """Say whether a file has works of OpenAlex, or one."""
    return source.tool == "OpenAlex"


def import_openalex(source: Source) -> ProfileBuilder:
    """Import the works of an answer."""
    builder = ProfileBuilder(source)
    tree = source.read_tree()
    if tree is None:
        return builder
    account_for_tree(builder, tree, load_bookkeeping("openalex"), strip_tags)
    records = pick_list(tree.data, "results") or [tree.data]
    works = [_describe_work(builder, record) for record in records if isinstance(record, dict)]
    add_described_works(builder, works)
    return builder


def _describe_work(builder: ProfileBuilder, record: dict[str, Any]) -> DescribedWork:
    """Describe a work as a CSL item."""
    written_type = pick_text(record, "type")
    item: dict[str, Any] = {
        "title": pick_text(record, "title"),
        "type": load_format("openalex")["types"].get(written_type, written_type),
        "volume": pick_text(record, "biblio", "volume"),
        "issue": pick_text(record, "biblio", "issue"),
    }
    origins = {"type": written_type}
    authors = {}
    people = []
    for authorship in pick_list(record, "authorships"):
        name = pick_text(authorship, "raw_author_name")
        name = name or pick_text(authorship, "author", "display_name")
        people.append({"literal": name, "ORCID": pick_text(authorship, "author", "orcid")})
        authors[pick_text(authorship, "author", "id") or name] = name
    item["author"] = people
    _add_pages(item, origins, record)
    _add_date(item, origins, pick_text(record, "publication_date"))
    _add_source(builder, item, record)
    _add_numbers(builder, item, origins, record)
    return DescribedWork(item, origins, authors)


def _add_pages(item: dict[str, Any], origins: dict[str, str], record: dict[str, Any]) -> None:
    first = pick_text(record, "biblio", "first_page")
    last = pick_text(record, "biblio", "last_page")
    if first and last and first != last:
        item["page"] = f"{first}-{last}"
    elif first:
        item["page"] = first
    origins["pages"] = origins["number"] = f"{first} {last}"


def _add_date(item: dict[str, Any], origins: dict[str, str], date: str) -> None:
    """Add the date; the first of January stands there where only the year is known."""
    padded = _PADDED.fullmatch(date)
    known = padded[1] if padded else date
    if known:
        item["issued"] = {"date-parts": [known.split("-")]}
        origins["releaseDate"] = date


def _add_source(builder: ProfileBuilder, item: dict[str, Any], record: dict[str, Any]) -> None:
    """Add where a work appeared; a repository is no venue, and makes an article a preprint."""
    source = pick_value(record, "primary_location", "source")
    kind = pick_text(source, "type")
    item["container-title"] = pick_text(source, "display_name")
    publisher = pick_text(source, "host_organization_name")
    if item["type"] == "article-journal" and kind == "repository":
        item["type"] = "preprint"
    elif item["type"] == "article-journal" and kind == "conference":
        item["type"] = "paper-conference"
    if kind in ("repository", "journal"):
        builder.leave_out(publisher, "who runs a journal or a repository")
    else:
        item["publisher"] = publisher


def _add_numbers(
    builder: ProfileBuilder, item: dict[str, Any], origins: dict[str, str], record: dict[str, Any]
) -> None:
    """Add DOI, arXiv number, or else the address."""
    doi = pick_text(record, "doi")
    address = pick_text(record, "primary_location", "landing_page_url")
    if doi:
        item["DOI"] = _DOI_ADDRESS.sub("", doi)
        origins["doi"] = doi
    arxiv = _ARXIV.search(address)
    if arxiv:
        item.update({"archive": "arXiv", "archive_location": arxiv[1]})
        origins["arxiv"] = address
    elif address and not doi:
        item["URL"] = address
    elif address:
        builder.leave_out(address, "the address of its DOI")


IMPORTER = Importer("OpenAlex", recognize_openalex, import_openalex)
