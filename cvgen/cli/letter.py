"""`cvgen letter`: takes letters in Markdown and a profile, prints the path of each PDF it made."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cvgen.cli import build as building
from cvgen.cli import console
from cvgen.errors import CvgenError
from cvgen.render.engine import collector_off

if TYPE_CHECKING:
    from cvgen.request import Environment, Request


def letter(
    letters: Annotated[
        list[Path], typer.Argument(help="Letters or statements in Markdown, with front matter.")
    ],
    profile: Annotated[
        Path | None,
        typer.Option(
            "--profile",
            help="The profile of who writes; without it, the one beside the letter or in the folder above.",
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
        str | None, typer.Option("--theme", "-t", help="A theme by name or by path.")
    ] = None,
    language: Annotated[
        str | None,
        typer.Option("--lang", help="The language of the letter, such as en, de or zh."),
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
        typer.Option("--region", help="Whose habits the letter follows, such as us, de or jp."),
    ] = None,
    audience: Annotated[
        str | None,
        typer.Option(
            "--audience",
            help="Who reads it: public, portal, email or print; decides what is kept back.",
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
        typer.Option(
            "--output", "-o", help="A folder, or for a single letter the name of a PDF file."
        ),
    ] = Path("output"),
    day: Annotated[
        str | None,
        typer.Option("--date", metavar="YYYY-MM-DD", help="The day to print; today if not said."),
    ] = None,
    show: Annotated[bool, typer.Option("--open", help="Open the PDF when it is done.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Fail when there are warnings.")] = False,
) -> None:
    """Make a PDF of a cover letter or a statement, in the look of the CV."""
    from cvgen.request import Request

    around = console.surroundings(building.checked_day(day))
    wish = Request(
        theme,
        None,
        language,
        building.settings(options or [], paper),
        region,
        audience,
        target=target,
    )
    if output.suffix.lower() == ".pdf" and len(letters) > 1:
        raise typer.BadParameter(
            "several letters would become the same file: name a folder", param_hint="--output"
        )
    failed = False
    for number, path in enumerate(dict.fromkeys(letters), start=1):
        console.progress(number, len(letters), path.name)
        try:
            failed |= not _done(
                path,
                profile,
                tuple(overrides or ()),
                wish,
                around,
                output,
                strict=strict,
                show=show,
            )
        except CvgenError as error:
            console.tell(error.diagnostics)
            failed = True
    if failed:
        raise typer.Exit(1)


def _done(
    path: Path,
    profile: Path | None,
    overrides: tuple[Path, ...],
    wish: Request,
    around: Environment,
    output: Path,
    *,
    strict: bool,
    show: bool,
) -> bool:
    from cvgen.build import build_letter
    from cvgen.files.write import write_file
    from cvgen.profile import letter as letters
    from cvgen.profile import load
    from cvgen.target import apply as heed
    from cvgen.target.filename import letter_file_name

    with collector_off():
        source = letters.load(path)
        writer = load.load(
            building.profile_in(profile)
            if profile and profile.is_dir()
            else profile or _writer(path),
            overrides,
        )
        built = build_letter(source, writer, wish, around)
    console.tell((*built.notes, *built.warnings))
    if strict and built.warnings:
        console.say(f"{path}: not written, because --strict takes warnings for errors")
        return False
    asked = heed.chosen(writer, wish.variant, wish.target, around.targets_folders)
    made = write_file(
        built.pdf.data,
        output
        if output.suffix.lower() == ".pdf"
        else output / letter_file_name(writer, path, asked),
    )
    console.result(made)
    if show:
        typer.launch(str(made))
    return True


def _writer(letter: Path) -> Path:
    """Find the profile beside a letter, or in the folder above."""
    beside = building.profile_in(letter.parent)
    above = building.profile_in(letter.resolve().parent.parent)
    return above if not beside.is_file() and above.is_file() else beside
