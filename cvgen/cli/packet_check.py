"""`cvgen packet check`: print whether each built file keeps to the rules of its target."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from msgspec import Struct

from cvgen.cli import console, options
from cvgen.cli.packet_options import ApplicationsArgument, find_applications, load_contexts
from cvgen.cli.report import RunReport

if TYPE_CHECKING:
    from cvgen.application.context import ApplicationContext
    from cvgen.errors import Diagnostic


class CheckedFile(Struct, frozen=True):
    """A file of an application, and what was found in it."""

    path: Path
    kind: str
    findings: list[Diagnostic]

    @property
    def is_fit(self) -> bool:
        """Say whether it breaks no rule."""
        return all(finding.severity != "error" for finding in self.findings)


def check_applications(
    applications: ApplicationsArgument = None,
    output: options.BuiltFolderOption = Path("output"),
) -> None:
    """Check the files of every application as its target demands.

    Ends with 1 when one has an error.
    """
    from cvgen.application.context import list_invitations
    from cvgen.errors import CvgenError

    paths = find_applications(applications)
    contexts = load_contexts(paths, None, RunReport(is_single=len(paths) == 1))
    has_failed = len(contexts) < len(paths)
    for context in contexts:
        try:
            console.print_findings(_find_age_findings(context))
            console.print_findings(list_invitations(context))
            files = list(check_files(context, output))
            for file in files:
                _print_checked_file(file, context.target.name)
            in_all = _check_bytes_in_all(context, files)
            console.print_findings(in_all)
            if in_all or not all(file.is_fit for file in files):
                has_failed = True
        except CvgenError as error:
            console.print_findings(error.diagnostics)
            has_failed = True
    if has_failed:
        raise typer.Exit(1)


def _find_age_findings(context: ApplicationContext) -> list[Diagnostic]:
    from cvgen.target.age import find_age_findings

    place = context.application.tree.find_place(("target",))
    today = console.get_current_time().date()
    return list(find_age_findings(context.target, today, place))


def _check_bytes_in_all(
    context: ApplicationContext, files: Sequence[CheckedFile]
) -> list[Diagnostic]:
    from cvgen.application.delivery import check_bytes_in_all

    sizes = []
    for file in files:
        if file.path.is_file():
            sizes.append((file.kind, file.path.stat().st_size))
    return list(check_bytes_in_all(context, sizes, "error"))


def _print_checked_file(file: CheckedFile, target_name: str) -> None:
    console.print_findings(file.findings)
    verdict = "not fit"
    if file.is_fit:
        verdict = "fit"
    console.print_result(f"{file.path}: {verdict} for {target_name}")


def check_files(context: ApplicationContext, output: Path) -> Iterator[CheckedFile]:
    """Check every file that the application is to have, also such as are not built.

    Raises VariantError where the files cannot be named.
    """
    from cvgen.application.delivery import get_output_folder, plan_files
    from cvgen.checks.pdf import check_pdf
    from cvgen.errors import Diagnostic, Place
    from cvgen.files.write import recover_files
    from cvgen.render.foreign import inspect_foreign_pdf

    folder = get_output_folder(context, output)
    recover_files(folder)
    for planned in plan_files(context):
        path = folder / planned.name
        place = Place(str(path))
        if not path.is_file():
            message = "this file is not built yet"
            diagnostic = Diagnostic("A145", message, place, "run 'cvgen packet build'")
            yield CheckedFile(path, planned.kind, [diagnostic])
            continue
        findings: list[Diagnostic] = []
        for verdict in check_pdf(inspect_foreign_pdf(path), context.target, planned.kind, place):
            findings += verdict.findings
        yield CheckedFile(path, planned.kind, findings)
