"""`cvgen themes`: takes a theme's name or none, prints what themes there are and what they let one choose."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cvgen.cli import console

app = typer.Typer(help="The themes that there are, and their options.", no_args_is_help=True)


@app.command("list")
def list_themes() -> None:
    """List the themes, a line each."""
    from cvgen import themes

    found = themes.available(_beside())
    width = max((len(theme.name) for theme in found), default=0)
    for theme in found:
        console.result(f"{theme.name:{width}}  {theme.summary}")


@app.command("show")
def show(name: Annotated[str, typer.Argument(help="The theme's name, or the path of its folder.")]) -> None:
    """Show a theme and its options, with their defaults."""
    from cvgen import themes

    theme = themes.find(name, _beside())
    console.result(f"{theme.title}: {theme.summary}")
    console.result("made of " + " → ".join(folder.name for folder in theme.folders) + "\n")
    width = max(len(option) for option in theme.options)
    for option in theme.options.values():
        allowed = " | ".join(option.choices) or {"boolean": "true | false"}.get(option.type, option.type)
        limits = f", {option.least} to {option.most}" if option.least and option.most else ""
        console.result(f"{option.name:{width}}  {option.default}  ({allowed}{limits})\n{'':{width}}  {option.about}")


def _beside() -> list[Path]:
    return [Path("themes"), console.themes_folder()]
