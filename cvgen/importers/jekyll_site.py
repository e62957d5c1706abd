"""Import a Jekyll site, as a folder or a zip: academicpages, acad-homepage, al-folio and others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from cvgen.errors import CvgenError
from cvgen.files.yamlfile import KeyPath, Tree
from cvgen.importers.builder import ProfileBuilder
from cvgen.importers.collections import load_accounts, read_collections
from cvgen.importers.importer import Importer
from cvgen.importers.page.judge import is_placeholder
from cvgen.importers.site import MOST_PAGES, add_photo, add_site_account, drop_twins, read_site_page
from cvgen.importers.source import Source
from cvgen.text.patterns import compile_late

_AUTHOR_KEYS = {
    "name": "name",
    "email": "email",
    "location": "location",
    "bio": "label",
    "uri": "url",
}
_NAME_KEYS = ("first_name", "middle_name", "last_name")
_TEMPLATE_VALUE = compile_late(r"none@example|you@|example\.edu|your", re.IGNORECASE)
_CONFIGS = ("_config.yml", "_config.yaml")
_INCLUDE = compile_late(r"\{%-?\s*include_relative\s+([\w./-]+)\s*-?%\}")
_HTML_COMMENT = compile_late(
    r"<!--.*?(?:-->|\Z)|\{%-?\s*comment\s*-?%\}.*?(?:\{%-?\s*endcomment\s*-?%\}|\Z)", re.DOTALL
)
_PAGE = compile_late(
    r"(?:_pages/[^_][^/]*|_pages/includes/[^/]*|[^/_.][^/]*)\.(?:md|markdown|html)"
)
_NO_PAGE = compile_late(
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
    read_collections(builder, names, base)
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
    for key in ("email", *load_accounts()):
        if data.get(key):
            author[key] = data[key]
    return author


def _read_author(builder: ProfileBuilder, author: dict[str, Any]) -> None:
    basics = builder.basics
    for key, name in _AUTHOR_KEYS.items():
        basics[name] = _get_filled(author, key)
    labels = (basics["label"], _get_filled(author, "employer"))
    basics["label"] = ", ".join(filter(None, labels))
    for key, network in load_accounts().items():
        add_site_account(builder, network, str(author.get(key) or ""))


def _get_filled(author: dict[str, Any], key: str) -> str:
    """Return what an author filled in, and not what the template has there."""
    value = str(author.get(key) or "").strip()
    if is_placeholder(value) or _TEMPLATE_VALUE.search(value):
        return ""
    return value


def _count_config(builder: ProfileBuilder, tree: Tree, author: dict[str, Any], name: str) -> None:
    """Count the words of the author; all else of the settings is none of a profile."""
    values = {str(value) for value in author.values() if value}
    for path, text, line in _list_settings(tree):
        builder.add_text(text, line, name)
        if path == ("name",) and author.get("name") == text and "author" in tree.data:
            builder.leave_out(text, "said twice", line, name)
        elif not _is_of_author(path, text, values) or is_placeholder(text):
            builder.leave_out(text, "settings of the site", line, name)


def _list_settings(tree: Tree) -> Iterator[tuple[KeyPath, str, int]]:
    """List the settings that are text, with their paths and lines."""
    for path, place in tree.values.items():
        data = tree.data
        for step in path:
            data = data[step]
        if isinstance(data, str):
            yield path, data, place.line


def _is_of_author(path: KeyPath, text: str, values: set[str]) -> bool:
    """Say whether a setting is one of the author's, among whose values it is."""
    if path[0] in _NAME_KEYS:
        return True
    return path[-1] in (*_AUTHOR_KEYS, *load_accounts(), "employer") and text in values


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


# --- other files


def _read_other_files(builder: ProfileBuilder, names: list[str], base: str) -> None:
    """Keep the bibliography; a CV in another format is read by its own importer."""
    for name in names:
        inner = name.removeprefix(base)
        if inner.startswith("_bibliography/") and inner.endswith(".bib"):
            _add_bibliography(builder, name)
        elif inner in ("_data/cv.yml", "_data/cv.yaml", "assets/json/resume.json"):
            _read_member(builder, name)
        elif inner in ("_data/socials.yml", "_data/socials.yaml"):
            _read_socials(builder, name)


def _read_socials(builder: ProfileBuilder, name: str) -> None:
    """Read the accounts that al-folio has in a file of their own."""
    tree = builder.source.read_tree(name)
    if tree is None or not isinstance(tree.data, dict):
        return
    for key, value in tree.data.items():
        if not isinstance(value, str):
            continue
        line = tree.find_place((key,)).line
        builder.add_text(value, line, name)
        network = load_accounts().get(key)
        if network and not is_placeholder(value):
            add_site_account(builder, network, value)
        elif key == "email" and not builder.basics.get("email"):
            builder.basics["email"] = value
        else:
            builder.leave_out(value, "settings of the site", line, name)


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
    for key, value in other.basics.items():
        if key in builder.basics and isinstance(value, str):
            other.leave_out(value, "said twice")
    join_builders(builder, other)
    builder.texts += other.texts
    builder.left_out += other.left_out


IMPORTER = Importer("Jekyll site", recognize_jekyll_site, import_jekyll_site)
