"""Find where a work stands: in the profile, or in the bibliography file that it comes from."""

from __future__ import annotations

import re
from pathlib import Path

from cvgen.errors import Place
from cvgen.files.openfile import open_regular_file
from cvgen.files.yamlfile import KeyPath, Tree

_MOST_BYTES = 32_000_000


def find_work_place(key: str, path: KeyPath, files: tuple[Path, ...], tree: Tree) -> Place:
    """Find where the work of a key is written; without a key, what stands at the path.

    Where both the profile and a file have it, the profile's place counts.
    """
    if not key:
        return tree.find_place(path)
    place = tree.find_key("key", key)
    if place is not None:
        return place
    for file in files:
        place = _find_entry(key, file)
        if place is not None:
            return place
    return tree.find_place(path)


def _find_entry(key: str, file: Path) -> Place | None:
    """Find the entry of a key in a file of BibTeX or CSL-JSON, which was read before."""
    pattern = rf"@[ \t]*\w+\s*[{{(]\s*{re.escape(key)}\s*[,}})]"
    if file.suffix == ".json":
        pattern = rf'"id"\s*:\s*"{re.escape(key)}"'
    try:
        with open_regular_file(file) as opened:
            text = opened.read(_MOST_BYTES).decode("utf-8", "replace")
    except OSError:
        return None
    entry = re.search(pattern, text)
    if entry is None:
        return None
    before = text[: entry.start()]
    return Place(str(file), before.count("\n") + 1, len(before) - before.rfind("\n"))
