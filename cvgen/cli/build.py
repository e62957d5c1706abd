"""`cvgen build`: make a PDF of each profile in each theme and variant, and print its path."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path
from typing import NoReturn

import typer
from msgspec import Struct
from msgspec.structs import replace

from cvgen.cli import console, options
from cvgen.cli.build_jobs import Order
from cvgen.cli.build_run import (
    Call,
    ProfileBuilder,
    count_processors,
    run_here,
    run_in_processes,
)
from cvgen.cli.build_watch import WatchedRun, watch_runs
from cvgen.cli.destination import STANDARD_OUTPUT, check_output, is_single_file
from cvgen.cli.report import RunReport
from cvgen.errors import CvgenError
from cvgen.files.watch import WatchedFolders
from cvgen.plan.request import Environment, Request

# Fewer are built sooner than processes are started.
_LEAST_FOR_PROCESSES = 4


def build(
    profiles: options.ProfilesArgument = None,
    overrides: options.OverridesOption = None,
    theme: options.ThemesOption = None,
    variant: options.VariantsOption = None,
    language: options.LanguagesOption = None,
    target: options.TargetOption = None,
    region: options.RegionOption = None,
    audience: options.AudienceOption = None,
    anonymous: options.AnonymousOption = None,
    pages: options.PagesOption = None,
    paper: options.PaperOption = None,
    embed_profile: options.EmbedOption = False,
    theme_options: options.SetOption = None,
    output: options.OutputOption = Path("output"),
    day: options.DateOption = None,
    open_when_done: options.OpenOption = False,
    strict: options.StrictOption = False,
    watch: options.WatchOption = False,
    serve: options.ServeOption = False,
    force: options.ForceOption = False,
    jobs: options.JobsOption = None,
    executor: options.ExecutorOption = None,
) -> None:
    """Make a PDF of every profile in every theme, variant and language asked for."""
    check_output(output, is_for_one=True)
    wishes = options.parse_options(theme_options, paper)
    request = Request(None, None, None, wishes, region, audience, anonymous, pages, target)
    order = Order(
        replace(request, embeds_profile=embed_profile),
        _list_choices(theme),
        _list_choices(variant),
        _list_choices(language),
        tuple(overrides or ()),
        _read_environment(day),
        output,
        strict,
        is_file=is_single_file(output),
    )
    if watch or serve:
        _watch_call(_WatchedCall(profiles or [], order, day, open_when_done), serve=serve)
    call = Call(order, force, open_when_done, jobs or count_processors(), _check_cluster(executor))
    _run_call(call, tuple(options.find_profiles(profiles)))


def _run_call(call: Call, profiles: tuple[Path, ...]) -> None:
    """Make every PDF.

    Raises typer.Exit where one could not be made.
    """
    report = RunReport(is_single=True)
    is_worth_processes = call.processes > 1 and len(profiles) >= _LEAST_FOR_PROCESSES
    if not call.order.is_file and (call.cluster or is_worth_processes):
        run_in_processes(call, profiles, report)
    else:
        run_here(call, profiles, report)
    if report.failed:
        raise typer.Exit(1)


def _check_cluster(address: str | None) -> str:
    if address and not re.fullmatch(r"dask://[^/\s]+:\d+", address):
        message = f"'{address}' is not dask://HOST:PORT"
        raise typer.BadParameter(message, param_hint="--executor")
    return address or ""


def _list_choices(choices: Sequence[str] | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(choices or ()))


def _read_environment(day: str | None) -> Environment:
    return console.read_environment(options.check_day(day))


class _WatchedCall(Struct):
    """A call that is run after each change; what it makes is opened once."""

    profiles: list[Path]
    order: Order
    day: str | None
    open_when_done: bool
    watched: WatchedFolders = WatchedFolders(frozenset(), frozenset())

    def run(self) -> WatchedRun:
        """Make every PDF; what is wrong with the call itself is told as well."""
        order = replace(self.order, environment=_read_environment(self.day))
        call = Call(order, is_forced=True, open_when_done=self.open_when_done)
        report = RunReport(is_single=True)
        try:
            found = tuple(options.find_profiles(self.profiles))
            builder = run_here(call, found, report)
        except CvgenError as error:
            report.add_failure("", error.diagnostics)
            return WatchedRun(report, self.watched)
        except typer.BadParameter as error:
            report.add_failure("")
            console.print_message(error.message)
            return WatchedRun(report, self.watched)
        if report.built:
            self.open_when_done = False
        self.watched = self.list_watched(builder)
        jobs = chain.from_iterable(planned.jobs for planned in builder.planned.values())
        made = tuple(job.path for job in jobs if job.path.exists())
        return WatchedRun(report, self.watched, made)

    def list_watched(self, builder: ProfileBuilder) -> WatchedFolders:
        """List where all that was read lies, beside what was known of earlier runs."""
        folders = set(self.watched.folders)
        ignored = set(self.watched.ignored)
        for path in self.order.overrides:
            folders.add(path.parent)
        for planned in builder.planned.values():
            for job in planned.jobs:
                theme = job.plan.style.theme
                folders.add(job.plan.source.folder)
                if not theme.is_shipped:
                    folders.update(theme.folders)
                ignored.add(job.path)
        return WatchedFolders(frozenset(folders), frozenset(ignored))


def _watch_call(call: _WatchedCall, *, serve: bool) -> NoReturn:
    """Run a call after each change, until Ctrl-C.

    Raises RenderError where pages are to be shown, and what draws them is not installed.
    """
    output = call.order.output
    if output == STANDARD_OUTPUT:
        message = "a PDF that is built again and again needs a file"
        raise typer.BadParameter(message, param_hint="--watch")
    folders = [path.parent if path.is_file() else path for path in call.profiles] or [Path()]
    ignored = {output}
    if any(folder.resolve().is_relative_to(output.resolve()) for folder in folders):
        ignored = set()
    call.watched = WatchedFolders(frozenset(folders), frozenset(ignored))
    watch_runs(call.run, call.watched, _start_showing() if serve else _show_nothing)


def _show_nothing(done: WatchedRun, line: str) -> None:
    """Leave it at the line in the terminal."""


def _start_showing() -> Callable[[WatchedRun, str], None]:
    """Start what shows the pages in a browser, and say where."""
    from cvgen.cli.watch_server import PageServer

    server = PageServer()
    console.print_message(f"the pages are shown at {server.start()}")

    def show(done: WatchedRun, line: str) -> None:
        made = () if done.report.failed else done.made
        message = "\n".join([line, *map(str, done.report.errors)])
        server.show(made, message, failed=done.report.failed > 0)

    return show
