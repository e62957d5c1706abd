"""Takes typeset documents, and gaps for pages that are not ours, gives one PDF in which each keeps its links, tags and language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import accumulate
from typing import Any

from cvgen.errors import Diagnostic, Place, RenderError
from cvgen.render import sandbox as apart
from cvgen.render.pdf import Pdf, Source, printed, proven
from cvgen.render.running_line import blank, with_line
from cvgen.theme import load as themes

_CLAIM = b'<rdf:Description rdf:about="" pdfaid:part="3" pdfaid:conformance="A" />'


@dataclass(frozen=True, slots=True)
class About:
    """What the one file says of itself; the line on every page says `name`, `reference` and the document, as far as they are given."""

    title: str
    author: str
    language: str
    date: date
    subject: str = ""
    name: str = ""
    reference: str = ""
    running_line: bool = True


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A line of an outline: the page in its document, from 0, and the point there, in points of the page's own axes."""

    title: str
    page: int
    left: float
    top: float
    children: tuple[Bookmark, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """Empty pages, of these sizes in points, into which those of another file are put.

    On the pages in `heads`, from 0, the running line stands above; `begin` is a bookmark to the first page,
    and below it the other file's own outline. Its language is that of the whole where it does not say.
    """

    pages: tuple[tuple[float, float], ...]
    heads: frozenset[int]
    begin: Bookmark
    language: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A document, or the gap for one, and what it is called in the outline and in the running line."""

    title: str
    pdf: Pdf | Gap


@dataclass(slots=True)
class _Job:
    """The pieces and the number of each one's first page, from 0; the engine's documents, once they are laid out."""

    pieces: tuple[Piece, ...]
    firsts: tuple[int, ...]
    about: About
    documents: Sequence[Any] = ()


def joined(pieces: Sequence[Piece], about: About) -> Pdf:
    """Print documents once more, as one file; it says that it is PDF/A and PDF/UA only if there is no gap.

    Raises RenderError, or ThemeError where a theme that is not ours failed.
    """
    folders = [
        folder
        for piece in pieces
        if isinstance(piece.pdf, Pdf)
        for _, folder in _source(piece, about).page.styles
    ]
    stranger = next(
        (folder for folder in folders if folder.resolve().parent != themes.SHIPPED.resolve()), None
    )
    *firsts, pages = accumulate((len(piece.pdf.pages) for piece in pieces), initial=0)
    job = _Job(tuple(pieces), tuple(firsts), about)
    done: Pdf = apart.run(_joined, job, Place(str(stranger))) if stranger else _joined(job)
    if len(done.pages) != pages:
        raise RenderError(
            Diagnostic(
                "R208",
                f"the documents have {pages} pages one by one, and {len(done.pages)} in one file",
            )
        )
    return done


def _joined(job: _Job) -> Pdf:
    """Print with few fonts, and with all only if a character of the running line is missing."""
    try:
        return _printed(job, every_font=False)
    except RenderError:
        return _printed(job, every_font=True)


def _printed(job: _Job, *, every_font: bool) -> Pdf:
    sources = [_source(piece, job.about) for piece in job.pieces]
    if job.about.running_line:
        lines = list(_lines(job))
        heads = [
            piece.pdf.heads if isinstance(piece.pdf, Gap) else frozenset[int]()
            for piece in job.pieces
        ]
        sources = [
            with_line(*one, every_font=every_font)
            for one in zip(sources, lines, heads, strict=True)
        ]
    done = printed(sources, lambda _: None, partial(_together, job), partial(_finish, job))
    return replace(done, warnings=())  # each document told its own when it was printed alone


def _source(piece: Piece, about: About) -> Source:
    if isinstance(piece.pdf, Gap):
        return blank(piece.pdf.pages, piece.pdf.language or about.language)
    if piece.pdf.source is None:
        raise ValueError(f"'{piece.title}' cannot be printed again")
    return piece.pdf.source


def _lines(job: _Job) -> Iterator[list[tuple[str, ...]]]:
    """Say what stands on every page of every piece: whose it is, what it is, which page of how many."""
    total = sum(len(piece.pdf.pages) for piece in job.pieces)
    for piece, first in zip(job.pieces, job.firsts, strict=True):
        said = tuple(filter(None, (job.about.name, job.about.reference, piece.title)))
        yield [
            (*said, f"{first + number} / {total}") for number in range(1, len(piece.pdf.pages) + 1)
        ]


def _together(job: _Job, documents: list[Any]) -> Any:
    """Make one document of the engine's; they have to stay, because its pages need their fonts."""
    from weasyprint.pdf.metadata import DocumentMetadata

    job.documents, about = documents, job.about
    outline = [_bookmark(*one) for one in zip(job.pieces, job.firsts, documents, strict=True)]
    for number, document in enumerate(documents, 1):
        _named_apart(document, f"{number}.")
    whole = documents[0].copy([sheet for document in documents for sheet in document.pages])
    day = about.date.isoformat()
    authors = [about.author] if about.author else []
    whole.metadata = DocumentMetadata(
        about.title,
        authors,
        about.subject,
        generator="cvgen",
        created=day,
        modified=day,
        lang=about.language,
    )
    whole.make_bookmark_tree = lambda *_, **__: outline
    return whole


def _named_apart(document: Any, prefix: str) -> None:
    """Give a document's targets names that no other has."""
    for sheet in document.pages:
        sheet.anchors = {prefix + name: point for name, point in sheet.anchors.items()}
        sheet.links[:] = [
            (kind, prefix + target if kind == "internal" else target, *rest)
            for kind, target, *rest in sheet.links
        ]


def _bookmark(piece: Piece, first: int, document: Any) -> Any:
    """Make a document's own line of the outline, in the engine's shape, with what the document has below it."""
    if isinstance(piece.pdf, Gap):
        return _moved(piece.pdf.begin, first)
    own = _shifted(document.make_bookmark_tree(0.75, transform_pages=True), first)
    if len(own) == 1 and own[0][2]:  # the person's name, with all sections below
        own = own[0][2]
    return piece.title, (first, 0, piece.pdf.pages[0][1]), own, "open"


def _moved(bookmark: Bookmark, first: int) -> Any:
    point = (first + bookmark.page, bookmark.left, bookmark.top)
    return bookmark.title, point, [_moved(child, first) for child in bookmark.children], "open"


def _shifted(tree: list[Any], first: int) -> list[Any]:
    return [
        (label, (page + first, *point), _shifted(children, first), state)
        for label, (page, *point), children, state in tree
    ]


def _finish(job: _Job, document: Any, pdf_file: Any) -> None:
    _tag_apart(job, pdf_file)
    if not any(isinstance(piece.pdf, Gap) for piece in job.pieces):
        proven(document, pdf_file)
        return
    stream = _object(pdf_file, pdf_file.catalog["Metadata"])
    stream.stream = [b"".join(stream.stream).replace(_CLAIM, b"")]


def _object(pdf_file: Any, reference: bytes) -> Any:
    return pdf_file.objects[int(reference.split()[0])]


def _tag_apart(job: _Job, pdf_file: Any) -> None:
    """Hang the tags of every document below one of its own, which says its title and language."""
    whole = _object(pdf_file, _object(pdf_file, pdf_file.catalog["StructTreeRoot"])["K"][0])
    pages = {reference: number for number, reference in enumerate(pdf_file.page_references)}
    text, parts = type(pdf_file.catalog["Lang"]), []
    for piece, document in zip(job.pieces, job.documents, strict=True):
        values = {
            "Type": "/StructElem",
            "S": "/Document",
            "P": whole.reference,
            "T": text(piece.title),
            "Lang": text(document.metadata.lang),
        }
        parts.append(type(whole)({**values, "K": type(whole["K"])()}))
        pdf_file.add_object(parts[-1])
    for reference in whole["K"]:
        element = _object(pdf_file, reference)
        part = parts[sum(first <= pages[element["Pg"]] for first in job.firsts) - 1]
        element["P"] = part.reference
        part["K"].append(reference)
    whole["K"][:] = [part.reference for part in parts]
