"""Read the collections of a Jekyll site: a file for each publication, talk, course or project."""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from typing import Any

from cvgen.files.yamltable import read_table
from cvgen.importers.builder import LeftOut, ProfileBuilder, Value, is_empty
from cvgen.importers.page.authors import read_authors
from cvgen.importers.page.blocks import to_markup
from cvgen.importers.page.citations import Citation, divide_citation
from cvgen.importers.page.dates import find_dates
from cvgen.importers.page.html import read_html
from cvgen.importers.page.markdown import Markdown
from cvgen.importers.page.venues import read_venue
from cvgen.importers.site import MOST_PAGES, leave_out_rest, read_front
from cvgen.text.patterns import compile_late

_ISO_DAY = compile_late(r"\d{4}-\d{2}-\d{2}")
_REPEAT = compile_late(r"(?:recommended citation|\[?download|\[access)", re.IGNORECASE)
_TEMPLATE_ADDRESS = compile_late(r"academicpages\.github\.io|example\.(?:com|org)")
_TAG = compile_late(r"<[^<>]*>")
_CITED = ("volume", "issue", "pages", "doi")  # what a citation says besides
_SHORT_BODY = 40


def read_collections(builder: ProfileBuilder, names: list[str], base: str) -> None:
    """Read every entry of the collections among the files of a site."""
    folders = ["_publications", *_load_keys()["collections"], "_news"]
    for folder in folders:
        start = f"{base}{folder}/"
        found = [
            name for name in names if name.startswith(start) and name.endswith((".md", ".html"))
        ]
        for name in sorted(found, reverse=True)[:MOST_PAGES]:
            _read_entry(builder, folder, name)


def _read_entry(builder: ProfileBuilder, folder: str, name: str) -> None:
    front, markdown = read_front(builder, name)
    for block in markdown.page.blocks:
        builder.add_text(block.text, block.line, name)
    if _is_template(front, markdown):
        leave_out_rest(builder, front, (), name)
        for block in markdown.page.blocks:
            builder.leave_out(block.text, "an example of the template", block.line, name)
        return
    if folder == "_publications":
        used = _read_publication(builder, front, markdown)
    elif folder == "_news":
        used = _read_news(builder, front, markdown)
    else:
        used = _read_record(builder, front, markdown, _load_keys()["collections"][folder])
    leave_out_rest(builder, front, used, name)
    entries = str(builder.sections)
    for link in markdown.page.links:
        if link.href.startswith(("http://", "https://")):
            builder.add_text(link.href, link.line, name)
            if link.href not in entries:
                builder.leave_out(link.href, "said twice", link.line, name)


def _is_template(front: dict[str, Any], markdown: Markdown) -> bool:
    """Say whether an entry is one of those that come with the template."""
    keys = _load_keys()
    title = str(front.get("title") or "")
    text = " ".join(block.text for block in markdown.page.blocks)
    words = f"{text} {front}".casefold()
    if any(word.casefold() in words for word in keys["template_words"]):
        return True
    is_numbered = any(
        re.match(rf"{re.escape(start)} ?\d*$", title) for start in keys["template_titles"]
    )
    return is_numbered and len(text) < _SHORT_BODY


def _read_record(
    builder: ProfileBuilder, front: dict[str, Any], markdown: Markdown, described: dict[str, Any]
) -> list[str]:
    """Read an entry whose keys have fields of their own; return the keys that were used."""
    entry: dict[str, Any] = {}
    used = ["date"]
    for key, field_name in described["keys"].items():
        text = _make_text(front.get(key))
        if text and field_name not in entry:
            entry[field_name] = text
            used.append(key)
    entry["date"] = _get_date(front)
    entry["summary"] = _read_body(markdown)
    if not is_empty(entry.get("name")):
        builder.add_entry(described["kind"], entry)
    return used


def _read_news(builder: ProfileBuilder, front: dict[str, Any], markdown: Markdown) -> list[str]:
    text = _read_body(markdown)
    used = ["date"]
    if not text:
        text = _make_text(front.get("title"))
        used.append("title")
    if text:
        builder.add_entry("news", {"date": _get_date(front), "text": text})
    return used


def _read_publication(
    builder: ProfileBuilder, front: dict[str, Any], markdown: Markdown
) -> list[str]:
    """Read a work, whose authors often stand in its citation only."""
    entry: dict[str, Any] = {"name": _make_text(front.get("title"))}
    entry["authors"] = _read_people(front, entry)
    venue = _make_text(front.get("venue"))
    if venue:
        read_venue(entry, [venue])
    cited: dict[str, Any] = {}
    read_venue(cited, _divide(front).venue)
    for key in _CITED:
        if key in cited:
            entry.setdefault(key, cited[key])
    entry["releaseDate"] = _get_date(front)
    links = _read_links(front)
    entry["links"] = {words: address for _, words, address in links}
    builder.add_text(" ".join(entry["links"]), 2)  # which the keys say
    entry["summary"] = _read_body(markdown, entry["name"])
    used = ["title", "authors", "author", "venue", "date", "citation"]
    if not entry["summary"]:
        entry["summary"] = _make_text(front.get("excerpt"))
        used.append("excerpt")
    _leave_out_citation(builder, front, cited)
    for block in markdown.page.blocks:
        if _REPEAT.match(block.text):
            builder.leave_out(block.text, "said twice", block.line)
    builder.add_entry("publications", entry)
    return [*used, *(key for key, _, _ in links)]


def _leave_out_citation(
    builder: ProfileBuilder, front: dict[str, Any], cited: dict[str, Any]
) -> None:
    """Leave out what the citation says again: all but the authors, and what only it says."""
    text = _TAG.sub(" ", str(front.get("citation") or ""))
    place = builder.places.get(text)
    if place is None:
        return
    rest = " ".join(unescape(text).split())
    used = [cited[key] for key in _CITED if key in cited]
    if not (front.get("authors") or front.get("author")):
        used.append(_divide(front).authors)
    for value in used:
        words = (value.origin or value.text) if isinstance(value, Value) else str(value)
        rest = rest.replace(words, " ", 1)
    builder.left_out.append(LeftOut(rest, "said twice", place))


def _read_people(front: dict[str, Any], entry: dict[str, Any]) -> list[Any]:
    """Read the authors, whom a list, a text or the citation names."""
    people = front.get("authors") or front.get("author")
    if isinstance(people, list):
        return read_authors(", ".join(map(str, people)), {}, entry)
    if people:
        return read_authors(_make_text(people), {}, entry)
    return read_authors(_divide(front).authors, {}, entry)


def _divide(front: dict[str, Any]) -> Citation:
    """Divide the citation of a work, which often says more than the other keys."""
    page = read_html(str(front.get("citation") or ""))
    if not page.blocks:
        return Citation()
    return divide_citation([block.spans for block in page.blocks])


def _read_links(front: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Read the addresses of a work: key, words, address."""
    links = []
    for key, words in _load_keys()["links"].items():
        address = str(front.get(key) or "")
        is_own = not _TEMPLATE_ADDRESS.search(address)
        if address.startswith(("http://", "https://")) and is_own:
            links.append((key, words, address))
    return links


def _read_body(markdown: Markdown, name: str = "") -> str:
    """Read what stands below the front matter, but for what only says the citation again."""
    texts = [to_markup(block.spans) for block in markdown.page.blocks]
    return "\n\n".join(text for text in texts if text != name and not _REPEAT.match(text))


def _make_text(value: Any) -> str:
    """Write a value of front matter as text, without the HTML in it."""
    page = read_html(str(value or ""))
    return " ".join(to_markup(block.spans) for block in page.blocks)


def _get_date(front: dict[str, Any]) -> Any:
    """Read the day of an entry; a first of January often stands for a year only."""
    text = str(front.get("date") or "")
    match = _ISO_DAY.match(text)
    if match:
        return Value(match[0], text)
    found = find_dates(text)
    if found:
        return found.fields.get("date", text)
    return text


def load_accounts() -> dict[str, str]:
    """Load the networks by the keys that sites have for them."""
    accounts: dict[str, str] = _load_keys()["accounts"]
    return accounts


@cache
def _load_keys() -> dict[str, Any]:
    keys: dict[str, Any] = read_table("importers/jekyll")
    return keys
