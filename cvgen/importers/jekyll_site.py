"""Import a Jekyll site, as a folder or a zip: academicpages, acad-homepage, al-folio and others."""

from __future__ import annotations

import re
from typing import Any

from cvgen.errors import CvgenError
from cvgen.files.yamlfile import Tree
from cvgen.importers.builder import ProfileBuilder, Value, is_empty
from cvgen.importers.importer import Importer
from cvgen.importers.page.authors import read_authors
from cvgen.importers.page.blocks import to_markup
from cvgen.importers.page.citations import divide_citation
from cvgen.importers.page.dates import find_dates
from cvgen.importers.page.html import read_html
from cvgen.importers.page.judge import is_placeholder
from cvgen.importers.page.markdown import Markdown
from cvgen.importers.page.venues import read_venue
from cvgen.importers.site import (
    MOST_PAGES,
    add_photo,
    add_site_account,
    drop_twins,
    leave_out_rest,
    read_front,
    read_site_page,
)
from cvgen.importers.source import Source

_CONFIGS = ("_config.yml", "_config.yaml")
_INCLUDE = re.compile(r"\{%-?\s*include_relative\s+([\w./-]+)\s*-?%\}")
_HTML_COMMENT = re.compile(
    r"<!--.*?(?:-->|\Z)|\{%-?\s*comment\s*-?%\}.*?(?:\{%-?\s*endcomment\s*-?%\}|\Z)", re.DOTALL
)
_PAGE = re.compile(r"(?:_pages/[^_][^/]*|_pages/includes/[^/]*|[^/_.][^/]*)\.(?:md|markdown|html)")
_NO_PAGE = re.compile(
    r"(?:^|/)(?:readme|license|contributing|changelog|404|sitemap|terms|privacy|markdown|markdown_generator|non-menu-page|search|tags?|categor\w+|blog|year-archive|tag-archive|category-archive|collection-archive|page-archive|archive-layout\w*|install|customize|faq|featuring|dropdown|talkmap|news|repositories|code_of_conduct|index_old|posts?)\b[^/]*$",
    re.IGNORECASE,
)
_FIRST_PAGES = (
    "about",
    "index",
    "home",
    "bio",
    "cv",
    "resume",
    "research",
    "publications",
    "talks",
    "teaching",
)
_ACCOUNTS = {
    "googlescholar": "Google Scholar",
    "scholar_userid": "Google Scholar",
    "google_scholar": "Google Scholar",
    "github": "GitHub",
    "github_username": "GitHub",
    "linkedin": "LinkedIn",
    "linkedin_username": "LinkedIn",
    "orcid": "ORCID",
    "orcid_id": "ORCID",
    "twitter": "X",
    "twitter_username": "X",
    "x_username": "X",
    "researchgate": "ResearchGate",
    "gitlab": "GitLab",
    "dblp": "DBLP",
    "dblp_url": "DBLP",
    "semantic_scholar": "Semantic Scholar",
    "semanticscholar": "Semantic Scholar",
    "zhihu": "Zhihu",
    "openreview": "OpenReview",
    "bluesky": "Bluesky",
    "mastodon": "Mastodon",
    "arxiv": "arXiv",
    "stackoverflow": "Stack Overflow",
    "kaggle": "Kaggle",
    "youtube": "YouTube",
    "medium": "Medium",
    "researchgate_profile": "ResearchGate",
}


def recognize_jekyll_site(source: Source) -> bool:
    """Say whether a folder or archive has the settings of a Jekyll site, and no Hugo ones."""
    return not source.name and find_base(source.names) is not None


def find_base(names: tuple[str, ...]) -> str | None:
    """Find the folder that `_config.yml` is in; None where there is none."""
    bases = [
        name.removesuffix(config)
        for name in names
        for config in _CONFIGS
        if name.split("/")[-1] == config
    ]
    return min(bases, key=len) if bases else None


def import_jekyll_site(source: Source) -> ProfileBuilder:
    """Import a site: its author, its pages, its collections, its bibliography and photo."""
    builder = ProfileBuilder(source, "Jekyll site")
    base = find_base(source.names) or ""
    names = [name for name in source.names if name.startswith(base)]
    _read_config(builder, base)
    for name in _list_pages(names, base)[:MOST_PAGES]:
        _read_with_includes(builder, name, base)
    _read_collections(builder, names, base)
    _read_other_files(builder, names, base)
    drop_twins(builder)
    return builder


# --- the author


def _read_config(builder: ProfileBuilder, base: str) -> None:
    name = next(base + config for config in _CONFIGS if base + config in builder.source.names)
    tree = builder.source.read_tree(name)
    if tree is None or not isinstance(tree.data, dict):
        return
    author = tree.data.get("author")
    if not isinstance(author, dict):
        author = _list_folio_author(tree.data)
    _read_author(builder, author)
    add_photo(builder, str(author.get("avatar") or ""))
    _count_config(builder, tree, author, name)


def _list_folio_author(data: dict[str, Any]) -> dict[str, Any]:
    """List what al-folio says of its author, which stands at the top of its settings."""
    names = [data.get(key) for key in ("first_name", "middle_name", "last_name")]
    author = {"name": " ".join(str(name) for name in names if name)}
    for key in ("email", *_ACCOUNTS):
        if data.get(key):
            author[key] = data[key]
    return author


def _read_author(builder: ProfileBuilder, author: dict[str, Any]) -> None:
    basics = builder.basics
    keys = {"name": "name", "email": "email", "location": "location", "bio": "label", "uri": "url"}
    for key, name in keys.items():
        value = str(author.get(key) or "").strip()
        if (
            value
            and not is_placeholder(value)
            and not re.search(r"none@example|you@|example\.edu|your", value, re.IGNORECASE)
        ):
            basics[name] = value
    employer = str(author.get("employer") or "")
    if employer and not is_placeholder(employer):
        label = basics.get("label")
        basics["label"] = f"{label}, {employer}" if label else employer
    for key, network in _ACCOUNTS.items():
        add_site_account(builder, network, str(author.get(key) or ""))


def _count_config(builder: ProfileBuilder, tree: Tree, author: dict[str, Any], name: str) -> None:
    """Count the words of the author; all else of the settings is none of a profile."""
    values = {str(value) for value in author.values() if value}
    for path, place in tree.values.items():
        data = tree.data
        for step in path:
            data = data[step]
        if not isinstance(data, str):
            continue
        builder.add_text(data, place.line, name)
        is_author = (
            path[0] == "author"
            or path[0] in author
            or path[0] in ("first_name", "middle_name", "last_name")
        )
        is_used = is_author and (data in values or path[0] != "author")
        if not is_used or is_placeholder(data) or path[-1] in ("avatar", "pronouns"):
            builder.leave_out(data, "settings of the site", place.line, name)


# --- pages


def _list_pages(names: list[str], base: str) -> list[str]:
    """List the pages of a site, those about the person first."""
    pages = []
    for name in names:
        inner = name.removeprefix(base)
        if _PAGE.fullmatch(inner) and not _NO_PAGE.search(inner) and "includes/" not in inner:
            pages.append(name)
    return sorted(pages, key=lambda name: (_rank_page(name), name))


def _rank_page(name: str) -> int:
    stem = name.rpartition("/")[2].partition(".")[0].casefold()
    for rank, word in enumerate(_FIRST_PAGES):
        if stem.startswith(word):
            return rank
    return len(_FIRST_PAGES)


def _read_with_includes(builder: ProfileBuilder, name: str, base: str) -> None:
    """Read a page, and where it includes others, these."""
    read_site_page(builder, name)
    text = _HTML_COMMENT.sub("", builder.source.read_text(name))
    folder = name.rpartition("/")[0]
    for included in _INCLUDE.findall(text):
        path = f"{folder}/{included}".removeprefix("/")
        if path in builder.source.names and path.startswith(base):
            read_site_page(builder, path)


# --- collections


def _read_collections(builder: ProfileBuilder, names: list[str], base: str) -> None:
    readers = {
        "_publications": _read_publication,
        "_talks": _read_talk,
        "_teaching": _read_teaching,
        "_projects": _read_project,
        "_portfolio": _read_project,
        "_news": _read_news,
    }
    for folder, reader in readers.items():
        found = [
            name
            for name in names
            if name.startswith(f"{base}{folder}/") and name.endswith((".md", ".html"))
        ]
        for name in sorted(found, reverse=folder != "_projects")[:MOST_PAGES]:
            front, markdown = read_front(builder, name)
            if _is_template(front, markdown):
                _leave_out_template(builder, front, markdown, name)
                continue
            used = reader(builder, front, markdown)
            leave_out_rest(builder, front, used, name)


def _is_template(front: dict[str, Any], markdown: Markdown) -> bool:
    """Say whether an entry is one of those that come with the template."""
    title = str(front.get("title") or "")
    text = " ".join(block.text for block in markdown.page.blocks)
    signs = (
        "Paper Title Number",
        "Talk 1 on Relevant Topic",
        "Talk 2 on Relevant Topic",
        "Conference Proceeding talk 3",
        "Tutorial 1 on Relevant Topic",
        "Portfolio item number",
        "Teaching experience ",
        "project ",
    )
    is_numbered = any(title.startswith(sign) for sign in signs)
    is_filler = bool(
        re.search(
            r"This is a description of|This is an item in your portfolio|This paper is about the number|Every project has a beautiful feature|Short description of portfolio|A simple inline announcement|lorem ipsum",
            text + str(front),
            re.IGNORECASE,
        )
    )
    return (is_numbered and (is_filler or len(text) < 40)) or is_filler


def _leave_out_template(
    builder: ProfileBuilder, front: dict[str, Any], markdown: Markdown, name: str
) -> None:
    leave_out_rest(builder, front, (), name)
    for block in markdown.page.blocks:
        builder.add_text(block.text, block.line, name)
        builder.leave_out(block.text, "an example of the template", block.line, name)


def _read_body(builder: ProfileBuilder, markdown: Markdown) -> str:
    texts = []
    for block in markdown.page.blocks:
        builder.add_text(block.text, block.line)
        texts.append(to_markup(block.spans))
    return "\n\n".join(text for text in texts if text)


def _make_text(value: Any) -> str:
    """Write a value of front matter as text, without the HTML in it."""
    page = read_html(str(value or ""))
    return " ".join(to_markup(block.spans) for block in page.blocks)


def _get_date(front: dict[str, Any]) -> Value | str:
    text = str(front.get("date") or "")
    match = re.match(r"\d{4}-\d{2}-\d{2}", text)
    if match:
        return Value(match[0], text)
    found = find_dates(text)
    return found.fields.get("date", text) if found else text


def _read_publication(
    builder: ProfileBuilder, front: dict[str, Any], markdown: Markdown
) -> list[str]:
    entry: dict[str, Any] = {"name": _make_text(front.get("title")), "authors": []}
    if front.get("authors") or front.get("author"):
        people = front.get("authors") or front.get("author")
        text = ", ".join(map(str, people)) if isinstance(people, list) else _make_text(people)
        entry["authors"] = read_authors(text, {}, entry)
    citation = front.get("citation")
    if citation and not entry["authors"]:
        page = read_html(str(citation))
        parts = divide_citation([block.spans for block in page.blocks])
        entry["authors"] = read_authors(parts.authors, {}, entry)
    if citation:
        builder.leave_out(_make_text(citation), "said twice")
    if front.get("venue"):
        read_venue(entry, [_make_text(front["venue"])])
    entry["releaseDate"] = _get_date(front)
    links = {}
    for key, words in (
        ("paperurl", "paper"),
        ("slidesurl", "slides"),
        ("codeurl", "code"),
        ("link", "link"),
        ("code", "code"),
        ("pdf", "pdf"),
    ):
        address = str(front.get(key) or "")
        if address.startswith(("http://", "https://")) and not re.search(
            r"academicpages\.github\.io|example\.(?:com|org)", address
        ):
            links[words] = address
    entry["links"] = {words: address for words, address in links.items()}
    entry["summary"] = _drop_repeats(_read_body(builder, markdown), entry) or _make_text(
        front.get("excerpt")
    )
    builder.add_entry("publications", entry)
    return [
        "title",
        "authors",
        "author",
        "venue",
        "date",
        "citation",
        "excerpt",
        *(
            key
            for key in ("paperurl", "slidesurl", "codeurl", "link", "code", "pdf")
            if str(front.get(key) or "").startswith("http")
        ),
    ]


def _drop_repeats(text: str, entry: dict[str, Any]) -> str:
    """Drop a body that only says "Recommended citation" or links the file again."""
    paragraphs = [
        part
        for part in text.split("\n\n")
        if not re.match(r"(?:recommended citation|\[?download|\[access)", part, re.IGNORECASE)
    ]
    return "\n\n".join(part for part in paragraphs if part.strip() != entry["name"])


def _read_talk(builder: ProfileBuilder, front: dict[str, Any], markdown: Markdown) -> list[str]:
    entry = {
        "name": _make_text(front.get("title")),
        "event": _make_text(front.get("venue")),
        "type": _make_text(front.get("type")),
    }
    entry |= {
        "location": str(front.get("location") or ""),
        "date": _get_date(front),
        "summary": _read_body(builder, markdown),
    }
    builder.add_entry("talks", entry)
    return ["title", "venue", "type", "location", "date"]


def _read_teaching(builder: ProfileBuilder, front: dict[str, Any], markdown: Markdown) -> list[str]:
    entry = {
        "name": _make_text(front.get("title")),
        "level": _make_text(front.get("type")),
        "institution": _make_text(front.get("venue")),
    }
    entry |= {
        "location": str(front.get("location") or ""),
        "date": _get_date(front),
        "summary": _read_body(builder, markdown),
    }
    builder.add_entry("teaching", entry)
    return ["title", "venue", "type", "location", "date"]


def _read_project(builder: ProfileBuilder, front: dict[str, Any], markdown: Markdown) -> list[str]:
    entry = {
        "name": _make_text(front.get("title")),
        "description": _make_text(front.get("description") or front.get("excerpt")),
    }
    entry["summary"] = _read_body(builder, markdown)
    if not is_empty(entry["name"]):
        builder.add_entry("projects", entry)
    return ["title", "description", "excerpt"]


def _read_news(builder: ProfileBuilder, front: dict[str, Any], markdown: Markdown) -> list[str]:
    text = _read_body(builder, markdown) or _make_text(front.get("title"))
    if text:
        builder.add_entry("news", {"date": _get_date(front), "text": text})
    return ["date"]


# --- other files


def _read_other_files(builder: ProfileBuilder, names: list[str], base: str) -> None:
    """Keep the bibliography; a CV in another format within the site is imported by its own importer."""
    for name in names:
        inner = name.removeprefix(base)
        if inner.startswith("_bibliography/") and inner.endswith(".bib"):
            _add_bibliography(builder, name)
        elif inner in ("_data/cv.yml", "_data/cv.yaml", "assets/json/resume.json"):
            _read_member(builder, name)


def _add_bibliography(builder: ProfileBuilder, name: str) -> None:
    content = builder.source.read_bytes(name)
    authors = re.findall(rb"author\s*=\s*[{\"](.*)", content)
    if authors and all(re.search(rb"Einstein|Bohr|Abbott|Yukawa", author) for author in authors):
        builder.add_text(content.decode("utf-8", "replace"), 1, name)
        builder.leave_out(content.decode("utf-8", "replace"), "an example of the template", 1, name)
        return
    file = name.rpartition("/")[2]
    builder.files[file] = content
    builder.bibliography.append(file)


def _read_member(builder: ProfileBuilder, name: str) -> None:
    from cvgen.importers.convert import join_builders
    from cvgen.importers.registry import find_importer

    try:
        member = builder.source.open_member(name)
        other = find_importer(member).run(member)
    except CvgenError:
        return
    join_builders(builder, other)
    builder.texts += other.texts
    builder.left_out += other.left_out


IMPORTER = Importer("Jekyll site", recognize_jekyll_site, import_jekyll_site)
