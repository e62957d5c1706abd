"""Pictures, of the person or of a work: takes the name of a file, gives it if it is a picture inside the profile's folder."""

from __future__ import annotations

import os
from pathlib import Path

from cvgen.errors import Diagnostic
from cvgen.files.yamlfile import Path_, Tree

MOST_BYTES = 30_000_000
_JPEG = b"\xff\xd8\xff"
_ENDS = {_JPEG: b"\xff\xd9", b"\x89PNG\r\n\x1a\n": b"IEND"}
_TAIL = 65_536  # cameras write more behind the end of a JPEG


def check_picture(
    image: str | None, tree: Tree, at: Path_, found: tuple[list[Diagnostic], list[Diagnostic]]
) -> Path | None:
    """Find the picture; what is wrong goes to the lists of errors and of warnings."""
    if not image:
        return None
    place = tree.place(at)
    errors, warnings = found
    if "://" in image:
        message = "a picture from the network is not fetched, so none is printed"
        warnings.append(
            Diagnostic(
                "P221", message, place, "save it beside the profile and name the file", "warning"
            )
        )
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
        near = sorted(
            other.name
            for other in folder.iterdir()
            if other.suffix.lower() in (".jpg", ".jpeg", ".png")
        )
        return "is not there", "in the folder: " + ", ".join(
            near[:5]
        ) if near else "put it beside the profile"
    if path.stat().st_size > MOST_BYTES:
        return f"is larger than {MOST_BYTES // 1_000_000} MB", "save it smaller"
    return _content_problem(path)


def _content_problem(path: Path) -> tuple[str, str] | None:
    with path.open("rb") as file:
        start = file.read(8)
        file.seek(-min(_TAIL, path.stat().st_size), os.SEEK_END)
        tail = file.read()
    end = next((end for sign, end in _ENDS.items() if start.startswith(sign)), None)
    if end is None:
        return "is neither JPEG nor PNG", "save it as one of them"
    if end not in tail:
        return "is cut off", "copy it again from where it came"
    if start.startswith(_JPEG) and _colours(path.read_bytes()) == 4:
        return "is in printing colours (CMYK), which PDF/A does not allow here", "save it as RGB"
    return None


def _colours(jpeg: bytes) -> int:
    """Count the colour components of a JPEG (ITU-T T.81, B.2.2: in the frame header, the tenth byte of its segment)."""
    at = 2
    while at + 10 <= len(jpeg) and jpeg[at] == 0xFF:
        marker = jpeg[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return jpeg[at + 9]
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
    return 0
