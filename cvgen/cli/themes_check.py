"""`cvgen themes check`: takes a theme, prints what each rule says of it, a line each."""

from __future__ import annotations

from typing import Annotated

import typer


def check(name: Annotated[str, typer.Argument(help="The theme's name, or the path of its folder.")]) -> None:
    """Prove a theme: every rule, with its findings."""
    raise NotImplementedError
