"""Pictures of the person or of a work: JPEG or PNG files inside the profile's folder."""

from __future__ import annotations

import os
from pathlib import Path

_MOST_BYTES = 30_000_000
_JPEG_START = b"\xff\xd8\xff"
_PNG_START = b"\x89PNG\r\n\x1a\n"
_END_BY_START = {_JPEG_START: b"\xff\xd9", _PNG_START: b"IEND"}
_TAIL_BYTES = 65_536  # cameras write more behind the end of a JPEG
_ENDINGS = (".jpg", ".jpeg", ".png")


class PictureError(Exception):
    """A picture cannot be used; `problem` goes on from "the picture 'NAME'"."""

    def __init__(self, problem: str, hint: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.hint = hint


def is_remote(image: str) -> bool:
    """Return whether a name is an address in the network, and not a file."""
    return "://" in image


def check_picture(image: str, folder: Path) -> Path:
    """Find a picture by its name in the profile's folder.

    Raises PictureError.
    """
    path = folder / image
    try:
        _check_file(path, folder.resolve())
        _check_content(path)
    except (OSError, ValueError) as error:
        raise PictureError(f"cannot be read: {error}") from None
    return path


def _check_file(path: Path, folder: Path) -> None:
    if not path.resolve().is_relative_to(folder):
        raise PictureError("lies outside the profile's folder", "copy it into the folder")
    if not path.is_file():
        raise PictureError("is not there", _list_pictures(folder))
    if path.stat().st_size > _MOST_BYTES:
        raise PictureError(f"is larger than {_MOST_BYTES // 1_000_000} MB", "save it smaller")


def _list_pictures(folder: Path) -> str:
    """Word the hint for a missing picture: the first five that are in the folder."""
    names = sorted(file.name for file in folder.iterdir() if file.suffix.lower() in _ENDINGS)
    if not names:
        return "put it beside the profile"
    return "in the folder: " + ", ".join(names[:5])


def _check_content(path: Path) -> None:
    with path.open("rb") as file:
        start = file.read(8)
        file.seek(-min(_TAIL_BYTES, path.stat().st_size), os.SEEK_END)
        tail = file.read()
    end = _find_end_marker(start)
    if end is None:
        raise PictureError("is neither JPEG nor PNG", "save it as one of them")
    if end not in tail:
        raise PictureError("is cut off", "copy it again from where it came")
    if start.startswith(_JPEG_START) and _count_colour_components(path.read_bytes()) == 4:
        raise PictureError(
            "is in printing colours (CMYK), which PDF/A does not allow here", "save it as RGB"
        )


def _find_end_marker(start: bytes) -> bytes | None:
    for signature, end in _END_BY_START.items():
        if start.startswith(signature):
            return end
    return None


def _count_colour_components(jpeg: bytes) -> int:
    """Count the colour components of a JPEG (ITU-T T.81, B.2.2).

    They stand in the frame header, in the tenth byte of its segment.
    """
    position = 2
    while position + 10 <= len(jpeg) and jpeg[position] == 0xFF:
        marker = jpeg[position + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return jpeg[position + 9]
        length = int.from_bytes(jpeg[position + 2 : position + 4], "big")
        position += 2 + length
    return 0
