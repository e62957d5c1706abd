"""`cvgen packet new`: make an application of a name to start from."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from cvgen.cli import console
from cvgen.cli.packet_options import APPLICATIONS_FOLDER
from cvgen.cli.schema_file import APPLICATION, add_schema_line
from cvgen.errors import Diagnostic, OutputError, Place
from cvgen.files.data import DATA_FOLDER

_STARTER_FOLDER = DATA_FOLDER / "packet"
_FORBIDDEN = re.compile(r'[/\\:*?"<>|\x00-\x1f]|^\.|[. ]$')


def make_application(
    name: Annotated[
        str,
        typer.Argument(
            help="What to call it, such as kyoto; a folder of that name is made in 'applications'."
        ),
    ],
) -> None:
    """Start an application: what it is for, its documents, a letter and a mail, to be changed."""
    import shlex

    from cvgen.application.model import APPLICATION_FILE
    from cvgen.application.paths import find_application_profile
    from cvgen.files.write import write_files

    _check_name(name)
    folder = APPLICATIONS_FOLDER / name
    files = {}
    for path in sorted(_STARTER_FOLDER.iterdir()):
        if path.is_file():
            files[path.name] = path.read_bytes()
    _check_free(folder, files)
    files[APPLICATION_FILE] = add_schema_line(files[APPLICATION_FILE], APPLICATION)
    write_files({folder / file_name: content for file_name, content in files.items()})
    console.print_result(folder / APPLICATION_FILE)
    if not isinstance(find_application_profile(folder, None), Path):
        console.print_message(
            "there is no profile here yet: "
            "run this in the folder of yours, or make one with 'cvgen new'"
        )
    argument = shlex.quote(str(folder))
    console.print_message(f"next: edit it, then run 'cvgen packet build {argument}'")


def _check_name(name: str) -> None:
    """Refuse a name that a folder cannot have on every system, or that another has already."""
    from cvgen.files.names import is_reserved_name

    message = f"'{name}' cannot be the name of a folder"
    if not name.strip() or _FORBIDDEN.search(name):
        raise typer.BadParameter(message, param_hint="NAME")
    if is_reserved_name(name):
        message = f"{message}: Windows keeps it for itself"
        raise typer.BadParameter(message, param_hint="NAME")
    similar = _find_similar_folder(name)
    if similar:
        message = (
            f"'{similar.name}' is there already, and on many systems '{name}' is the same folder"
        )
        raise OutputError(Diagnostic("O102", message, Place(str(similar)), "choose another name"))


def _check_free(folder: Path, file_names: Iterable[str]) -> None:
    """Refuse to write over files.

    Raises OutputError.
    """
    findings = []
    for name in file_names:
        path = folder / name
        if os.path.lexists(path):
            message = "this file is there already, and is left as it is"
            findings.append(Diagnostic("O102", message, Place(str(path)), "choose another name"))
    if findings:
        raise OutputError(*findings)


def _find_similar_folder(name: str) -> Path | None:
    """Find a folder whose name differs in capitals only, or in how accents are encoded."""
    if not APPLICATIONS_FOLDER.is_dir():
        return None
    for folder in sorted(APPLICATIONS_FOLDER.iterdir()):
        if folder.name != name and _fold_name(folder.name) == _fold_name(name):
            return folder
    return None


def _fold_name(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
