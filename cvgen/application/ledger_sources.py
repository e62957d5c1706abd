"""Takes an application, its profile and its target, gives every file that its documents are made from, by a name that holds elsewhere."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from cvgen.application.ledger import hashed
from cvgen.application.model import APPLICATION_FILE, Application
from cvgen.errors import Diagnostic, Place
from cvgen.files.data import DATA_FOLDER
from cvgen.profile.load import Profile
from cvgen.target.load import Target

_SHIPPED = "cvgen:"


def folder_of_sent(application: Application) -> Path:
    """Name the folder for what was sent: `sent/` beside application.yaml, `NAME.sent/` beside another file."""
    path = application.path
    return (
        path.parent / "sent"
        if path.name == APPLICATION_FILE
        else path.with_name(f"{path.stem}.sent")
    )


def sources(application: Application, profile: Profile, asked: Target | None) -> dict[str, str]:
    """Give the SHA-256 of each file, by its path from the application's folder; `cvgen:` stands before what cvgen ships."""
    files = {application.path, *_of_profile(profile), *application.overrides}
    files |= {wish.file for wish in application.documents if wish.file}
    if application.mail and application.mail.body:
        files.add(application.mail.body)
    if asked and asked.place:
        files.add(Path(asked.place.file))
    return hashes(application, files)


def hashes(application: Application, files: Iterable[Path]) -> dict[str, str]:
    """Hash files; one that is gone has no line."""
    there = {name_of(path, application): path for path in files if path.is_file()}
    return {name: hashed(there[name].read_bytes()) for name in sorted(there)}


def _of_profile(profile: Profile) -> set[Path]:
    """List the files of a profile: those that are laid together, those that they name, and pictures."""
    tree = profile.tree
    laid = {Path(place.file) for places in (tree.keys, tree.values) for place in places.values()}
    named = {profile.folder / name for name in profile.bibliography}
    return {
        Path(tree.file),
        *laid,
        *named,
        *profile.images.values(),
        *([profile.picture] if profile.picture else []),
    }


def name_of(path: Path, application: Application) -> str:
    """Name a file so that a copy of the folder elsewhere has the same names."""
    whole = path.resolve()
    if whole.is_relative_to(DATA_FOLDER.resolve()):
        return _SHIPPED + whole.relative_to(DATA_FOLDER.resolve()).as_posix()
    try:
        return Path(os.path.relpath(whole, application.path.resolve().parent)).as_posix()
    except ValueError:  # on another drive
        return whole.as_posix()


def path_of(name: str, application: Application) -> Path:
    """Find a file by its name."""
    if name.startswith(_SHIPPED):
        return DATA_FOLDER / name.removeprefix(_SHIPPED)
    return application.path.resolve().parent / name


def finished(folder: Path) -> dict[str, Path]:
    """List the finished files of an application by name."""
    return (
        {
            path.name: path
            for path in sorted(folder.iterdir())
            if path.is_file() and not path.name.startswith(".")
        }
        if folder.is_dir()
        else {}
    )


def newer(
    application: Application, names: Iterable[str], files: Iterable[Path]
) -> list[Diagnostic]:
    """Tell of sources of documents that were changed after the first of the PDFs was written."""
    last = min(
        (path.stat().st_mtime for path in files if path.suffix.lower() == ".pdf"), default=0.0
    )
    of_mail = (
        name_of(application.mail.body, application)
        if application.mail and application.mail.body
        else ""
    )
    own = (
        path_of(name, application)
        for name in names
        if name != of_mail and not name.startswith(_SHIPPED)
    )
    paths = [path for path in own if path.is_file() and path.stat().st_mtime > last]
    hint = "is what lies there what you sent? 'cvgen packet build' makes it anew"
    return [
        Diagnostic(
            "A505", "this was changed after the files were made", Place(str(path)), hint, "warning"
        )
        for path in paths
    ]
