"""The JSON Schemas of cvgen's files: made once, kept, and put where every file can name them."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from cvgen.cli.cache import find_cache_folder
from cvgen.errors import CvgenError
from cvgen.files.data import DATA_FOLDER, PACKAGE_FOLDER

if TYPE_CHECKING:
    from cvgen.profile.model import Profile

MODEL_FOLDER = PACKAGE_FOLDER / "profile"
PROFILE = "profile"
APPLICATION = "application"
LETTER = "letter"

_LINE = "# yaml-language-server: $schema={}\n"
# What a schema is made of: the model, its words, and the names of what there is.
_SOURCES = (
    (MODEL_FOLDER, "*.py"),
    (PACKAGE_FOLDER / "application", "*schema.py"),
    (PACKAGE_FOLDER / "cli", "schema*.py"),
    (DATA_FOLDER, "*.yaml"),
    (DATA_FOLDER / "targets", "*.yaml"),
)


def add_schema_line(content: bytes, kind: str = PROFILE) -> bytes:
    """Add the first line of a file, by which editors find its schema; none where it is nowhere."""
    address = install_schema(kind)
    if not address:
        return content
    return _LINE.format(address).encode() + content


def install_schema(kind: str = PROFILE) -> str:
    """Put a schema into the user's folder, and return its address; none where it cannot be put.

    One file serves all profiles of a person, who may have many.
    """
    from cvgen.files.write import write_file

    path = _find_path(kind)
    schema = load_schema(kind)
    try:
        if not path.is_file() or path.read_bytes() != schema:
            write_file(schema, path)
    except (CvgenError, OSError):
        return ""
    return path.as_uri()


def renew_schema(kind: str) -> None:
    """Renew the schema in the user's folder, if there is one, as after an update of cvgen."""
    if _find_path(kind).is_file():
        install_schema(kind)


def _find_path(kind: str) -> Path:
    return Path(typer.get_app_dir("cvgen")).absolute() / f"{kind}.schema.json"


def load_schema(kind: str) -> bytes:
    """Load a schema, which takes long to make, from the cache, where one is kept."""
    from cvgen.files.write import write_file
    from cvgen.theme.load import MANIFEST, SHIPPED

    folder = find_cache_folder()
    if folder is None:
        return make_schema(kind)
    sources = (*_SOURCES, (SHIPPED, f"*/{MANIFEST}"))
    newest = max(
        path.stat().st_mtime_ns for home, pattern in sources for path in home.glob(pattern)
    )
    path = folder / "schema" / f"{kind}-{newest:x}.json"
    with suppress(OSError):
        return path.read_bytes()
    schema = make_schema(kind)
    with suppress(CvgenError):
        write_file(schema, path)
    return schema


def make_schema(kind: str, profile: Profile | None = None) -> bytes:
    """Make a schema, with the names that there are, and those of a profile."""
    from cvgen.application.editor_schema import build_application_schema
    from cvgen.cli.schema_names import list_schema_names
    from cvgen.profile.letter import LetterSettings
    from cvgen.profile.schema import build_profile_schema, build_record_schema
    from cvgen.profile.table_schema import build_table_schema

    names = list_schema_names(profile)
    if kind == APPLICATION:
        schema = build_application_schema(names)
    elif kind == LETTER:
        schema = build_record_schema(LetterSettings, "The front matter of a letter", names)
    elif kind == PROFILE:
        schema = build_profile_schema(names)
    else:
        schema = build_table_schema(kind, names)
    # Without indentation, which only editors read, the encoder is the fast one.
    return json.dumps(schema, ensure_ascii=False).encode() + b"\n"
