"""Bring along what a page names and what lies beside it: the photo of the person, a .bib file."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from cvgen.errors import CvgenError
from cvgen.importers.builder import ProfileBuilder, Value, read_value
from cvgen.text.patterns import compile_late

if TYPE_CHECKING:
    from cvgen.importers.page.page import Page

_PHOTO = compile_late(
    r"(?<![^\W_])(?:profile|avatar|portrait|photo|headshot|me|selfie|prof_pic|mugshot)\d*(?![^\W\d_])",
    re.IGNORECASE,
)
_PICTURES = {b"\xff\xd8\xff": "jpg", b"\x89PNG": "png"}
_MOST_PHOTO = 8_000_000  # bytes
_MOST_PICTURES = 12  # from the start of a page, among which the photo is
_LEAST_NAME = 3  # letters of a part of a name by which a picture is called


def add_page_files(builder: ProfileBuilder, page: Page) -> None:
    """Add the photo, and the works of a page that only links to a .bib file."""
    for source, words, _ in page.images[:_MOST_PICTURES]:
        if _is_photo(builder, source, words) and _add_photo(builder, source):
            break
    addresses = [link.href.partition("?")[0] for link in page.links]
    files = dict.fromkeys(address for address in addresses if address.lower().endswith(".bib"))
    if len(files) == 1 and "publications" not in builder.sections:
        _add_bibliography(builder, *files)


def _is_photo(builder: ProfileBuilder, source: str, words: str) -> bool:
    """Say whether a picture is of the person, by its name or by the words that stand for it."""
    stem = PurePosixPath(source.partition("?")[0]).stem
    if _PHOTO.search(stem) or _PHOTO.search(words):
        return True
    name = read_value(builder.basics.get("name", ""))
    parts = re.findall(r"[^\W\d_]+", name.casefold() if isinstance(name, str) else "")
    text = f"{stem} {words}".casefold()
    return any(len(part) >= _LEAST_NAME and part in text for part in parts)


def _read(builder: ProfileBuilder, address: str) -> bytes:
    """Read a file that a page names; nothing where it is not there, or not to be fetched."""
    name = address.partition("#")[0]
    if not name or (name.startswith(("data:", "/", "//")) and not builder.source.shown):
        return b""
    try:
        return builder.source.read_bytes(name)
    except CvgenError:
        return b""


def _add_photo(builder: ProfileBuilder, source: str) -> bool:
    content = _read(builder, source)
    for start, ending in _PICTURES.items():
        if content.startswith(start) and len(content) <= _MOST_PHOTO and _is_whole(content):
            builder.files[f"photo.{ending}"] = content
            builder.basics["image"] = Value(f"photo.{ending}")
            return True
    return False


def _is_whole(content: bytes) -> bool:
    from cvgen.files.photo import BrokenPhotoError, check_photo

    try:
        check_photo(content)
    except BrokenPhotoError:
        return False
    return True


def _add_bibliography(builder: ProfileBuilder, address: str) -> None:
    """Add a .bib file, whose bytes are kept and which the profile names."""
    content = _read(builder, address)
    if b"@" not in content or b"\0" in content:
        return
    builder.files["papers.bib"] = content
    builder.bibliography.append("papers.bib")
