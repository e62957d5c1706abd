"""The only door to WeasyPrint: takes a page in HTML, gives the finished PDF (PDF/A-3a and PDF/UA-1 at once)."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cvgen.errors import Diagnostic, Place, RenderError
from cvgen.render import engine, fetcher
from cvgen.render.layout import Measures, Placed, measures, placed
from cvgen.render.weasyprint_patches import mended
from cvgen.text.links import LINK_SCHEMES

if TYPE_CHECKING:
    from cvgen.render.html import Page

Locate = Callable[[str], "Place | None"]
Join = Callable[[list[Any]], Any]
Finish = Callable[[Any, Any], None]
_MISSING = ".notdef glyph"
_MOST_DPI = 300
# PDF/A asks that every XMP property outside its own list be described; PDF/UA's mark is one of those.
_UA_MARK = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema><pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>part of PDF/UA that the file conforms to</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF>"""


@dataclass(frozen=True, slots=True)
class Workshop:
    """What printing needs beside the page: folders to read from, pictures by address, font folders, a place to keep caches."""

    roots: tuple[Path, ...]
    pictures: Mapping[str, Path]
    fonts: tuple[Path, ...]
    cache_folder: Path | None


@dataclass(frozen=True, slots=True)
class Source:
    """What a file was printed from, so that it can be printed again."""

    page: Page
    workshop: Workshop


@dataclass(frozen=True, slots=True)
class Pdf:
    """A finished file: its bytes, the size of each page in points, what the engine was unhappy with, what lies where, and how full."""

    data: bytes
    pages: tuple[tuple[float, float], ...]
    warnings: tuple[Diagnostic, ...]
    placed: tuple[Placed, ...]
    measures: Measures
    source: Source | None = None


def pdf(page: Page, workshop: Workshop, locate: Locate) -> Pdf:
    """Print a page.

    Raises RenderError for characters that no font can draw, with the place that `locate` finds for each.
    """
    source = Source(page, workshop)
    return replace(
        printed((source,), locate, lambda documents: documents[0], proven), source=source
    )


def printed(sources: Sequence[Source], locate: Locate, join: Join, finish: Finish) -> Pdf:
    """Lay out pages, make one document of them, and write it; what is to be said of the file is said when it is finished.

    Raises RenderError as `pdf` does.
    """
    refusals: list[str] = []
    pictures = {
        address: path for source in sources for address, path in source.workshop.pictures.items()
    }
    folders = dict.fromkeys(folder for source in sources for folder in source.workshop.fonts)
    cache_folder = next(
        (source.workshop.cache_folder for source in sources if source.workshop.cache_folder), None
    )
    with _libraries_quiet(), _findings() as records:
        weasyprint = engine.load(tuple(folders), cache_folder)
        with mended():
            rendered, dropped, data = _written(weasyprint, sources, refusals, (join, finish))
    missing = dict.fromkeys(
        record.args[0]
        for record in records
        if isinstance(record.args, tuple) and _MISSING in str(record.msg)
    )
    if missing:
        raise RenderError(*_undrawable(list(map(str, missing)), locate))
    said = [record.getMessage() for record in records if _MISSING not in str(record.msg)]
    broken = [
        path for address, path in pictures.items() if any(address in message for message in said)
    ]
    if broken:
        hint = "save it again, as JPEG or PNG"
        raise RenderError(
            *(
                Diagnostic("R207", "the picture cannot be read", Place(str(path)), hint)
                for path in broken
            )
        )
    warnings = (*dropped, *_warnings(said, refusals))
    sizes = tuple(
        (round(sheet.width * 0.75, 2), round(sheet.height * 0.75, 2)) for sheet in rendered.pages
    )
    return Pdf(data, sizes, warnings, placed(rendered), measures(rendered))


def _written(
    weasyprint: Any, sources: Sequence[Source], refusals: list[str], ways: tuple[Join, Finish]
) -> tuple[Any, list[Diagnostic], bytes]:
    try:
        documents = [_laid_out(weasyprint, source, refusals) for source in sources]
        dropped = [finding for document in documents for finding in _dropped(document)]
        rendered = ways[0](documents)
        return (
            rendered,
            dropped,
            rendered.write_pdf(pdf_variant="pdf/a-3a", dpi=_MOST_DPI, finisher=ways[1]),
        )
    except RecursionError:
        raise RenderError(Diagnostic("R204", "the page is nested too deeply to be set")) from None


def _laid_out(weasyprint: Any, source: Source, refusals: list[str]) -> Any:
    from weasyprint.text.fonts import FontConfiguration

    page, workshop, images = source.page, source.workshop, dict[str, Any]()
    url_fetcher = fetcher.make(workshop.roots, workshop.pictures, refusals)
    font_config = FontConfiguration()
    sheets = [
        weasyprint.CSS(
            string=text,
            base_url=folder.as_uri() + "/",
            url_fetcher=url_fetcher,
            font_config=font_config,
        )
        for text, folder in page.styles
    ]
    base_url = page.styles[-1][1].as_uri() + "/"
    document = weasyprint.HTML(string=page.html, base_url=base_url, url_fetcher=url_fetcher)
    rendered = document.render(
        font_config=font_config,
        stylesheets=sheets,
        pdf_variant="pdf/a-3a",
        dpi=_MOST_DPI,
        cache=images,
    )
    _name(images, workshop)
    return rendered


def _name(images: Mapping[str, Any], workshop: Workshop) -> None:
    """Name pictures after what is in their files: documents may call different ones by the same address."""
    for address, image in images.items():
        if address in workshop.pictures and hasattr(image, "id"):
            image.id = sha256(workshop.pictures[address].read_bytes()).hexdigest()[:32]


def _dropped(rendered: Any) -> list[Diagnostic]:
    """Drop links that lead into this machine, and attachments: a template may have written them."""
    dropped = ["an attachment"] if rendered.metadata.attachments else []
    rendered.metadata.attachments = []
    for sheet in rendered.pages:
        # WeasyPrint also makes a link of every element inside a link, which PDF/UA does not allow.
        sheet.links[:] = [link for link in sheet.links if link[3].element_tag == "a"]
        kept = [
            link
            for link in sheet.links
            if link[0] == "internal"
            or (link[0] == "external" and link[1].partition(":")[0] in LINK_SCHEMES)
        ]
        dropped += [f"the link to '{link[1][:80]}'" for link in sheet.links if link not in kept]
        sheet.links[:] = kept
    hint = "links may lead to: " + ", ".join(f"{scheme}:" for scheme in LINK_SCHEMES)
    return [
        Diagnostic("R206", f"{what} is left out", hint=hint, severity="warning")
        for what in dict.fromkeys(dropped)
    ]


@contextmanager
def _libraries_quiet() -> Iterator[None]:
    """Keep what C libraries write to standard error (a cache that cannot be written, say) from the person at the terminal."""
    try:
        kept = os.dup(2)
    except OSError:
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        sys.stderr.flush()
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


@contextmanager
def _findings() -> Iterator[list[logging.LogRecord]]:
    """Catch what WeasyPrint logs, instead of letting it reach the terminal."""
    logger = logging.getLogger("weasyprint")
    records: list[logging.LogRecord] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = records.append  # type: ignore[method-assign,assignment]
    kept, logger.handlers = logger.handlers, [handler]
    passed_on, logger.propagate = logger.propagate, False
    try:
        yield records
    finally:
        logger.handlers, logger.propagate = kept, passed_on


def _undrawable(characters: Sequence[str], locate: Locate) -> Iterator[Diagnostic]:
    """Tell what cannot be drawn, once for each place: a text in Arabic would be a page of findings."""
    hint = "put a font file that has it into the folder 'fonts/' beside the profile, or write it otherwise"
    places: dict[Place | None, list[str]] = {}
    for character in characters:
        places.setdefault(locate(character), []).append(_spelled(character))
    for place, names in places.items():
        more = f" and {len(names) - 3} more characters" if len(names) > 3 else ""
        yield Diagnostic("R201", f"no font can draw {', '.join(names[:3])}{more}", place, hint)


def _spelled(character: str) -> str:
    import unicodedata

    return f"'{character}' (U+{ord(character):04X} {unicodedata.name(character, 'a character without a name')})"


def _warnings(said: Sequence[str], refusals: Sequence[str]) -> Iterator[Diagnostic]:
    for refusal in dict.fromkeys(refusals):
        yield Diagnostic(
            "R202",
            f"not read: {refusal}",
            hint="a theme reads its own files, and the profile's pictures by their addresses in the contract",
            severity="warning",
        )
    for message in dict.fromkeys(said):
        if not any(refusal in message for refusal in refusals):
            yield Diagnostic("R203", f"the engine says: {message}", severity="warning")


def proven(_: Any, pdf_file: Any) -> None:
    """Mark the file as PDF/UA-1 beside PDF/A-3a, in the one XMP packet that it may have."""
    number = int(pdf_file.catalog["Metadata"].split()[0])
    stream = pdf_file.objects[number]
    stream.stream = [b"".join(stream.stream).replace(b"</rdf:RDF>", _UA_MARK)]
