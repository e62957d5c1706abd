"""`cvgen packet sent`: record what was sent for an application, and what it was made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cvgen.cli import console
from cvgen.cli.options import BuiltFolderOption
from cvgen.cli.packet_options import ApplicationArgument, find_named_application
from cvgen.errors import Diagnostic, PacketError, Place

if TYPE_CHECKING:
    from cvgen.application.context import ApplicationContext

_FIRST_YEAR = 1000  # what is written with fewer digits sorts wrongly


def record_sent(
    application: ApplicationArgument,
    note: Annotated[
        str,
        typer.Option(
            "--note", help="What to remember of it, such as the number that the portal gave."
        ),
    ] = "",
    day: Annotated[
        str | None,
        typer.Option(
            "--date",
            metavar="YYYY-MM-DD[THH:MM]",
            help="When it was sent, in UTC unless it says otherwise; now if not said.",
        ),
    ] = None,
    output: BuiltFolderOption = Path("output"),
) -> None:
    """Keep what was sent: a copy of every file, and the hash of all that it was made from."""
    from cvgen import __version__
    from cvgen.application.context import load_context
    from cvgen.application.delivery import get_output_folder
    from cvgen.application.ledger import Submission, record_submission
    from cvgen.application.ledger_sources import get_sent_folder, hash_sources
    from cvgen.application.load import load_application

    when = _parse_moment(day)
    context = load_context(
        load_application(find_named_application(application)), console.read_environment(None)
    )
    files = _find_sent_files(context, get_output_folder(context, output))
    sources = hash_sources(context.application, context.profile, context.target)
    console.print_findings(_check_context(context, sources, files.values()))
    submission = Submission(
        when,
        _list_facts(context),
        {name: path.read_bytes() for name, path in files.items()},
        sources,
        __version__,
        note.strip(),
        _compute_copy_mode(files.values()),
    )
    console.print_result(record_submission(submission, get_sent_folder(context.application)))
    console.print_message(f"kept {len(files)} files: {', '.join(files)}")


def _compute_copy_mode(files: Iterable[Path]) -> int:
    """Compute who may read the copies: the owner, and who may read all of the files."""
    mode = 0o444
    for path in files:
        mode &= path.stat().st_mode | 0o400
    return mode


def _parse_moment(text: str | None) -> datetime:
    """Parse a day, or a day and a time, in UTC if it names no offset.

    Raises typer.BadParameter.
    """
    if not text:
        return console.get_current_time()
    error = typer.BadParameter(
        f"'{text}' is not YYYY-MM-DD or YYYY-MM-DDTHH:MM", param_hint="--date"
    )
    try:
        local = datetime.fromisoformat(text)
        if local.tzinfo is None:
            local = local.replace(tzinfo=UTC)
        moment = local.astimezone(UTC)
    except (ValueError, OverflowError):
        raise error from None
    if local.year < _FIRST_YEAR or moment.year < _FIRST_YEAR:
        raise error
    return moment


def _find_sent_files(context: ApplicationContext, folder: Path) -> dict[str, Path]:
    """Find the application's finished files by name.

    Warnings of others that lie there, and of missing ones, are printed.
    Raises PacketError where there are none.
    """
    from cvgen.application.delivery import MAIL_FILE, PASTE_KIT_FILE, plan_files
    from cvgen.application.ledger_sources import list_finished_files
    from cvgen.files.write import recover_files

    recover_files(folder)
    finished = list_finished_files(folder)
    names = {planned.name for planned in plan_files(context)}
    extra_names = {MAIL_FILE}
    if context.target.fields:
        extra_names.add(PASTE_KIT_FILE)
    if not names & finished.keys():
        message = "there are no finished files to keep"
        hint = "run 'cvgen packet build' first"
        raise PacketError(Diagnostic("A504", message, Place(str(folder)), hint))
    files = {}
    others = []
    for name, path in finished.items():
        if name in names or name in extra_names:
            files[name] = path
        else:
            others.append(path)
    missing = [folder / name for name in sorted(names - finished.keys())]
    console.print_findings(_warn_missing_from_ledger(others, missing))
    return files


def _warn_missing_from_ledger(
    others: Iterable[Path], missing: Iterable[Path]
) -> Iterator[Diagnostic]:
    for path in others:
        message = "this file is none of the application's, and is not kept"
        yield Diagnostic("A506", message, Place(str(path)), "", "warning")
    for path in missing:
        message = "this file is not there, and is not kept"
        hint = "run 'cvgen packet build' first"
        yield Diagnostic("A506", message, Place(str(path)), hint, "warning")


def _check_context(
    context: ApplicationContext, sources: Iterable[str], files: Iterable[Path]
) -> Iterator[Diagnostic]:
    """Warn of sources that changed since the files were made, and of referees not agreed."""
    from cvgen.application.ledger_sources import check_newer_sources
    from cvgen.application.referees import check_referees

    yield from check_newer_sources(context.application, sources, files)
    yield from check_referees(context.application, context.profile)


def _list_facts(context: ApplicationContext) -> dict[str, str]:
    """List what the ledger says of the application."""
    target = context.target
    facts = context.application.list_facts()
    facts["target"] = target.name
    facts["rules"] = f"{target.source}, read {target.checked_on}"
    return facts
