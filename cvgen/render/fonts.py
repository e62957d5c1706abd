"""Takes the folders of a theme and a profile, gives the font folders and the families that they hold."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from cvgen.files import yamlfile
from cvgen.files.data import DATA_FOLDER

_OWN = DATA_FOLDER / "fonts"
_SUFFIXES = (".ttf", ".otf", ".ttc")


def installed() -> Path:
    """Find the folder of the fonts that come with the installation.

    Raises FileNotFoundError when their package is missing.
    """
    spec = find_spec("rendercv_fonts")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("the package rendercv-fonts is not installed")
    return Path(spec.submodule_search_locations[0])


def folders(homes: Iterable[Path]) -> tuple[Path, ...]:
    """List the shipped families' folders, then every folder `fonts/` of the given homes that is there."""
    # Font Awesome claims letters and even Greek: as a fallback it would draw pictures for text.
    both = (*sorted(installed().iterdir()), *sorted(_OWN.iterdir()))
    shipped = (
        path
        for path in both
        if path.is_dir() and path.name[0] not in "_." and "Awesome" not in path.name
    )
    own = (home / "fonts" for home in homes)
    return (*shipped, *dict.fromkeys(folder.resolve() for folder in own if folder.is_dir()))


def mentioned(font_folders: Iterable[Path], styles: str, html: str) -> tuple[Path, ...]:
    """Leave out shipped families that no style sheet mentions, or whose script the page has not.

    Each folder more makes every start slower.
    """
    shipped = (installed(), _OWN)
    return tuple(
        folder
        for folder in font_folders
        if folder.parent not in shipped or (folder.name in styles and _needed(folder.name, html))
    )


def _needed(family: str, html: str) -> bool:
    patterns = _patterns()
    sought = [
        patterns[script]
        for script, families in scripts().items()
        if family in families and script in patterns
    ]
    return not sought or any(re.search(pattern, html) for pattern in sought)


@cache
def _patterns() -> dict[str, str]:
    return yamlfile.read(DATA_FOLDER / "scripts.yaml").data  # type: ignore[no-any-return]


@cache
def scripts() -> dict[str, list[str]]:
    """Give the families that come with the installation, by the script that they are for."""
    data = yamlfile.read(DATA_FOLDER / "fonts.yaml").data
    return {name: list(families) for name, families in data.items()}


def families(font_folders: Iterable[Path]) -> frozenset[str]:
    """Name every family in the folders."""
    known = {family for names in scripts().values() for family in names}
    for folder in font_folders:
        if folder.parent not in (installed(), _OWN):
            known.update(
                _family(path)
                for path in sorted(folder.rglob("*"))
                if path.suffix.lower() in _SUFFIXES
            )
    return frozenset(known - {""})


def _family(path: Path) -> str:
    from fontTools.ttLib import TTFont

    try:
        with TTFont(path, lazy=True, fontNumber=0) as font:
            return str(font["name"].getBestFamilyName() or "")
    except Exception:  # noqa: BLE001 - fontTools fails on a broken file in any way
        return ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a font file allows and is."""

    restricted: bool
    variable: bool


def facts(path: Path) -> Facts | None:
    """Open a font file whole; nothing if it is broken."""
    from fontTools.ttLib import TTFont

    try:
        with TTFont(path, fontNumber=0) as font:
            for table in font.reader.keys():  # noqa: SIM118 - it is no dictionary
                font.reader[table]
            for table in ("cmap", "head", "hhea", "hmtx", "maxp", "name"):
                font[table]
            # Of fsType's low bits 2 forbids it, 4 and 8 allow it; 0x100 forbids subsets, 0x200 allows bitmaps only.
            rights = font["OS/2"].fsType
            return Facts(rights & 0xE == 2 or bool(rights & 0x300), "fvar" in font)
    except Exception:  # noqa: BLE001 - fontTools fails on a broken file in any way
        return None
