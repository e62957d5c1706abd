"""`cvgen build --watch`: build again whenever something that was read has changed."""

from __future__ import annotations

import gc
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from time import perf_counter, sleep
from typing import NoReturn

import typer
from msgspec import Struct

from cvgen.cli import console
from cvgen.cli.report import RunReport
from cvgen.files.watch import Snapshot, WatchedFolders, take_snapshot
from cvgen.text.units import format_count

_SECONDS_BETWEEN_LOOKS = 0.02
# A tenth of a second after the last change, which is on average half the time between two looks
# older than the look that sees it.
_QUIET_SECONDS = 0.1 - _SECONDS_BETWEEN_LOOKS / 2


class WatchedRun(Struct, frozen=True):
    """What came of a run, where its files lie, and the PDFs that it made."""

    report: RunReport
    watched: WatchedFolders
    made: tuple[Path, ...] = ()


Show = Callable[[WatchedRun, str], None]


def watch_runs(run: Callable[[], WatchedRun], watched: WatchedFolders, show: Show) -> NoReturn:
    """Run, and run again after each change, until somebody presses Ctrl-C.

    `watched` is where changes count until a first run says it better; `show` is given what came of
    each run, and the line that says so. Raises typer.Exit, with 0.
    """
    console.print_message("watching for changes; Ctrl-C ends it")
    try:
        _repeat(run, watched, show)
    except KeyboardInterrupt:
        console.clear_progress()
    raise typer.Exit(0)


def _repeat(run: Callable[[], WatchedRun], watched: WatchedFolders, show: Show) -> NoReturn:
    before = take_snapshot(watched)
    had_failed = False
    while True:
        start = perf_counter()
        done = run()
        duration = perf_counter() - start
        line = _describe_run(done.report, duration, had_failed=had_failed)
        console.print_message(line)
        show(done, line)
        had_failed = done.report.failed > 0
        if done.watched != watched:
            watched = done.watched
            before = _extend_snapshot(before, watched)
        gc.collect()  # a layout leaves rings of objects, which are best cleared while nobody waits
        before = _wait_for_change(watched, before)


def _extend_snapshot(before: Snapshot, watched: WatchedFolders) -> Snapshot:
    """Look at other folders from now on, and at files that were looked at before as they were."""
    now = take_snapshot(watched)
    return {name: before.get(name, state) for name, state in now.items()}


def _wait_for_change(watched: WatchedFolders, before: Snapshot) -> Snapshot:
    """Wait until files differ from before, and then until they stay as they are."""
    after = take_snapshot(watched)
    while after == before:
        sleep(_SECONDS_BETWEEN_LOOKS)
        after = take_snapshot(watched)
    while True:
        sleep(_QUIET_SECONDS)
        settled = take_snapshot(watched)
        if settled == after:
            return settled
        after = settled


def _describe_run(report: RunReport, seconds: float, *, had_failed: bool) -> str:
    """Say in one line what came of a run."""
    now = f"{datetime.now().astimezone():%H:%M:%S}"
    if report.failed:
        return f"{now} not built: earlier files are untouched; waiting for the next change"
    pages = format_count(sum(report.pages), "page")
    if len(report.pages) > 1:
        pages = f"{format_count(len(report.pages), 'file')}, {pages}"
    warnings = ""
    if report.warnings:
        warnings = f", {format_count(report.warnings, 'warning')}"
    again = "ok again: " if had_failed else ""
    return f"{now} {again}{pages}{warnings}, {seconds * 1000:.0f} ms"
