"""`cvgen cache`: say where what may be thrown away lies, and empty it."""

from __future__ import annotations

from typing import Annotated

import typer

from cvgen.cli import console
from cvgen.cli.cache import empty_cache, find_cache_folder, measure_cache
from cvgen.text.units import format_bytes


def cache(
    empty: Annotated[
        bool, typer.Option("--empty", help="Remove all of it; the next builds make it anew.")
    ] = False,
) -> None:
    """Say where the cache lies and how large it is, or empty it."""
    folder = find_cache_folder()
    if folder is None:
        console.print_result("nothing is kept: CVGEN_CACHE is off")
        return
    if empty:
        console.print_result(f"{folder}: {format_bytes(empty_cache(folder))} removed")
        return
    console.print_result(f"{folder}: {format_bytes(measure_cache(folder))}")
    console.print_message("'cvgen cache --empty' empties it; CVGEN_CACHE=off keeps nothing")
