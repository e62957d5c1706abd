"""`cvgen new`: takes a folder's name, makes a complete profile in it to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cvgen.cli import console
from cvgen.errors import Diagnostic, OutputError, Place

SCHEMA = "profile.schema.json"
IGNORED = b"*.private.yaml\n*.private.yml\noutput/\n"


def new(
    folder: Annotated[
        Path, typer.Argument(help="The folder to make; this one if not said.")
    ] = Path(),
) -> None:
    """Start a profile: an invented person, complete, to be replaced by your own facts."""
    import json
    import os
    import shlex

    from cvgen.checks.theme_subject import EXAMPLE
    from cvgen.files.write import write_file
    from cvgen.profile.schema import schema

    files = {path.name: path.read_bytes() for path in sorted(EXAMPLE.iterdir()) if path.is_file()}
    files["profile.yaml"] = (
        f"# yaml-language-server: $schema={SCHEMA}\n".encode() + files["profile.yaml"]
    )
    files[SCHEMA] = json.dumps(schema(), ensure_ascii=False, indent=1).encode()
    taken = [name for name in files if os.path.lexists(folder / name)]
    if taken:
        raise OutputError(
            *(
                Diagnostic(
                    "O102",
                    "this file is there already, and is left as it is",
                    Place(str(folder / name)),
                    "name another folder",
                )
                for name in taken
            )
        )
    for name, content in files.items():
        write_file(content, folder / name)
    if not os.path.lexists(folder / ".gitignore"):
        write_file(IGNORED, folder / ".gitignore")
    console.print_result(folder / "profile.yaml")
    console.print_message(
        f"next: edit it, then run 'cvgen build{'' if folder == Path() else ' ' + shlex.quote(str(folder))}'"
    )
