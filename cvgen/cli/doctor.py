"""`cvgen doctor`: print what this machine has and lacks, with the command that mends it."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from cvgen import __version__
from cvgen.cli import console
from cvgen.cli.cache import find_cache_folder

if TYPE_CHECKING:
    from cvgen.render.doctor import Finding


def doctor(
    every_package: Annotated[
        bool, typer.Option("--all", help="Name also every package that is as it should be.")
    ] = False,
) -> None:
    """Say whether this machine can print, in which scripts, and what mends the rest."""
    from cvgen.render.doctor import examine_machine

    console.print_result(f"cvgen {__version__}, Python {sys.version.split()[0]}, {sys.platform}")
    findings = examine_machine(find_cache_folder())
    packages = [one for one in findings if one.is_package and one.is_good]
    if not every_package:
        console.print_result(f"ok      {len(packages)} packages ('cvgen doctor --all' names them)")
        findings = [one for one in findings if one not in packages]
    _print_findings(findings)
    _print_folders()
    if any(one.is_needed and not one.is_good for one in findings):
        raise typer.Exit(1)


def _print_findings(findings: Iterable[Finding]) -> None:
    for finding in findings:
        state = "lacks "
        if finding.is_good:
            state = "ok    "
        elif finding.is_needed:
            state = "BROKEN"
        console.print_result(f"{state}  {finding.message}")
        if finding.hint:
            console.print_result(f"        {finding.hint}")


def _print_folders() -> None:
    """Say where the user's own themes and targets are looked for, and what may be thrown away."""
    own = console.list_themes_folders()[-1].parent
    console.print_result(f"own themes and targets: {own}/themes, {own}/targets")
    cache = find_cache_folder()
    words = "off" if cache is None else f"{cache} ('cvgen cache --empty' empties it)"
    console.print_result(f"cache: {words}")
