"""Deliver the documents of an application in the files that its target wants."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from cvgen.application.context import ApplicationContext
from cvgen.application.merge import MergeMetadata, merge_documents
from cvgen.application.part import Part
from cvgen.errors import Diagnostic, Place, RenderError, Severity
from cvgen.plan.filename import (
    SHORT_PATTERN,
    SUFFIX,
    FileSubject,
    fill_pattern,
    get_longest_stem,
    romanize_person,
)
from cvgen.plan.places import place_findings
from cvgen.target import leaks
from cvgen.target.judge import judge_bytes_in_all

WHOLE_APPLICATION = "application"  # the kind of a file that has all documents
PASTE_KIT_FILE = "paste-kit.txt"
MAIL_FILE = "mail.eml"
# Where the target has no pattern, or none for several files.
_DEFAULT_PATTERN = "{given}_{surname}_{document}.pdf"
_KIND_NAMES = {"cv": "CV", "short-cv": "Short CV"}
_NUMBER_ROOM = 3  # characters that a number takes beside a long name


class PlannedFile(Struct, frozen=True):
    """A file to be made: its name, and the kind of its document.

    `number` is that of the document in the application, from 0; None where it has all of them.
    """

    name: str
    kind: str
    number: int | None
    place: Place


class FinishedFile(Struct, frozen=True):
    """A file in memory, with its name, and what had to be left out or could not be done.

    `kind` is that of its document.
    """

    name: str
    kind: str
    data: bytes
    notes: tuple[Diagnostic, ...] = ()


def get_output_folder(context: ApplicationContext, output: Path) -> Path:
    """Return the folder for the files of an application."""
    return output / context.application.name


def plan_files(context: ApplicationContext) -> tuple[PlannedFile, ...]:
    """Plan every file; its name follows the target's pattern where that tells the files apart.

    Raises VariantError where the person's name is not there in A to Z.
    """
    used_names: set[str] = set()
    files = []
    for kind, number, place in _list_wanted_files(context):
        name = _number_name(_name_file(context, kind, number), used_names, context)
        used_names.add(name.casefold())
        files.append(PlannedFile(name, kind, number, place))
    return tuple(files)


def _list_wanted_files(context: ApplicationContext) -> Iterator[tuple[str, int | None, Place]]:
    """List the files that the delivery asks for: kind, number and place of their documents."""
    if context.delivery != "separate":
        yield WHOLE_APPLICATION, None, Place(str(context.application.path))
    if context.delivery != "one":
        for number, document in enumerate(context.application.documents):
            yield document.kind, number, document.place


def _name_file(context: ApplicationContext, kind: str, number: int | None) -> str:
    target = context.target
    if not _has_pattern_for(context, number):
        pattern = SHORT_PATTERN if target.file_name_length else _DEFAULT_PATTERN
        target = replace(target, file_name=pattern)
    person = None
    if not context.is_anonymous:
        person = romanize_person(context.profile)
    title = None
    if number is not None:
        title = context.application.documents[number].title
    name = title or _KIND_NAMES.get(kind) or kind.replace("-", " ").capitalize()
    application = context.application
    subject = FileSubject(name, application.reference, application.programme)
    return fill_pattern(target, person, subject)


def _has_pattern_for(context: ApplicationContext, number: int | None) -> bool:
    """Say whether the target's pattern is meant for a file; one without `{document}` is for one."""
    pattern = context.target.file_name
    if not pattern:
        return False
    if "{document}" in pattern:
        return True
    if context.delivery == "separate":
        return number == _find_main_document(context)
    return number is None


def _find_main_document(context: ApplicationContext) -> int:
    """Find the number of the CV, or else that of the first document."""
    for number, document in enumerate(context.application.documents):
        if document.kind == "cv":
            return number
    return 0


def _number_name(name: str, used_names: set[str], context: ApplicationContext) -> str:
    """Add a number to a name that another file has already, in any case of letters."""
    stem = name.removesuffix(SUFFIX)[: get_longest_stem(context.target) - _NUMBER_ROOM]
    joint = "_"
    if context.target.file_characters == "ascii-letters":
        joint = ""
    numbered = name
    number = 1
    while numbered.casefold() in used_names:
        number += 1
        numbered = f"{stem}{joint}{number}{SUFFIX}"
    return numbered


def make_files(context: ApplicationContext, parts: Sequence[Part]) -> list[FinishedFile]:
    """Make the files, in memory.

    Raises PdfError, RenderError or ThemeError; an anonymous file must not say whose it is.
    """
    files = [_make_file(context, planned, parts) for planned in plan_files(context)]
    if context.is_anonymous:
        _check_leaks(context, files)
    return files


def _check_leaks(context: ApplicationContext, files: Sequence[FinishedFile]) -> None:
    """Raise RenderError where a file says whose it is."""
    secrets = leaks.list_identifying_secrets(context.profile)
    findings = []
    for file in files:
        leaked = leaks.find_leaks(file.data, secrets, file.name)
        for finding in place_findings(leaked, context.profile.tree):
            findings.append(replace(finding, message=f"{file.name}: {finding.message}"))
    if any(finding.severity == "error" for finding in findings):
        raise RenderError(*findings)


def _make_file(
    context: ApplicationContext, planned: PlannedFile, parts: Sequence[Part]
) -> FinishedFile:
    """Make one file: all documents, or one.

    One gets a line that says whose it is where the target demands that.
    """
    if planned.number is None:
        title = context.application.programme or context.locale.words["application"]
        merged = merge_documents(parts, _describe_file(context, title))
        return FinishedFile(planned.name, planned.kind, merged.data, merged.notes)
    part = parts[planned.number]
    if not context.target.get_demands(planned.kind).enclosure_mark:
        return FinishedFile(planned.name, planned.kind, part.data)
    marked = merge_documents([part], _describe_file(context, part.title))
    return FinishedFile(planned.name, planned.kind, marked.data, marked.notes)


def _describe_file(context: ApplicationContext, title: str) -> MergeMetadata:
    """Describe a file for its metadata and its running line, which may have to be anonymous."""
    locale = context.locale
    author = context.get_person_name(locale.language)
    name = author
    if context.is_anonymous:
        name = ""
    return MergeMetadata(
        title=locale.patterns["title"].format(name=author, document=title),
        author=author,
        language=locale.language,
        date=context.environment.today,
        name=name,
        reference=context.application.reference,
        has_running_line=context.target.demands.running_lines is not False,
    )


def check_bytes_in_all(
    context: ApplicationContext, sizes: Iterable[tuple[str, int]], severity: Severity
) -> Iterator[Diagnostic]:
    """Report where the files that are uploaded have more bytes together than the target takes.

    `sizes` are those of files by their kinds; the one file of all is not counted beside the others.
    """
    most = context.target.bytes_in_all
    if not most:
        return
    separate = [size for kind, size in sizes if kind != WHOLE_APPLICATION]
    for missed in judge_bytes_in_all(separate, most):
        message = f"{missed.actual}, and '{context.target.name}' demands {missed.demanded}"
        hint = "make the largest smaller: scans and photos take most"
        place = context.application.tree.find_place(("target",))
        yield Diagnostic("K135", message, place, hint, severity)
