"""`cvgen themes new`: make the folder of a new theme, from another one."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cvgen.cli import complete, console
from cvgen.errors import Diagnostic, OutputError, Place, ThemeError

if TYPE_CHECKING:
    from cvgen.theme.load import Theme

THEMES_FOLDER = Path("themes")


def new(
    name: Annotated[str, typer.Argument(help="The name of the new theme.")],
    parent: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="THEME",
            autocompletion=complete.offer_themes,
            help="The theme to start from, by name or by path.",
        ),
    ] = "classic",
    copy: Annotated[
        bool,
        typer.Option(
            "--copy", help="Copy all of it, parents and all, so that nothing is inherited."
        ),
    ] = False,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The folder to make the theme's folder in.")
    ] = THEMES_FOLDER,
) -> None:
    """Start a theme: a small child of another one, which says only what differs, or a copy."""
    from cvgen.files.write import write_files
    from cvgen.theme.load import MANIFEST, find_base_theme, find_theme
    from cvgen.theme.new import check_theme_name, copy_theme, make_child_theme

    check_theme_name(name)
    folder = output / name
    _check_free(folder)
    themes_folders = console.list_themes_folders()
    if copy:
        files = copy_theme(name, find_theme(parent, themes_folders))
    else:
        start = find_base_theme(parent, themes_folders)
        _check_reach(start, folder, themes_folders)
        files = make_child_theme(name, start)
    write_files({folder / path: content for path, content in files.items()})
    console.print_result(folder / MANIFEST)
    argument = name if output == THEMES_FOLDER else shlex.quote(str(folder))
    console.print_message(
        f"next: edit it, then run 'cvgen themes check {argument}' "
        f"and 'cvgen build --theme {argument}'"
    )


def _check_free(folder: Path) -> None:
    """Refuse to make a theme where something is.

    Raises OutputError.
    """
    if os.path.lexists(folder):
        message = "this folder is there already, and is left as it is"
        hint = "take another name, or delete it"
        raise OutputError(Diagnostic("O102", message, Place(str(folder)), hint))


def _check_reach(parent: Theme, folder: Path, themes_folders: tuple[Path, ...]) -> None:
    """See that a child in that folder would find its parent by name.

    Raises ThemeError.
    """
    from cvgen.theme.load import find_base_theme

    parent_folder = parent.folders[0]
    try:
        reached = find_base_theme(parent.name, [folder.parent, *themes_folders])
    except ThemeError:
        reached = None
    if reached is None or reached.folders[0].resolve() != parent_folder.resolve():
        message = f"a theme in '{folder}' would not find its parent in '{parent_folder}'"
        hint = f"start with -o {parent_folder.parent}, or with --copy"
        raise ThemeError(Diagnostic("T132", message, hint=hint))
