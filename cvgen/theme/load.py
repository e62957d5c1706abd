"""Find a theme by its name and load it with its parents: folders of data, never of code.

Looked for, nearest first: the path of a folder; the homes that the caller names; installed
packages; the shipped ones.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

from msgspec import Struct

from cvgen.errors import (
    CvgenError,
    Diagnostic,
    Place,
    ThemeError,
    UnknownThemeError,
    did_you_mean,
)
from cvgen.files.data import PACKAGE_FOLDER
from cvgen.files.openfile import leads_outside
from cvgen.theme.manifest import Manifest, check_defaults, merge_options, read_manifest
from cvgen.theme.options import Option

_INSTALLED = PACKAGE_FOLDER / "_themes"
_CHECKOUT = PACKAGE_FOLDER.parent / "themes"
SHIPPED = _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT
MANIFEST = "theme.yaml"
_SHOWN = 30  # characters of the name of a theme, in a message that lists several
_MOST_NAMES = 4
PACKAGES = "cvgen.themes"  # the group of entry points by which installed packages bring themes
_BASE = "base"


class Theme(Struct, frozen=True):
    """A theme ready to use.

    `folders` holds its own folder first, then its parents', and `names` what each is called.
    `purpose` is what it is for, `machines` how programs read its pages: its own word or a parent's.
    """

    name: str
    title: str
    summary: str
    purpose: str
    machines: str
    folders: tuple[Path, ...]
    names: tuple[str, ...]
    options: dict[str, Option]
    is_abstract: bool = False

    @property
    def is_shipped(self) -> bool:
        """Whether all of it comes with cvgen."""
        return all(folder.resolve().parent == SHIPPED.resolve() for folder in self.folders)

    def find_template(self, name: str) -> Path | None:
        """Find a template, child first.

        `classic/document.html` names the one that the theme `classic` uses.
        """
        owner, _, rest = name.partition("/")
        if owner in self.names:
            from_owner_up = self.folders[self.names.index(owner) :]
            path = _find_template(from_owner_up, rest)
            if path is not None:
                return path
        return _find_template(self.folders, name)


class _Candidate(Struct, frozen=True):
    """A theme's folder, not yet read, and what the theme is called.

    `home` is where it was come upon, which no link may lead out of; None where it was named.
    """

    name: str
    folder: Path
    home: Path | None = None


def is_file_inside(path: Path, folder: Path) -> bool:
    """Say whether a file is there and lies in the folder, wherever links lead."""
    return path.is_file() and path.resolve().is_relative_to(folder.resolve())


def has_theme_file(path: Path, folder: Path) -> bool:
    """Return whether a theme has a file, in its folder.

    Raises ThemeError for a pipe, a device, a folder, and a link to elsewhere, which are not read.
    """
    if is_file_inside(path, folder):
        return True
    if not os.path.lexists(path):
        return False
    message = "it is no regular file, and is not read"
    if leads_outside(path, folder):
        message = "it is a link to outside the theme's folder, and is not followed"
    hint = "copy the file into the folder, or delete this one"
    raise ThemeError(Diagnostic("T105", message, Place(str(path)), hint))


def _find_template(folders: Sequence[Path], name: str) -> Path | None:
    """Find a template by its name, which is none where it leads out of a theme."""
    steps = PurePosixPath(name)
    if steps.is_absolute() or ".." in steps.parts:
        return None
    for folder in folders:
        path = folder / "templates" / name
        if has_theme_file(path, folder):
            return path
    return None


def find_theme(name: str, homes: Sequence[Path] = (), place: Place | None = None) -> Theme:
    """Find a theme to print with, by its name or by the path of its folder.

    Raises ThemeError with the names that there are.
    """
    theme = find_base_theme(name, homes, place)
    if theme.is_abstract:
        names = {candidate.name for candidate in _list_candidates(homes)}
        hint = "choose one of: " + ", ".join(sorted(names - {theme.name}))
        message = f"'{theme.name}' is not a theme to choose: others are made from it"
        raise ThemeError(Diagnostic("T106", message, place, hint))
    return theme


def find_base_theme(name: str, homes: Sequence[Path] = (), place: Place | None = None) -> Theme:
    """Find a theme to make another one from, also one that is not to be chosen.

    Raises ThemeError with the names that there are.
    """
    candidate = _find_candidate(name, homes)
    if candidate is None:
        names = []
        for other in _list_candidates(homes):
            if not other.name.startswith(_BASE):
                names.append(other.name)
        hint = did_you_mean(name, names)
        raise UnknownThemeError(Diagnostic("T100", f"there is no theme '{name}'", place, hint))
    return _load_theme((candidate,), homes)


def list_themes(homes: Sequence[Path] = ()) -> list[Theme]:
    """List the themes that can be chosen by name; one that is broken is left out."""
    themes: dict[str, Theme] = {}
    for candidate in _list_candidates(homes):
        try:
            theme = _load_theme((candidate,), homes)
        except CvgenError:
            continue
        themes.setdefault(candidate.name, theme)
    return [theme for _, theme in sorted(themes.items()) if not theme.is_abstract]


def _list_candidates(homes: Sequence[Path]) -> Iterator[_Candidate]:
    """List what there is, nearest first.

    Packages are only looked at when what stands before them was not enough.
    """
    yield from _list_folders(homes)
    for name, value in _read_entry_points(tuple(sys.path)):
        folder = _find_packaged_folder(name, value)
        if folder is not None:
            yield _Candidate(name, folder)
    yield from _list_folders([SHIPPED])


def _list_folders(homes: Sequence[Path]) -> Iterator[_Candidate]:
    for home in homes:
        if home.is_dir():
            for path in sorted(home.glob(f"*/{MANIFEST}")):
                yield _Candidate(path.parent.name, path.parent, home)


@cache
def _read_entry_points(_: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Read the names and values that installed packages give themes.

    It takes milliseconds, and is done once for each state of Python's path.
    """
    if not any(map(_may_name_themes, sys.path)):
        return ()
    from importlib.metadata import entry_points

    try:
        return tuple((point.name, point.value) for point in entry_points(group=PACKAGES))
    except Exception:  # noqa: BLE001 - anybody's broken package would raise whatever comes, and must not stop a build
        return ()


def _may_name_themes(folder: str) -> bool:
    """Say whether a package in a folder of Python's path may have themes.

    Packages say so in files that most of them do not have, and that are read sooner than the
    library for them is loaded.
    """
    path = folder or os.curdir
    if not os.path.isdir(path):  # noqa: PTH112 - Path raises where a folder above cannot be entered
        return os.path.exists(path)  # noqa: PTH110 - an archive
    # Eggs have theirs in EGG-INFO.
    for file in Path(path).glob("*[iI][nN][fF][oO]/entry_points.txt"):
        with suppress(OSError):
            if PACKAGES.encode() in file.read_bytes():
                return True
    return False


def _find_packaged_folder(name: str, value: str) -> Path | None:
    """Find the folder that an entry point names: a package, or a folder of its name in it.

    Nothing of it is imported.
    """
    package, *inner = value.partition(":")[0].strip().split(".")
    try:
        spec = find_spec(package)
    except (ImportError, ValueError):
        return None
    if spec is None or not spec.submodule_search_locations:
        return None
    for location in spec.submodule_search_locations:
        home = Path(location, *inner)
        for folder in (home, home / name, home / "themes" / name):
            if (folder / MANIFEST).is_file():
                return folder
    return None


def _find_candidate(name: str, homes: Sequence[Path]) -> _Candidate | None:
    """Find a theme's folder by its path or its name."""
    if "/" in name or "\\" in name:
        folder = Path(name)
        if (folder / MANIFEST).is_file():
            return _Candidate(folder.name or folder.resolve().name, folder)
        return None
    for candidate in _list_candidates(homes):
        if candidate.name == name:
            return candidate
    return None


def _load_theme(line: tuple[_Candidate, ...], homes: Sequence[Path]) -> Theme:
    """Load the last theme of a line of descent; those before it are its children, and theirs.

    Raises ThemeError.
    """
    candidate = line[-1]
    _check_link(candidate)
    manifest = read_manifest(candidate.folder / MANIFEST)
    if not manifest.parent:
        check_defaults(manifest.options, manifest.tree)
        return _make_theme(candidate, manifest, manifest.options, None)
    parent_candidate = _find_parent(line, manifest, homes)
    parent = _load_theme((*line, parent_candidate), homes)
    options = merge_options(parent.options, manifest.options)
    check_defaults(options, manifest.tree)
    return _make_theme(candidate, manifest, options, parent)


def _check_link(candidate: _Candidate) -> None:
    """Refuse a theme to which a link in a folder of themes leads from elsewhere."""
    home = candidate.home
    if home is None or home == SHIPPED:
        return
    if leads_outside(candidate.folder, home.absolute().parent):
        message = "this link leads out of the folder, and is not followed"
        hint = f"copy the theme there, or name it by its path: {candidate.folder.resolve()}"
        raise ThemeError(Diagnostic("T105", message, Place(str(candidate.folder)), hint))


def _make_theme(
    candidate: _Candidate,
    manifest: Manifest,
    options: dict[str, Option],
    parent: Theme | None,
) -> Theme:
    return Theme(
        name=candidate.name,
        title=manifest.title or candidate.name,
        summary=manifest.summary,
        purpose=manifest.purpose or (parent.purpose if parent else ""),
        machines=manifest.machines or (parent.machines if parent else ""),
        folders=(candidate.folder, *(parent.folders if parent else ())),
        names=(candidate.name, *(parent.names if parent else ())),
        options=options,
        is_abstract=manifest.is_abstract,
    )


def _find_parent(
    line: tuple[_Candidate, ...], manifest: Manifest, homes: Sequence[Path]
) -> _Candidate:
    """Find the theme that the last one of a line extends: nearest to it first.

    Raises ThemeError where there is none, or where it is in the line itself.
    """
    child = line[-1]
    parent_name = manifest.parent
    near_homes = (child.folder.parent, *homes)
    if parent_name == child.name:
        parent = _find_namesake(line, near_homes)
    else:
        parent = _find_candidate(parent_name, near_homes)
    place = manifest.tree.find_place(("extends",))
    if parent is None:
        hint = did_you_mean(parent_name, [other.name for other in _list_candidates(homes)])
        message = f"the theme extends '{parent_name}', which is not there"
        raise ThemeError(Diagnostic("T103", message, place, hint))
    if _is_in_line(parent, line):
        names = [candidate.name[:_SHOWN] for candidate in (*line, parent)]
        if len(names) > _MOST_NAMES:
            names[2:-1] = ["…"]
        circle = " → ".join(names)
        raise ThemeError(Diagnostic("T103", f"the theme extends itself: {circle}", place))
    return parent


def _find_namesake(line: tuple[_Candidate, ...], homes: Sequence[Path]) -> _Candidate | None:
    """Find a theme of the same name, further away."""
    for candidate in _list_candidates(homes):
        if candidate.name == line[-1].name and not _is_in_line(candidate, line):
            return candidate
    return None


def _is_in_line(candidate: _Candidate, line: tuple[_Candidate, ...]) -> bool:
    folder = candidate.folder.resolve()
    return any(folder == other.folder.resolve() for other in line)
