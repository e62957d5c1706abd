"""`cvgen themes new`: takes a name and the theme to start from, makes the folder of a new theme."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cvgen.cli import console
from cvgen.errors import Diagnostic, OutputError, Place, ThemeError

if TYPE_CHECKING:
    from cvgen.theme.load import Theme

HOME = Path("themes")


def new(
    name: Annotated[str, typer.Argument(help="The name of the new theme.")],
    parent: Annotated[
        str, typer.Option("--from", help="The theme to start from, by name or by path.")
    ] = "classic",
    whole: Annotated[
        bool,
        typer.Option(
            "--copy", help="Copy all of it, parents and all, so that nothing is inherited."
        ),
    ] = False,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The folder to make the theme's folder in.")
    ] = HOME,
) -> None:
    """Start a theme: a small child of another one, which says only what differs, or a copy."""
    from cvgen.files.write import write_file
    from cvgen.theme import load as themes
    from cvgen.theme import new as newtheme

    newtheme.check_name(name)
    target = output / name
    if os.path.lexists(target):
        raise OutputError(
            Diagnostic(
                "O102",
                "this folder is there already, and is left as it is",
                Place(str(target)),
                "take another name, or delete it",
            )
        )
    beside = console.list_themes_folders()
    start = themes.find(parent, beside) if whole else themes.ground(parent, beside)
    if not whole:
        _check_reach(start, target, beside)
    files = newtheme.copy(name, start) if whole else newtheme.child(name, start)
    for place, content in files.items():
        write_file(content, target / place)
    console.print_result(target / themes.MANIFEST)
    wish = name if output == HOME else shlex.quote(str(target))
    console.print_message(
        f"next: edit it, then run 'cvgen themes check {wish}' and 'cvgen build --theme {wish}'"
    )


def _check_reach(parent: Theme, target: Path, beside: tuple[Path, ...]) -> None:
    """See that a child in that folder would find its parent by name."""
    from cvgen.theme import load as themes

    try:
        found = themes.ground(parent.name, [target.parent, *beside])
    except ThemeError:
        found = None
    if found is None or found.folders[0].resolve() != parent.folders[0].resolve():
        message = f"a theme in '{target}' would not find its parent in '{parent.folders[0]}'"
        raise ThemeError(
            Diagnostic(
                "T132", message, hint=f"start with -o {parent.folders[0].parent}, or with --copy"
            )
        )
