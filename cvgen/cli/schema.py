"""`cvgen schema`: print the JSON Schema of a profile, for editors."""

from __future__ import annotations

from cvgen.cli import console
from cvgen.cli.schema_file import load_schema


def schema() -> None:
    """Print the JSON Schema of a profile, for editors."""
    console.write_bytes(load_schema())
