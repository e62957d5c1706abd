"""Import a Hugo site, as a folder or a zip: Hugo Academic (Wowchemy, Hugo Blox) and others."""

from __future__ import annotations

import re
from typing import Any

from cvgen.importers.builder import ProfileBuilder, Value, is_empty
from cvgen.importers.importer import Importer
from cvgen.importers.page.authors import read_authors
from cvgen.importers.page.dates import find_dates
from cvgen.importers.page.judge import is_placeholder
from cvgen.importers.page.markdown import Markdown
from cvgen.importers.page.positions import split_degree
from cvgen.importers.page.venues import read_venue
from cvgen.importers.periods import join_dates
from cvgen.importers.site import (
    MOST_PAGES,
    add_photo,
    add_site_account,
    drop_twins,
    leave_out_rest,
    read_front,
    read_page,
    read_site_page,
)
from cvgen.importers.source import Source
from cvgen.text.patterns import compile_late

_CONFIG = compile_late(r"(?:^|/)(?:hugo|config)\.(?:toml|ya?ml|json)$|(?:^|/)config/_default/")
_AUTHOR = compile_late(r"(?:^|/)content/(?:\w\w/)?authors?/[^/]+/_?index\.md$")
_WORK = compile_late(r"(?:^|/)content/(?:\w\w/)?publications?/[^/]+(?:/index)?\.md$")
_EVENT = compile_late(r"(?:^|/)content/(?:\w\w/)?(?:talks?|events?)/[^/]+(?:/index)?\.md$")
_PROJECT = compile_late(r"(?:^|/)content/(?:\w\w/)?projects?/[^/]+(?:/index)?\.md$")
_WIDGET = compile_late(r"(?:^|/)content/(?:\w\w/)?home/[^/]+\.md$")
_PAGE = compile_late(
    r"(?:^|/)content/(?:\w\w/)?(?:[^/]+|(?:about|cv|teaching|research|service|group|people)/_?index)\.md$"
)
_DAY = 10  # letters of a date without its hour
_AUTHOR_KEYS = (
    *("title", "name", "role", "organizations", "email", "social"),
    *("profiles", "education", "interests", "bio"),
)
_EXAMPLE_WORK = compile_late("An example (?:conference|journal|preprint)")
_LINKS = ("pdf", "code", "dataset", "poster", "project", "slides", "source", "video", "preprint")
_TYPES = {
    "1": "paper-conference",
    "2": "article-journal",
    "3": "preprint",
    "4": "report",
    "5": "book",
    "6": "chapter",
    "7": "thesis",
    "8": "patent",
}


def recognize_hugo_site(source: Source) -> bool:
    """Say whether a folder or archive has Hugo's settings and content."""
    if source.name:
        return False
    has_config = any(_CONFIG.search(name) for name in source.names)
    return has_config and any("content/" in name for name in source.names)


def import_hugo_site(source: Source) -> ProfileBuilder:
    """Import a site: author, widgets of the home page, publications, talks, projects, pages."""
    builder = ProfileBuilder(source, "Hugo site")
    for pattern, reader in _READERS:
        for name in _list_entries(source, pattern):
            front, markdown = read_front(builder, name)
            used = reader(builder, front, markdown)
            leave_out_rest(builder, front, used, name)
    for name in source.names:
        if _PAGE.search(name) and not _WIDGET.search(name):
            read_site_page(builder, name)
    add_photo(builder, "avatar.jpg")
    drop_twins(builder)
    return builder


def _list_entries(source: Source, pattern: re.Pattern[str]) -> list[str]:
    """List the files of a kind, the newest works first, without pages of lists."""
    names = []
    for name in source.names:
        is_list = name.endswith("/_index.md") and pattern is not _AUTHOR
        if pattern.search(name) and not is_list:
            names.append(name)
    return sorted(names, reverse=pattern is _WORK)[:MOST_PAGES]


def _read_author(builder: ProfileBuilder, front: dict[str, Any], markdown: Markdown) -> list[str]:
    """Read the first author, who owns the site."""
    basics = builder.basics
    if basics.get("name"):
        return []
    basics["name"] = front.get("title") or front.get("name") or ""
    basics["label"] = _join_role(builder, front)
    basics["email"] = str(front.get("email") or "")
    basics["summary"] = str(front.get("bio") or "")
    for item in _list_records(front.get("social") or front.get("profiles")):
        _add_social(builder, item)
    _read_courses(builder, front)
    for interest in front.get("interests") or []:
        builder.add_entry("interests", {"name": str(interest)})
    _read_body(builder, markdown, "summary")
    return [*_AUTHOR_KEYS]


def _add_social(builder: ProfileBuilder, item: dict[str, Any]) -> None:
    """Add an account or an address, whose symbol is left out."""
    link = str(item.get("link") or item.get("url") or "")
    if link.startswith("mailto:") and not builder.basics.get("email"):
        builder.basics["email"] = Value(link[7:], link)
    elif link.startswith("http"):
        add_site_account(builder, str(item.get("icon") or "Web"), link)
    for key in ("icon", "icon_pack"):
        builder.leave_out(str(item.get(key) or ""), "front matter of the site")


def _read_body(builder: ProfileBuilder, markdown: Markdown, kind: str) -> None:
    """Read what stands below the front matter, whose hidden text is counted already."""
    markdown.page.hidden.clear()
    read_page(builder, markdown.page, "", kind)


def _join_role(builder: ProfileBuilder, front: dict[str, Any]) -> str:
    role = str(front.get("role") or "")
    places = [
        str(item.get("name"))
        for item in _list_records(front.get("organizations"))
        if item.get("name")
    ]
    for item in _list_records(front.get("organizations")):
        builder.leave_out(str(item.get("url") or ""), "front matter of the site")
    return ", ".join(part for part in (role, *places) if part)


def _list_records(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        value = list(value.values())
    if not isinstance(value, list):
        return []
    return [item for item in value if isinstance(item, dict)]


def _read_courses(builder: ProfileBuilder, front: dict[str, Any]) -> None:
    education = front.get("education")
    courses = education.get("courses") if isinstance(education, dict) else education
    for item in _list_records(courses):
        course = str(item.get("course") or item.get("degree") or item.get("area") or "")
        entry: dict[str, Any] = split_degree(course)
        entry["institution"] = item.get("institution")
        found = find_dates(str(item.get("year") or ""))
        if found:
            entry.update(found.fields)
        builder.add_entry("education", entry)


def _read_widget(builder: ProfileBuilder, front: dict[str, Any], markdown: Markdown) -> list[str]:
    """Read a widget of the home page: experience, accomplishments, skills, or text."""
    if str(front.get("active")).casefold() == "false":
        return []
    for item in _list_records(front.get("experience")):
        entry = {
            "position": item.get("title"),
            "name": item.get("company"),
            "location": item.get("location"),
        }
        entry |= join_dates(str(item.get("date_start") or ""), str(item.get("date_end") or ""))
        entry["summary"] = str(item.get("description") or "").strip()
        builder.add_entry("work", entry)
    for item in _list_records(front.get("item")):
        entry = {"title": item.get("title"), "awarder": item.get("organization")}
        entry["summary"] = str(item.get("description") or "").strip()
        found = find_dates(str(item.get("date_start") or ""))
        if found:
            entry.update(found.fields)
        builder.add_entry("awards", entry)
    _read_body(builder, markdown, _find_widget_kind(front))
    return ["experience", "item"]


def _find_widget_kind(front: dict[str, Any]) -> str:
    from cvgen.importers.headings import find_kind

    return find_kind(str(front.get("title") or "")) or "summary"


def _read_work(builder: ProfileBuilder, front: dict[str, Any], _markdown: Markdown) -> list[str]:
    """Read a publication."""
    title = str(front.get("title") or "")
    if _EXAMPLE_WORK.match(title) or is_empty(title):
        return []
    entry: dict[str, Any] = {"name": title}
    entry["authors"] = _read_people(builder, front, entry)
    read_venue(entry, [_get_venue(front)])
    entry |= _read_day(front, "releaseDate")
    entry["type"] = _find_type(front)
    entry["doi"] = str(front.get("doi") or "")
    entry["links"] = _read_links(front)
    builder.add_text(" ".join(entry["links"]), 2)  # which the keys say
    abstract = str(front.get("abstract") or "").strip()
    if is_placeholder(abstract):
        builder.leave_out(abstract, "a placeholder")
    else:
        entry["summary"] = abstract
    builder.add_entry("publications", entry)
    used = ["title", "authors", "publication", "date", "publication_types", "doi", "abstract"]
    return [*used, *(f"url_{words}" for words in entry["links"])]


def _read_day(front: dict[str, Any], single: str) -> dict[str, Any]:
    """Read the day of an entry, without its hour."""
    text = str(front.get("date") or "")
    found = find_dates(text[:_DAY], single=single)
    if found is None:
        return {}
    return {key: Value(value.text, text) for key, value in found.fields.items()}


def _get_venue(front: dict[str, Any]) -> str:
    venue = str(front.get("publication") or front.get("publication_short") or "")
    return venue.replace("*", "").replace("_", "")


def _read_people(
    builder: ProfileBuilder, front: dict[str, Any], entry: dict[str, Any]
) -> list[Any]:
    authors = [_find_author(builder, author) for author in front.get("authors") or []]
    _mark_equal_authors(authors, front.get("author_notes"))
    people = read_authors(", ".join(authors), {}, entry)
    _keep_own_words(people, front, str(builder.basics.get("name")))
    return people


def _mark_equal_authors(authors: list[str], notes: Any) -> None:
    """Mark the authors of whom a note says that they contributed equally."""
    if not isinstance(notes, list):
        return
    for number, note in enumerate(notes[: len(authors)]):
        if "equal" in str(note).casefold():
            authors[number] += "*"


def _keep_own_words(people: list[Any], front: dict[str, Any], own: str) -> None:
    """Keep the word that the site has for its owner as where the owner's name comes from."""
    named = {"admin", "me"} & set(map(str, front.get("authors") or []))
    for number, person in enumerate(people):
        if named and isinstance(person, str) and person.rstrip("*") == own:
            people[number] = Value(person, named.pop())


def _find_type(front: dict[str, Any]) -> Any:
    """Find CSL's word for the type, which older sites have a number for."""
    kinds = front.get("publication_types") or [""]
    kind = str(kinds[0] if isinstance(kinds, list) else kinds)
    known = _TYPES.get(kind, kind)
    if known in _TYPES.values():
        return Value(known, kind)
    return ""


def _read_links(front: dict[str, Any]) -> dict[str, str]:
    links = {}
    for words in _LINKS:
        address = str(front.get(f"url_{words}") or "")
        if address.startswith("http"):
            links[words] = address
    return links


def _find_author(builder: ProfileBuilder, author: Any) -> str:
    """Find an author's name; `admin` and `me` are the owner of the site."""
    text = str(author)
    own = builder.basics.get("name")
    return str(own) if text in ("admin", "me") and own else text


def _read_event(builder: ProfileBuilder, front: dict[str, Any], _markdown: Markdown) -> list[str]:
    if re.match(r"Example (?:Talk|Event)", str(front.get("title") or "")):
        return []
    entry: dict[str, Any] = {
        "name": front.get("title"),
        "event": front.get("event"),
        "location": ", ".join(_list_places(front)),
    }
    entry |= _read_day(front, "date")
    entry["summary"] = str(front.get("abstract") or front.get("summary") or "").strip()
    builder.add_entry("talks", entry)
    return [
        "title",
        "event",
        "location",
        "address",
        "date",
        "abstract" if front.get("abstract") else "summary",
    ]


def _list_places(front: dict[str, Any]) -> list[str]:
    """List where an event was: the hall, the town, the country."""
    address = front.get("address")
    places = [front.get("location")]
    if isinstance(address, dict):
        places += [address.get("city"), address.get("country")]
    return [str(place) for place in dict.fromkeys(places) if place]


def _read_project(builder: ProfileBuilder, front: dict[str, Any], _markdown: Markdown) -> list[str]:
    title = str(front.get("title") or "")
    if re.match(r"(?:Example|External|Internal) Project", title) or is_empty(title):
        return []
    address = str(front.get("external_link") or "")
    entry = {"name": title, "description": str(front.get("summary") or "")}
    entry["url"] = address if address.startswith("http") else ""
    builder.add_entry("projects", entry)
    return ["title", "summary", *["external_link"] * bool(entry["url"])]


_READERS = (
    (_AUTHOR, _read_author),
    (_WIDGET, _read_widget),
    (_WORK, _read_work),
    (_EVENT, _read_event),
    (_PROJECT, _read_project),
)
IMPORTER = Importer("Hugo site", recognize_hugo_site, import_hugo_site)
