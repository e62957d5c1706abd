"""What the pages of a file must be: their number, sizes, rotation, margins and pictures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from cvgen.checks.pdf_subject import Case, choose_verb, list_visible_texts, quote
from cvgen.checks.rules import Finding, Rules
from cvgen.errors import Severity
from cvgen.pdf.facts import Image, Page, Text
from cvgen.units import (
    PAPERS,
    find_paper,
    format_bytes,
    format_millimetres,
    format_page_size,
    format_pages,
    join_words,
)

RULES: Rules[Case] = Rules()
_EDGE = 12.0  # points that printers leave white
_TOLERANCE = 1.5  # points by which a margin may be narrower
_PHOTO = 42.5  # points, 15 mm
_PAGE_NUMBER = re.compile(r"\b\d+ ?/ ?\d+\s*$")
_FINE_DPI = 600  # dots an inch from which a scan is finer than it need be
_HEAVY_SCAN = 500_000  # bytes
# Of documents of these kinds a scan may be all that there is.
_OFTEN_SCANNED = frozenset(
    {
        "transcript",
        "certificate",
        "degree",
        "language-test",
        "passport",
        "translation",
        "reference",
        "form",
        "other",
    }
)


@RULES.add_rule("F121")
def check_count(case: Case) -> Iterator[Finding]:
    """Compare the number of pages with what the target takes."""
    count = len(case.file.pages)
    most = case.demands.pages
    if most and count > most:
        verb = "is" if most == 1 else "are"
        message = f"it has {count} pages, and at most {most} {verb} asked for"
        yield Finding(message, case.place, case.severity_of_demand)


@RULES.add_rule("F122")
def check_papers(case: Case) -> Iterator[Finding]:
    """Compare the size of each page with the papers that the target takes."""
    demanded = case.demands.papers
    accepted = demanded or case.safe.papers or ("A4", "Letter")
    pages_by_size: dict[str, list[int]] = {}
    for page in case.file.pages:
        paper = find_paper(page.width, page.height)
        if paper in accepted:
            continue
        size = format_page_size(page.width, page.height)
        if paper:
            size += f" ({paper})"
        pages_by_size.setdefault(size, []).append(page.number)
    verb = "was asked for" if demanded else "is usual"
    severity: Severity = "error" if demanded else "warning"
    for size, numbers in pages_by_size.items():
        message = f"{_format_be(numbers)} {size}, and {' or '.join(accepted)} {verb}"
        yield Finding(message, case.place, severity)


def _format_be(numbers: Sequence[int]) -> str:
    """Name pages with the verb "be": "pages 1 and 4 are"."""
    return f"{format_pages(numbers)} {choose_verb(numbers, 'is', 'are')}"


@RULES.add_rule("F123")
def check_sizes(case: Case) -> Iterator[Finding]:
    """Compare pages with each other, in steps of 3 pt, and look for landscape."""
    rounded: set[tuple[int, int]] = set()
    sizes: dict[str, None] = {}
    landscape = []
    for page in case.file.pages:
        short, long = sorted((page.width, page.height))
        rounded.add((round(short / 3), round(long / 3)))
        sizes[format_page_size(page.width, page.height)] = None
        if page.width > page.height:
            landscape.append(page.number)
    if len(rounded) > 1:
        message = f"its pages have different sizes: {join_words(list(sizes)[:4])}"
        yield Finding(message, case.place, "warning")
    if landscape:
        verb = choose_verb(landscape, "lies", "lie")
        message = f"{format_pages(landscape)} {verb} across (landscape)"
        yield Finding(message, case.place, "warning")


def _list_pages(case: Case, is_meant: Callable[[Page], bool]) -> list[int]:
    """List the numbers of the pages of which something is true."""
    return [page.number for page in case.file.pages if is_meant(page)]


@RULES.add_rule("F124")
def check_rotation(case: Case) -> Iterator[Finding]:
    """Look for pages with a Rotate entry."""
    pages = _list_pages(case, lambda page: bool(page.rotation))
    if pages:
        yield Finding(f"{_format_be(pages)} turned by a mark", case.place, "warning")


@RULES.add_rule("F125")
def check_crop_box(case: Case) -> Iterator[Finding]:
    """Compare crop box and media box."""
    pages = _list_pages(case, _is_cropped)
    if pages:
        yield Finding(f"{_format_be(pages)} larger than what is shown", case.place, "warning")


def _is_cropped(page: Page) -> bool:
    visible = sorted((page.width, page.height))
    media = sorted(page.media)
    return any(whole - shown > 1 for whole, shown in zip(media, visible, strict=True))


@RULES.add_rule("F126")
def check_posters(case: Case) -> Iterator[Finding]:
    """Look for pages longer than Tabloid, which is longer than A3."""
    longest = PAPERS["Tabloid"][1] + 3
    pages = _list_pages(case, lambda page: max(page.width, page.height) > longest)
    if pages:
        first = case.file.pages[pages[0] - 1]
        size = format_page_size(first.width, first.height)
        yield Finding(f"{_format_be(pages)} of a poster's size, {size}", case.place)


@RULES.add_rule("F127")
def check_user_unit(case: Case) -> Iterator[Finding]:
    """Look for pages with a UserUnit."""
    pages = _list_pages(case, lambda page: page.unit != 1)
    if pages:
        message = f"{_format_be(pages)} measured in another unit than points"
        yield Finding(message, case.place, "warning")


@RULES.add_rule("F128")
def check_blank(case: Case) -> Iterator[Finding]:
    """Look for pages on which nothing is drawn."""
    pages = _list_pages(case, _is_blank)
    if pages:
        yield Finding(f"{_format_be(pages)} blank", case.place, "warning")


def _is_blank(page: Page) -> bool:
    return page.is_read and not (page.texts or page.images or page.has_drawings or page.is_broken)


@dataclass(frozen=True, slots=True, order=True)
class _Edge:
    """How far a text or a picture is from the nearest edge of its page, in points."""

    distance: float
    page: int
    content: str


@RULES.add_rule("F129")
def check_margins(case: Case) -> Iterator[Finding]:
    """Measure the narrowest margin of each page; running lines are but noted."""
    least = case.demands.margin
    running = find_running_lines(case)
    body: list[_Edge] = []
    lines: list[_Edge] = []
    for page in case.file.pages:
        for text in list_visible_texts(page):
            edge = _Edge(_measure_edge(page, text), page.number, quote(text.text))
            edges = lines if (page.number, text) in running else body
            edges.append(edge)
        if least:
            body += _list_picture_edges(page)
    yield from _check_edges(case, body, case.severity_of_wish if least else "warning")
    if not case.is_for_all or not least:
        yield from _check_edges(case, lines, "note" if least else "warning")


def _list_picture_edges(page: Page) -> Iterator[_Edge]:
    for image in page.images:
        if not _covers(page, image):
            yield _Edge(_measure_edge(page, image), page.number, "a picture")


def _measure_edge(page: Page, content: Text | Image) -> float:
    left, top, right, bottom = content.box
    return min(left, top, page.width - right, page.height - bottom)


def _check_edges(case: Case, edges: Sequence[_Edge], severity: Severity) -> Iterator[Finding]:
    least = case.demands.margin
    near = [edge for edge in edges if edge.distance < (least or _EDGE) - _TOLERANCE]
    if not near:
        return
    nearest = min(near)
    if least:
        demand = f"{case.target_asks} for {format_millimetres(least)}"
    else:
        demand = f"printers leave {format_millimetres(_EDGE)} white"
    position = "over the edge"
    if nearest.distance >= 0:
        position = f"{format_millimetres(nearest.distance)} from the edge"
    message = f"page {nearest.page}: {nearest.content} stands {position}, and {demand}"
    pages = {edge.page for edge in near}
    if len(pages) > 1:
        message += f" (too near on {format_pages(pages)})"
    yield Finding(message, case.place, severity)


def find_running_lines(case: Case) -> set[tuple[int, Text]]:
    """Find heads and feet, each with the number of its page.

    They stand at an end of several pages, alike but for numbers, or are a page number alone.
    """
    running: set[tuple[int, Text]] = set()
    for letters, lines in _group_outer_lines(case):
        pages = {number for number, _ in lines}
        for number, text in lines:
            is_repeated = len(pages) > 1
            is_number = not letters and len(text.text.strip()) < 4
            if is_repeated or is_number or _PAGE_NUMBER.search(text.text):
                running.add((number, text))
    return running


def _group_outer_lines(case: Case) -> Iterator[tuple[str, list[tuple[int, Text]]]]:
    """Group the text at the top and the foot of pages by its height and its letters."""
    groups: dict[tuple[int, str], list[tuple[int, Text]]] = {}
    for page, text in case.list_visible_texts():
        if not 0.1 * page.height < text.baseline < 0.9 * page.height:
            letters = "".join(filter(str.isalpha, text.text.casefold()))
            groups.setdefault((round(text.baseline), letters), []).append((page.number, text))
    for (_, letters), lines in groups.items():
        yield letters, lines


@RULES.add_rule("F130")
def check_searchable(case: Case) -> Iterator[Finding]:
    """Look for pages with pictures or lines and no text, not even the hidden one of a scan."""
    pages = [page for page in case.file.pages if _lacks_text(page)]
    if not pages:
        return
    numbers = [page.number for page in pages]
    message = f"{format_pages(numbers)} {choose_verb(numbers, 'has', 'have')} no text"
    if any(_list_scans(page) for page in pages):
        message += ": a scan"
    severity: Severity = "error"
    if case.kind in _OFTEN_SCANNED:
        severity = "warning"
    yield Finding(message, case.place, severity)


def _lacks_text(page: Page) -> bool:
    if page.is_broken or not page.is_read:
        return False
    return not page.texts and bool(page.images or page.has_drawings)


def _list_scans(page: Page) -> list[Image]:
    """List the pictures that cover most of a page."""
    return [image for image in page.images if _covers(page, image)]


def _covers(page: Page, image: Image) -> bool:
    """Return whether a picture covers more than half of a page."""
    left, top, right, bottom = image.box
    return (right - left) * (bottom - top) > page.width * page.height / 2


@RULES.add_rule("F131")
def check_resolution(case: Case) -> Iterator[Finding]:
    """Measure the dots an inch of pictures that cover a page."""
    most = case.demands.dpi
    limit = 1.02 * (most or _FINE_DPI)
    pages = []
    highest = 0.0
    for page in case.file.pages:
        for image in _list_scans(page):
            if image.dpi > limit:
                pages.append(page.number)
                highest = max(highest, image.dpi)
    if not pages:
        return
    demand = "300 are enough"
    severity: Severity = "warning"
    if most:
        demand = f"at most {most} were asked for"
        severity = case.severity_of_demand
    message = f"{format_pages(pages)}: a scan of {highest:.0f} dots an inch, and {demand}"
    yield Finding(message, case.place, severity)


@RULES.add_rule("F132")
def check_colour_of_scans(case: Case) -> Iterator[Finding]:
    """Look for scans in colour that take many bytes."""
    pages = []
    size = 0
    for page in case.file.pages:
        for image in _list_scans(page):
            if image.is_colour and image.bytes > _HEAVY_SCAN:
                pages.append(page.number)
                size += image.bytes
    if pages:
        message = f"{format_pages(pages)}: scans in colour take {format_bytes(size)}"
        yield Finding(message, case.place, "note")


@RULES.add_rule("F133")
def check_photo(case: Case) -> Iterator[Finding]:
    """Look on the first page for a picture of a photo's size."""
    if case.demands.photo is not False and not case.target.anonymous:
        return
    for page in case.file.pages[:1]:
        for image in page.images:
            left, top, right, bottom = image.box
            width, height = right - left, bottom - top
            if min(width, height) <= _PHOTO or _covers(page, image):
                continue
            size = format_page_size(width, height)
            message = f"there is a picture of {size} on page 1, and {case.target_asks} for none"
            yield Finding(message, case.place, case.severity_of_demand)


@RULES.add_rule("F134")
def check_unread_pages(case: Case) -> Iterator[Finding]:
    """Say which pages were not looked at."""
    if case.file.unread_pages:
        message = (
            f"fonts, text and pictures on {format_pages(case.file.unread_pages)} "
            "were not looked at: there is too much on them"
        )
        yield Finding(message, case.place, "note")
