"""`cvgen packet status`: print how long there is left, what was sent, and what changed since."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from msgspec import Struct
from msgspec.structs import asdict

from cvgen.cli import console
from cvgen.cli.options import BuiltFolderOption
from cvgen.cli.packet_options import ApplicationsArgument, JsonListOption, find_applications
from cvgen.errors import CvgenError, Diagnostic

if TYPE_CHECKING:
    from cvgen.application.ledger import LedgerEntry
    from cvgen.application.ledger_changes import ChangesSinceSent
    from cvgen.application.model import Application

_CHANGE_WORDS = {
    "changed": "changed",
    "new": "new, was not there then",
    "gone": "gone, or no longer used",
}


class _Status(Struct, frozen=True):
    """How an application stands: the days left, what was sent, and what changed since."""

    application: Application
    days_left: int | None
    entries: list[LedgerEntry]
    changes: ChangesSinceSent | None
    warnings: tuple[Diagnostic, ...]


def print_status(
    applications: ApplicationsArgument = None,
    output: BuiltFolderOption = Path("output"),
    as_json: JsonListOption = False,
) -> None:
    """Tell of each application how long there is left, what was sent, and what changed since."""
    now = console.get_current_time()
    has_failed = False
    statuses = []
    for path in find_applications(applications):
        try:
            statuses.append(_read_status(path, output, now))
        except CvgenError as error:
            console.print_findings(error.diagnostics)
            has_failed = True
    for status in statuses:
        console.print_findings(status.warnings)
    if as_json:
        console.print_json([_describe_status(status) for status in statuses])
    elif statuses:
        texts = ["\n".join(_format_status(status)) for status in statuses]
        console.print_result("\n\n".join(texts))
    if has_failed:
        raise typer.Exit(1)


def _read_status(path: Path, output: Path, now: datetime) -> _Status:
    from cvgen.application.ledger import read_ledger
    from cvgen.application.ledger_changes import compare_with_sent
    from cvgen.application.ledger_sources import get_sent_folder, list_finished_files
    from cvgen.application.load import load_application
    from cvgen.files.write import recover_files

    application = load_application(path)
    entries, warnings = read_ledger(get_sent_folder(application))
    changes = None
    if entries:
        sources, errors = _hash_current_sources(application, entries[-1])
        recover_files(output / application.name)
        files = list_finished_files(output / application.name)
        changes = compare_with_sent(entries[-1], sources, files)
        warnings += errors
        warnings += changes.warnings
    days_left = application.count_days_left(now)
    return _Status(application, days_left, entries, changes, tuple(warnings))


def _hash_current_sources(
    application: Application, entry: LedgerEntry
) -> tuple[dict[str, str], tuple[Diagnostic, ...]]:
    """Hash the sources of now; where the profile cannot be read any more, those of the entry.

    Return what is wrong with the profile, too.
    """
    from cvgen.application.context import load_context
    from cvgen.application.ledger_sources import find_source, hash_files, hash_sources

    try:
        context = load_context(application, console.read_environment(None))
        return hash_sources(application, context.profile, context.target), ()
    except CvgenError as error:
        files = [find_source(name, application) for name in entry.sources]
        return hash_files(application, files), error.diagnostics


def _format_status(status: _Status) -> Iterator[str]:
    """Format a status for people, in lines."""
    application = status.application
    subject = ", ".join(filter(None, (application.programme, application.institution)))
    yield ": ".join(filter(None, (application.name, subject)))
    if application.deadline:
        yield f"  deadline: {application.deadline}, {_format_days_left(status.days_left or 0)}"
    if status.changes is None:
        yield "  not sent yet"
        return
    yield _format_entries(status.entries)
    changes = list(_format_changes(status.changes))
    if not changes:
        yield "  nothing changed since"
        return
    yield "  since then:"
    yield from changes


def _format_entries(entries: list[LedgerEntry]) -> str:
    last = entries[-1]
    line = "  sent"
    if len(entries) > 1:
        line += f", {len(entries)} times, last"
    line += f": {last.when}"
    if last.note:
        line += f" ({last.note})"
    return f"{line}, kept in {last.folder}"


def _format_changes(changes: ChangesSinceSent) -> Iterator[str]:
    from cvgen.diff.format import format_changes

    for change in (*changes.sources, *changes.files):
        yield f"    {change.name}: {_CHANGE_WORDS[change.kind]}"
        for line in format_changes(changes.words.get(change.name, ())):
            yield f"      {line}"
    if changes.sources and not changes.files:
        yield (
            "    (the finished files are still those that were sent: "
            "'cvgen packet build' makes them anew)"
        )


def _format_days_left(days: int) -> str:
    if days == 0:
        return "today"
    unit = "days"
    if abs(days) == 1:
        unit = "day"
    if days < 0:
        return f"{-days} {unit} ago"
    return f"{days} {unit} left"


def _describe_status(status: _Status) -> dict[str, Any]:
    """Describe a status for JSON."""
    application = status.application
    last_sent = None
    entries = []
    for entry in status.entries:
        last_sent = entry.when
        entries.append(
            {
                "when": entry.when,
                "note": entry.note,
                "folder": str(entry.folder),
                "cvgen": entry.version,
            }
        )
    sources: list[dict[str, Any]] = []
    files: list[dict[str, Any]] = []
    if status.changes:
        sources = [asdict(change) for change in status.changes.sources]
        files = _describe_file_changes(status.changes)
    return {
        "application": str(application.path),
        "name": application.name,
        **application.list_facts(),
        "daysLeft": status.days_left,
        "sent": entries,
        "since": last_sent,
        "sources": sources,
        "files": files,
        "warnings": [str(warning) for warning in status.warnings],
    }


def _describe_file_changes(changes: ChangesSinceSent) -> list[dict[str, Any]]:
    from cvgen.diff.format import format_changes

    described = []
    for change in changes.files:
        words = list(format_changes(changes.words.get(change.name, ())))
        described.append({**asdict(change), "words": words})
    return described
