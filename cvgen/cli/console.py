"""The only place that prints: results go to standard output, everything said to a person to standard error."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from cvgen.errors import Diagnostic
    from cvgen.request import Environment


# What a file says must not steer the terminal: control characters, and marks that turn the direction of text.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def print_result(text: object) -> None:
    """Print a result."""
    typer.echo(str(text))


def print_message(text: str) -> None:
    """Tell the person at the terminal something."""
    typer.echo(_UNSAFE.sub(lambda found: f"\\x{ord(found[0]):02x}", text), err=True)


def print_findings(diagnostics: Iterable[Diagnostic]) -> None:
    """Print findings, a line each."""
    for found in diagnostics:
        print_message(str(found))


def show_progress(done: int, of: int, what: str) -> None:
    """Say how far a longer run is, on a terminal only."""
    if of > 1 and sys.stderr.isatty():
        typer.echo(f"\r\033[K[{done}/{of}] {what}", nl=done == of, err=True)


def read_environment(day: str | None) -> Environment:
    """Gather what depends on the machine: the day, and the user's folders.

    `SOURCE_DATE_EPOCH` (seconds since 1970) sets the day where the call does not.
    """
    from cvgen.request import Environment

    return Environment(
        date.fromisoformat(day) if day else _today(),
        list_themes_folders(),
        find_cache_folder(),
        list_targets_folders(),
    )


def _today() -> date:
    return (_clock_as_set() or datetime.now().astimezone()).date()


def get_current_time() -> datetime:
    """Give this moment, in UTC."""
    return _clock_as_set() or datetime.now(UTC)


def _clock_as_set() -> datetime | None:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return None
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        raise typer.BadParameter(
            f"SOURCE_DATE_EPOCH is '{epoch}', and should be a number of seconds since 1970"
        ) from None


def list_themes_folders() -> tuple[Path, ...]:
    """Name the folders of the user's own themes: `themes/` where they are, and the one for everywhere."""
    return (Path("themes"), Path(typer.get_app_dir("cvgen")) / "themes")


def list_targets_folders() -> tuple[Path, ...]:
    """Name the folders of the user's own targets, as for themes."""
    return (Path("targets"), Path(typer.get_app_dir("cvgen")) / "targets")


def find_cache_folder() -> Path:
    """Find the folder for what may be thrown away."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "cvgen"
