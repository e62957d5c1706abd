"""Pictures of the person or of a work: JPEG, PNG or WebP files inside the profile's folder."""

from __future__ import annotations

from pathlib import Path

from cvgen.files.photo import BrokenPhotoError, check_photo

DRAWING_ENDING = ".svg"
_MOST_BYTES = 30_000_000
_END_BY_START = {b"\xff\xd8\xff": b"\xff\xd9", b"\x89PNG\r\n\x1a\n": b"IEND"}
_WEBP_START = b"RIFF"
_PRINTING_COLOURS = 4  # cyan, magenta, yellow, black
_DRAWING_STARTS_IN = 4096  # bytes
_TAIL_BYTES = 65_536  # cameras write more behind the end of a JPEG
_ENDINGS = (".jpg", ".jpeg", ".png", ".webp")


class PictureError(Exception):
    """A picture cannot be used; `problem` goes on from "the picture 'NAME'"."""

    def __init__(self, problem: str, hint: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.hint = hint


def is_remote(image: str) -> bool:
    """Return whether a name is an address in the network, and not a file."""
    return "://" in image


def check_picture(image: str, profile: Path) -> Path:
    """Find a picture by its name, in the folder of a profile's file.

    Where that file is a symbolic link, the folder that it leads to is looked at behind its own.
    Raises PictureError.
    """
    path = _find_picture(image, profile)
    try:
        _check_content(path)
    except BrokenPhotoError as error:
        raise PictureError(str(error), "copy or download it again, or save it anew") from None
    except OSError as error:
        raise PictureError(f"cannot be read: {error}") from None
    return path


def check_logo(image: str, profile: Path) -> Path:
    """Find a logo by its name: a picture, or a drawing in SVG that has shapes and nothing else.

    Raises PictureError.
    """
    if not image.lower().endswith(DRAWING_ENDING):
        return check_picture(image, profile)
    from cvgen.files.vector import UnsafeDrawingError, clean_drawing

    path = _find_picture(image, profile)
    try:
        clean_drawing(path.read_bytes())
    except UnsafeDrawingError as error:
        hint = "turn its text into paths and save it as plain SVG, or export it as PNG"
        raise PictureError(str(error), hint) from None
    except OSError as error:
        raise PictureError(f"cannot be read: {error}") from None
    return path


def describe_change(path: Path) -> str:
    """Say what is changed of a picture when it is printed, other than nobody sees; often nothing.

    The words go on from "the picture 'NAME'".
    """
    if _count_colour_components(path.read_bytes()) == _PRINTING_COLOURS:
        return "is in printing colours (CMYK), and prints in the nearest of a screen's (RGB)"
    return ""


def _find_picture(image: str, profile: Path) -> Path:
    folder = profile.parent
    try:
        path = folder / image
        linked_folder = profile.resolve().parent
        if profile.is_symlink() and not path.is_file():
            folder = linked_folder
            path = folder / image
        _check_file(path, folder.resolve())
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
    data = path.read_bytes()
    if not data:
        raise PictureError("is empty", "copy it again from where it came")
    end = _find_end_marker(data)
    if end is None:
        raise _refuse_kind(data)
    if end not in data[-_TAIL_BYTES:]:
        raise PictureError("is cut off", "copy it again from where it came")
    check_photo(data)


def _refuse_kind(data: bytes) -> PictureError:
    start = data[:_DRAWING_STARTS_IN].lower()
    if b"<svg" in start:
        problem = "is an SVG drawing, which could run or fetch something, and is not printed"
        return PictureError(problem, "export it as PNG, about 1000 pixels wide")
    if data[4:8] == b"ftyp":
        problem = "is neither JPEG, PNG nor WebP (HEIC or AVIF?)"
        return PictureError(
            problem, "export it as JPEG (on a phone: share it as 'most compatible')"
        )
    return PictureError("is neither JPEG, PNG nor WebP", "save it as one of them")


def _find_end_marker(data: bytes) -> bytes | None:
    """Find what must stand at the end of a picture of this kind; None for no kind that prints."""
    for signature, end in _END_BY_START.items():
        if data.startswith(signature):
            return end
    if data.startswith(_WEBP_START) and data[8:12] == b"WEBP":
        return b""
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
