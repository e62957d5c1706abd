"""`cvgen schema`: print the JSON Schema of a profile, or of another file, for editors."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cvgen.cli import console, options
from cvgen.cli.schema_file import load_schema, make_schema, renew_schema


class Kind(StrEnum):
    """The files that there are schemas for."""

    profile = "profile"
    application = "application"
    letter = "letter"
    theme = "theme"
    target = "target"


def schema(
    kind: Annotated[
        Kind, typer.Argument(help="The file that it is for; 'letter' is its front matter.")
    ] = Kind.profile,
    profile: Annotated[
        Path | None,
        typer.Option(
            "--profile",
            help="A profile, whose tags and variants the schema offers too, "
            "and the themes and targets of your own.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Print the JSON Schema of a profile, or of another file, for editors."""
    if profile is None:
        renew_schema(kind)
        console.write_bytes(load_schema(kind))
        return
    from cvgen.build import load_profile

    console.write_bytes(make_schema(kind, load_profile(options.find_profile(profile))))
