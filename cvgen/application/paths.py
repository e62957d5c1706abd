"""Find the files that an application names, where they are there and are its to name."""

from __future__ import annotations

import os
from pathlib import Path

from msgspec import Struct

from cvgen.errors import Diagnostic, did_you_mean
from cvgen.profile.files import PROFILE_FILE_NAMES

_LEVELS_ABOVE = 2  # folders above the application in which a profile may stand


class FileScope(Struct, frozen=True):
    """The folder of an application and its profile, which say together what files it may name."""

    folder: Path
    profile: Path

    @property
    def root(self) -> Path:
        """Return the folder that holds both."""
        folders = (_resolve_links(self.folder), _resolve_links(self.profile).parent)
        return Path(os.path.commonpath(folders))


def find_application_profile(folder: Path, name: str | None) -> Path | Diagnostic:
    """Find the profile of an application, or say what is wrong.

    It is the one that it names, else the one beside it, or up to two folders above.
    """
    if name:
        path = _find_named_profile(folder, name)
    else:
        nearest = _find_nearest_profile(folder)
        if nearest is None:
            return Diagnostic(
                "A120",
                "there is no profile for this application",
                hint="write 'profile: ../../profile.yaml', "
                "or put it beside the application or up to two folders above",
            )
        path = nearest
    highest = _resolve_links(_list_folders_above(folder)[-1])
    if not _resolve_links(path).is_relative_to(highest):
        return Diagnostic(
            "A122",
            f"the profile '{name or path}' lies more than {_LEVELS_ABOVE} folders "
            "above the application",
            hint=f"it may stand in '{highest}' or below, and be no link that leads out of there",
        )
    if not _is_file(path):
        return Diagnostic("A120", f"there is no profile '{name}'", hint=_describe_folder(path))
    return path


def _find_named_profile(folder: Path, name: str) -> Path:
    """Find a profile by its name, or by that of its folder; it may not be there."""
    path = _normalize(folder / name)
    return _find_default_profile(path) or path


def _find_nearest_profile(folder: Path) -> Path | None:
    for candidate in _list_folders_above(folder):
        profile = _find_default_profile(candidate)
        if profile is not None:
            return profile
    return None


def _find_default_profile(folder: Path) -> Path | None:
    for name in PROFILE_FILE_NAMES:
        if _is_file(folder / name):
            return folder / name
    return None


def _list_folders_above(folder: Path) -> list[Path]:
    """List a folder, and those above it in which a profile may stand."""
    folders = [folder]
    for level in range(1, _LEVELS_ABOVE + 1):
        steps = [".."] * level
        folders.append(_normalize(folder.joinpath(*steps)))
    return folders


def find_application_file(
    name: str, scope: FileScope, suffixes: tuple[str, ...]
) -> Path | Diagnostic:
    """Find a file within the folder that holds application and profile, or say what is wrong.

    A link is followed first, so that it leads nowhere that a name could not.
    """
    path = _normalize(scope.folder / name)
    if not _resolve_links(path).is_relative_to(scope.root):
        return Diagnostic(
            "A122",
            f"'{name}' lies outside the folder of application and profile",
            hint=f"files may stand in '{scope.root}' or below: copy it there",
        )
    if not _is_file(path):
        return Diagnostic("A121", f"there is no file '{name}'", hint=_describe_folder(path))
    if path.suffix.lower() not in suffixes:
        return Diagnostic(
            "A123",
            f"'{name}' is no file of a kind that can be used here",
            hint="usable: " + ", ".join(suffixes),
        )
    return path


def _is_file(path: Path) -> bool:
    return os.path.isfile(path)  # noqa: PTH113 - Path.is_file raises for long names


def _resolve_links(path: Path) -> Path:
    return Path(os.path.realpath(path))  # Path.resolve raises for links that go round in circles


def _normalize(path: Path) -> Path:
    """Remove `..` from a path, unless a link makes it lead elsewhere."""
    normal = Path(os.path.normpath(path))
    if _resolve_links(normal) == _resolve_links(path):
        return normal
    return path


def _describe_folder(path: Path) -> str:
    """Name the file that was meant, or what lies in the folder where a file is missing."""
    try:
        names = sorted(file.name for file in path.parent.iterdir() if file.is_file())
    except OSError:
        return f"there is no folder '{path.parent}' either"
    suggestion = did_you_mean(path.name, names)
    if suggestion.startswith("did"):
        return suggestion
    if not names:
        return "the folder is empty"
    return f"beside it: {', '.join(names[:5])}"
