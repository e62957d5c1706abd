"""`cvgen packet mail`: write the mail of an application with its finished files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cvgen.cli import console
from cvgen.cli.destination import check_output
from cvgen.cli.options import check_day
from cvgen.cli.packet_options import ApplicationArgument, find_named_application
from cvgen.errors import Diagnostic, PacketError, Place

if TYPE_CHECKING:
    from cvgen.application.context import ApplicationContext
    from cvgen.application.mail import MailAttachment, MailFile


def write_mail(
    application: ApplicationArgument,
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
    open_when_done: Annotated[
        bool, typer.Option("--open", help="Open the draft when it is done.")
    ] = False,
) -> None:
    """Write an e-mail draft with the finished files, for a mail program to open.

    cvgen never sends it.
    """
    from cvgen.application.context import load_context
    from cvgen.application.delivery import MAIL_FILE, get_output_folder
    from cvgen.application.ledger_sources import list_source_files
    from cvgen.application.load import load_application
    from cvgen.application.mail import compose_mail
    from cvgen.files.write import write_file

    check_output(output, is_for_one=False)
    environment = console.read_environment(check_day(day))
    context = load_context(load_application(find_named_application(application)), environment)
    folder = get_output_folder(context, output)
    files = _read_files(context, folder)
    mail = compose_mail(context, files)
    warnings = [*context.application.warnings, *_check_sources(context, folder, files)]
    if context.is_anonymous:
        warnings.append(_describe_named_sender(context))
    console.print_findings((*warnings, *mail.warnings))
    sources = list_source_files(context.application, context.profile, context.target)
    path = write_file(mail.data, folder / MAIL_FILE, sources)
    console.print_result(path)
    console.print_message(_describe_mail(mail, files))
    if open_when_done:
        typer.launch(str(path))


def _read_files(context: ApplicationContext, folder: Path) -> list[MailAttachment]:
    """Read the files that the application is to have; what else lies in their folder stays there.

    Raises PacketError for files that are not built.
    """
    from cvgen.application.delivery import plan_files
    from cvgen.application.mail import MailAttachment
    from cvgen.files.write import recover_files

    recover_files(folder)
    files = []
    missing = []
    for planned in plan_files(context):
        path = folder / planned.name
        if path.is_file():
            files.append(MailAttachment(path.name, path.read_bytes()))
            continue
        hint = "run 'cvgen packet build' first"
        missing.append(Diagnostic("A404", "this file is not built yet", Place(str(path)), hint))
    if missing:
        raise PacketError(*missing)
    return files


def _check_sources(
    context: ApplicationContext, folder: Path, files: list[MailAttachment]
) -> list[Diagnostic]:
    """Warn of sources that were changed after the files were built."""
    from cvgen.application.ledger_sources import check_newer_sources, hash_sources

    sources = hash_sources(context.application, context.profile, context.target)
    paths = [folder / file.name for file in files]
    return check_newer_sources(context.application, sources, paths)


def _describe_mail(mail: MailFile, files: list[MailAttachment]) -> str:
    from cvgen.text.units import MEGABYTE

    size = len(mail.data) / MEGABYTE
    names = ", ".join(file.name for file in files)
    return f"{size:.1f} MB on the way, with {names}; open it in a mail program to send it"


def _describe_named_sender(context: ApplicationContext) -> Diagnostic:
    """Warn that a mail names who sends it, where the application names nobody."""
    message = "the application names nobody, and the mail names its sender"
    place = Place(str(context.application.path))
    hint = "send it from where it does not, or let the call's portal do it"
    return Diagnostic("A405", message, place, hint, "warning")
