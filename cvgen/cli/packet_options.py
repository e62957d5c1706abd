"""Arguments and options that the commands of `cvgen packet` share, and how they are read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cvgen.cli import console
from cvgen.errors import CvgenError
from cvgen.render.engine import pause_garbage_collection

if TYPE_CHECKING:
    from cvgen.application.context import ApplicationContext

APPLICATIONS_FOLDER = Path("applications")

ApplicationArgument = Annotated[Path, typer.Argument(help="An application, or its folder.")]
ApplicationsArgument = Annotated[
    list[Path] | None,
    typer.Argument(
        help="Applications, their folders, or a folder of them; "
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
        files.update(dict.fromkeys(list_application_files(path)))
    if not files:
        message = "there is no application here: 'cvgen packet new' makes one"
        raise typer.BadParameter(message)
    return list(files)


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


def load_contexts(paths: list[Path], day: str | None) -> list[ApplicationContext]:
    """Load applications with their profiles; leave out broken ones, and print their findings."""
    from cvgen.application.context import load_context
    from cvgen.application.load import load_application

    environment = console.read_environment(day)
    contexts = []
    for path in paths:
        try:
            with pause_garbage_collection():
                contexts.append(load_context(load_application(path), environment))
        except CvgenError as error:
            console.print_findings(error.diagnostics)
    return contexts
