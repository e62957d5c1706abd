"""`cvgen themes preview`: draw the picture of each theme, and print its path."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cvgen.cli import complete, console
from cvgen.cli.destination import require_ending, write_output
from cvgen.errors import Diagnostic, OutputError, Place

if TYPE_CHECKING:
    from cvgen.theme.load import Theme

PREVIEW_FILE = "preview.png"


def preview(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            autocompletion=complete.offer_themes,
            help="Themes by name or by path.",
            show_default=False,
        ),
    ] = None,
    all_themes: Annotated[
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
    from cvgen.checks.theme_preview import draw_preview
    from cvgen.theme.load import find_theme, list_themes

    environment = console.read_environment(None)
    requested = list(names or ())
    if not requested and all_themes:
        requested = [theme.name for theme in list_themes(environment.themes_folders)]
    if not requested:
        raise typer.BadParameter("name a theme, or say --all")
    if output:
        _check_output(output, len(requested))
    for number, name in enumerate(requested, start=1):
        console.show_progress(number, len(requested), name)
        path = output or _find_own_preview(find_theme(name, environment.themes_folders))
        write_output(draw_preview(name, environment), path)


def _check_output(output: Path, count: int) -> None:
    if count > 1:
        message = "several pictures would become the same file"
        raise typer.BadParameter(message, param_hint="--output")
    require_ending(output, (".png",), "PNG")


def _find_own_preview(theme: Theme) -> Path:
    """Name the picture in the theme's folder, unless that is cvgen's own installation.

    Raises OutputError.
    """
    from cvgen.theme.load import SHIPPED

    path = theme.folders[0] / PREVIEW_FILE
    if SHIPPED.name == "_themes" and path.parent.parent == SHIPPED:
        message = "the folder of this theme belongs to the installation"
        raise OutputError(Diagnostic("O104", message, Place(str(path)), "name a file with -o"))
    return path
