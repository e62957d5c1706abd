"""`cvgen packet paste`: print the text for every field of the portal's form."""

from __future__ import annotations

from typing import Annotated

import typer

from cvgen.cli import console
from cvgen.cli.options import AudienceOption, check_day
from cvgen.cli.packet_options import ApplicationArgument, find_named_application


def print_paste_kit(
    application: ApplicationArgument,
    audience: AudienceOption = None,
    as_ascii: Annotated[
        bool,
        typer.Option(
            "--ascii",
            help="Straight quotes, no accents, Greek letters by name, "
            "for forms that take nothing else.",
        ),
    ] = False,
    day: Annotated[
        str | None,
        typer.Option("--date", metavar="YYYY-MM-DD", help="The day it is; today if not said."),
    ] = None,
) -> None:
    """Print what to paste into the portal's form.

    Every field comes in order, counted against its limits.
    """
    from cvgen.application.context import load_context
    from cvgen.application.load import load_application
    from cvgen.application.paste import build_paste_kit
    from cvgen.application.referees import check_referees

    environment = console.read_environment(check_day(day))
    context = load_context(load_application(find_named_application(application)), environment)
    kit = build_paste_kit(context, audience=audience, as_ascii=as_ascii)
    console.print_result(kit.text.rstrip("\n"))
    console.print_findings(context.application.warnings)
    console.print_findings(kit.warnings)
    console.print_findings(check_referees(context.application, context.profile))
