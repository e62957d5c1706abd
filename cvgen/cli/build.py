"""`cvgen build`: make a PDF of each profile in each theme and variant, and print its path."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer
from msgspec import Struct
from msgspec.structs import replace

from cvgen.cli import console, options
from cvgen.cli.build_watch import WatchedRun, watch_runs
from cvgen.cli.destination import STANDARD_OUTPUT, check_output, is_single_file, write_output
from cvgen.cli.report import RunReport
from cvgen.errors import CvgenError, Diagnostic, OutputError, Place
from cvgen.files.watch import WatchedFolders
from cvgen.render.engine import pause_garbage_collection

if TYPE_CHECKING:
    from cvgen.build import Built
    from cvgen.plan.plan import Plan
    from cvgen.profile.model import Profile
    from cvgen.request import Environment, Request

_ALL = "all"


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
    theme_options: options.SetOption = None,
    output: options.OutputOption = Path("output"),
    day: options.DateOption = None,
    open_when_done: options.OpenOption = False,
    strict: options.StrictOption = False,
    watch: options.WatchOption = False,
) -> None:
    """Make a PDF of every profile in every theme, variant and language asked for."""
    from cvgen.request import Request

    check_output(output, is_for_one=True)
    request = Request(
        options=options.parse_options(theme_options, paper),
        region=region,
        audience=audience,
        anonymous=anonymous,
        pages=pages,
        target=target,
    )
    order = _Order(
        request,
        _list_choices(theme),
        _list_choices(variant),
        _list_choices(language),
        _read_environment(day),
        output,
    )
    call = _Call(profiles or [], tuple(overrides or ()), order, strict, open_when_done)
    if watch:
        _watch_call(call, day)
    _, report = _run_call(call)
    if report.failed:
        raise typer.Exit(1)


def _read_environment(day: str | None) -> Environment:
    return console.read_environment(options.check_day(day))


class _Call(Struct, frozen=True):
    """What a run is called with, as far as it can be run again."""

    profiles: list[Path]
    overrides: tuple[Path, ...]
    order: _Order
    strict: bool
    open_when_done: bool


def _run_call(call: _Call) -> tuple[list[_Job], RunReport]:
    """Make every PDF, and tell how it went.

    Raises CvgenError or typer.BadParameter for what is wrong with the call itself.
    """
    jobs, report = _plan_jobs(options.find_profiles(call.profiles), call.overrides, call.order)
    _check_output_paths(jobs, call.order.output)
    _build_jobs(jobs, report, strict=call.strict, open_when_done=call.open_when_done)
    return jobs, report


class _WatchedCall(Struct):
    """A call that is run after each change; what it makes is opened once."""

    call: _Call
    day: str | None
    watched: WatchedFolders

    def run(self) -> WatchedRun:
        """Make every PDF; what is wrong with the call itself is told as well."""
        order = replace(self.call.order, environment=_read_environment(self.day))
        call = replace(self.call, order=order)
        report = RunReport(is_single=True)
        try:
            jobs, report = _run_call(call)
        except CvgenError as error:
            report.add_failure("", error.diagnostics)
            return WatchedRun(report, self.watched)
        except typer.BadParameter as error:
            report.add_failure("")
            console.print_message(error.message)
            return WatchedRun(report, self.watched)
        if report.built:
            self.call = replace(call, open_when_done=False)
        self.watched = self.list_watched(jobs)
        return WatchedRun(report, self.watched)

    def list_watched(self, jobs: Sequence[_Job]) -> WatchedFolders:
        """List where all that was read lies, beside what was known of earlier runs."""
        folders = set(self.watched.folders)
        ignored = set(self.watched.ignored)
        for path in self.call.overrides:
            folders.add(path.parent)
        for job in jobs:
            theme = job.plan.style.theme
            folders.add(job.plan.source.folder)
            if not theme.is_shipped:
                folders.update(theme.folders)
            ignored.add(job.path)
        return WatchedFolders(frozenset(folders), frozenset(ignored))


def _watch_call(call: _Call, day: str | None) -> NoReturn:
    """Run a call after each change, until Ctrl-C."""
    output = call.order.output
    if output == STANDARD_OUTPUT:
        message = "a PDF that is built again and again needs a file"
        raise typer.BadParameter(message, param_hint="--watch")
    folders = [path.parent if path.is_file() else path for path in call.profiles] or [Path()]
    ignored = {output}
    if any(folder.resolve().is_relative_to(output.resolve()) for folder in folders):
        ignored = set()
    watched = WatchedFolders(frozenset(folders), frozenset(ignored))
    watch_runs(_WatchedCall(call, day, watched).run, watched)


def _build_jobs(
    jobs: Sequence[_Job], report: RunReport, *, strict: bool, open_when_done: bool
) -> None:
    """Make every PDF, and tell how it went."""
    for number, job in enumerate(jobs, start=1):
        console.show_progress(number, len(jobs), job.path.name)
        is_written = _build_job(job, report, strict=strict)
        if is_written and open_when_done and job.path != STANDARD_OUTPUT:
            typer.launch(str(job.path))
    report.close()


class _Order(Struct, frozen=True):
    """What holds for all PDFs of one call, and what each of them is made in.

    A list of themes, variants or languages is empty where none was asked for.
    """

    request: Request
    themes: tuple[str, ...]
    variants: tuple[str, ...]
    languages: tuple[str, ...]
    environment: Environment
    output: Path


class _Job(Struct, frozen=True):
    """One PDF to make, and the profile that it is made of as it was named."""

    plan: Plan
    path: Path


def _list_choices(choices: Sequence[str] | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(choices or ()))


def _list_requests(order: _Order, profile: Profile) -> list[Request]:
    """Ask for each theme in each variant in each language, each once."""
    from cvgen.theme.load import list_themes

    variants = _expand_all(order.variants, profile.variants)
    themes = order.themes
    if _ALL in themes:
        folders = (profile.folder / "themes", *order.environment.themes_folders)
        themes = _expand_all(themes, [theme.name for theme in list_themes(folders)])
    requests = []
    for theme, variant, language in product(
        themes or [None], variants or [None], order.languages or [None]
    ):
        requests.append(replace(order.request, theme=theme, variant=variant, language=language))
    return requests


def _expand_all(choices: tuple[str, ...], names: Iterable[str]) -> tuple[str, ...]:
    """Put all names in the place of the word `all`, unless one of them is called so."""
    known = tuple(names)
    if _ALL not in choices or _ALL in known or not known:
        return choices
    expanded: dict[str, None] = {}
    for choice in choices:
        if choice == _ALL:
            expanded.update(dict.fromkeys(known))
        else:
            expanded[choice] = None
    return tuple(expanded)


def _plan_jobs(
    paths: Sequence[Path], overrides: tuple[Path, ...], order: _Order
) -> tuple[list[_Job], RunReport]:
    """Read every profile and plan every PDF; what is broken is told and left out."""
    from cvgen.build import load_profile

    jobs: list[_Job] = []
    report = RunReport(is_single=len(paths) == 1)
    for path in paths:
        try:
            with pause_garbage_collection():
                profile = load_profile(path, overrides)
        except CvgenError as error:
            report.add_failure(str(path), error.diagnostics)
            continue
        requests = _list_requests(order, profile)
        if len(requests) > 1:
            report.is_single = False
        for request in requests:
            try:
                jobs.append(_plan_job(profile, request, requests, order))
            except CvgenError as error:
                report.add_failure(_describe_request(path, request), error.diagnostics)
    return jobs, report


def _describe_request(path: Path, request: Request) -> str:
    """Name a CV that has no file name yet, by its profile and what was asked for."""
    choices = (request.variant, request.language, request.theme)
    words = [choice for choice in choices if choice]
    if not words:
        return str(path)
    return f"{path} ({', '.join(words)})"


def _plan_job(
    profile: Profile, request: Request, requests: Sequence[Request], order: _Order
) -> _Job:
    from cvgen.plan.filename import name_cv_file
    from cvgen.plan.resolve import resolve

    with pause_garbage_collection():
        plan = resolve(profile, request, order.environment)
    if is_single_file(order.output):
        return _Job(plan, order.output)
    name = name_cv_file(
        plan,
        with_theme=len({other.theme for other in requests}) > 1,
        is_one_of_several=len(requests) > 1,
    )
    return _Job(plan, order.output / name)


def _check_output_paths(jobs: Sequence[_Job], output: Path) -> None:
    """Refuse to write two CVs to one file, before either is made."""
    first: dict[str, _Job] = {}
    for job in jobs:
        # Two names that differ in case only are one file on macOS and Windows.
        other = first.setdefault(str(job.path).casefold(), job)
        if other is job:
            continue
        one_profile = other.plan.source is job.plan.source
        if one_profile:
            subject = "two of the CVs asked for"
        else:
            subject = f"'{other.plan.source.tree.file}' and '{job.plan.source.tree.file}'"
        hint = "build them one by one, each with its own -o"
        if one_profile and is_single_file(output):
            hint = "name a folder with -o"
        message = f"{subject} would become the same file"
        raise OutputError(Diagnostic("O101", message, Place(str(job.path)), hint))


def _build_job(job: _Job, report: RunReport, *, strict: bool) -> bool:
    """Make one PDF and write it; tell what is wrong with it, and say whether it is written."""
    from cvgen.build import build_plan
    from cvgen.profile.files import list_profile_files

    sources = frozenset(list_profile_files(job.plan.source))
    output = Output(job.path, sources, str(job.path))
    try:
        with pause_garbage_collection():
            built = build_plan(job.plan)
        return write_built(built, output, report, strict=strict)
    except CvgenError as error:
        report.add_failure(output.name, error.diagnostics)
        return False


class Output(Struct, frozen=True):
    """Where a document goes, what it is made of, and what it is called in messages."""

    path: Path
    sources: frozenset[Path]
    name: str


def write_built(built: Built, output: Output, report: RunReport, *, strict: bool) -> bool:
    """Report the findings on a PDF, write it and print its path; say whether it is written.

    With `strict`, not where there are warnings. Who may not read the sources may not read the PDF.

    Raises OutputError.
    """
    report.add_findings(output.name, (*built.notes, *built.warnings))
    if strict and built.warnings:
        report.add_failure(output.name)
        console.print_message(
            f"{output.name}: not written, because --strict takes warnings for errors"
        )
        return False
    write_output(built.pdf.data, output.path, output.sources)
    report.add_success(len(built.pdf.pages))
    return True
