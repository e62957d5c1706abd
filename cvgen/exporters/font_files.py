"""Find the file of a face, and cut it to the letters of a page, as WOFF2.

What was cut is kept: pages of one language need the same letters again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache, lru_cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from msgspec import Struct

from cvgen.files.cache_file import replace_cache_file

_SUFFIXES = (".ttf", ".otf")
_BOLD = 600  # from this weight on
_ITALIC_BIT = 1  # of fsSelection (OpenType 1.9, OS/2)
# fsType of OS/2: no embedding (2), no subsetting (0x100), bitmaps only (0x200).
_RESTRICTED = 0x302
# Beside the features that fontTools keeps: figures of every kind, and small capitals.
_FEATURES = ("lnum", "onum", "tnum", "smcp", "c2sc")
_FORMAT = b"1"  # of what is kept; another number forgets all


class Face(Struct, frozen=True):
    """A font file of a family."""

    path: Path
    family: str
    is_bold: bool
    is_italic: bool
    is_restricted: bool

    @property
    def letters(self) -> frozenset[int]:
        """The letters that it has, by their numbers in Unicode."""
        return _read_letters(self.path)


@lru_cache(maxsize=64)
def _read_letters(path: Path) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap() or ())


@lru_cache(maxsize=256)
def read_face(path: Path) -> Face | None:
    """Read what a font file is; None if it is broken, or no single font."""
    from fontTools.ttLib import TTFont

    try:
        with TTFont(path, lazy=True) as font:
            table = font["OS/2"]
            return Face(
                path,
                str(font["name"].getBestFamilyName() or ""),
                table.usWeightClass >= _BOLD,
                bool(table.fsSelection & _ITALIC_BIT),
                bool(table.fsType & _RESTRICTED),
            )
    except Exception:  # noqa: BLE001 - fontTools fails on a broken file in any way
        return None


@cache
def list_faces(family: str, folders: tuple[Path, ...]) -> tuple[Face, ...]:
    """List the faces of a family: in a folder of its name or of a part of it, or in any `fonts`."""
    faces = []
    for folder in folders:
        if folder.name != "fonts" and not family.startswith(folder.name):
            continue
        faces += [face for face in _read_folder(folder) if face.family == family]
    return tuple(faces)


def _read_folder(folder: Path) -> Iterator[Face]:
    for path in list_font_files([folder]):
        face = read_face(path)
        if face:
            yield face


def list_font_files(folders: Iterable[Path]) -> Iterator[Path]:
    """List the files of fonts in folders."""
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix.lower() in _SUFFIXES and path.is_file():
                yield path


def cut_face(face: Face, letters: frozenset[int], folder: Path | None) -> bytes:
    """Cut a face to some letters, as WOFF2; what is cut is kept in the folder, if there is one."""
    name = name_by_content(list_states([face.path]), sorted(letters), _FEATURES) + ".woff2"
    data = read_stored(folder, name)
    if data is None:
        data = _cut(face.path, letters)
        store_file(folder, name, data)
    return data


def list_states(paths: Iterable[Path]) -> list[tuple[str, int, int]]:
    """List what tells whether files have changed."""
    states = []
    for path in paths:
        state = path.stat()
        states.append((str(path), state.st_size, state.st_mtime_ns))
    return states


def name_by_content(*content: object) -> str:
    """Name what is kept after all that it is made of."""
    return "web-" + sha256(_FORMAT + repr(content).encode()).hexdigest()[:32]


def read_stored(folder: Path | None, name: str) -> bytes | None:
    """Read what was kept; None where it was not."""
    if folder:
        with suppress(OSError):
            return (folder / name).read_bytes()
    return None


def store_file(folder: Path | None, name: str, data: bytes) -> None:
    """Keep a file if that can be; the name is there only when all of it is."""
    if not folder:
        return
    with suppress(OSError):
        replace_cache_file(folder / name, data)


@lru_cache(maxsize=64)
def _cut(path: Path, letters: frozenset[int]) -> bytes:
    from fontTools import subset

    options = subset.Options()
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = []
    options.drop_tables = [*options.drop_tables, "FFTM"]
    options.layout_features = [*options.layout_features, *_FEATURES]
    font = subset.load_font(str(path), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    font.flavor = "woff2"
    font.recalcTimestamp = False
    file = BytesIO()
    font.save(file)
    font.close()
    return file.getvalue()
