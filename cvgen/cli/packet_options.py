"""Arguments and options that the commands of `cvgen packet` share, and how they are read."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cvgen.cli import complete, console
from cvgen.cli.report import RunReport
from cvgen.errors import CvgenError, Diagnostic, PacketError, Place, did_you_mean
from cvgen.render.engine import pause_garbage_collection

if TYPE_CHECKING:
    from cvgen.application.context import ApplicationContext

APPLICATIONS_FOLDER = Path("applications")

ApplicationArgument = Annotated[
    Path,
    typer.Argument(
        autocompletion=complete.offer_applications,
        help="An application: its file, its folder, or its name.",
    ),
]
ApplicationsArgument = Annotated[
    list[Path] | None,
    typer.Argument(
        autocompletion=complete.offer_applications,
        help="Applications: their files, folders or names, or a folder of them; "
        "without one, those in 'applications'.",
        show_default=False,
    ),
]
JsonListOption = Annotated[bool, typer.Option("--json", help="Print a list in JSON.")]


def find_applications(paths: list[Path] | None) -> list[Path]:
    """Find the applications that were named, or those of this folder.

    Raises typer.BadParameter where there is none.
    """
    from cvgen.application.load import list_application_files

    files: dict[Path, None] = {}
    for path in paths or [_find_default_path()]:
        files.update(dict.fromkeys(list_application_files(find_named_application(path))))
    if not files:
        message = "there is no application here: 'cvgen packet new' makes one"
        raise typer.BadParameter(message)
    return list(files)


def find_named_application(path: Path) -> Path:
    """Find an application that is named as 'cvgen packet list' names it, where no path is meant.

    Raises PacketError where it is neither, with the names that there are.
    """
    candidates = [path]
    if len(path.parts) == 1:
        candidates += [APPLICATIONS_FOLDER / path, APPLICATIONS_FOLDER / f"{path}.yaml"]
    for candidate in candidates:
        if _has_application(candidate):
            return candidate
    if _is_there(path):
        return path
    names = _list_application_names()
    hint = did_you_mean(str(path), names) or "'cvgen packet new' makes one"
    message = f"there is no application '{path}'"
    raise PacketError(Diagnostic("P100", message, Place(str(path)), hint))


def _has_application(path: Path) -> bool:
    from cvgen.application.load import list_application_files

    return _is_there(path) and bool(list_application_files(path))


def _list_application_names() -> list[str]:
    from cvgen.application.load import list_application_files
    from cvgen.application.model import APPLICATION_FILE

    names = []
    if _is_there(APPLICATIONS_FOLDER):
        for file in list_application_files(APPLICATIONS_FOLDER):
            name = file.stem
            if file.name == APPLICATION_FILE:
                name = file.parent.name
            names.append(name)
    return names


def _is_there(path: Path) -> bool:
    return os.path.exists(path)  # noqa: PTH110 - Path.exists raises for names that are too long


def _find_default_path() -> Path:
    """Find the applications of this folder, or else that in this folder."""
    from cvgen.application.model import APPLICATION_FILE

    for path in (APPLICATIONS_FOLDER, Path(APPLICATION_FILE)):
        if path.exists():
            return path
    message = (
        "there is no folder 'applications' here: name an application, "
        "or make one with 'cvgen packet new'"
    )
    raise typer.BadParameter(message)


def load_contexts(
    paths: list[Path], day: str | None, report: RunReport
) -> list[ApplicationContext]:
    """Load applications with their profiles; leave out broken ones, which are reported."""
    from cvgen.application.context import load_context
    from cvgen.application.load import load_application

    environment = console.read_environment(day)
    contexts = []
    for path in paths:
        try:
            with pause_garbage_collection():
                contexts.append(load_context(load_application(path), environment))
        except CvgenError as error:
            report.add_failure(str(path), error.diagnostics)
    return contexts
