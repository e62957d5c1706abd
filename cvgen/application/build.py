"""Build the documents of an application: typeset its own ones, repair those of others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path

from msgspec.structs import replace

from cvgen import build
from cvgen.application.build_section import build_publications, build_referees
from cvgen.application.context import ApplicationContext
from cvgen.application.foreign import ForeignJob, copy_foreign
from cvgen.application.letters import (
    build_application_letter,
    build_enclosures_page,
    build_title_page,
)
from cvgen.application.model import DocumentRequest
from cvgen.application.part import Part, make_part
from cvgen.application.referees import check_referees
from cvgen.errors import CvgenError, Diagnostic, PacketError, RenderError
from cvgen.profile.fields import choose_language_version
from cvgen.profile.letter import LetterSource, ListedEnclosure
from cvgen.target import leaks

_NOT_ENCLOSED = frozenset({"title-page", "letter", "enclosures"})


def build_documents(context: ApplicationContext) -> list[Part]:
    """Build all documents of an application.

    Raises PacketError with the findings of all documents.
    """
    errors = check_order(context)
    for finding in check_referees(context.application, context.profile):
        if finding.severity == "error":
            errors.append(finding)
    parts: list[Part | None] = []
    for document in context.application.documents:
        if _is_list_of_enclosures(document):
            parts.append(None)
            continue
        try:
            part = _build_document(context, document)
            _check_page_count(context, document, part)
            parts.append(part)
        except CvgenError as error:
            errors += _add_place(error.diagnostics, document)
    if errors:
        raise PacketError(*errors)
    return _add_enclosures(context, parts)


def _is_list_of_enclosures(document: DocumentRequest) -> bool:
    return document.kind == "enclosures" and document.file is None


def _add_place(
    diagnostics: Iterable[Diagnostic], document: DocumentRequest
) -> Iterator[Diagnostic]:
    """Add the place of a document to findings that have none."""
    for diagnostic in diagnostics:
        yield replace(diagnostic, place=diagnostic.place or document.place)


def check_order(context: ApplicationContext) -> list[Diagnostic]:
    """Report the documents that do not stand in the order that the target demands of one file."""
    if context.delivery == "separate":
        return []
    order = context.target.order
    diagnostics = []
    highest = -1
    for document in context.application.documents:
        if document.kind not in order:
            continue
        rank = order.index(document.kind)
        if rank < highest:
            message = f"'{document.kind}' stands too late for the target '{context.target.name}'"
            hint = f"move it before '{order[highest]}': the order is {', '.join(order)}"
            diagnostics.append(Diagnostic("A141", message, document.place, hint))
        highest = max(highest, rank)
    return diagnostics


def _check_page_count(context: ApplicationContext, document: DocumentRequest, part: Part) -> None:
    """Raise PacketError for a document with more pages than it or the target allows."""
    limit = document.pages or context.target.get_demands(document.kind).pages
    if not limit or part.page_count <= limit:
        return
    source = f"the target '{context.target.name}' asks"
    if document.pages:
        source = "this asks"
    hint = "leave pages out of the file, or enclose another"
    if part.pdf:
        hint = "shorten it"
    message = f"'{part.title}' has {part.page_count} pages, and {source} for at most {limit}"
    raise PacketError(Diagnostic("A140", message, document.place, hint))


def _build_document(context: ApplicationContext, document: DocumentRequest) -> Part:
    """Build one document, by what it is made of."""
    if document.is_foreign:
        return _repair_foreign(context, document)
    if document.file:
        return _build_letter(context, document, document.file)
    return _BUILDERS[document.kind](context, document)


def _build_cv(context: ApplicationContext, document: DocumentRequest) -> Part:
    kind = None
    if document.kind != "cv":
        kind = document.kind
    request = context.make_request(document, kind)
    built = build.build(context.profile, request, context.environment)
    return make_part(document, context.locale.words["document"], built)


def _build_title_page(context: ApplicationContext, document: DocumentRequest) -> Part:
    title = context.locale.words["application"]
    return make_part(document, title, build_title_page(context, document))


_BUILDERS: dict[str, Callable[[ApplicationContext, DocumentRequest], Part]] = {
    "cv": _build_cv,
    "short-cv": _build_cv,
    "biosketch": _build_cv,
    "publications": build_publications,
    "referees": build_referees,
    "title-page": _build_title_page,
}


def _build_letter(context: ApplicationContext, document: DocumentRequest, path: Path) -> Part:
    source, built = build_application_letter(context, document, path)
    return make_part(document, _name_letter(context, source), built, source=path)


def _name_letter(context: ApplicationContext, source: LetterSource) -> str:
    """Name a letter in the outline: a statement by its subject."""
    locale = context.locale
    if source.settings.kind != "statement":
        return locale.words["letter"]
    subject = source.settings.subject or locale.headings["statement"]
    _, title = choose_language_version(subject, (locale.language, "en"))
    return title


def _repair_foreign(context: ApplicationContext, document: DocumentRequest) -> Part:
    """Repair and inspect a document of somebody else.

    In an anonymous application it must not say whose it is.
    Raises PdfError, or RenderError for leaks.
    """
    assert document.file
    secrets: tuple[leaks.Secret, ...] = ()
    if context.is_anonymous:
        secrets = leaks.list_identifying_secrets(context.profile)
    demands = context.target.get_demands(document.kind)
    job = ForeignJob(document.file, tuple(document.mend), demands, secrets)
    copy = copy_foreign(job)
    findings = [*copy.findings, *_place_leaks(copy.leaks, document)]
    notes = [*copy.notes]
    warnings = []
    for finding in dict.fromkeys(findings):
        if finding.severity == "note":
            notes.append(finding)
        else:
            warnings.append(finding)
    return Part(
        document.kind,
        document.title or _name_kind(context, document.kind),
        foreign=copy.data,
        source=document.file,
        notes=tuple(notes),
        warnings=tuple(warnings),
        foreign_page_count=copy.page_count,
    )


def _place_leaks(found: Sequence[Diagnostic], document: DocumentRequest) -> list[Diagnostic]:
    """Give leaks the place of their document.

    Raises RenderError where the document says whose it is.
    """
    findings = [replace(finding, place=document.place) for finding in found]
    if any(finding.severity == "error" for finding in findings):
        raise RenderError(*findings)
    return findings


def _name_kind(context: ApplicationContext, kind: str) -> str:
    """Name a kind of document, in the language of the application if it has a word for it."""
    return context.locale.words.get(kind) or kind.replace("-", " ").capitalize()


def _add_enclosures(context: ApplicationContext, parts: Sequence[Part | None]) -> list[Part]:
    """Build the lists of enclosures, which stand for None among the parts.

    Their page numbers count their own pages too: a second pass corrects a first guess of one page.
    """
    page_counts = [1 if part is None else part.page_count for part in parts]
    completed = _build_lists_of_enclosures(context, parts, page_counts)
    actual_page_counts = [part.page_count for part in completed]
    if actual_page_counts == page_counts:
        return completed
    return _build_lists_of_enclosures(context, parts, actual_page_counts)


def _build_lists_of_enclosures(
    context: ApplicationContext, parts: Sequence[Part | None], page_counts: Sequence[int]
) -> list[Part]:
    enclosures = _list_enclosures(context, parts, page_counts)
    completed = []
    for document, part in zip(context.application.documents, parts, strict=True):
        if part is not None:
            completed.append(part)
            continue
        built = build_enclosures_page(context, document, enclosures)
        completed.append(make_part(document, context.locale.words["enclosures"], built))
    return completed


def _list_enclosures(
    context: ApplicationContext, parts: Sequence[Part | None], page_counts: Sequence[int]
) -> list[ListedEnclosure]:
    """List what is enclosed, with page numbers where all documents are in one file."""
    first_pages = accumulate(page_counts, initial=1)
    enclosures = []
    for part, first, count in zip(parts, first_pages, page_counts, strict=False):
        if part is None or part.kind in _NOT_ENCLOSED:
            continue
        pages = ""
        if context.delivery != "separate":
            pages = _format_page_range(first, first + count - 1)
        enclosures.append(ListedEnclosure(part.title, pages))
    return enclosures


def _format_page_range(first: int, last: int) -> str:
    if last > first:
        return f"{first}–{last}"
    return str(first)
