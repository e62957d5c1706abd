"""The only place that prints.

Results go to standard output, all that is said to a person to standard error.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import textwrap
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from msgspec import Struct

from cvgen.cli.cache import find_cache_folder, limit_cache
from cvgen.files.yamltable import keep_tables

if TYPE_CHECKING:
    from cvgen.errors import Diagnostic
    from cvgen.plan.request import Environment


# What a file says must not steer the terminal: control characters, and marks that turn the
# direction of text.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


_COLORS = {"error": "\033[1;31m", "warning": "\033[33m", "note": "\033[36m"}
_PLAIN = "\033[0m"
_CLEAR_LINE = "\r\033[K"
_INDENT = "    "
_LEAST_COLUMNS = 40
_JOINED = "\u00a0"  # keeps a severity and its code in one line


class _Progress(Struct):
    """Whether a line of progress stands on the terminal, which goes before anything else does."""

    is_shown: bool = False


_progress = _Progress()


def print_result(text: object) -> None:
    """Print a result."""
    clear_progress()
    typer.echo(str(text))


def write_bytes(data: bytes) -> None:
    """Write a result that is no text to standard output."""
    clear_progress()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def print_json(data: object) -> None:
    """Print a result as JSON."""
    print_result(json.dumps(data, ensure_ascii=False, indent=2))


def print_message(text: str) -> None:
    """Tell the person at the terminal something."""
    clear_progress()
    typer.echo(_wrap_line(_escape_controls(text)), err=True)


def can_ask() -> bool:
    """Say whether somebody sits at a terminal and can answer."""
    return sys.stdin.isatty() and _is_terminal()


def ask(question: str, usual: str, choices: Iterable[str] = ()) -> str:
    """Ask the person at the terminal; Enter alone gives what is usual."""
    clear_progress()
    known = list(choices)
    label = f"{question} ({', '.join(known)})" if known else question
    answer = ""
    while not answer or (known and answer not in known):
        given = typer.prompt(label, default=str(usual), show_default=bool(usual), err=True)
        answer = str(given).strip() or usual
        if not answer:
            break
    return answer


def print_findings(findings: Iterable[Diagnostic]) -> None:
    """Print findings, a line each; one that is there several times once, with their number."""
    counts = Counter(findings)
    for finding, count in counts.items():
        print_finding(finding, count)


def print_finding(finding: Diagnostic, count: int = 1) -> None:
    """Print a finding, with how many times it was made; on a terminal in colour."""
    clear_progress()
    text = str(finding)
    if count > 1:
        text = f"{text} ({count} times)"
    label = f"{finding.severity} {finding.code}:"
    joined_label = label.replace(" ", _JOINED)
    line = _wrap_line(_escape_controls(text).replace(label, joined_label, 1))
    if _has_colors():
        label = f"{_COLORS[finding.severity]}{label}{_PLAIN}"
    typer.echo(line.replace(joined_label, label, 1), err=True, color=_has_colors())


def _escape_controls(text: str) -> str:
    return _UNSAFE.sub(lambda match: f"\\x{ord(match[0]):02x}", text)


def _wrap_line(text: str) -> str:
    """Wrap a message to the window; in a pipe it stays one line."""
    if not _is_terminal():
        return text
    columns = max(shutil.get_terminal_size().columns, _LEAST_COLUMNS)
    lines = []
    for line in text.split("\n"):
        wrapped = textwrap.wrap(
            line,
            columns,
            subsequent_indent=_INDENT,
            break_long_words=False,
            break_on_hyphens=False,
        )
        lines += wrapped or [""]
    return "\n".join(lines)


def _has_colors() -> bool:
    """Say whether messages are in colour: on a terminal, unless NO_COLOR is set (no-color.org)."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return _is_terminal()


def _is_terminal() -> bool:
    """Say whether messages go to a terminal, and not into a file or a pipe."""
    return sys.stderr.isatty()


def show_progress(done: int, total: int, name: str) -> None:
    """Say how far a longer run is, on a terminal only, until something else is said."""
    if total < 2 or not _is_terminal():
        return
    columns = max(shutil.get_terminal_size().columns, _LEAST_COLUMNS)
    line = _escape_controls(f"[{done}/{total}] {name}")
    typer.echo(_CLEAR_LINE + line[: columns - 1], nl=False, err=True, color=True)
    _progress.is_shown = True


def clear_progress() -> None:
    """Take the line of progress away."""
    if _progress.is_shown:
        _progress.is_shown = False
        typer.echo(_CLEAR_LINE, nl=False, err=True, color=True)


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
    from cvgen.plan.request import Environment

    today = date.fromisoformat(day) if day else _get_today()
    cache_folder = find_cache_folder()
    limit_cache(cache_folder)
    keep_tables(cache_folder)
    return Environment(
        today,
        themes_folders=list_themes_folders(),
        cache_folder=cache_folder,
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
