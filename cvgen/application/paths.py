"""Takes the name of a file as an application gives it, gives the file, if it is there and the application's to name."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from cvgen.errors import Diagnostic, did_you_mean

PROFILES = ("profile.yaml", "profile.yml", "resume.json")
_ABOVE = 2  # folders above the application in which a profile may stand


@dataclass(frozen=True, slots=True)
class Reach:
    """The folder of an application and its profile, which say together what files it may name."""

    folder: Path
    profile: Path

    @property
    def root(self) -> Path:
        """Give the folder that holds both."""
        return Path(os.path.commonpath((_real(self.folder), _real(self.profile).parent)))


def profile_of(folder: Path, said: str | None) -> Path | Diagnostic:
    """Find the profile of an application: the one that it names, else the one beside it, or up to two folders above."""
    folders = [
        folder,
        *(_short(folder.joinpath(*[".."] * level)) for level in range(1, _ABOVE + 1)),
    ]
    path = (
        _named_profile(folder, said)
        if said
        else next(filter(_is_file, (one / name for one in folders for name in PROFILES)), None)
    )
    if path is None:
        hint = "write 'profile: ../../profile.yaml', or put it beside the application or up to two folders above"
        return Diagnostic("A120", "there is no profile for this application", hint=hint)
    if not _real(path).is_relative_to(_real(folders[-1])):
        hint = f"it may stand in '{_real(folders[-1])}' or below, and be no link that leads out of there"
        return Diagnostic(
            "A122",
            f"the profile '{said or path}' lies more than {_ABOVE} folders above the application",
            hint=hint,
        )
    return (
        path
        if _is_file(path)
        else Diagnostic("A120", f"there is no profile '{said}'", hint=_beside(path))
    )


def _named_profile(folder: Path, said: str) -> Path:
    path = _short(folder / said)
    return next((path / name for name in PROFILES if _is_file(path / name)), path)


def named(said: str, reach: Reach, endings: tuple[str, ...]) -> Path | Diagnostic:
    """Find a file, also behind links, within the folder that holds the application and its profile."""
    path = _short(reach.folder / said)
    # A link is followed first, so that it leads nowhere that a name could not.
    if not _real(path).is_relative_to(reach.root):
        hint = f"files may stand in '{reach.root}' or below: copy it there"
        return Diagnostic(
            "A122", f"'{said}' lies outside the folder of application and profile", hint=hint
        )
    if not _is_file(path):
        return Diagnostic("A121", f"there is no file '{said}'", hint=_beside(path))
    if path.suffix.lower() not in endings:
        return Diagnostic(
            "A123",
            f"'{said}' is no file of a kind that can be used here",
            hint="usable: " + ", ".join(endings),
        )
    return path


def _is_file(path: Path) -> bool:
    return os.path.isfile(path)  # noqa: PTH113 - Path.is_file raises for long names


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))  # Path.resolve raises for links that go round in circles


def _short(path: Path) -> Path:
    """Take steps up out of a path, where no link makes them lead elsewhere."""
    short = Path(os.path.normpath(path))
    return short if _real(short) == _real(path) else path


def _beside(path: Path) -> str:
    """Name the file that was meant, or what there is beside it."""
    try:
        names = sorted(one.name for one in path.parent.iterdir() if one.is_file())
    except OSError:
        return f"there is no folder '{path.parent}' either"
    meant = did_you_mean(path.name, names)
    return (
        meant
        if meant.startswith("did")
        else f"beside it: {', '.join(names[:5])}"
        if names
        else "the folder is empty"
    )
