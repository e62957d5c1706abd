"""Print documents as one PDF in which each keeps its links, tags and language.

Where pages that are not ours belong, empty ones are printed: a gap.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from cvgen.errors import Diagnostic, Place, RenderError
from cvgen.render import sandbox
from cvgen.render.conformance import claim_pdf_ua, withdraw_pdf_a
from cvgen.render.pdf import Assembly, Pdf, Source, print_sources
from cvgen.render.running_line import add_running_line, make_blank_pages
from cvgen.theme.load import SHIPPED


class MergeMetadata(Struct, frozen=True):
    """What the one file says of itself.

    The line on every page says `name`, `reference` and the document, as far as they are given.
    """

    title: str
    author: str
    language: str
    date: date
    subject: str = ""
    name: str = ""
    reference: str = ""
    has_running_line: bool = True


class Bookmark(Struct, frozen=True):
    """A line of an outline.

    The page in its document, from 0, and the point there, in points of the page's own axes.
    """

    title: str
    page: int
    left: float
    top: float
    children: tuple[Bookmark, ...] = ()


class PageGap(Struct, frozen=True):
    """Empty pages, of these sizes in points, into which those of another file are put.

    On the pages in `heads`, from 0, the running line stands above; `begin` is a bookmark to the
    first page, and below it the other file's own outline. Its language is that of the whole where
    it does not say.
    """

    pages: tuple[tuple[float, float], ...]
    header_pages: frozenset[int]
    bookmark: Bookmark
    language: str = ""


class TypesetPart(Struct, frozen=True):
    """A document, or the gap for one, and its name in the outline and in the running line."""

    title: str
    pdf: Pdf | PageGap


class _Job(Struct):
    """The parts and the number of each one's first page, from 0.

    The engine's documents, once they are laid out.
    """

    parts: tuple[TypesetPart, ...]
    first_pages: tuple[int, ...]
    page_count: int
    about: MergeMetadata
    documents: Sequence[Any] = ()


def merge_typeset(parts: Sequence[TypesetPart], metadata: MergeMetadata) -> Pdf:
    """Print documents once more, as one file.

    It says that it is PDF/A and PDF/UA only if there is no gap.

    Raises RenderError, or ThemeError where a theme that is not ours failed.
    """
    job = _plan_job(parts, metadata)
    foreign_theme = _find_foreign_theme(job)
    if foreign_theme is None:
        whole = _print_job(job)
    else:
        whole = sandbox.run_in_sandbox(_print_job, job, Place(str(foreign_theme)))
    if len(whole.pages) != job.page_count:
        message = (
            f"the documents have {job.page_count} pages one by one,"
            f" and {len(whole.pages)} in one file"
        )
        raise RenderError(Diagnostic("R208", message))
    return whole


def _plan_job(parts: Sequence[TypesetPart], about: MergeMetadata) -> _Job:
    first_pages = []
    page_count = 0
    for part in parts:
        first_pages.append(page_count)
        page_count += len(part.pdf.pages)
    return _Job(tuple(parts), tuple(first_pages), page_count, about)


def _find_foreign_theme(job: _Job) -> Path | None:
    """Find the folder of the first theme that does not come with cvgen."""
    for part in job.parts:
        if isinstance(part.pdf, PageGap):
            continue
        for _, folder in _make_source(part, job.about).page.styles:
            if folder.resolve().parent != SHIPPED.resolve():
                return folder
    return None


def _print_job(job: _Job) -> Pdf:
    """Print with few fonts, and with all only if a character of the running line is missing."""
    try:
        return _print_with_fonts(job, every_font=False)
    except RenderError:
        return _print_with_fonts(job, every_font=True)


def _print_with_fonts(job: _Job, *, every_font: bool) -> Pdf:
    sources = []
    for part, first_page in zip(job.parts, job.first_pages, strict=True):
        source = _make_source(part, job.about)
        if job.about.has_running_line:
            lines = _make_running_lines(job, part, first_page)
            source = add_running_line(source, lines, _list_heads(part), every_font=every_font)
        sources.append(source)
    is_claimed = not _has_gap(job)
    assembly = Assembly(partial(_combine, job), partial(_finish, job), is_claimed)
    whole = print_sources(sources, lambda _: None, assembly)
    return replace(whole, warnings=())  # each document gave its own when it was printed alone


def _has_gap(job: _Job) -> bool:
    return any(isinstance(part.pdf, PageGap) for part in job.parts)


def _list_heads(part: TypesetPart) -> frozenset[int]:
    if isinstance(part.pdf, PageGap):
        return part.pdf.header_pages
    return frozenset()


def _make_source(part: TypesetPart, about: MergeMetadata) -> Source:
    if isinstance(part.pdf, PageGap):
        return make_blank_pages(part.pdf.pages, part.pdf.language or about.language)
    if part.pdf.source is None:
        raise ValueError(f"'{part.title}' cannot be printed again")
    return part.pdf.source


def _make_running_lines(job: _Job, part: TypesetPart, first_page: int) -> list[tuple[str, ...]]:
    """Say what stands on every page of a part: whose it is, what it is, which page of how many."""
    words = [job.about.name, job.about.reference, part.title]
    words = [word for word in words if word]
    lines = []
    for number in range(first_page + 1, first_page + len(part.pdf.pages) + 1):
        lines.append((*words, f"{number} / {job.page_count}"))
    return lines


def _combine(job: _Job, documents: list[Any]) -> Any:
    """Make one document of the engine's; they have to stay, because its pages need their fonts."""
    job.documents = documents
    outline = []
    for part, first_page, document in zip(job.parts, job.first_pages, documents, strict=True):
        outline.append(_make_bookmark(part, first_page, document))
    pages: list[Any] = []
    for number, document in enumerate(documents, 1):
        _prefix_anchors(document, f"{number}.")
        pages += document.pages
    whole = documents[0].copy(pages)
    whole.metadata = _make_metadata(job.about)
    whole.make_bookmark_tree = lambda *_, **__: outline
    return whole


def _make_metadata(about: MergeMetadata) -> Any:
    from weasyprint.pdf.metadata import DocumentMetadata

    day = about.date.isoformat()
    authors = []
    if about.author:
        authors.append(about.author)
    return DocumentMetadata(
        about.title,
        authors,
        about.subject,
        generator="cvgen",
        created=day,
        modified=day,
        lang=about.language,
    )


def _prefix_anchors(document: Any, prefix: str) -> None:
    """Give a document's targets names that no other has."""
    for page in document.pages:
        page.anchors = {prefix + name: point for name, point in page.anchors.items()}
        links = []
        for kind, target, *rest in page.links:
            if kind == "internal":
                links.append((kind, prefix + target, *rest))
            else:
                links.append((kind, target, *rest))
        page.links[:] = links


def _make_bookmark(part: TypesetPart, first_page: int, document: Any) -> Any:
    """Make a document's own line of the outline, in the engine's shape, with its sections below."""
    if isinstance(part.pdf, PageGap):
        return _convert_bookmark(part.pdf.bookmark, first_page)
    tree = document.make_bookmark_tree(0.75, transform_pages=True)
    outline = _shift_pages(tree, first_page)
    if len(outline) == 1:
        _, _, sections, _ = outline[0]
        if sections:  # the line is the person's name, with all sections below
            outline = sections
    page_height = part.pdf.pages[0][1]
    return part.title, (first_page, 0, page_height), outline, "open"


def _convert_bookmark(bookmark: Bookmark, first_page: int) -> Any:
    point = (first_page + bookmark.page, bookmark.left, bookmark.top)
    children = [_convert_bookmark(child, first_page) for child in bookmark.children]
    return bookmark.title, point, children, "open"


def _shift_pages(tree: list[Any], first_page: int) -> list[Any]:
    """Move an outline of the engine's to where its document begins."""
    outline = []
    for label, (page, *point), children, state in tree:
        children_there = _shift_pages(children, first_page)
        outline.append((label, (page + first_page, *point), children_there, state))
    return outline


def _finish(job: _Job, _: Any, pdf_file: Any) -> None:
    _separate_tags(job, pdf_file)
    if _has_gap(job):
        withdraw_pdf_a(pdf_file)
    else:
        claim_pdf_ua(pdf_file)


def _separate_tags(job: _Job, pdf_file: Any) -> None:
    """Hang the tags of every document below one of its own, which says its title and language."""
    tree_root = _get_object(pdf_file, pdf_file.catalog["StructTreeRoot"])
    whole = _get_object(pdf_file, tree_root["K"][0])
    tags = list(_add_document_tags(job, pdf_file, whole))
    page_references = pdf_file.page_references
    numbers = {reference: number for number, reference in enumerate(page_references)}
    for reference in whole["K"]:
        element = _get_object(pdf_file, reference)
        tag = tags[_find_part(job, numbers[element["Pg"]])]
        element["P"] = tag.reference
        tag["K"].append(reference)
    whole["K"][:] = [tag.reference for tag in tags]


def _add_document_tags(job: _Job, pdf_file: Any, whole: Any) -> Iterator[Any]:
    """Add an empty tag for each document to the file, in pydyf's own classes."""
    dictionary_type = type(whole)
    array_type = type(whole["K"])
    string_type = type(pdf_file.catalog["Lang"])
    for part, document in zip(job.parts, job.documents, strict=True):
        tag = dictionary_type(
            {
                "Type": "/StructElem",
                "S": "/Document",
                "P": whole.reference,
                "T": string_type(part.title),
                "Lang": string_type(document.metadata.lang),
                "K": array_type(),
            }
        )
        pdf_file.add_object(tag)
        yield tag


def _get_object(pdf_file: Any, reference: bytes) -> Any:
    return pdf_file.objects[int(reference.split()[0])]


def _find_part(job: _Job, page: int) -> int:
    """Find the part that a page belongs to: the last one that begins on it or before."""
    index = 0
    for number, first_page in enumerate(job.first_pages):
        if first_page <= page:
            index = number
    return index
