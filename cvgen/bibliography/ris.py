"""Format publications as RIS, which reference managers import."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from cvgen.bibliography import csl
from cvgen.bibliography.tables import load_table
from cvgen.profile.publications import Publication
from cvgen.text.patterns import compile_late

_LINE_END = "\r\n"
_PAGES = compile_late(r"([^-–]+)[-–]+([^-–]+)")


def format_reference(key: str, paper: Publication, languages: tuple[str, ...]) -> str:
    """Format one publication, from its type to the end of its reference."""
    item = csl.build_csl_item(paper, key, languages)
    tables = load_table("ris")
    lines = [_format_line("TY", tables["types"].get(item["type"], "GEN"))]
    lines.append(_format_line("ID", key))
    for role, tag in tables["people"].items():
        lines += [_format_line(tag, _format_name(person)) for person in item.get(role, ())]
    lines += _list_dates(item)
    if item.get("collection-title"):
        # No tag is for the number in a series.
        series = (item["collection-title"], item.get("collection-number"))
        item["collection-title"] = " ".join(filter(None, series))
    for variable, tag in tables["fields"].items():
        if item.get(variable):
            lines.append(_format_line(tag, item[variable]))
    lines += _list_pages(item)
    lines += _list_rest(item, paper)
    lines.append("ER  - ")
    return _LINE_END.join(lines) + _LINE_END


def _format_line(tag: str, text: str) -> str:
    """Write a tag and its text, which is plain and stands on one line."""
    plain = Markup(text).striptags()
    return f"{tag}  - {' '.join(plain.split())}"


def _format_name(person: dict[str, str]) -> str:
    """Write a name surname first, with its suffix behind a second comma."""
    if "literal" in person:
        return person["literal"]
    particles = (person.get("non-dropping-particle"), person.get("family"))
    given = (person.get("given"), person.get("dropping-particle"))
    parts = [" ".join(filter(None, particles)), " ".join(filter(None, given))]
    if person.get("suffix"):
        parts.append(person["suffix"])
    return ", ".join(filter(None, parts))


def _list_dates(item: dict[str, Any]) -> Iterator[str]:
    """Write the year, and the day as `2026/03/12/`, where what is not known stays empty."""
    dates = item.get("issued", {}).get("date-parts", ())
    if not dates:
        return
    year, *rest = dates[0]
    yield _format_line("PY", f"{year:04}")
    if rest:
        numbers = [f"{number:02}" for number in rest]
        padded = [*numbers, "", ""][:2]
        yield _format_line("DA", f"{year:04}/{'/'.join(padded)}/")


def _list_pages(item: dict[str, Any]) -> Iterator[str]:
    pages = str(item.get("page", ""))
    match = _PAGES.fullmatch(pages)
    if match:
        yield _format_line("SP", match[1])
        yield _format_line("EP", match[2])
    elif pages:
        yield _format_line("SP", pages)


def _list_rest(item: dict[str, Any], paper: Publication) -> Iterator[str]:
    """Write links, notes and how far a work got."""
    for url in paper.links.values():
        yield _format_line("UR", url)
    notes = str(item.get("note", "")).splitlines()
    for note in (item.get("status", ""), *notes):
        if note:
            yield _format_line("N1", note)
