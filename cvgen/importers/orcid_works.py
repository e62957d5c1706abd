"""Read a work of an ORCID record; summaries lack authors, full works have contributors."""

from __future__ import annotations

import re
from typing import Any

from cvgen.importers.builder import ProfileBuilder, Value
from cvgen.importers.records import load_format, pick_list, pick_text, pick_value
from cvgen.importers.structured_dates import join_parts
from cvgen.text.patterns import compile_late

_ARXIV_DOI = compile_late(r"10\.48550/arxiv\.(.+)", re.IGNORECASE)
_DOI_ADDRESS = compile_late(r"^(?:https?://)?(?:dx\.)?doi\.org/", re.IGNORECASE)
_FIELDS = {"doi": "doi", "arxiv": "arxiv", "isbn": "isbn", "issn": "issn", "uri": "url"}
_OF_WHOLE = ("issn", "isbn")  # numbers of the whole that a work is listed with
_WHOLE = "a number of the whole that a work is in"
_ELSEWHERE = "a number in another catalogue"


def read_orcid_work(builder: ProfileBuilder, work: dict[str, Any]) -> dict[str, Any]:
    """Read a work as a publication."""
    title = pick_text(work, "title", "title")
    subtitle = pick_text(work, "title", "subtitle")
    entry: dict[str, Any] = {"name": f"{title}: {subtitle}" if subtitle else title}
    _add_contributors(entry, work)
    entry["publisher"] = pick_text(work, "journal-title")
    date = join_parts(pick_value(work, "publication-date"))
    if date:
        entry["releaseDate"] = date
    written_type = pick_text(work, "type")
    csl_type = load_format("orcid")["types"].get(written_type.lower().replace("_", "-"))
    if csl_type:
        entry["type"] = Value(csl_type, written_type)
    elif written_type:
        builder.leave_out(written_type, "a kind of ORCID's")
    for identifier in pick_list(work, "external-ids", "external-id"):
        _add_identifier(builder, entry, identifier)
    _add_address(builder, entry, pick_text(work, "url"))
    entry["summary"] = pick_text(work, "short-description")
    return entry


def _add_contributors(entry: dict[str, Any], work: dict[str, Any]) -> None:
    for person in pick_list(work, "contributors", "contributor"):
        role = pick_text(person, "contributor-attributes", "contributor-role")
        key = "editors" if "editor" in role.lower() else "authors"
        name = pick_text(person, "credit-name")
        if name:
            entry.setdefault(key, []).append(name)


def _add_identifier(
    builder: ProfileBuilder, entry: dict[str, Any], identifier: dict[str, Any]
) -> None:
    """Add a number of the work itself; those of its journal or book are not its own."""
    kind = pick_text(identifier, "external-id-type").lower()
    value = pick_text(identifier, "external-id-value")
    relationship = pick_text(identifier, "external-id-relationship").lower()
    is_own = relationship in ("self", "") or kind in _OF_WHOLE
    name, number = _FIELDS.get(kind, ""), value
    if kind == "doi":
        number = _DOI_ADDRESS.sub("", value)
        arxiv = _ARXIV_DOI.fullmatch(number)
        if arxiv:
            name, number = "arxiv", arxiv[1]
    if not is_own:
        builder.leave_out(value, _WHOLE)
    elif not name or name in entry:
        builder.leave_out(value, _ELSEWHERE)
    else:
        entry[name] = Value(number, value)


def _add_address(builder: ProfileBuilder, entry: dict[str, Any], url: str) -> None:
    """Add the address, unless it only repeats the DOI."""
    doi = entry.get("doi")
    text = doi.text if isinstance(doi, Value) else doi
    if text and _DOI_ADDRESS.sub("", url).lower() == str(text).lower():
        builder.leave_out(url, "the address of its DOI")
    elif url and "url" in entry:
        builder.leave_out(url, "another address of a work")
    elif url:
        entry["url"] = url
