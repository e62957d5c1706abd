"""List and hash the files that the documents of an application are made from.

Each has a name that a copy of the folder elsewhere has too.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from cvgen.application.ledger import compute_sha256
from cvgen.application.model import APPLICATION_FILE, Application
from cvgen.errors import Diagnostic, Place
from cvgen.files.data import DATA_FOLDER
from cvgen.profile.files import list_profile_files
from cvgen.profile.model import Profile
from cvgen.target.target import Target

_SHIPPED = "cvgen:"  # stands before the name of what cvgen ships


def get_sent_folder(application: Application) -> Path:
    """Return the folder for what was sent: `sent/`, or `NAME.sent/` beside `NAME.yaml`."""
    path = application.path
    if path.name == APPLICATION_FILE:
        return path.parent / "sent"
    return path.with_name(f"{path.stem}.sent")


def hash_sources(
    application: Application, profile: Profile, target: Target | None
) -> dict[str, str]:
    """Return the SHA-256 of each source, by its name."""
    return hash_files(application, list_source_files(application, profile, target))


def list_source_files(
    application: Application, profile: Profile, target: Target | None
) -> set[Path]:
    """List the files that the documents of an application are made from."""
    files = {application.path, *list_profile_files(profile), *application.overrides}
    for document in application.documents:
        if document.file:
            files.add(document.file)
    if application.mail and application.mail.body:
        files.add(application.mail.body)
    if target and target.place:
        files.add(Path(target.place.file))
    return files


def hash_files(application: Application, files: Iterable[Path]) -> dict[str, str]:
    """Return the SHA-256 of files by their names, in their order; one that is gone has none."""
    hashes = {}
    for file in files:
        if file.is_file():
            hashes[name_source(file, application)] = compute_sha256(file.read_bytes())
    return dict(sorted(hashes.items()))


def name_source(path: Path, application: Application) -> str:
    """Name a file by its path from the application's folder, or from cvgen's own data."""
    path = path.resolve()
    data_folder = DATA_FOLDER.resolve()
    if path.is_relative_to(data_folder):
        return _SHIPPED + path.relative_to(data_folder).as_posix()
    try:
        relative = os.path.relpath(path, application.path.resolve().parent)
    except ValueError:  # on another drive
        return path.as_posix()
    return Path(relative).as_posix()


def find_source(name: str, application: Application) -> Path:
    """Find a file by the name that `name_source` gave it."""
    if name.startswith(_SHIPPED):
        return DATA_FOLDER / name.removeprefix(_SHIPPED)
    return application.path.resolve().parent / name


def list_finished_files(folder: Path) -> dict[str, Path]:
    """List the finished files of an application by name."""
    if not folder.is_dir():
        return {}
    files = {}
    for path in sorted(folder.iterdir()):
        if path.is_file() and not path.name.startswith("."):
            files[path.name] = path
    return files


def check_newer_sources(
    application: Application, names: Iterable[str], files: Iterable[Path]
) -> list[Diagnostic]:
    """Warn of sources of documents that were changed after the first of the PDFs was written.

    `names` are those of the sources, `files` the finished ones.
    """
    written = min((path.stat().st_mtime for path in files if _is_pdf(path)), default=0.0)
    mail_name = None
    if application.mail and application.mail.body:
        mail_name = name_source(application.mail.body, application)
    warnings = []
    for name in names:
        if name == mail_name or name.startswith(_SHIPPED):
            continue
        path = find_source(name, application)
        if path.is_file() and path.stat().st_mtime > written:
            message = "this was changed after the files were made"
            hint = "is what lies there what you sent? 'cvgen packet build' makes it anew"
            warnings.append(Diagnostic("A505", message, Place(str(path)), hint, "warning"))
    return warnings


def _is_pdf(path: Path) -> bool:
    return path.suffix.lower() == ".pdf"
