"""`cvgen letter`: make a PDF of each letter in Markdown, and print its path."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer
from msgspec import Struct

from cvgen.cli import console, options
from cvgen.cli.build_jobs import Output, finish_outcome, take_built
from cvgen.cli.destination import STANDARD_OUTPUT, check_output, is_single_file
from cvgen.cli.report import RunReport
from cvgen.errors import CvgenError, Diagnostic, Place, ProfileError
from cvgen.render.engine import pause_garbage_collection

if TYPE_CHECKING:
    from cvgen.plan.request import Environment, Request


def letter(
    letters: options.LettersArgument,
    profile: options.WriterOption = None,
    overrides: options.OverridesOption = None,
    theme: options.ThemeOption = None,
    language: options.LanguageOption = None,
    target: options.TargetOption = None,
    region: options.RegionOption = None,
    audience: options.AudienceOption = None,
    paper: options.PaperOption = None,
    theme_options: options.SetOption = None,
    output: options.OutputOption = Path("output"),
    day: options.DateOption = None,
    open_when_done: options.OpenOption = False,
    strict: options.StrictOption = False,
) -> None:
    """Make a PDF of a cover letter or a statement, in the look of the CV."""
    from cvgen.plan.request import Request

    check_output(output, is_for_one=True)
    if is_single_file(output) and len(letters) > 1:
        message = "several letters would become the same file: name a folder"
        raise typer.BadParameter(message, param_hint="--output")
    request = Request(
        theme=theme,
        language=language,
        options=options.parse_options(theme_options, paper),
        region=region,
        audience=audience,
        target=target,
    )
    job = _Job(
        request,
        console.read_environment(options.check_day(day)),
        profile,
        tuple(overrides or ()),
        output,
    )
    _build_letters(letters, job, strict=strict, open_when_done=open_when_done)


def _build_letters(letters: list[Path], job: _Job, *, strict: bool, open_when_done: bool) -> None:
    """Make every letter, and tell how it went.

    Raises typer.Exit where one could not be made.
    """
    report = RunReport(is_single=len(set(letters)) == 1)
    for number, path in enumerate(dict.fromkeys(letters), start=1):
        console.show_progress(number, len(letters), path.name)
        written = _try_letter(path, job, report, strict=strict)
        if written and open_when_done and written != STANDARD_OUTPUT:
            typer.launch(str(written))
    report.close()
    if report.failed:
        raise typer.Exit(1)


class _Job(Struct, frozen=True):
    """What holds for all letters of one call."""

    request: Request
    environment: Environment
    profile: Path | None
    overrides: tuple[Path, ...]
    output: Path


def _try_letter(path: Path, job: _Job, report: RunReport, *, strict: bool) -> Path | None:
    """Make one letter; tell what is wrong with it."""
    try:
        return _build_letter(path, job, report, strict=strict)
    except CvgenError as error:
        report.add_failure(str(path), error.diagnostics)
        return None


def _build_letter(path: Path, job: _Job, report: RunReport, *, strict: bool) -> Path | None:
    from cvgen.build import build_plan
    from cvgen.plan.filename import name_letter_file
    from cvgen.plan.resolve import resolve
    from cvgen.profile import letter as letters
    from cvgen.profile import load
    from cvgen.profile.files import list_profile_files

    with pause_garbage_collection():
        source = letters.read_letter(path)
        profile = job.profile and options.find_profile(job.profile)
        writer = load.read_profile(profile or _find_writer(path), job.overrides)
        plan = resolve(writer, job.request, job.environment, source)
        built = build_plan(plan)
    output = job.output
    if not is_single_file(output):
        output = output / name_letter_file(plan, path)
    sources = frozenset({path, *list_profile_files(writer)})
    outcome = take_built(built, Output(output, sources, str(path)), strict=strict)
    if finish_outcome(outcome, report):
        return output
    return None


def _find_writer(letter: Path) -> Path:
    """Find the profile beside a letter, or up to two folders above, as for an application.

    Raises ProfileError where there is none.
    """
    import shlex

    from cvgen.application.paths import find_application_profile

    profile = find_application_profile(letter.parent, None)
    if isinstance(profile, Path):
        return profile
    path = options.find_profile(letter.parent)
    if path.is_file():
        return path
    message = f"there is no {path.name} beside this letter or up to two folders above"
    hint = "'cvgen new' makes one"
    others = sorted(letter.parent.glob("*.y*ml"))
    if others:
        hint = f"say whose letter it is, such as --profile {shlex.quote(str(others[0]))}"
    raise ProfileError(Diagnostic("P100", message, Place(str(letter)), hint))
