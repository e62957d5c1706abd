"""`cvgen packet paste`: takes an application, prints the text for every field of the portal's form."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cvgen.cli import console
from cvgen.cli.options import check_day


def paste(
    application: Annotated[Path, typer.Argument(help="An application, or its folder.")],
    audience: Annotated[
        str | None,
        typer.Option(
            "--audience",
            help="Who reads it: public, portal, email or print; decides what is kept back.",
        ),
    ] = None,
    straight: Annotated[
        bool,
        typer.Option(
            "--ascii",
            help="Straight quotes, no accents, Greek letters by name, for forms that take nothing else.",
        ),
    ] = False,
    day: Annotated[
        str | None,
        typer.Option("--date", metavar="YYYY-MM-DD", help="The day it is; today if not said."),
    ] = None,
) -> None:
    """Print what to paste into the portal's form: every field in order, counted against its limits."""
    from cvgen.application.context import desk
    from cvgen.application.load import load_application
    from cvgen.application.paste import written
    from cvgen.application.referees import check_referees

    found = desk(load_application(application), console.read_environment(check_day(day)))
    made = written(found, audience=audience, straight=straight)
    console.print_result(made.text.rstrip("\n"))
    console.print_findings(
        (
            *found.application.warnings,
            *made.warnings,
            *check_referees(found.application, found.profile),
        )
    )
