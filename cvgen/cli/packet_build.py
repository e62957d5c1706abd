"""`cvgen packet build`: build the files of applications, and print their paths."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cvgen.cli import console, options
from cvgen.cli.destination import check_output
from cvgen.cli.packet_options import ApplicationsArgument, find_applications, load_contexts
from cvgen.cli.report import RunReport
from cvgen.errors import CvgenError, Diagnostic, OutputError, Place, in_order
from cvgen.render.engine import pause_garbage_collection

if TYPE_CHECKING:
    from cvgen.application.context import ApplicationContext
    from cvgen.application.delivery import FinishedFile
    from cvgen.application.part import Part

_DELIVERIES = {"one": "one PDF of all documents", "separate": "a PDF of each document"}


def build_applications(
    applications: ApplicationsArgument = None,
    output: options.OutputFolderOption = Path("output"),
    day: Annotated[
        str | None,
        typer.Option(
            "--date",
            metavar="YYYY-MM-DD",
            help="The day to print and to write into the files; today if not said.",
        ),
    ] = None,
    strict: options.StrictOption = False,
) -> None:
    """Make the files of every application, as its target wants them."""
    from cvgen.application.delivery import get_output_folder
    from cvgen.files.write import recover_files

    check_output(output, is_for_one=False)
    paths = find_applications(applications)
    report = RunReport(is_single=len(paths) == 1)
    contexts = load_contexts(paths, options.check_day(day), report)
    _check_folders(contexts)
    now = console.get_current_time()
    for number, context in enumerate(contexts, start=1):
        console.show_progress(number, len(contexts), context.application.name)
        name = str(context.application.path)
        report.add_findings(name, _check_deadline(context, now))
        folder = get_output_folder(context, output)
        recover_files(folder)
        try:
            with pause_garbage_collection():
                _build_application(context, folder, report, strict=strict)
        except CvgenError as error:
            report.add_failure(name, error.diagnostics)
    report.close()
    if report.failed:
        raise typer.Exit(1)


def _check_folders(contexts: Iterable[ApplicationContext]) -> None:
    """Refuse to write two applications into one folder, before either is built.

    Raises OutputError.
    """
    first_paths: dict[str, Path] = {}
    for context in contexts:
        application = context.application
        # Two names that differ in case only are one folder on macOS and Windows.
        folder = application.name.casefold()
        if folder not in first_paths:
            first_paths[folder] = application.path
            continue
        message = f"'{first_paths[folder]}' would be written to the same files"
        hint = "rename the folder of one, or build them one by one, each with its own -o"
        raise OutputError(Diagnostic("A142", message, Place(str(application.path)), hint))


def _build_application(
    context: ApplicationContext, folder: Path, report: RunReport, *, strict: bool
) -> None:
    """Build the files of an application in memory, then write them into a folder, all or none."""
    from cvgen.application.build import build_documents
    from cvgen.application.delivery import PASTE_KIT_FILE, make_files
    from cvgen.application.ledger_sources import list_source_files
    from cvgen.application.paste import build_paste_kit
    from cvgen.files.write import write_files

    parts = build_documents(context)
    files = make_files(context, parts)
    findings = _collect_findings(context, parts, files)
    contents = {folder / file.name: file.data for file in files}
    if context.target.fields:
        kit = build_paste_kit(context)
        findings += kit.warnings
        contents[folder / PASTE_KIT_FILE] = kit.text.encode()
    stale_files = _check_stale_files(folder, contents)
    name = str(context.application.path)
    report.add_findings(name, in_order((*findings, *stale_files)))
    if strict and any(finding.severity == "warning" for finding in findings):
        report.add_failure(name)
        console.print_message(f"{name}: not written, because --strict takes warnings for errors")
        return
    sources = list_source_files(context.application, context.profile, context.target)
    for path in write_files(contents, sources):
        console.print_result(path)
    report.add_success()


def _collect_findings(
    context: ApplicationContext, parts: Sequence[Part], files: Sequence[FinishedFile]
) -> list[Diagnostic]:
    from cvgen.application.delivery import check_bytes_in_all
    from cvgen.application.referees import check_referees

    findings = [*context.application.warnings, *_check_delivery(context)]
    for part in parts:
        findings += part.notes
        findings += part.warnings
    findings += check_referees(context.application, context.profile)
    for file in files:
        findings += file.notes
    sizes = [(file.kind, len(file.data)) for file in files]
    findings += check_bytes_in_all(context, sizes, "warning")
    return findings


def _check_deadline(context: ApplicationContext, now: datetime) -> Iterator[Diagnostic]:
    deadline = context.application.deadline
    if deadline and deadline.is_past(now):
        message = f"the deadline is over: it was {deadline}"
        place = context.application.tree.find_place(("deadline",))
        yield Diagnostic("A131", message, place, "the files are made all the same", "warning")


def _check_delivery(context: ApplicationContext) -> Iterator[Diagnostic]:
    """Warn where the application delivers its files otherwise than the target that it names."""
    application = context.application
    target = context.target
    if not application.target or application.delivery == target.delivery:
        return
    own = _DELIVERIES.get(application.delivery or "")
    demanded = _DELIVERIES.get(target.delivery or "")
    if own and demanded:
        message = f"'{target.name}' wants {demanded}, and this makes {own}"
        place = application.tree.find_place(("delivery",))
        hint = "leave 'delivery' out, or write 'delivery: both'"
        yield Diagnostic("A144", message, place, hint, "warning")


def _check_stale_files(folder: Path, built: Iterable[Path]) -> list[Diagnostic]:
    """Warn of files of earlier builds, which somebody may send who looks into the folder."""
    from cvgen.application.delivery import PASTE_KIT_FILE

    if not folder.is_dir():
        return []
    names = {path.name for path in built}
    warnings = []
    for path in sorted([*folder.glob("*.pdf"), *folder.glob(PASTE_KIT_FILE)]):
        if path.name not in names:
            message = "this file is not of this build"
            hint = "delete it, so that it is not sent by mistake"
            warnings.append(Diagnostic("A143", message, Place(str(path)), hint, "warning"))
    return warnings
