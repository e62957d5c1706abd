"""`cvgen themes preview`: takes themes, prints the path of the picture that it drew of each."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from cvgen.cli import console, themes_new


def preview(
    names: Annotated[Optional[list[str]], typer.Argument(help="Themes by name or by path.", show_default=False)] = None,  # noqa: UP045
    every: Annotated[bool, typer.Option("--all", help="All themes that 'cvgen themes list' lists.")] = False,  # noqa: FBT002
    output: Annotated[Optional[Path], typer.Option("--output", "-o", help="The file to write; 'preview.png' in the theme's folder if not said.")] = None,  # noqa: UP045
) -> None:
    """Draw a theme's picture: the first page of the example in it."""
    raise NotImplementedError
