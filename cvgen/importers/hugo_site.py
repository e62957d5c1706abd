"""Import a Hugo site, as a folder or a zip: Hugo Academic (Wowchemy, Hugo Blox) and others."""

from __future__ import annotations

import re
from typing import Any

from cvgen.importers.builder import ProfileBuilder, Value, is_empty
from cvgen.importers.importer import Importer
from cvgen.importers.page.authors import read_authors
from cvgen.importers.page.dates import find_dates
from cvgen.importers.page.markdown import Markdown
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

_CONFIG = re.compile(r"(?:^|/)(?:hugo|config)\.(?:toml|ya?ml|json)$|(?:^|/)config/_default/")
_AUTHOR = re.compile(r"(?:^|/)content/(?:\w\w/)?authors?/[^/]+/_?index\.md$")
_WORK = re.compile(r"(?:^|/)content/(?:\w\w/)?publications?/[^/]+(?:/index)?\.md$")
_EVENT = re.compile(r"(?:^|/)content/(?:\w\w/)?(?:talks?|events?)/[^/]+(?:/index)?\.md$")
_PROJECT = re.compile(r"(?:^|/)content/(?:\w\w/)?projects?/[^/]+(?:/index)?\.md$")
_WIDGET = re.compile(r"(?:^|/)content/(?:\w\w/)?home/[^/]+\.md$")
_PAGE = re.compile(
    r"(?:^|/)content/(?:\w\w/)?(?:[^/]+|(?:about|cv|teaching|research|service|group|people)/_?index)\.md$"
)
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
    readers = (
        (_AUTHOR, _read_author),
        (_WIDGET, _read_widget),
        (_WORK, _read_work),
        (_EVENT, _read_event),
        (_PROJECT, _read_project),
    )
    for pattern, reader in readers:
        names = [name for name in source.names if pattern.search(name)]
        for name in sorted(names, reverse=pattern is _WORK)[:MOST_PAGES]:
            if name.endswith("/_index.md") and pattern is not _AUTHOR:
                continue
            front, markdown = read_front(builder, name)
            used = reader(builder, front, markdown, name)
            leave_out_rest(builder, front, used, name)
    for name in source.names:
        if _PAGE.search(name) and not _WIDGET.search(name):
            read_site_page(builder, name)
    add_photo(
        builder, "avatar.jpg" if any(name.endswith("avatar.jpg") for name in source.names) else ""
    )
    drop_twins(builder)
    return builder


def _read_author(
    builder: ProfileBuilder, front: dict[str, Any], markdown: Markdown, name: str
) -> list[str]:
    basics = builder.basics
    if basics.get("name"):
        return []
    basics["name"] = front.get("title") or front.get("name") or ""
    basics["label"] = _join_role(front)
    if front.get("email"):
        basics["email"] = str(front["email"])
    for item in _list_records(front.get("social") or front.get("profiles")):
        link = str(item.get("link") or item.get("url") or "")
        if link.startswith("mailto:"):
            basics.setdefault("email", Value(link[7:], link))
        elif link.startswith("http"):
            add_site_account(builder, str(item.get("icon") or "Web"), link)
            builder.leave_out(str(item.get("icon") or ""), "front matter of the site", 2, name)
    _read_courses(builder, front)
    for interest in front.get("interests") or []:
        if isinstance(interest, str):
            builder.add_entry("interests", {"name": interest})
    if front.get("bio"):
        basics["summary"] = str(front["bio"])
    read_page(builder, markdown.page, name)
    return [
        "title",
        "name",
        "role",
        "organizations",
        "email",
        "social",
        "profiles",
        "education",
        "interests",
        "bio",
    ]


def _join_role(front: dict[str, Any]) -> str:
    role = str(front.get("role") or "")
    places = [
        str(item.get("name"))
        for item in _list_records(front.get("organizations"))
        if item.get("name")
    ]
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
        entry: dict[str, Any] = {"studyType": course, "institution": item.get("institution")}
        found = find_dates(str(item.get("year") or ""))
        if found:
            entry.update(found.fields)
        builder.add_entry("education", entry)


def _read_widget(
    builder: ProfileBuilder, front: dict[str, Any], markdown: Markdown, name: str
) -> list[str]:
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
    read_page(builder, markdown.page, name, _find_widget_kind(front))
    return ["experience", "item"]


def _find_widget_kind(front: dict[str, Any]) -> str:
    from cvgen.importers.headings import find_kind

    return find_kind(str(front.get("title") or "")) or "summary"


def _read_work(
    builder: ProfileBuilder, front: dict[str, Any], markdown: Markdown, name: str
) -> list[str]:
    title = str(front.get("title") or "")
    if re.match(r"An example (?:conference|journal|preprint)", title) or is_empty(title):
        return []
    entry: dict[str, Any] = {"name": title}
    authors = [_find_author(builder, author) for author in front.get("authors") or []]
    entry["authors"] = read_authors(", ".join(authors), {}, entry)
    venue = (
        str(front.get("publication") or front.get("publication_short") or "")
        .replace("*", "")
        .replace("_", "")
    )
    read_venue(entry, [venue] if venue else [])
    found = find_dates(str(front.get("date") or "")[:10])
    if found:
        entry["releaseDate"] = next(iter(found.fields.values()))
    kinds = front.get("publication_types") or []
    kind = str(kinds[0]) if isinstance(kinds, list) and kinds else str(kinds)
    known = _TYPES.get(kind, kind)
    entry["type"] = (
        Value(known, kind) if known in _TYPES.values() or known == "article-journal" else ""
    )
    entry["doi"] = str(front.get("doi") or "")
    links = {}
    for key in (
        "pdf",
        "code",
        "dataset",
        "poster",
        "project",
        "slides",
        "source",
        "video",
        "preprint",
    ):
        address = str(front.get(f"url_{key}") or "")
        if address.startswith("http"):
            links[key] = address
    entry["links"] = links
    entry["summary"] = str(front.get("abstract") or "").strip()
    builder.add_entry("publications", entry)
    return [
        "title",
        "authors",
        "publication",
        "date",
        "publication_types",
        "doi",
        "abstract",
        *(f"url_{key}" for key in links),
    ]


def _find_author(builder: ProfileBuilder, author: Any) -> str:
    """Find an author's name; `admin` and `me` are the owner of the site."""
    text = str(author)
    own = builder.basics.get("name")
    return str(own) if text in ("admin", "me") and own else text


def _read_event(
    builder: ProfileBuilder, front: dict[str, Any], markdown: Markdown, name: str
) -> list[str]:
    if re.match(r"Example (?:Talk|Event)", str(front.get("title") or "")):
        return []
    entry: dict[str, Any] = {
        "name": front.get("title"),
        "event": front.get("event"),
        "location": str(front.get("location") or ""),
    }
    found = find_dates(str(front.get("date") or "")[:10])
    if found:
        entry.update(found.fields)
    entry["summary"] = str(front.get("abstract") or front.get("summary") or "").strip()
    builder.add_entry("talks", entry)
    return [
        "title",
        "event",
        "location",
        "date",
        "abstract" if front.get("abstract") else "summary",
    ]


def _read_project(
    builder: ProfileBuilder, front: dict[str, Any], markdown: Markdown, name: str
) -> list[str]:
    title = str(front.get("title") or "")
    if re.match(r"(?:Example|External|Internal) Project", title) or is_empty(title):
        return []
    builder.add_entry("projects", {"name": title, "description": str(front.get("summary") or "")})
    return ["title", "summary"]


IMPORTER = Importer("Hugo site", recognize_hugo_site, import_hugo_site)
