"""`cvgen build`: make a PDF of each profile in each theme and variant, and print its path."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from cvgen.cli import console, options
from cvgen.errors import CvgenError, Diagnostic, OutputError, Place
from cvgen.render.engine import pause_garbage_collection

if TYPE_CHECKING:
    from cvgen.build import Built
    from cvgen.plan.plan import Plan
    from cvgen.profile.model import Profile
    from cvgen.request import Environment, Request


def build(
    profiles: options.ProfilesArgument = None,
    overrides: options.OverridesOption = None,
    theme: options.ThemesOption = None,
    variant: options.VariantsOption = None,
    language: options.LanguageOption = None,
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
) -> None:
    """Make a PDF of every profile in every theme and variant asked for."""
    from cvgen.request import Request

    request = Request(
        language=language,
        options=options.parse_options(theme_options, paper),
        region=region,
        audience=audience,
        anonymous=anonymous,
        pages=pages,
        target=target,
    )
    environment = console.read_environment(options.check_day(day))
    requests = _combine(request, theme or (), variant or ())
    paths = list(dict.fromkeys(profiles or [options.find_profile(None)]))
    jobs, failed = _plan_jobs(paths, tuple(overrides or ()), requests, environment, output)
    _check_output_paths(jobs)
    for number, job in enumerate(jobs, start=1):
        console.show_progress(number, len(jobs), job.path.name)
        path = _build_job(job, strict=strict)
        failed |= path is None
        if path and open_when_done:
            typer.launch(str(path))
    if failed:
        raise typer.Exit(1)


@dataclass(frozen=True, slots=True)
class _Job:
    """One PDF to make, and the profile that it is made of as it was named."""

    plan: Plan
    path: Path


def _combine(request: Request, themes: Sequence[str], variants: Sequence[str]) -> list[Request]:
    """Ask for each theme in each variant, each once."""
    requests = []
    for theme, variant in product(
        dict.fromkeys(themes) or [None], dict.fromkeys(variants) or [None]
    ):
        requests.append(replace(request, theme=theme, variant=variant))
    return requests


def _plan_jobs(
    paths: Sequence[Path],
    overrides: tuple[Path, ...],
    requests: Sequence[Request],
    environment: Environment,
    output: Path,
) -> tuple[list[_Job], bool]:
    """Read every profile and plan every PDF; what is broken is told and left out."""
    from cvgen.build import load_profile

    jobs: list[_Job] = []
    failed = False
    for path in paths:
        try:
            with pause_garbage_collection():
                profile = load_profile(options.find_profile(path), overrides)
        except CvgenError as error:
            console.print_findings(error.diagnostics)
            failed = True
            continue
        for request in requests:
            try:
                jobs.append(_plan_job(profile, request, requests, environment, output))
            except CvgenError as error:
                console.print_findings(error.diagnostics)
                failed = True
    return jobs, failed


def _plan_job(
    profile: Profile,
    request: Request,
    requests: Sequence[Request],
    environment: Environment,
    output: Path,
) -> _Job:
    from cvgen.plan.filename import name_cv_file
    from cvgen.plan.resolve import resolve

    with pause_garbage_collection():
        plan = resolve(profile, request, environment)
    if options.is_pdf_path(output):
        return _Job(plan, output)
    with_theme = len({other.theme for other in requests}) > 1
    return _Job(plan, output / name_cv_file(plan, with_theme=with_theme))


def _check_output_paths(jobs: Sequence[_Job]) -> None:
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
        if one_profile and job.path.suffix == ".pdf":
            hint = "name a folder with -o"
        message = f"{subject} would become the same file"
        raise OutputError(Diagnostic("O101", message, Place(str(job.path)), hint))


def _build_job(job: _Job, *, strict: bool) -> Path | None:
    """Make one PDF and write it; tell what is wrong with it."""
    from cvgen.build import build_plan

    try:
        with pause_garbage_collection():
            built = build_plan(job.plan)
        return write_built(built, job.path, str(job.path), strict=strict)
    except CvgenError as error:
        console.print_findings(error.diagnostics)
        return None


def write_built(built: Built, path: Path, name: str, *, strict: bool) -> Path | None:
    """Print the findings on a PDF, write it and print its path.

    With `strict`, not where there are warnings.

    Raises OutputError.
    """
    from cvgen.files.write import write_file

    console.print_findings((*built.notes, *built.warnings))
    if strict and built.warnings:
        console.print_message(f"{name}: not written, because --strict takes warnings for errors")
        return None
    console.print_result(write_file(built.pdf.data, path))
    return path
