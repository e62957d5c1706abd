"""Import a folder or archive of plain pages: index.html and the others beside it."""

from __future__ import annotations

import re

from cvgen.importers.builder import ProfileBuilder
from cvgen.importers.importer import Importer
from cvgen.importers.site import add_photo, drop_twins, read_site_page
from cvgen.importers.source import Source
from cvgen.text.patterns import compile_late

_PAGE = compile_late(r"[^_.][^/]*\.(?:html?|md|markdown|txt)", re.IGNORECASE)
_NO_PAGE = compile_late(
    r"^(?:readme|license|changelog|404|contributing|robots|humans|requirements)\b", re.IGNORECASE
)
_MOST_PAGES = 60


def recognize_page_folder(source: Source) -> bool:
    """Say whether a folder or archive has pages."""
    return not source.name and bool(_list_pages(source))


def import_page_folder(source: Source) -> ProfileBuilder:
    """Import the pages of a folder, the first of which is index or about."""
    builder = ProfileBuilder(source, "pages")
    for name in _list_pages(source)[:_MOST_PAGES]:
        read_site_page(builder, name)
    add_photo(builder)
    drop_twins(builder)
    return builder


def _list_pages(source: Source) -> list[str]:
    """List the pages in the shallowest folder that has some."""
    pages: dict[str, list[str]] = {}
    for name in source.names:
        folder, _, file = name.rpartition("/")
        if _PAGE.fullmatch(file) and not _NO_PAGE.match(file):
            pages.setdefault(folder, []).append(name)
    if not pages:
        return []
    folder = min(pages, key=lambda name: (name.count("/") + bool(name), name))
    return sorted(pages[folder], key=lambda name: (_rank(name), name))


def _rank(name: str) -> int:
    stem = name.rpartition("/")[2].partition(".")[0].casefold()
    return {"index": 0, "about": 1, "home": 1, "cv": 2}.get(stem, 3)


IMPORTER = Importer("pages", recognize_page_folder, import_page_folder)
