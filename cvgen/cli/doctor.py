"""`cvgen doctor`: takes nothing, prints what this machine has and lacks, with the command that mends it."""

from __future__ import annotations

import sys

import typer

from cvgen import __version__
from cvgen.cli import console


def doctor() -> None:
    """Check this machine: Pango, HarfBuzz, fonts, the scripts they cover, versions."""
    from cvgen.render import doctor as health

    console.print_result(f"cvgen {__version__}, Python {sys.version.split()[0]}, {sys.platform}")
    findings = health.examine(console.find_cache_folder())
    for finding in findings:
        console.print_result(
            f"{'ok    ' if finding.good else 'BROKEN' if finding.needed else 'lacks '}  {finding.what}"
        )
        if finding.mend:
            console.print_result(f"        {finding.mend}")
    if any(finding.needed and not finding.good for finding in findings):
        raise typer.Exit(1)
