"""`cvgen new`: start a profile, short and with one's own name, or whole to copy from."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cvgen.cli import complete, console, options
from cvgen.cli.destination import check_free
from cvgen.cli.schema_file import add_schema_line

if TYPE_CHECKING:
    from cvgen.profile.starter import Starter

PROFILE_FILE = "profile.yaml"
GITIGNORE = b"*.private.yaml\n*.private.yml\noutput/\n"


class Purpose(StrEnum):
    """What the CV is for."""

    phd = "phd"
    postdoc = "postdoc"
    faculty = "faculty"
    industry = "industry"


def new(
    folder: Annotated[
        Path, typer.Argument(help="The folder to make; this one if not said.")
    ] = Path(),
    name: Annotated[
        str | None, typer.Option("--name", metavar="NAME", help="Your name, as it is to print.")
    ] = None,
    purpose: Annotated[
        Purpose | None,
        typer.Option("--for", help="What the CV is for, which chooses its sections."),
    ] = None,
    theme: options.ThemeOption = None,
    language: Annotated[
        str | None,
        typer.Option(
            "--language",
            "--lang",
            metavar="LANGUAGE",
            autocompletion=complete.offer_languages,
            help="The language of the CV, such as en, de or zh.",
        ),
    ] = None,
    region: options.RegionOption = None,
    full: Annotated[
        bool,
        typer.Option("--full", help="Write an invented person with nearly all that there is."),
    ] = False,
    source: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="SOURCE",
            autocompletion=complete.offer_nothing,
            help="Begin with what you have, as 'cvgen import' does.",
        ),
    ] = None,
) -> None:
    """Start a profile of your own: short, with an invitation in each line."""
    said = [name, purpose, theme, language, region]
    if (full or source) and (any(said) or (full and source)):
        raise typer.BadParameter("--full and --from go without other options")
    if source:
        _import_source(source, folder)
        return
    files = _list_full_files() if full else _list_short_files(name, purpose, said[2:])
    _write_profile(folder, files)


def _import_source(source: str, folder: Path) -> None:
    from cvgen.cli.import_profile import import_profile

    import_profile([source], folder)


def _list_short_files(
    name: str | None, purpose: Purpose | None, looks: list[str | None]
) -> dict[str, bytes]:
    """Give the short profile; what was not said is asked on a terminal."""
    from cvgen.profile.starter import UNKNOWN_NAME, Starter, write_starter

    starter = Starter(name or UNKNOWN_NAME, purpose or Purpose.phd, *[look or "" for look in looks])
    if console.can_ask() and not name:
        starter = _ask(starter, is_purpose_open=purpose is None)
    _check_looks(starter)
    return {PROFILE_FILE: write_starter(starter).encode()}


def _ask(starter: Starter, *, is_purpose_open: bool) -> Starter:
    """Ask for what was not said; nothing but Enter leaves it to cvgen."""
    from msgspec.structs import replace

    answers = {"name": console.ask("Your name", starter.name)}
    if is_purpose_open:
        answers["purpose"] = console.ask("For", starter.purpose, [one.value for one in Purpose])
    questions = {
        "theme": ("Theme ('cvgen themes list' shows them)", "classic"),
        "language": ("Language of the CV", "en"),
        "region": ("Country whose habits it follows, such as gb", ""),
    }
    for key, (question, usual) in questions.items():
        if not getattr(starter, key):
            answers[key] = console.ask(question, usual)
    return replace(starter, **answers)


def _check_looks(starter: Starter) -> None:
    """Check that what was chosen is there.

    Raises CvgenError.
    """
    from cvgen.compose.locale import find_locale
    from cvgen.compose.region import find_region
    from cvgen.theme.load import find_theme

    if starter.theme:
        find_theme(starter.theme, console.list_themes_folders())
    if starter.language:
        find_locale(starter.language)
    if starter.region:
        find_region(starter.region)


def _list_full_files() -> dict[str, bytes]:
    """Give the files of the example, whose person is complete."""
    from cvgen.checks.theme_subject import EXAMPLE_FOLDER

    files = {}
    for path in sorted(EXAMPLE_FOLDER.iterdir()):
        if path.is_file():
            files[path.name] = path.read_bytes()
    return files


def _write_profile(folder: Path, files: dict[str, bytes]) -> None:
    """Write the files of a profile, and say what comes next.

    Raises OutputError.
    """
    import shlex

    from cvgen.files.write import write_files

    check_free(folder / name for name in files)
    files[PROFILE_FILE] = add_schema_line(files[PROFILE_FILE])
    if not os.path.lexists(folder / ".gitignore"):
        files[".gitignore"] = GITIGNORE
    write_files({folder / name: content for name, content in files.items()})
    path = folder / PROFILE_FILE
    console.print_result(path)
    argument = "" if folder == Path() else " " + shlex.quote(str(folder))
    console.print_message(f"next: 1. write your facts into {path}")
    console.print_message(f"      2. cvgen build{argument} --open")
    console.print_message(f"      3. cvgen build{argument} --theme all, to choose the looks")
