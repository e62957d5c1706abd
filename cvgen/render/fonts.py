"""Find font folders and the families that they hold.

Those that ship with cvgen, and those beside a theme or a profile.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from msgspec import Struct

from cvgen.errors import Diagnostic, EngineError, Place, RenderError
from cvgen.files.data import DATA_FOLDER
from cvgen.files.openfile import leads_outside
from cvgen.files.yamltable import read_table

_OWN_FOLDER = DATA_FOLDER / "fonts"
_SUFFIXES = (".ttf", ".otf", ".ttc")
_TABLES = ("cmap", "head", "hhea", "hmtx", "maxp", "name")
# The bits of OS/2's fsType (OpenType 1.9): of the low ones 2 forbids embedding, 4 and 8 allow it.
_USAGE_BITS = 0xE
_RESTRICTED = 2
_NO_SUBSETTING_OR_BITMAPS_ONLY = 0x300


def find_installed_fonts() -> Path:
    """Find the folder of the fonts that come with the installation.

    Raises EngineError when their package is missing.
    """
    spec = find_spec("rendercv_fonts")
    if spec is None or not spec.submodule_search_locations:
        message = "the package rendercv-fonts is not installed"
        hint = f"{sys.executable} -m pip install rendercv-fonts"
        raise EngineError(Diagnostic("R212", message, None, hint))
    return Path(spec.submodule_search_locations[0])


def list_font_folders(homes: Iterable[Path]) -> tuple[Path, ...]:
    """List the shipped families' folders, then every folder `fonts/` in the given homes.

    Raises RenderError for what is not to be searched: links that lead elsewhere, pipes, devices.
    """
    shipped = []
    for folder in (*sorted(find_installed_fonts().iterdir()), *sorted(_OWN_FOLDER.iterdir())):
        if _is_family_folder(folder):
            shipped.append(folder)
    others: dict[Path, None] = {}
    for home in homes:
        folder = home / "fonts"
        if folder.is_dir():
            findings = tuple(_check_links(folder, home))
            if findings:
                raise RenderError(*findings)
            others[folder.resolve()] = None
    return (*shipped, *others)


def _check_links(folder: Path, home: Path) -> Iterator[Diagnostic]:
    """Report what would lead a search for fonts out of their folder, or keep it waiting."""
    hint = "copy the fonts themselves into the folder 'fonts'"
    if leads_outside(folder, home):
        message = "this link leads out of the folder, and is not followed"
        yield Diagnostic("R214", message, Place(str(folder)), hint)
        return
    for path in _walk_folder(folder):
        if path.is_symlink() and (path.is_dir() or leads_outside(path, folder)):
            message = "this link leads elsewhere, and is not followed"
            yield Diagnostic("R214", message, Place(str(path)), hint)
        elif path.exists() and not (path.is_file() or path.is_dir()):
            message = "this is a pipe or a device, and no font"
            yield Diagnostic("R214", message, Place(str(path)), hint)


def _walk_folder(folder: Path) -> Iterator[Path]:
    """List all that a folder holds, without following links."""
    for parent, folder_names, file_names in os.walk(folder):
        for name in sorted((*folder_names, *file_names)):
            yield Path(parent, name)


def _is_family_folder(folder: Path) -> bool:
    # Font Awesome claims letters and even Greek: as a fallback it would draw pictures for text.
    return folder.is_dir() and folder.name[0] not in "_." and "Awesome" not in folder.name


def select_font_folders(font_folders: Iterable[Path], styles: str, html: str) -> tuple[Path, ...]:
    """Leave out shipped families that no style sheet mentions, or whose script the page has not.

    Each folder more makes every start slower.
    """
    shipped_homes = (find_installed_fonts(), _OWN_FOLDER)
    selected = []
    for folder in font_folders:
        is_shipped = folder.parent in shipped_homes
        if not is_shipped or (folder.name in styles and _is_script_used(folder.name, html)):
            selected.append(folder)
    return tuple(selected)


def _is_script_used(family: str, html: str) -> bool:
    """Say whether a page has letters of a script that the family is for.

    Always, for one of no known script.
    """
    patterns = []
    for script, families_of_script in read_script_families().items():
        if family in families_of_script and script in _read_script_patterns():
            patterns.append(_read_script_patterns()[script])
    if not patterns:
        return True
    return any(re.search(pattern, html) for pattern in patterns)


@cache
def _read_script_patterns() -> dict[str, str]:
    return read_table("scripts")  # type: ignore[no-any-return]


@cache
def read_script_families() -> dict[str, list[str]]:
    """Read the families that come with the installation, by the script that they are for."""
    data = read_table("fonts")
    return {name: list(families_of_script) for name, families_of_script in data.items()}


def list_font_families(font_folders: Iterable[Path]) -> frozenset[str]:
    """List every family in the folders."""
    names: set[str] = set()
    for families_of_script in read_script_families().values():
        names.update(families_of_script)
    for folder in font_folders:
        if folder.parent not in (find_installed_fonts(), _OWN_FOLDER):
            names.update(map(_read_family, _list_font_files(folder)))
    return frozenset(names - {""})


def _list_font_files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.suffix.lower() in _SUFFIXES]


def _read_family(path: Path) -> str:
    from fontTools.ttLib import TTFont

    try:
        with TTFont(path, lazy=True, fontNumber=0) as font:
            return str(font["name"].getBestFamilyName() or "")
    except Exception:  # noqa: BLE001 - fontTools fails on a broken file in any way
        return ""


class FontFacts(Struct, frozen=True):
    """What a font file allows and is."""

    is_restricted: bool
    is_variable: bool


def read_font_facts(path: Path) -> FontFacts | None:
    """Read what a font file allows, opening it whole; None if it is broken."""
    from fontTools.ttLib import TTFont

    try:
        with TTFont(path, fontNumber=0) as font:
            for table in font.reader.keys():  # noqa: SIM118 - it is no dictionary
                font.reader[table]
            for table in _TABLES:
                font[table]
            rights = font["OS/2"].fsType
            is_variable = "fvar" in font
    except Exception:  # noqa: BLE001 - fontTools fails on a broken file in any way
        return None
    is_restricted = rights & _USAGE_BITS == _RESTRICTED
    has_limits = bool(rights & _NO_SUBSETTING_OR_BITMAPS_ONLY)
    return FontFacts(is_restricted or has_limits, is_variable)
