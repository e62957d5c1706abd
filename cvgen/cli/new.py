"""`cvgen new`: make a folder with a complete profile to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cvgen.cli import console
from cvgen.errors import Diagnostic, OutputError, Place

SCHEMA_FILE = "profile.schema.json"
GITIGNORE = b"*.private.yaml\n*.private.yml\noutput/\n"


def new(
    folder: Annotated[
        Path, typer.Argument(help="The folder to make; this one if not said.")
    ] = Path(),
) -> None:
    """Start a profile: an invented person, complete, to be replaced by your own facts."""
    import os
    import shlex

    from cvgen.files.write import write_files

    files = _list_starter_files()
    _check_free(folder, files)
    if not os.path.lexists(folder / ".gitignore"):
        files[".gitignore"] = GITIGNORE
    write_files({folder / name: content for name, content in files.items()})
    console.print_result(folder / "profile.yaml")
    argument = "" if folder == Path() else " " + shlex.quote(str(folder))
    console.print_message(f"next: edit it, then run 'cvgen build{argument}'")


def _list_starter_files() -> dict[str, bytes]:
    """Give the files of the example, and the schema that editors check them by."""
    import json

    from cvgen.checks.theme_subject import EXAMPLE_FOLDER
    from cvgen.profile.schema import build_profile_schema

    files = {}
    for path in sorted(EXAMPLE_FOLDER.iterdir()):
        if path.is_file():
            files[path.name] = path.read_bytes()
    comment = f"# yaml-language-server: $schema={SCHEMA_FILE}\n".encode()
    files["profile.yaml"] = comment + files["profile.yaml"]
    files[SCHEMA_FILE] = json.dumps(build_profile_schema(), ensure_ascii=False, indent=1).encode()
    return files


def _check_free(folder: Path, files: dict[str, bytes]) -> None:
    """Refuse to write over files.

    Raises OutputError.
    """
    import os

    findings = []
    for name in files:
        if os.path.lexists(folder / name):
            message = "this file is there already, and is left as it is"
            place = Place(str(folder / name))
            findings.append(Diagnostic("O102", message, place, "name another folder"))
    if findings:
        raise OutputError(*findings)
