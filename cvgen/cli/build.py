"""`cvgen build`: takes profiles, themes and wishes, prints the path of each PDF it made."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cvgen.cli import console
from cvgen.errors import CvgenError, Diagnostic, OutputError, Place
from cvgen.render.engine import collector_off

if TYPE_CHECKING:
    from cvgen.profile.load import Profile
    from cvgen.request import Environment, Request

PROFILES = ("profile.yaml", "profile.yml", "resume.json")


def build(
    profiles: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Profiles in YAML, or JSON Resume files; without one, the profile in this folder.",
            show_default=False,
        ),
    ] = None,
    overrides: Annotated[
        list[Path] | None,
        typer.Option(
            "--with",
            metavar="FILE",
            help="A YAML file with what differs from the profile; may be given several times, and later ones win.",
        ),
    ] = None,
    theme: Annotated[
        list[str] | None,
        typer.Option(
            "--theme", "-t", help="A theme by name or by path; may be given several times."
        ),
    ] = None,
    variant: Annotated[
        list[str] | None,
        typer.Option("--variant", help="A variant of the profile; may be given several times."),
    ] = None,
    language: Annotated[
        str | None,
        typer.Option("--lang", help="The language of the document, such as en, de or zh."),
    ] = None,
    target: Annotated[
        str | None,
        typer.Option(
            "--target",
            help="The call or portal whose rules hold, such as cambridge; 'cvgen targets list' names them.",
        ),
    ] = None,
    region: Annotated[
        str | None,
        typer.Option("--region", help="Whose habits the CV follows, such as us, de or jp."),
    ] = None,
    audience: Annotated[
        str | None,
        typer.Option(
            "--audience",
            help="Who reads it: public, portal, email or print; decides what is kept back.",
        ),
    ] = None,
    anonymous: Annotated[
        bool | None,
        typer.Option(
            "--anonymous/--named",
            help="Leave out whose CV it is, and search the file for leaks.",
            show_default=False,
        ),
    ] = None,
    pages: Annotated[
        int | None,
        typer.Option(
            "--pages",
            min=1,
            max=50,
            help="The most pages: set closer, then left out by priority, or told why not.",
        ),
    ] = None,
    paper: Annotated[str | None, typer.Option("--paper", help="A4 or Letter.")] = None,
    options: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="OPTION=VALUE",
            help="An option of the theme; may be given several times.",
        ),
    ] = None,
    output: Annotated[
        Path,
        typer.Option("--output", "-o", help="A folder, or for a single CV the name of a PDF file."),
    ] = Path("output"),
    day: Annotated[
        str | None,
        typer.Option(
            "--date",
            metavar="YYYY-MM-DD",
            help="The day to print and to write into the file; today if not said.",
        ),
    ] = None,
    show: Annotated[bool, typer.Option("--open", help="Open the PDF when it is done.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Fail when there are warnings.")] = False,
) -> None:
    """Make a PDF of every profile in every theme and variant asked for."""
    from cvgen.request import Request

    around = console.surroundings(checked_day(day))
    wish = Request(
        language=language,
        options=settings(options or [], paper),
        region=region,
        audience=audience,
        anonymous=anonymous,
        pages=pages,
        target=target,
    )
    chosen = product(dict.fromkeys(theme or [None]), dict.fromkeys(variant or [None]))  # type: ignore[list-item]
    wishes = [replace(wish, theme=one, variant=other) for one, other in chosen]
    with collector_off():
        jobs, failed = _jobs(
            list(dict.fromkeys(profiles or [profile_here()])),
            tuple(overrides or ()),
            wishes,
            output,
        )
    for number, job in enumerate(jobs, start=1):
        console.progress(number, len(jobs), job.path.name)
        failed |= not _done(job, around, strict=strict, show=show)
    if failed:
        raise typer.Exit(1)


@dataclass(frozen=True, slots=True)
class _Job:
    """One PDF to make."""

    profile: Profile
    wish: Request
    path: Path


def _done(job: _Job, around: Environment, *, strict: bool, show: bool) -> bool:
    from cvgen.build import build as build_one
    from cvgen.files.write import write_file

    try:
        with collector_off():
            built = build_one(job.profile, job.wish, around)
        console.tell((*built.notes, *built.warnings))
        if strict and built.warnings:
            console.say(f"{job.path}: not written, because --strict takes warnings for errors")
            return False
        console.result(write_file(built.pdf.data, job.path))
    except CvgenError as error:
        console.tell(error.diagnostics)
        return False
    if show:
        typer.launch(str(job.path))
    return True


def _jobs(
    profiles: list[Path], overrides: tuple[Path, ...], wishes: list[Request], output: Path
) -> tuple[list[_Job], bool]:
    """Read every profile and name every file; a broken profile is told and left out."""
    from cvgen.build import load
    from cvgen.target.filename import file_name

    jobs, failed = [], False
    for path in profiles:
        try:
            profile = load(profile_in(path) if os.path.isdir(path) else path, overrides)  # noqa: PTH112 - Path.is_dir raises for long names
        except CvgenError as error:
            console.tell(error.diagnostics)
            failed = True
            continue
        themes = len({wish.theme for wish in wishes})
        for wish in wishes:
            is_file = output.suffix.lower() == ".pdf"
            jobs.append(
                _Job(
                    profile,
                    wish,
                    output
                    if is_file
                    else output
                    / file_name(profile, wish, console.targets_folders(), with_theme=themes > 1),
                )
            )
    _check_paths(jobs)
    return jobs, failed


def _check_paths(jobs: list[_Job]) -> None:
    """Refuse to write two CVs to one file, before either is made."""
    first: dict[str, _Job] = {}
    for job in jobs:
        # Two names that differ in case only are one file on macOS and Windows.
        other = first.setdefault(str(job.path).casefold(), job)
        if other is not job:
            both = (
                f"'{other.profile.tree.file}' and '{job.profile.tree.file}'"
                if other.profile is not job.profile
                else "two of the CVs asked for"
            )
            hint = (
                "name a folder with -o"
                if job.path.suffix == ".pdf" and len(jobs) > 1 and other.profile is job.profile
                else "build them one by one, each with its own -o"
            )
            raise OutputError(
                Diagnostic("O101", f"{both} would become the same file", Place(str(job.path)), hint)
            )


def settings(given: list[str], paper: str | None) -> dict[str, str]:
    """Read what `--set` and `--paper` ask of the theme."""
    found = {"paper": paper} if paper else {}
    for one in given:
        name, equals, value = one.partition("=")
        if not equals or not name.strip():
            raise typer.BadParameter(
                f"'{one}' is not OPTION=VALUE, such as accent=#1f4e79", param_hint="--set"
            )
        found[name.strip()] = value.strip()
    return found


def checked_day(day: str | None) -> str | None:
    """Check that a day is one."""
    from datetime import date

    try:
        return date.fromisoformat(day).isoformat() if day else None
    except ValueError:
        raise typer.BadParameter(f"'{day}' is not YYYY-MM-DD", param_hint="--date") from None


def profile_in(folder: Path) -> Path:
    """Name the profile in a folder, or what it should be called."""
    return next(
        (folder / name for name in PROFILES if (folder / name).is_file()), folder / PROFILES[0]
    )


def profile_here() -> Path:
    """Find the profile in this folder."""
    found = profile_in(Path())
    if found.is_file():
        return found
    raise typer.BadParameter(
        "there is no profile.yaml in this folder: name a profile, or make one with 'cvgen new'"
    )
