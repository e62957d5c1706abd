"""What importers of whole sites share: pages in their order, collections, accounts, photos."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from cvgen.errors import CvgenError
from cvgen.importers.builder import ProfileBuilder, Value, is_empty
from cvgen.importers.headings import find_kind
from cvgen.importers.home_page import (
    check_size,
    find_form,
    leave_out_front_matter,
    read_front_person,
)
from cvgen.importers.page.assemble import PageReader
from cvgen.importers.page.contacts import find_network
from cvgen.importers.page.html import read_html
from cvgen.importers.page.markdown import Markdown, read_markdown
from cvgen.importers.page.page import Page
from cvgen.importers.page.plain import read_plain_text
from cvgen.text.patterns import compile_late

MOST_PAGES = 400
_PHOTO = compile_late(
    r"(?:profile|avatar|portrait|photo|headshot|me|bio-photo|prof_pic)[\w-]*\.(?:jpe?g|png)$",
    re.IGNORECASE,
)
_TAG = compile_late(r"<[^<>]*>")
_MOST_PHOTO = 8_000_000  # bytes
_PICTURES = {b"\xff\xd8\xff": "jpg", b"\x89PNG": "png"}


def read_site_page(builder: ProfileBuilder, name: str) -> Markdown | None:
    """Read one page of a site into the builder; a page of text that is no Markdown has no front."""
    text = builder.source.read_text(name)
    check_size(builder.source, text, name)
    if find_form(name, text) != "Markdown":
        page = read_html(text) if find_form(name, text) == "HTML" else read_plain_text(text)
        read_page(builder, page, name)
        return None
    markdown = read_markdown(text)
    front = leave_out_front_matter(builder, markdown, name)
    read_front_person(builder, front)
    title = str(front.get("title") or "")
    kind = find_kind(title) or find_kind(name.rpartition("/")[2].rpartition(".")[0]) or "summary"
    read_page(builder, markdown.page, name, kind, title)
    return markdown


def read_page(
    builder: ProfileBuilder, page: Page, name: str, kind: str = "summary", title: str = ""
) -> None:
    """Read the blocks of a page; what stands before its first heading is of this kind."""
    if kind == "contact":
        kind = "summary"
    PageReader(builder, page, name, title, kind).read()


def read_front(builder: ProfileBuilder, name: str) -> tuple[dict[str, Any], Markdown]:
    """Read the front matter of an entry of a collection, whose words count one by one."""
    from cvgen.importers.page.markdown import read_front_matter

    markdown = read_markdown(builder.source.read_text(name))
    front = read_front_matter(
        markdown.front_matter, markdown.fence, builder.source.find_place(name).file
    )
    for value in _iterate_values(front):
        builder.add_text(_TAG.sub(" ", value), 2, name)
    for hidden in markdown.page.hidden:
        builder.add_text(hidden.text, hidden.line, name)
        builder.leave_out(hidden.text, hidden.reason, hidden.line, name)
    return front, markdown


def _iterate_values(value: Any) -> Iterable[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _iterate_values(part)
    elif value is not None:
        yield str(value)


def leave_out_rest(
    builder: ProfileBuilder, front: dict[str, Any], used: Iterable[str], name: str
) -> None:
    """Leave out what front matter says to the site only."""
    kept = set(used)
    for key, value in front.items():
        if key not in kept:
            for text in _iterate_values(value):
                builder.leave_out(text, "front matter of the site", 2, name)


def add_site_account(builder: ProfileBuilder, network: str, value: str) -> None:
    """Add an account that a site's settings name, by an address or a user name."""
    if is_empty(value):
        return
    accounts = builder.basics.setdefault("profiles", [])
    if value.startswith(("http://", "https://")):
        known, account = find_network(value)
        if account:
            accounts.append({"network": Value(known), "username": Value(account, value)})
        else:
            accounts.append({"network": Value(known or network), "url": value})
    else:
        accounts.append({"network": Value(network), "username": value})


def add_photo(builder: ProfileBuilder, named: str = "") -> None:
    """Add the photo of a site: the one that it names, or one whose name says what it is."""
    for name in builder.source.names:
        base = name.rpartition("/")[2]
        is_photo = bool(_PHOTO.search(base))
        if named:
            is_photo = base == named.rpartition("/")[2]
        if is_photo and _add_picture(builder, name):
            return


def _add_picture(builder: ProfileBuilder, name: str) -> bool:
    """Add a picture, if it is one that can be printed."""
    try:
        content = builder.source.read_bytes(name)
    except CvgenError:
        return False
    for start, ending in _PICTURES.items():
        if content.startswith(start) and len(content) <= _MOST_PHOTO:
            builder.files[f"photo.{ending}"] = content
            builder.basics["image"] = Value(f"photo.{ending}")
            return True
    return False


def drop_twins(builder: ProfileBuilder) -> None:
    """Join entries that two pages of a site have: the first one stays, with what the other adds."""
    for kind, entries in builder.sections.items():
        kept: dict[tuple[str, ...], dict[str, Any]] = {}
        for number, entry in enumerate(entries):
            key = _make_key(kind, entry) or (str(number),)
            if key not in kept:
                kept[key] = entry
                continue
            for field_name, value in entry.items():
                if field_name in kept[key]:
                    for text in _iterate_texts(value):
                        builder.leave_out(text, "said twice")
                else:
                    kept[key][field_name] = value
        builder.sections[kind] = list(kept.values())


def _make_key(kind: str, entry: dict[str, Any]) -> tuple[str, ...]:
    names = ("name", "title", "position", "studyType", "institution", "organization", "text")
    texts = [_fold(entry.get(name)) for name in names if entry.get(name)]
    if not texts:
        return ()
    if kind == "publications":
        return (texts[0],)
    dates = [_fold(entry.get(name)) for name in ("date", "startDate", "endDate")]
    return (*texts, *dates)


def _fold(value: Any) -> str:
    text = value.text if isinstance(value, Value) else str(value or "")
    return re.sub(r"[\W_]+", "", text.casefold())


def _iterate_texts(value: Any) -> Iterable[str]:
    if isinstance(value, Value):
        yield value.origin
    else:
        yield from _iterate_values(value)
