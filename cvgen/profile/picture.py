"""The photo: takes the name in `basics.image`, gives the file if it is a picture inside the profile's folder."""

from __future__ import annotations

import os
from pathlib import Path

from cvgen.errors import Diagnostic
from cvgen.yamlfile import Tree

MOST_BYTES = 30_000_000
_ENDS = {b"\xff\xd8\xff": b"\xff\xd9", b"\x89PNG\r\n\x1a\n": b"IEND"}
_TAIL = 65_536  # cameras write more behind the end of a JPEG
_AT = ("basics", "image")


def check_picture(image: str | None, tree: Tree, found: tuple[list[Diagnostic], list[Diagnostic]]) -> Path | None:
    """Find the picture; what is wrong goes to the lists of errors and of warnings."""
    if not image:
        return None
    place = tree.place(_AT)
    errors, warnings = found
    if "://" in image:
        message = "a picture from the network is not fetched, so none is printed"
        warnings.append(Diagnostic("P221", message, place, "save it beside the profile and name the file", "warning"))
        return None
    path = Path(tree.file).parent / image
    try:
        problem = _problem(path, Path(tree.file).parent.resolve())
    except (OSError, ValueError) as error:
        problem = (f"cannot be read: {error}", "")
    if problem:
        errors.append(Diagnostic("P220", f"the picture '{image}' {problem[0]}", place, problem[1]))
        return None
    return path


def _problem(path: Path, folder: Path) -> tuple[str, str] | None:
    if not path.resolve().is_relative_to(folder):
        return "lies outside the profile's folder", "copy it into the folder"
    if not path.is_file():
        near = sorted(other.name for other in folder.iterdir() if other.suffix.lower() in (".jpg", ".jpeg", ".png"))
        return "is not there", "in the folder: " + ", ".join(near[:5]) if near else "put it beside the profile"
    if path.stat().st_size > MOST_BYTES:
        return f"is larger than {MOST_BYTES // 1_000_000} MB", "save it smaller"
    with path.open("rb") as file:
        start = file.read(8)
        file.seek(-min(_TAIL, path.stat().st_size), os.SEEK_END)
        tail = file.read()
    end = next((end for sign, end in _ENDS.items() if start.startswith(sign)), None)
    if end is None:
        return "is neither JPEG nor PNG", "save it as one of them"
    return None if end in tail else ("is cut off", "copy it again from where it came")
