"""`cvgen packet mail`: takes an application, writes the draft of its mail with the finished files, and sends nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cvgen.cli import console
from cvgen.cli.options import check_day
from cvgen.errors import Diagnostic, PacketError, Place

if TYPE_CHECKING:
    from cvgen.application.context import Desk
    from cvgen.application.mail import MailAttachment


def mail(
    application: Annotated[Path, typer.Argument(help="An application, or its folder.")],
    day: Annotated[
        str | None,
        typer.Option(
            "--date",
            metavar="YYYY-MM-DD",
            help="The day to write into the draft; today if not said.",
        ),
    ] = None,
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            help="The folder that 'cvgen packet build' wrote to; the draft goes there too.",
        ),
    ] = Path("output"),
    show: Annotated[bool, typer.Option("--open", help="Open the draft when it is done.")] = False,
) -> None:
    """Write an e-mail draft with the finished files, for a mail program to open; cvgen never sends it."""
    from cvgen.application.context import desk
    from cvgen.application.delivery import MAIL, folder
    from cvgen.application.ledger_sources import newer, sources
    from cvgen.application.load import load_application
    from cvgen.application.mail import compose_mail
    from cvgen.files.write import write_file
    from cvgen.units import MEGABYTE

    at = desk(load_application(application), console.read_environment(check_day(day)))
    files = _files(at, output)
    made = compose_mail(at, files)
    made_from = sources(at.application, at.profile, at.target)
    old = newer(at.application, made_from, [folder(at, output) / file.name for file in files])
    console.print_findings((*at.application.warnings, *old, *_of_name(at), *made.warnings))
    path = write_file(made.data, folder(at, output) / MAIL)
    console.print_result(path)
    console.print_message(
        f"{len(made.data) / MEGABYTE:.1f} MB on the way, with {', '.join(file.name for file in files)}; open it in a mail program to send it"
    )
    if show:
        typer.launch(str(path))


def _of_name(at: Desk) -> list[Diagnostic]:
    """Warn that a mail names who sends it, where the application names nobody."""
    place, hint = (
        Place(str(at.application.path)),
        "send it from where it does not, or let the call's portal do it",
    )
    return (
        [
            Diagnostic(
                "A405",
                "the application names nobody, and the mail names its sender",
                place,
                hint,
                "warning",
            )
        ]
        if at.nameless
        else []
    )


def _files(at: Desk, output: Path) -> list[MailAttachment]:
    """Read the files that there are to be; what else lies in their folder stays there."""
    from cvgen.application.delivery import folder, planned
    from cvgen.application.mail import MailAttachment

    paths = [folder(at, output) / one.name for one in planned(at)]
    if missing := [path for path in paths if not path.is_file()]:
        raise PacketError(
            *(
                Diagnostic(
                    "A404",
                    "this file is not built yet",
                    Place(str(path)),
                    "run 'cvgen packet build' first",
                )
                for path in missing
            )
        )
    return [MailAttachment(path.name, path.read_bytes()) for path in paths]
