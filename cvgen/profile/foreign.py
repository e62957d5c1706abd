"""Recognize the files of other tools by what is in them, and say what to do with them."""

from __future__ import annotations

import re
import shlex
from functools import cache
from pathlib import Path
from typing import Any

from cvgen.errors import Diagnostic, Place, ProfileError
from cvgen.files.yamlfile import Tree
from cvgen.files.yamltable import read_table
from cvgen.profile.files import read_profile_tree
from cvgen.text.patterns import compile_late

_MOST_BYTES = 65_536  # of a file, from its start, that tell what it is
_TEXT_SIGNS = (
    ("PDF", re.compile(rb"\s*%PDF-")),
    ("Word", re.compile(rb"PK\x03\x04.*word/|\xd0\xcf\x11\xe0", re.DOTALL)),
    ("BibTeX", re.compile(rb"(?:\s|%[^\n]*\n)*@[A-Za-z]+\s*[{(]")),
    ("LaTeX", re.compile(rb"(?:\s|%[^\n]*\n)*\\documentclass")),
    ("LinkedIn", re.compile(rb"PK\x03\x04.*(?:Profile|Positions|Connections)\.csv", re.DOTALL)),
    ("home page", re.compile(rb"\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)),
    (
        "home page",
        re.compile(
            rb"---\s*\n(?:[^\n]*\n){0,30}?(?:permalink|layout|author_profile|redirect_from)\s*:"
        ),
    ),
    ("LinkedIn", re.compile(rb'\s*"?First Name"?,"?Last Name"?,')),
    ("RIS", re.compile(rb"\s*TY  ?- ")),
    ("PubMed", re.compile(rb"\s*PMID ?- ")),
    ("EndNote", re.compile(rb"\s*%0 [A-Z]")),
)
# What a file is by its name where nothing in it tells.
_ENDINGS = {
    **dict.fromkeys((".md", ".markdown"), "Markdown"),
    **dict.fromkeys((".csv", ".tsv", ".tab"), "CSV"),
    **dict.fromkeys((".html", ".htm"), "home page"),
    ".txt": "text",
}
_BASICS = compile_late(rb"^[\"']?basics[\"']?\s*:", re.MULTILINE)
_XML_ROOT = compile_late(rb"<(?:\w+:)?(\w+)")
_XML_TOOLS = {b"SkillsPassport": "Europass", b"Candidate": "Europass"}
_ORCID_ROOTS = (b"record", b"works", b"bulk")
_KEY_SIGNS = {
    "SkillsPassport": "Europass",
    "orcid-identifier": "ORCID",
    "activities-summary": "ORCID",
    "authorships": "OpenAlex",
    "group_by": "OpenAlex",
    "message-type": "Crossref",
}
_OPENALEX_KEYS = frozenset({"meta", "results"})
_FOLIO_KEYS = frozenset({"title", "type", "contents"})
_CSL_KEYS = frozenset({"issued", "author", "editor", "container-title"})


def recognize_text(path: Path) -> str | None:
    """Return the tool whose file this is by its first bytes, or else by its name.

    None stands for a profile, and for what is unknown or cannot be read.
    """
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            start = file.read(_MOST_BYTES)
    except OSError:
        return None
    tool = recognize_start(start)
    if tool or _BASICS.search(start):
        return tool
    return _ENDINGS.get(path.suffix.lower())


def recognize_start(content: bytes) -> str | None:
    """Return the tool whose file begins like this; None for what is none or unknown."""
    start = content[:_MOST_BYTES].removeprefix(b"\xef\xbb\xbf")
    for tool, sign in _TEXT_SIGNS:
        if sign.match(start):
            return tool
    return _recognize_xml(start)


def _recognize_xml(start: bytes) -> str | None:
    """Recognize XML by its root, behind whatever may stand before that."""
    if not start.lstrip().startswith(b"<"):
        return None
    root = _XML_ROOT.search(start)
    if root is None:
        return None
    if root[1] in _ORCID_ROOTS and b"orcid.org/ns" in start:
        return "ORCID"
    return _XML_TOOLS.get(root[1])


def recognize_data(data: Any) -> str | None:
    """Return the tool whose file has this data; None for a profile, or what is unknown."""
    if isinstance(data, list):
        return _recognize_list(data)
    if not isinstance(data, dict) or "basics" in data:
        return None
    if isinstance(data.get("cv"), dict):
        return "RenderCV"
    content = data.get("content")
    if isinstance(content, dict) and "basics" in content:
        return "YAMLResume"
    if data.keys() >= _OPENALEX_KEYS:
        return "OpenAlex"
    return next((tool for key, tool in _KEY_SIGNS.items() if key in data), None)


def _recognize_list(items: list[Any]) -> str | None:
    """Recognize a list of sections, as al-folio's `cv.yml` is, or of works in CSL-JSON."""
    for item in items:
        if not isinstance(item, dict):
            continue
        if item.keys() >= _FOLIO_KEYS:
            return "al-folio"
        if "type" in item and item.keys() & _CSL_KEYS:
            return "CSL-JSON"
    return None


def read_own_tree(path: Path, overrides: tuple[Path, ...]) -> Tree:
    """Read the files of a profile.

    Raises ProfileError with all findings, of which the only one for a file of another tool says so.
    """
    try:
        tree = read_profile_tree(path, overrides)
    except ProfileError:
        tool = recognize_text(path)
        if tool is None:
            raise
        raise ProfileError(report_foreign(tool, path)) from None
    tool = recognize_data(tree.data)
    if not tool and (path.suffix == ".md" or not isinstance(tree.data, dict)):
        tool = recognize_text(path)
    if tool:
        raise ProfileError(report_foreign(tool, path))
    return tree


def report_foreign(tool: str, path: Path) -> Diagnostic:
    """Say in one line what a file is, and what to do with it."""
    article = "an" if tool[0] in "aEO" else "a"
    message = f"this is {article} {tool} file, and no profile"
    return Diagnostic("P237", message, Place(str(path), 1, 1), format_foreign_hint(tool, path))


def format_foreign_hint(tool: str, path: Path) -> str:
    """Say what to do with a file of another tool."""
    return _load_hints()[tool].replace("{file}", shlex.quote(str(path)))


@cache
def _load_hints() -> dict[str, str]:
    hints: dict[str, str] = read_table("foreign")
    return hints
