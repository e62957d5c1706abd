"""What the pages of a file must be: their number, sizes, rotation, margins and pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from cvgen.checks.pdf_subject import Case, check_demand, choose_verb
from cvgen.checks.rules import Finding, Rules
from cvgen.errors import Severity
from cvgen.pdf.facts import Page
from cvgen.pdf.measure import list_page_scans
from cvgen.target.judge import (
    describe_nearest,
    judge_dpi,
    judge_papers,
    judge_photo,
    measure_text_edges,
)
from cvgen.text.units import (
    PAPERS,
    format_bytes,
    format_millimetres,
    format_page_size,
    format_pages,
    join_words,
)

RULES: Rules[Case] = Rules()
_EDGE = 12.0  # points that printers leave white
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
    yield from check_demand(case, "pages", case.severity_of_demand)


@RULES.add_rule("F122")
def check_papers(case: Case) -> Iterator[Finding]:
    """Compare the size of each page with the papers that the target takes, or that are usual."""
    if case.demands.papers:
        yield from check_demand(case, "papers", "error")
        return
    usual = case.safe.papers or ("A4", "Letter")
    for missed in judge_papers(case.file, usual):
        yield Finding(f"{missed.actual}, and {missed.demanded} is usual", case.place, "warning")


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


@RULES.add_rule("F129")
def check_margins(case: Case) -> Iterator[Finding]:
    """Measure the narrowest margin: by what the target asks for, or by what printers leave."""
    if case.demands.margin:
        yield from check_demand(case, "margin", case.severity_of_wish, "note")
        return
    edges = measure_text_edges(case.file)
    for part in (edges.body, edges.running):
        nearest = describe_nearest(part, _EDGE)
        if nearest:
            message = f"{nearest}, and printers leave {format_millimetres(_EDGE)} white"
            yield Finding(message, case.place, "warning")


@RULES.add_rule("F130")
def check_searchable(case: Case) -> Iterator[Finding]:
    """Look for pages with pictures or lines and no text, not even the hidden one of a scan."""
    pages = [page for page in case.file.pages if _lacks_text(page)]
    if not pages:
        return
    numbers = [page.number for page in pages]
    message = f"{format_pages(numbers)} {choose_verb(numbers, 'has', 'have')} no text"
    if any(list_page_scans(page) for page in pages):
        message += ": a scan"
    severity: Severity = "error"
    if case.kind in _OFTEN_SCANNED:
        severity = "warning"
    yield Finding(message, case.place, severity)


def _lacks_text(page: Page) -> bool:
    if page.is_broken or not page.is_read:
        return False
    return not page.texts and bool(page.images or page.has_drawings)


@RULES.add_rule("F131")
def check_resolution(case: Case) -> Iterator[Finding]:
    """Measure the dots an inch of pictures that cover a page."""
    if case.demands.dpi:
        yield from check_demand(case, "dpi", case.severity_of_demand)
        return
    for missed in judge_dpi(case.file, _FINE_DPI):
        yield Finding(f"{missed.actual}, and 300 are enough", case.place, "warning")


@RULES.add_rule("F132")
def check_colour_of_scans(case: Case) -> Iterator[Finding]:
    """Look for scans in colour that take many bytes."""
    pages = []
    size = 0
    for page in case.file.pages:
        for image in list_page_scans(page):
            if image.is_colour and image.bytes > _HEAVY_SCAN:
                pages.append(page.number)
                size += image.bytes
    if pages:
        message = f"{format_pages(pages)}: scans in colour take {format_bytes(size)}"
        yield Finding(message, case.place, "note")


@RULES.add_rule("F133")
def check_photo(case: Case) -> Iterator[Finding]:
    """Look on the first page for a picture of a photo's size, also where nobody is to be named."""
    if case.demands.photo is not False and not case.target.anonymous:
        return
    for missed in judge_photo(case.file, photo=False):
        message = f"{missed.actual}, and {case.target_asks} for {missed.demanded}"
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
