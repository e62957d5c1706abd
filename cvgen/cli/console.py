"""The only place that prints.

Results go to standard output, all that is said to a person to standard error.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from cvgen.errors import Diagnostic
    from cvgen.request import Environment


# What a file says must not steer the terminal: control characters, and marks that turn the
# direction of text.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def print_result(text: object) -> None:
    """Print a result."""
    typer.echo(str(text))


def print_json(data: object) -> None:
    """Print a result as JSON."""
    print_result(json.dumps(data, ensure_ascii=False, indent=2))


def print_message(text: str) -> None:
    """Tell the person at the terminal something."""
    typer.echo(_UNSAFE.sub(lambda match: f"\\x{ord(match[0]):02x}", text), err=True)


def print_findings(findings: Iterable[Diagnostic]) -> None:
    """Print findings, a line each."""
    for finding in findings:
        print_message(str(finding))


def show_progress(done: int, total: int, name: str) -> None:
    """Say how far a longer run is, on a terminal only."""
    if total > 1 and sys.stderr.isatty():
        typer.echo(f"\r\033[K[{done}/{total}] {name}", nl=done == total, err=True)


def describe_finding(finding: Diagnostic) -> dict[str, Any]:
    """Describe a finding for JSON."""
    place = None
    if finding.place:
        place = {
            "file": finding.place.file,
            "line": finding.place.line,
            "column": finding.place.column,
        }
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "place": place,
        "hint": finding.hint,
    }


def read_environment(day: str | None) -> Environment:
    """Gather what depends on the machine: the day, and the user's folders.

    `SOURCE_DATE_EPOCH` (seconds since 1970) sets the day where the call does not.
    """
    from cvgen.request import Environment

    today = date.fromisoformat(day) if day else _get_today()
    return Environment(
        today,
        themes_folders=list_themes_folders(),
        cache_folder=find_cache_folder(),
        targets_folders=list_targets_folders(),
    )


def _get_today() -> date:
    moment = _read_source_date() or datetime.now().astimezone()
    return moment.date()


def get_current_time() -> datetime:
    """Return this moment, in UTC."""
    return _read_source_date() or datetime.now(UTC)


def _read_source_date() -> datetime | None:
    """Read SOURCE_DATE_EPOCH (reproducible-builds.org)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return None
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        message = f"SOURCE_DATE_EPOCH is '{epoch}', and should be a number of seconds since 1970"
        raise typer.BadParameter(message) from None


def list_themes_folders() -> tuple[Path, ...]:
    """List the folders of the user's own themes.

    `themes/` where they are, and the one for everywhere.
    """
    return _list_user_folders("themes")


def list_targets_folders() -> tuple[Path, ...]:
    """List the folders of the user's own targets, as for themes."""
    return _list_user_folders("targets")


def _list_user_folders(name: str) -> tuple[Path, ...]:
    return (Path(name), Path(typer.get_app_dir("cvgen")) / name)


def find_cache_folder() -> Path:
    """Find the folder for what may be thrown away."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "cvgen"
