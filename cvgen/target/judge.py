"""Judge an inspected PDF by what a target demands of it: one function for each demand.

A build and `cvgen check` ask these same functions about the same finished bytes, and so cannot
disagree.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from msgspec import Struct

from cvgen.pdf.facts import PdfFacts
from cvgen.pdf.measure import (
    covers_page,
    find_body_font,
    find_running_lines,
    list_page_scans,
    list_small_texts,
    list_visible_texts,
    measure_body_size,
    measure_box,
    measure_edge,
    measure_line_spacing,
    normalize_family,
)
from cvgen.target.fonts import list_face_names, read_families
from cvgen.text.units import (
    find_paper,
    format_bytes,
    format_millimetres,
    format_page_size,
    format_pages,
    join_words,
)

_MARGIN_TOLERANCE = 1.5  # points by which a margin may be narrower
_SIZE_TOLERANCE = 0.1  # points by which type may be smaller
_SPACING_TOLERANCE = 0.02  # of the size of the type
_DPI_TOLERANCE = 1.02
_LEAST_PHOTO = 42.5  # points, 15 mm: smaller pictures are icons


class Missed(Struct, frozen=True):
    """A demand that a file does not keep: what there is, and what is demanded instead.

    `is_minor` where it is told of and nobody would send the file back for it.
    """

    actual: str
    demanded: str
    is_minor: bool = False


def quote_start(text: str) -> str:
    """Quote the beginning of a text."""
    text = " ".join(text.split())
    return f"'{text[:30]}…'" if len(text) > 30 else f"'{text}'"


def judge_papers(file: PdfFacts, papers: Sequence[str]) -> Iterator[Missed]:
    """Compare the size of each page."""
    pages: dict[str, list[int]] = {}
    for page in file.pages:
        name = find_paper(page.width, page.height)
        if name in papers:
            continue
        size = format_page_size(page.width, page.height)
        pages.setdefault(f"{size} ({name})" if name else size, []).append(page.number)
    for size, numbers in pages.items():
        verb = "is" if len(numbers) == 1 else "are"
        yield Missed(f"{format_pages(numbers)} {verb} {size}", " or ".join(papers))


def judge_pages(file: PdfFacts, most: int) -> Iterator[Missed]:
    """Count the pages."""
    count = len(file.pages)
    if count > most:
        yield Missed(f"it has {count} pages", f"at most {most}")


def judge_bytes(file: PdfFacts, most: int) -> Iterator[Missed]:
    """Compare the size of the file."""
    if file.bytes > most:
        actual, demanded = format_bytes(file.bytes), format_bytes(most)
        if actual == demanded:
            actual, demanded = f"{file.bytes:,} bytes", f"{most:,}"
        yield Missed(f"it has {actual}", f"at most {demanded}")


def judge_bytes_in_all(sizes: Iterable[int], most: int) -> Iterator[Missed]:
    """Compare the size of all files together."""
    size = sum(sizes)
    if size > most:
        yield Missed(f"the files have {format_bytes(size)} in all", f"at most {format_bytes(most)}")


def judge_version(file: PdfFacts, newest: str) -> Iterator[Missed]:
    """Compare the version of header and catalogue."""
    if file.version > newest:
        yield Missed(f"it is PDF {file.version}", f"PDF {newest} or older")


class Edge(Struct, frozen=True, order=True):
    """How far a text or a picture stands from the nearest edge of its page, in points."""

    distance: float
    page: int
    name: str


class TextEdges(Struct, frozen=True):
    """How far texts stand from the edges of their pages, heads and feet that repeat apart."""

    body: list[Edge]
    running: list[Edge]


def measure_text_edges(file: PdfFacts) -> TextEdges:
    """Measure how far each text that a reader sees stands from the edge."""
    running = find_running_lines(file)
    edges = TextEdges([], [])
    for page, text in list_visible_texts(file):
        edge = Edge(measure_edge(page, text), page.number, quote_start(text.text))
        is_running = (page.number, text) in running
        (edges.running if is_running else edges.body).append(edge)
    return edges


def _measure_picture_edges(file: PdfFacts) -> list[Edge]:
    edges = []
    for page in file.pages:
        for image in page.images:
            if not covers_page(page, image):
                edges.append(Edge(measure_edge(page, image), page.number, "a picture"))
    return edges


def describe_nearest(edges: Sequence[Edge], least: float) -> str:
    """Say what stands nearest to an edge, where that is too near; nothing where none is."""
    near = [edge for edge in edges if edge.distance < least - _MARGIN_TOLERANCE]
    if not near:
        return ""
    nearest = min(near)
    position = "over the edge"
    if nearest.distance >= 0:
        position = f"{format_millimetres(nearest.distance)} from the edge"
    nearest_words = f"page {nearest.page}: {nearest.name} stands {position}"
    pages = {edge.page for edge in near}
    if len(pages) > 1:
        nearest_words += f" (too near on {format_pages(pages)})"
    return nearest_words


def judge_margin(file: PdfFacts, least: float) -> Iterator[Missed]:
    """Measure the narrowest margin; heads and feet that repeat are minor."""
    edges = measure_text_edges(file)
    demanded = f"at least {format_millimetres(least)}"
    nearest = describe_nearest([*edges.body, *_measure_picture_edges(file)], least)
    if nearest:
        yield Missed(nearest, demanded)
    nearest = describe_nearest(edges.running, least)
    if nearest:
        yield Missed(nearest, demanded, is_minor=True)


def judge_type_size(file: PdfFacts, least: float) -> Iterator[Missed]:
    """Measure the size in which most of the text is set."""
    body = measure_body_size(file)
    if body and body < least - _SIZE_TOLERANCE:
        yield Missed(f"most of the text is {body:g} points", f"at least {least:g} points")


def judge_smallest_type(file: PdfFacts, least: float) -> Iterator[Missed]:
    """Look for text that is smaller than most of it, and than is demanded.

    Heads and feet are minor.
    """
    body = measure_body_size(file)
    demanded = f"at least {least:g} points"
    running = find_running_lines(file)
    texts: dict[tuple[float, bool], list[tuple[int, str]]] = {}
    for page in file.pages:
        for text in list_small_texts(page, min(least, body) - _SIZE_TOLERANCE):
            key = (round(text.size, 1), (page.number, text) in running)
            texts.setdefault(key, []).append((page.number, text.text))
    for (size, is_running), found in sorted(texts.items()):
        pages = format_pages(number for number, _ in found)
        actual = f"{quote_start(found[0][1])} on {pages} is set in {size:g} points"
        yield Missed(actual, demanded, is_minor=is_running)


def judge_line_spacing(file: PdfFacts, least: float) -> Iterator[Missed]:
    """Measure the commonest distance of lines of the main text."""
    spacing = measure_line_spacing(file)
    if 0 < spacing < least - _SPACING_TOLERANCE:
        yield Missed(f"lines stand {spacing:g} times the size of the type apart", f"{least:g}")


def judge_fonts(file: PdfFacts, fonts: Sequence[str]) -> Iterator[Missed]:
    """Compare the family of most of the text; one of the same widths is minor."""
    font = find_body_font(file)
    family = normalize_family(font)
    names = list_face_names(fonts)
    if not font or family in map(normalize_family, names):
        return
    demanded = " or ".join(fonts)
    for name in names:
        if family in _read_stand_ins().get(normalize_family(name), ()):
            actual = f"most of the text is set in '{font}', which has the widths of {name}"
            yield Missed(actual, demanded, is_minor=True)
            return
    if "sans-serif" in fonts and not _has_serifs(font):
        return
    yield Missed(f"most of the text is set in '{font}'", demanded)


def _has_serifs(font: str) -> bool:
    """Say whether a face has serifs, as the table of widths or its own name says."""
    family = normalize_family(font)
    serif = read_families("widths")["serif"]
    if family in map(normalize_family, serif):
        return True
    return family.replace("sansserif", "").endswith("serif")


@cache
def _read_stand_ins() -> dict[str, frozenset[str]]:
    """Read which families have the same widths, by their normalized names."""
    stand_ins = {}
    for name, others in read_families("faces").items():
        families = list_face_names(others)
        stand_ins[normalize_family(name)] = frozenset(map(normalize_family, families))
    return stand_ins


def judge_dpi(file: PdfFacts, most: int) -> Iterator[Missed]:
    """Measure the dots an inch of pictures that cover a page."""
    finest = 0.0
    pages = []
    for page in file.pages:
        for image in list_page_scans(page):
            if image.dpi > _DPI_TOLERANCE * most:
                pages.append(page.number)
                finest = max(finest, image.dpi)
    if pages:
        actual = f"{format_pages(pages)}: a scan of {finest:.0f} dots an inch"
        yield Missed(actual, f"at most {most}")


def judge_headings(file: PdfFacts, headings: Sequence[str]) -> Iterator[Missed]:
    """Search the text for each heading."""
    text = _keep_letters("".join(page.text for page in file.pages))
    absent = [heading for heading in headings if _keep_letters(heading) not in text]
    if absent:
        names = join_words(quote_start(heading) for heading in absent)
        yield Missed(f"it lacks {names}", "these headings")


def judge_photo(file: PdfFacts, photo: bool) -> Iterator[Missed]:  # noqa: FBT001 - a value, not a flag
    """Look on the first page for a picture of a photo's size, where none is wanted."""
    if photo:
        return
    for page in file.pages[:1]:
        for image in page.images:
            width, height = measure_box(image)
            if min(width, height) > _LEAST_PHOTO and not covers_page(page, image):
                size = format_page_size(width, height)
                yield Missed(f"there is a picture of {size} on page 1", "none")


def judge_attachments(file: PdfFacts, attachments: bool) -> Iterator[Missed]:  # noqa: FBT001 - a value, not a flag
    """Look for files in the file, where none are taken."""
    if file.attachments and not attachments:
        yield Missed(f"it carries {len(file.attachments)} attached file(s)", "none")


def judge_enclosure_mark(file: PdfFacts, mark: bool) -> Iterator[Missed]:  # noqa: FBT001 - a value, not a flag
    """Look on each page for the last word of the author's name."""
    words = file.metadata.get("author", "").split()
    name = _keep_letters(words[-1]) if words else ""
    pages = []
    for page in file.pages:
        if page.is_read and name not in _keep_letters(page.text):
            pages.append(page.number)
    if mark and pages:
        verb = "does" if len(pages) == 1 else "do"
        yield Missed(f"{format_pages(pages)} {verb} not carry the name", "it on every page")


def _keep_letters(text: str) -> str:
    letters = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in letters if letter.isalnum())
