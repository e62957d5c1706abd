"""The JSON Schema of profiles: made once, kept, and put where every profile can name it."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import typer

from cvgen.cli.cache import find_cache_folder
from cvgen.errors import CvgenError
from cvgen.files.data import PACKAGE_FOLDER

MODEL_FOLDER = PACKAGE_FOLDER / "profile"
_SCHEMA_FILE = "profile.schema.json"


def install_schema() -> str:
    """Put the schema into the user's folder, and return its address; none where it cannot be put.

    One file serves all profiles of a person, who may have many.
    """
    from cvgen.files.write import write_file

    path = Path(typer.get_app_dir("cvgen")).absolute() / _SCHEMA_FILE
    schema = load_schema()
    try:
        if not path.is_file() or path.read_bytes() != schema:
            write_file(schema, path)
    except (CvgenError, OSError):
        return ""
    return path.as_uri()


def load_schema() -> bytes:
    """Load the schema, which takes long to make, from the cache, where one is kept."""
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
    from cvgen.profile.schema import build_profile_schema

    # Without indentation, which only editors read, the encoder is the fast one.
    return json.dumps(build_profile_schema(), ensure_ascii=False).encode() + b"\n"
