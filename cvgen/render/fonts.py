"""Takes the folders of a theme and a profile, gives the font folders and the families that they hold."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from cvgen import yamlfile

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
    """List the installed families' folders, then every folder `fonts/` of the given homes that is there."""
    # Font Awesome claims letters and even Greek: as a fallback it would draw pictures for text.
    shipped = (path for path in sorted(installed().iterdir()) if path.is_dir() and path.name[0] not in "_." and "Awesome" not in path.name)
    own = (home / "fonts" for home in homes)
    return (*shipped, *dict.fromkeys(folder.resolve() for folder in own if folder.is_dir()))


def mentioned(font_folders: Iterable[Path], styles: str) -> tuple[Path, ...]:
    """Leave out installed families that no style sheet mentions: each folder more makes every start slower."""
    return tuple(folder for folder in font_folders if folder.parent != installed() or folder.name in styles)


@cache
def scripts() -> dict[str, list[str]]:
    """Give the families that come with the installation, by the script that they are for."""
    data = yamlfile.read(Path(__file__).parent.parent / "data" / "fonts.yaml").data
    return {name: list(families) for name, families in data.items()}


def families(font_folders: Iterable[Path]) -> frozenset[str]:
    """Name every family in the folders."""
    known = {family for names in scripts().values() for family in names}
    for folder in font_folders:
        if folder.parent != installed():
            known.update(_family(path) for path in sorted(folder.rglob("*")) if path.suffix.lower() in _SUFFIXES)
    return frozenset(known - {""})


def _family(path: Path) -> str:
    from fontTools.ttLib import TTFont

    try:
        with TTFont(path, lazy=True, fontNumber=0) as font:
            return str(font["name"].getBestFamilyName() or "")
    except Exception:  # noqa: BLE001 - fontTools fails on a broken file in any way
        return ""
