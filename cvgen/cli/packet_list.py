"""`cvgen packet list`: takes applications, prints a table of them by deadline: what is built, fit and sent."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cvgen.cli import console
from cvgen.cli.packet_build import laid_out, named

if TYPE_CHECKING:
    from cvgen.application.context import Desk

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


def listed(
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
    as_json: Annotated[bool, typer.Option("--json", help="Print a list in JSON.")] = False,
) -> None:
    """List applications by deadline, with what is built, fit for its target, and sent."""
    desks, failed = laid_out(named(applications), None)
    now = console.get_current_time()
    latest = datetime.max.replace(tzinfo=now.tzinfo)
    desks.sort(
        key=lambda at: (
            at.application.deadline.moment if at.application.deadline else latest,
            at.application.name,
        )
    )
    rows = [_row(at, output, now) for at in desks]
    if as_json:
        console.print_result(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for line in _table(
            [
                dict(zip(_COLUMNS, _COLUMNS, strict=True)),
                *({name: _word(row[name]) for name in _COLUMNS} for row in rows),
            ]
        ):
            console.print_result(line)
    if failed:
        raise typer.Exit(1)


def _row(at: Desk, output: Path, now: datetime) -> dict[str, Any]:
    from cvgen.application.ledger import entries
    from cvgen.application.ledger_sources import folder_of_sent

    said = at.application
    built, fit = _state(at, output)
    sendings, _ = entries(folder_of_sent(said))
    return {
        "application": said.name,
        "path": str(said.path),
        "programme": said.programme,
        "institution": said.institution,
        "target": at.target.name,
        "deadline": str(said.deadline) if said.deadline else None,
        "days left": said.count_days_left(now),
        "built": built,
        "checks": fit,
        "sent": sendings[-1].when if sendings else None,
    }


def _state(at: Desk, output: Path) -> tuple[bool, bool | None]:
    """Say whether every file is built, and whether all are fit, which nobody knows before."""
    from cvgen.application.delivery import folder, planned
    from cvgen.cli.packet_check import checked

    if not all((folder(at, output) / one.name).is_file() for one in planned(at)):
        return False, None
    return True, not any(
        one.severity == "error" for _, found in checked(at, output) for one in found
    )


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "-" if value in (None, "") else str(value)


def _table(rows: Iterable[dict[str, str]]) -> list[str]:
    """Set rows in columns; wide characters take two places on a terminal."""
    lines = [tuple(row.values()) for row in rows]
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    return [
        "  ".join(
            text + " " * (width - _width(text)) for text, width in zip(line, widths, strict=True)
        ).rstrip()
        for line in lines
    ]


def _width(text: str) -> int:
    import unicodedata

    return sum(
        2
        if unicodedata.east_asian_width(character) in "WF"
        else 0
        if unicodedata.combining(character)
        else 1
        for character in text
    )
