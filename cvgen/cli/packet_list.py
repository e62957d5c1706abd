"""`cvgen packet list`: print a table of applications: what is built, fit and sent."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from cvgen.cli import console, options
from cvgen.cli.packet_options import (
    ApplicationsArgument,
    JsonListOption,
    find_applications,
    load_contexts,
)
from cvgen.cli.report import RunReport

if TYPE_CHECKING:
    from cvgen.application.context import ApplicationContext

_COLUMNS = (
    "application",
    "programme",
    "institution",
    "deadline",
    "days left",
    "built",
    "checks",
    "sent",
)


def list_applications(
    applications: ApplicationsArgument = None,
    output: options.BuiltFolderOption = Path("output"),
    as_json: JsonListOption = False,
) -> None:
    """List applications by deadline, with what is built, fit for its target, and sent."""
    paths = find_applications(applications)
    contexts = load_contexts(paths, None, RunReport(is_single=len(paths) == 1))
    contexts.sort(key=_get_order)
    now = console.get_current_time()
    rows = [_describe_application(context, output, now) for context in contexts]
    if as_json:
        console.print_json(rows)
    else:
        _print_table(rows)
    if len(contexts) < len(paths):
        raise typer.Exit(1)


def _get_order(context: ApplicationContext) -> tuple[bool, float, str]:
    """Return the key to sort by: the deadline, where there is one, then the name."""
    application = context.application
    if application.deadline is None:
        return True, 0, application.name
    return False, application.deadline.moment.timestamp(), application.name


def _describe_application(
    context: ApplicationContext, output: Path, now: datetime
) -> dict[str, Any]:
    """Describe an application by the columns of the table, with its path and its target."""
    from cvgen.application.ledger import read_ledger
    from cvgen.application.ledger_sources import get_sent_folder

    application = context.application
    deadline = None
    if application.deadline:
        deadline = str(application.deadline)
    is_built = _is_built(context, output)
    is_fit = None
    if is_built:
        is_fit = _is_fit(context, output)
    sent = None
    entries, _ = read_ledger(get_sent_folder(application))
    if entries:
        sent = entries[-1].when
    return {
        "application": application.name,
        "path": str(application.path),
        "programme": application.programme,
        "institution": application.institution,
        "target": context.target.name,
        "deadline": deadline,
        "days left": application.count_days_left(now),
        "built": is_built,
        "checks": is_fit,
        "sent": sent,
    }


def _is_built(context: ApplicationContext, output: Path) -> bool:
    from cvgen.application.delivery import get_output_folder, plan_files
    from cvgen.files.write import recover_files

    folder = get_output_folder(context, output)
    recover_files(folder)
    return all((folder / planned.name).is_file() for planned in plan_files(context))


def _is_fit(context: ApplicationContext, output: Path) -> bool:
    from cvgen.cli.packet_check import check_files

    return all(file.is_fit for file in check_files(context, output))


def _print_table(rows: Sequence[dict[str, Any]]) -> None:
    """Print rows in columns; wide characters take two places on a terminal."""
    lines = [list(_COLUMNS)]
    for row in rows:
        lines.append([_format_cell(row[column]) for column in _COLUMNS])
    widths = []
    for cells in zip(*lines, strict=True):
        widths.append(max(map(_measure_width, cells)))
    for line in lines:
        text = ""
        for cell, width in zip(line, widths, strict=True):
            padding = " " * (width - _measure_width(cell))
            text += cell + padding + "  "
        console.print_result(text.rstrip())


def _format_cell(value: Any) -> str:
    if value is True:
        return "yes"
    if value is False:
        return "no"
    if value in (None, ""):
        return "-"
    return str(value)


def _measure_width(text: str) -> int:
    """Count the places that a text takes on a terminal (Unicode Standard Annex 11)."""
    width = 0
    for character in text:
        if unicodedata.east_asian_width(character) in "WF":
            width += 2
        elif not unicodedata.combining(character):
            width += 1
    return width
