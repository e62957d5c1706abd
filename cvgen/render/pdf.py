"""The only door to WeasyPrint.

Print a page in HTML as a PDF that is PDF/A-3a and PDF/UA-1 at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha256
from logging import LogRecord
from operator import itemgetter
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from cvgen.errors import Diagnostic, EngineError, RenderError
from cvgen.files.yamlfile import KeyPath
from cvgen.render import engine
from cvgen.render.attachments import AttachedFile, make_attachments, name_files_once
from cvgen.render.conformance import check_marks, claim_pdf_ua
from cvgen.render.engine_fonts import get_font_configuration
from cvgen.render.engine_log import (
    Locate,
    capture_log,
    check_characters,
    check_pictures,
    list_messages,
    make_warnings,
    silence_libraries,
)
from cvgen.render.fetcher import make_fetcher
from cvgen.render.html import HtmlPage, lower_text
from cvgen.render.html_tree import open_page
from cvgen.render.layout import (
    PageMeasures,
    PlacedElement,
    choose_lowering,
    clear_margins,
    list_elements,
    measure_pages,
)
from cvgen.render.missing_pango import describe_missing_pango
from cvgen.render.patches import apply_patches, engine_error
from cvgen.render.style_sheets import SheetSource, parse_style_sheet
from cvgen.render.text_boxes import PlacedText, list_texts
from cvgen.render.weasyprint_patches import PATCHES, REQUIRED_NAMES
from cvgen.text.links import LINK_SCHEMES
from cvgen.text.units import CSS_PIXEL

_PDF_VARIANT = "pdf/a-3a"
_MOST_DPI = 300


class RenderContext(Struct, frozen=True):
    """What printing needs beside the page.

    Folders to read from, pictures by address, font folders, where to keep caches.
    """

    roots: tuple[Path, ...]
    pictures: Mapping[str, Path]
    font_folders: tuple[Path, ...]
    cache_folder: Path | None


class Source(Struct, frozen=True):
    """What a file was printed from, so that it can be printed again."""

    page: HtmlPage
    context: RenderContext


class Layout(Struct, frozen=True):
    """What was measured of pages that are laid out.

    `pages` are their sizes in points, `elements` say what lies where.
    """

    pages: tuple[tuple[float, float], ...]
    elements: tuple[PlacedElement, ...]
    measures: PageMeasures


class UnwrittenPdf(Layout, frozen=True):
    """Pages that are laid out and not yet drawn, with what the engine said of them so far.

    Drawing them takes as long as a third of their layout, so that a trial is never drawn.
    """

    source: Source
    document: Any
    records: tuple[LogRecord, ...]
    refusals: tuple[str, ...]


class Pdf(Layout, frozen=True):
    """A finished file: its bytes, what was measured, and which entries its pages left out."""

    data: bytes
    warnings: tuple[Diagnostic, ...]
    source: Source | None = None
    texts: tuple[PlacedText, ...] = ()
    left_out: tuple[KeyPath, ...] = ()


class Assembly(Struct, frozen=True):
    """How documents that are laid out become one file.

    `combine` makes one document of the engine's, `finish` works on the file before it is written
    (it is given the document and pydyf's file), and `is_claimed` says whether the file then claims
    to be PDF/A and PDF/UA.
    """

    combine: Callable[[list[Any]], Any]
    finish: Callable[[Any, Any], None]
    is_claimed: bool


def lay_out_page(page: HtmlPage, context: RenderContext) -> UnwrittenPdf:
    """Lay out a page, to be measured and perhaps written; short text stands lower where it may.

    Raises RenderError where the engine is not the one that cvgen is written for, or cannot set the
    page.
    """
    source = Source(page, context)
    refusals: list[str] = []
    with _open_engine((source,)) as (weasyprint, records):
        document = _lay_out(weasyprint, source, refusals)
        layout = _measure_document(document)
        if page.has_lowered_text and len(layout.pages) == 1:
            source = replace(source, page=lower_text(page, choose_lowering(layout.measures)))
            document = _lay_out(weasyprint, source, refusals)
            layout = _measure_document(document)
    return UnwrittenPdf(
        pages=layout.pages,
        elements=layout.elements,
        measures=layout.measures,
        source=source,
        document=document,
        records=tuple(records),
        refusals=tuple(refusals),
    )


def write_pdf(unwritten: UnwrittenPdf, locate: Locate, files: Sequence[AttachedFile] = ()) -> Pdf:
    """Draw pages and write their file, with files attached to it.

    Raises UndrawableTextError for characters that no font can draw, with the place that `locate`
    finds for each, and RenderError for pictures that cannot be read.
    """
    source = unwritten.source
    assembly = Assembly(itemgetter(0), _finish_single, is_claimed=True)
    with _open_engine((source,)) as (_, records):
        written = _write([unwritten.document], assembly, files)
    log = _EngineLog((*unwritten.records, *records), unwritten.refusals)
    return replace(_finish_pdf(written, (source,), log, locate), source=source)


def _finish_single(_: Any, pdf_file: Any) -> None:
    name_files_once(pdf_file)
    claim_pdf_ua(pdf_file)


def print_sources(sources: Sequence[Source], locate: Locate, assembly: Assembly) -> Pdf:
    """Lay out pages, make one document of them, and write it.

    Raises RenderError as `lay_out_page` and `write_pdf` do.
    """
    refusals: list[str] = []
    with _open_engine(sources) as (weasyprint, records):
        documents = [_lay_out(weasyprint, source, refusals) for source in sources]
        written = _write(documents, assembly)
    return _finish_pdf(written, sources, _EngineLog(records, refusals), locate)


class _Written(Struct, frozen=True):
    """The engine's document, its file's bytes, what was left out of it, and what it claims."""

    document: Any
    data: bytes
    warnings: Sequence[Diagnostic]
    is_claimed: bool


class _EngineLog(Struct, frozen=True):
    """What the engine logged, and the addresses that it was refused."""

    records: Sequence[LogRecord]
    refusals: Sequence[str]


@contextmanager
def _open_engine(sources: Sequence[Source]) -> Iterator[tuple[Any, list[LogRecord]]]:
    """Give the patched engine and the log of what it does.

    Threads take turns: the engine has room for one at a time. A layout makes a million objects and
    hardly any rings of them: looking for these takes a sixth of the time.
    """
    with engine.ENGINE_LOCK, silence_libraries(), capture_log() as records:
        weasyprint = _load_engine(sources)
        with apply_patches(PATCHES, REQUIRED_NAMES), engine.pause_garbage_collection():
            try:
                yield weasyprint, records
            except RecursionError:
                message = "the page is nested too deeply to be set"
                raise RenderError(Diagnostic("R204", message)) from None


def _write(
    documents: list[Any], assembly: Assembly, files: Sequence[AttachedFile] = ()
) -> _Written:
    """Draw documents into one file."""
    warnings: list[Diagnostic] = []
    for document in documents:
        warnings += _drop_forbidden(document)
    whole = assembly.combine(documents)
    data = whole.write_pdf(
        pdf_variant=_PDF_VARIANT,
        dpi=_MOST_DPI,
        finisher=assembly.finish,
        attachments=make_attachments(files) or None,
    )
    return _Written(whole, data, warnings, assembly.is_claimed)


def _finish_pdf(
    written: _Written, sources: Sequence[Source], log: _EngineLog, locate: Locate
) -> Pdf:
    """Check what the engine said of a file that it wrote, and measure its pages."""
    check_characters(log.records, locate)
    messages = list_messages(log.records)
    pictures: dict[str, Path] = {}
    for source in sources:
        pictures.update(source.context.pictures)
    check_pictures(messages, pictures)
    check_marks(written.data, is_claimed=written.is_claimed)
    layout = _measure_document(written.document)
    return Pdf(
        pages=layout.pages,
        elements=layout.elements,
        measures=layout.measures,
        data=written.data,
        warnings=(*written.warnings, *make_warnings(messages, log.refusals)),
        texts=list_texts(written.document),
    )


def _measure_document(document: Any) -> Layout:
    return Layout(_list_page_sizes(document), list_elements(document), measure_pages(document))


def _load_engine(sources: Sequence[Source]) -> Any:
    folders: dict[Path, None] = {}
    cache_folder = None
    for source in sources:
        folders.update(dict.fromkeys(source.context.font_folders))
        cache_folder = cache_folder or source.context.cache_folder
    try:
        return engine.load_engine(tuple(folders), cache_folder)
    except ImportError as error:
        raise engine_error(f"it cannot be imported: {error}") from None
    except FileNotFoundError:
        raise  # there is no font, and Pango may be well
    except OSError as error:
        raise EngineError(describe_missing_pango(error)) from None


def _lay_out(weasyprint: Any, source: Source, refusals: list[str]) -> Any:
    page = source.page
    context = source.context
    url_fetcher = make_fetcher(context.roots, context.pictures, refusals)
    sheet_texts = [text for text, _ in page.styles]
    font_config = get_font_configuration(sheet_texts, context.font_folders)
    sheets = []
    for text, folder in page.styles:
        sheet_source = SheetSource(weasyprint, text, folder.as_uri() + "/")
        sheet = parse_style_sheet(sheet_source, url_fetcher, font_config, context.cache_folder)
        sheets.append(sheet)
    last_folder = page.styles[-1][1]
    html = open_page(weasyprint, page.html, last_folder.as_uri() + "/", url_fetcher)
    images: dict[str, Any] = {}
    document = html.render(
        font_config=font_config,
        stylesheets=sheets,
        pdf_variant=_PDF_VARIANT,
        dpi=_MOST_DPI,
        cache=images,
    )
    _name_pictures(images, context)
    if page.has_quiet_single_page and len(document.pages) == 1:
        clear_margins(document.pages[0])
    return document


def _name_pictures(images: Mapping[str, Any], context: RenderContext) -> None:
    """Name pictures after what is in their files.

    Documents may call different ones by the same address.
    """
    for address, image in images.items():
        if address in context.pictures and hasattr(image, "id"):
            content = context.pictures[address].read_bytes()
            image.id = sha256(content).hexdigest()[:32]


def _drop_forbidden(document: Any) -> list[Diagnostic]:
    """Drop links that lead into this machine, and attachments: a template may have written them."""
    dropped = []
    if document.metadata.attachments:
        dropped.append("an attachment")
    document.metadata.attachments = []
    for page in document.pages:
        allowed = []
        for link in page.links:
            kind, target, _, box = link
            # WeasyPrint also makes a link of every element inside a link, which PDF/UA does not
            # allow.
            if box.element_tag != "a":
                continue
            if _is_allowed_link(kind, target):
                allowed.append(link)
            else:
                dropped.append(f"the link to '{target[:80]}'")
        page.links[:] = allowed
    return _describe_dropped(dropped)


def _is_allowed_link(kind: str, target: str) -> bool:
    if kind == "internal":
        return True
    return kind == "external" and target.partition(":")[0] in LINK_SCHEMES


def _describe_dropped(dropped: Sequence[str]) -> list[Diagnostic]:
    hint = "links may lead to: " + ", ".join(f"{scheme}:" for scheme in LINK_SCHEMES)
    findings = []
    for name in dict.fromkeys(dropped):
        findings.append(Diagnostic("R206", f"{name} is left out", hint=hint, severity="warning"))
    return findings


def _list_page_sizes(document: Any) -> tuple[tuple[float, float], ...]:
    sizes = []
    for page in document.pages:
        size = (round(page.width * CSS_PIXEL, 2), round(page.height * CSS_PIXEL, 2))
        sizes.append(size)
    return tuple(sizes)
