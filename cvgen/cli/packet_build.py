"""`cvgen packet build`: takes applications, prints the path of each file that it made of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cvgen.cli import console
from cvgen.cli.options import check_day
from cvgen.errors import CvgenError, Diagnostic, OutputError, Place, in_order
from cvgen.render.engine import collector_off

if TYPE_CHECKING:
    from cvgen.application.context import Desk

APPLICATIONS = Path("applications")


def build(
    applications: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Applications, their folders, or a folder of them; without one, those in 'applications'.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        Path,
        typer.Option("--output", "-o", help="The folder in which each application gets a folder."),
    ] = Path("output"),
    day: Annotated[
        str | None,
        typer.Option(
            "--date",
            metavar="YYYY-MM-DD",
            help="The day to print and to write into the files; today if not said.",
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Fail when there are warnings.")] = False,
) -> None:
    """Make the files of every application, as its target wants them."""
    desks, failed = laid_out(named(applications), check_day(day))
    _check_folders(desks)
    now = console.get_current_time()
    for number, at in enumerate(desks, start=1):
        console.show_progress(number, len(desks), at.application.name)
        try:
            with collector_off():
                failed |= not _done(at, output, now, strict=strict)
        except CvgenError as error:
            console.print_findings(error.diagnostics)
            failed = True
    if failed:
        raise typer.Exit(1)


def named(given: list[Path] | None) -> list[Path]:
    """List the applications that were named, or those of this folder."""
    from cvgen.application.load import list_application_files
    from cvgen.application.model import APPLICATION_FILE

    here = [path for path in (APPLICATIONS, Path(APPLICATION_FILE)) if path.exists()][:1]
    if not given and not here:
        raise typer.BadParameter(
            "there is no folder 'applications' here: name an application, or make one with 'cvgen packet new'"
        )
    paths = list(
        dict.fromkeys(one for path in given or here for one in list_application_files(path))
    )
    if not paths:
        raise typer.BadParameter("there is no application here: 'cvgen packet new' makes one")
    return paths


def laid_out(paths: list[Path], day: str | None) -> tuple[list[Desk], bool]:
    """Read applications with their profiles; a broken one is told and left out."""
    from cvgen.application.context import desk
    from cvgen.application.load import load_application

    around, desks, failed = console.read_environment(day), [], False
    for path in paths:
        try:
            with collector_off():
                desks.append(desk(load_application(path), around))
        except CvgenError as error:
            console.print_findings(error.diagnostics)
            failed = True
    return desks, failed


def _check_folders(desks: list[Desk]) -> None:
    """Refuse to write two applications into one folder, before either is made."""
    first: dict[str, Desk] = {}
    for at in desks:
        # Two names that differ in case only are one folder on macOS and Windows.
        other = first.setdefault(at.application.name.casefold(), at)
        if other is not at:
            place, hint = (
                Place(str(at.application.path)),
                "rename the folder of one, or build them one by one, each with its own -o",
            )
            raise OutputError(
                Diagnostic(
                    "A142",
                    f"'{other.application.path}' would be written to the same files",
                    place,
                    hint,
                )
            )


def _done(at: Desk, output: Path, now: datetime, *, strict: bool) -> bool:
    """Make the files of an application in memory, and then write them, each whole or not at all."""
    from cvgen.application.build import made_on
    from cvgen.application.delivery import finished, folder
    from cvgen.files.write import write_files

    console.print_findings(_of_deadline(at, now))
    parts = made_on(at)
    files = finished(at, parts)
    said = [
        *at.application.warnings,
        *_of_delivery(at),
        *(one for part in parts for one in (*part.notes, *part.warnings)),
        *_of_referees(at),
        *(one for file in files for one in file.notes),
    ]
    text = _paste_kit(at, said)
    console.print_findings(
        in_order((*said, *_stale(folder(at, output), {file.name for file in files})))
    )
    if strict and any(one.severity == "warning" for one in said):
        console.print_message(
            f"{at.application.path}: not written, because --strict takes warnings for errors"
        )
        return False
    for path in write_files(
        {
            folder(at, output) / name: data
            for name, data in [*((file.name, file.data) for file in files), *text]
        }
    ):
        console.print_result(path)
    return True


def _paste_kit(at: Desk, said: list[Diagnostic]) -> list[tuple[str, bytes]]:
    """Write out what the form of the portal asks for, where the target knows its fields."""
    from cvgen.application.delivery import PASTE_KIT
    from cvgen.application.paste import written

    if not at.target.fields:
        return []
    kit = written(at)
    said += kit.warnings
    return [(PASTE_KIT, kit.text.encode())]


def _of_deadline(at: Desk, now: datetime) -> Iterator[Diagnostic]:
    deadline = at.application.deadline
    if deadline and deadline.is_past(now):
        place = at.application.tree.place(("deadline",))
        yield Diagnostic(
            "A131",
            f"the deadline is over: it was {deadline}",
            place,
            "the files are made all the same",
            "warning",
        )


def _of_delivery(at: Desk) -> Iterator[Diagnostic]:
    """Warn where the application wants its files otherwise than the target does."""
    wanted, asked = at.application.delivery, at.target.delivery
    if (
        at.application.target
        and wanted
        and asked
        and wanted != asked
        and "both" not in (wanted, asked)
    ):
        forms = {"one": "one PDF of all documents", "separate": "a PDF of each document"}
        place, hint = (
            at.application.tree.place(("delivery",)),
            "leave 'delivery' out, or write 'delivery: both'",
        )
        yield Diagnostic(
            "A144",
            f"'{at.target.name}' wants {forms[asked]}, and this makes {forms[wanted]}",
            place,
            hint,
            "warning",
        )


def _of_referees(at: Desk) -> list[Diagnostic]:
    from cvgen.application.referees import check_referees

    return check_referees(at.application, at.profile)


def _stale(folder: Path, names: set[str]) -> Iterator[Diagnostic]:
    """Tell of files of earlier builds, which 'packet mail' and 'packet sent' would take along."""
    for path in sorted(folder.glob("*.pdf")) if folder.is_dir() else ():
        if path.name not in names:
            yield Diagnostic(
                "A143",
                "this file is not of this build",
                Place(str(path)),
                "delete it, or it goes into the mail and among what was sent",
                "warning",
            )
