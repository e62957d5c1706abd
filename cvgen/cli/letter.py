"""`cvgen letter`: make a PDF of each letter in Markdown, and print its path."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from cvgen.cli import console, options
from cvgen.cli.build import write_built
from cvgen.errors import CvgenError
from cvgen.render.engine import pause_garbage_collection

if TYPE_CHECKING:
    from cvgen.request import Environment, Request


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
    from cvgen.request import Request

    if options.is_pdf_path(output) and len(letters) > 1:
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
    failed = False
    for number, path in enumerate(dict.fromkeys(letters), start=1):
        console.show_progress(number, len(letters), path.name)
        written = _try_letter(path, job, strict=strict)
        failed |= written is None
        if written and open_when_done:
            typer.launch(str(written))
    if failed:
        raise typer.Exit(1)


@dataclass(frozen=True, slots=True)
class _Job:
    """What holds for all letters of one call."""

    request: Request
    environment: Environment
    profile: Path | None
    overrides: tuple[Path, ...]
    output: Path


def _try_letter(path: Path, job: _Job, *, strict: bool) -> Path | None:
    """Make one letter; tell what is wrong with it."""
    try:
        return _build_letter(path, job, strict=strict)
    except CvgenError as error:
        console.print_findings(error.diagnostics)
        return None


def _build_letter(path: Path, job: _Job, *, strict: bool) -> Path | None:
    from cvgen.build import build_plan
    from cvgen.plan.filename import name_letter_file
    from cvgen.plan.resolve import resolve
    from cvgen.profile import letter as letters
    from cvgen.profile import load

    with pause_garbage_collection():
        source = letters.read_letter(path)
        profile = job.profile and options.find_profile(job.profile)
        writer = load.read_profile(profile or _find_writer(path), job.overrides)
        plan = resolve(writer, job.request, job.environment, source)
        built = build_plan(plan)
    output = job.output
    if not options.is_pdf_path(output):
        output = output / name_letter_file(plan, path)
    return write_built(built, output, str(path), strict=strict)


def _find_writer(letter: Path) -> Path:
    """Find the profile beside a letter, or in the folder above."""
    beside = options.find_profile(letter.parent)
    above = options.find_profile(letter.resolve().parent.parent)
    if not beside.is_file() and above.is_file():
        return above
    return beside
