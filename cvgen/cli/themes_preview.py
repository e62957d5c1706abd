"""`cvgen themes preview`: takes themes, prints the path of the picture that it drew of each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cvgen.cli import console
from cvgen.errors import Diagnostic, OutputError, Place

if TYPE_CHECKING:
    from cvgen.theme.load import Theme

FILE = "preview.png"


def preview(
    names: Annotated[
        list[str] | None, typer.Argument(help="Themes by name or by path.", show_default=False)
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="All themes that 'cvgen themes list' lists.")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", help="The file; 'preview.png' in the theme's folder if not said."
        ),
    ] = None,
) -> None:
    """Draw the picture of a theme: the first page of the example in it."""
    from cvgen.checks.theme_preview import picture
    from cvgen.files.write import write_file
    from cvgen.theme import load as themes

    around = console.read_environment(None)
    wishes = names or (
        [theme.name for theme in themes.available(around.themes_folders)] if every else []
    )
    if not wishes:
        raise typer.BadParameter("name a theme, or say --all")
    if output and len(wishes) > 1:
        raise typer.BadParameter(
            "several pictures would become the same file", param_hint="--output"
        )
    for number, wish in enumerate(wishes, start=1):
        console.show_progress(number, len(wishes), wish)
        path = output or _own(themes.find(wish, around.themes_folders))
        console.print_result(write_file(picture(wish, around), path))


def _own(theme: Theme) -> Path:
    """Name the picture in the theme's folder, unless that is cvgen's own installation."""
    from cvgen.theme.load import SHIPPED

    path = theme.folders[0] / FILE
    if SHIPPED.name == "_themes" and path.parent.parent == SHIPPED:
        raise OutputError(
            Diagnostic(
                "O104",
                "the folder of this theme belongs to the installation",
                Place(str(path)),
                "name a file with -o",
            )
        )
    return path
