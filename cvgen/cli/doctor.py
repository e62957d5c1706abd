"""`cvgen doctor`: print what this machine has and lacks, with the command that mends it."""

from __future__ import annotations

import sys

import typer

from cvgen import __version__
from cvgen.cli import console
from cvgen.cli.cache import find_cache_folder


def doctor() -> None:
    """Check this machine: Pango, HarfBuzz, fonts, the scripts they cover, versions."""
    from cvgen.render.doctor import examine_machine

    console.print_result(f"cvgen {__version__}, Python {sys.version.split()[0]}, {sys.platform}")
    is_broken = False
    for finding in examine_machine(find_cache_folder()):
        if finding.is_good:
            state = "ok    "
        elif finding.is_needed:
            state = "BROKEN"
            is_broken = True
        else:
            state = "lacks "
        console.print_result(f"{state}  {finding.message}")
        if finding.hint:
            console.print_result(f"        {finding.hint}")
    if is_broken:
        raise typer.Exit(1)
