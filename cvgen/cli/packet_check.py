"""`cvgen packet check`: takes applications that were built, prints whether each of their files keeps to the rules of its target."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cvgen.cli import console
from cvgen.cli.packet_build import laid_out, named

if TYPE_CHECKING:
    from cvgen.application.context import Desk
    from cvgen.errors import Diagnostic


def check(
    applications: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Applications, their folders, or a folder of them; without one, those in 'applications'.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The folder that 'cvgen packet build' wrote to.")
    ] = Path("output"),
) -> None:
    """Check the files of every application as its target demands; ends with 1 when one has an error."""
    from cvgen.errors import CvgenError

    desks, failed = laid_out(named(applications), None)
    for at in desks:
        try:
            for path, found in checked(at, output):
                console.print_findings(found)
                broken = any(one.severity == "error" for one in found)
                console.print_result(
                    f"{path}: {'not fit' if broken else 'fit'} for {at.target.name}"
                )
                failed |= broken
        except CvgenError as error:
            console.print_findings(error.diagnostics)
            failed = True
    if failed:
        raise typer.Exit(1)


def checked(at: Desk, output: Path) -> Iterator[tuple[Path, list[Diagnostic]]]:
    """Check every file that there is to be, with what was found in each.

    Raises VariantError where the files cannot be named.
    """
    from cvgen.application.delivery import folder, planned
    from cvgen.checks import pdf as preflight
    from cvgen.errors import Diagnostic, Place
    from cvgen.pdf.inspect import inspect

    for one in planned(at):
        path = folder(at, output) / one.name
        if path.is_file():
            verdicts = preflight.check(inspect(path), at.target, one.kind, Place(str(path)))
            yield path, [found for verdict in verdicts for found in verdict.findings]
        else:
            yield (
                path,
                [
                    Diagnostic(
                        "A144",
                        "this file is not built yet",
                        Place(str(path)),
                        "run 'cvgen packet build'",
                    )
                ],
            )
