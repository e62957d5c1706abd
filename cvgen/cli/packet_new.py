"""`cvgen packet new`: takes a name, makes an application of that name to start from."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path
from typing import Annotated

import typer

from cvgen.cli import console
from cvgen.cli.packet_build import APPLICATIONS
from cvgen.errors import Diagnostic, OutputError, Place
from cvgen.files.data import DATA_FOLDER

_DATA = DATA_FOLDER / "packet"
_FORBIDDEN = re.compile(r'[/\\:*?"<>|\x00-\x1f]|^\.|[. ]$')


def new(
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
    from cvgen.files.write import write_file
    from cvgen.plan.filename import RESERVED

    if not name.strip() or _FORBIDDEN.search(name):
        raise typer.BadParameter(f"'{name}' cannot be the name of a folder", param_hint="NAME")
    if RESERVED.match(name):
        raise typer.BadParameter(
            f"'{name}' cannot be the name of a folder: Windows keeps it for itself",
            param_hint="NAME",
        )
    if other := _alike(name):
        raise OutputError(
            Diagnostic(
                "O102",
                f"'{other.name}' is there already, and on many systems '{name}' is the same folder",
                Place(str(other)),
                "choose another name",
            )
        )
    folder = APPLICATIONS / name
    files = {path.name: path.read_bytes() for path in sorted(_DATA.iterdir()) if path.is_file()}
    taken = [one for one in files if os.path.lexists(folder / one)]
    if taken:
        raise OutputError(
            *(
                Diagnostic(
                    "O102",
                    "this file is there already, and is left as it is",
                    Place(str(folder / one)),
                    "choose another name",
                )
                for one in taken
            )
        )
    for one, content in files.items():
        write_file(content, folder / one)
    console.print_result(folder / APPLICATION_FILE)
    if not isinstance(find_application_profile(folder, None), Path):
        console.print_message(
            "there is no profile here yet: run this in the folder of yours, or make one with 'cvgen new'"
        )
    console.print_message(
        f"next: edit it, then run 'cvgen packet build {shlex.quote(str(folder))}'"
    )


def _alike(name: str) -> Path | None:
    """Find a folder whose name differs from this one in capitals only, or in how accents are encoded."""
    there = sorted(APPLICATIONS.iterdir()) if APPLICATIONS.is_dir() else []
    return next(
        (one for one in there if one.name != name and _folded(one.name) == _folded(name)), None
    )


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
