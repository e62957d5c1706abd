"""`cvgen import`: make a profile of what somebody has already."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from cvgen.cli import console
from cvgen.errors import CvgenError
from cvgen.files.data import PACKAGE_FOLDER

MODEL_FOLDER = PACKAGE_FOLDER / "profile"
_ENDINGS = (".yaml", ".yml")


def import_profile(
    sources: Annotated[
        list[Path],
        typer.Argument(
            metavar="SOURCE…", help="A file, a folder or a zip: a home page, a RenderCV file, …"
        ),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", help="A folder to write the profile to, or a file such as cv.yaml."
        ),
    ],
) -> None:
    """Make a profile of a home page, or of the file of another tool; nothing is lost."""
    from cvgen.files.write import write_files
    from cvgen.importers.convert import REPORT_FILE, SCHEMA_FILE, convert_sources

    folder, name = _split_output(output)
    conversion = convert_sources(sources, name)
    files = {**conversion.files, SCHEMA_FILE: _load_schema()}
    paths = {folder / file: content for file, content in files.items()}
    _check_free(paths)
    write_files(paths, [source for source in sources if source.is_file()])
    console.print_findings(conversion.warnings)
    for account in conversion.accounts:
        console.print_message(account.format_line())
    console.print_result(folder / name)
    console.print_message(f"next: read {folder / REPORT_FILE}, then run 'cvgen build {output}'")


def _load_schema() -> bytes:
    """Load the schema by which editors check a profile, which takes long to make, kept."""
    from contextlib import suppress

    from cvgen.cli.cache import find_cache_folder
    from cvgen.files.write import write_file

    folder = find_cache_folder()
    if folder is None:
        return _build_schema()
    newest = max(path.stat().st_mtime_ns for path in MODEL_FOLDER.glob("*.py"))
    path = folder / "schema" / f"{newest:x}.json"
    with suppress(OSError):
        return path.read_bytes()
    schema = _build_schema()
    with suppress(CvgenError):
        write_file(schema, path)
    return schema


def _build_schema() -> bytes:
    import json

    from cvgen.profile.schema import build_profile_schema

    # Without indentation, which only editors read, the encoder is the fast one.
    return json.dumps(build_profile_schema(), ensure_ascii=False).encode()


def _split_output(output: Path) -> tuple[Path, str]:
    """Split what was typed into a folder and the name of the profile in it."""
    if output.suffix.lower() in _ENDINGS and not output.is_dir():
        return output.parent, output.name
    return output, "profile.yaml"


def _check_free(paths: dict[Path, bytes]) -> None:
    """Refuse to write over files, which may be edited by now.

    Raises OutputError.
    """
    from cvgen.errors import Diagnostic, OutputError, Place

    findings = []
    for path in paths:
        if os.path.lexists(path):
            message = "this file is there already, and is left as it is"
            findings.append(Diagnostic("O102", message, Place(str(path)), "name another folder"))
    if findings:
        raise OutputError(*findings)
