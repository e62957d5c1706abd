"""Report what the pages of an attached PDF have that would trouble a reader or a portal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cvgen.application.attachments.findings import Findings, format_pages_with_verb
from cvgen.application.attachments.papers import choose_paper
from cvgen.application.attachments.scans import HEAVY_BYTES, find_turn_of_scan
from cvgen.pdf.facts import Image, Page, PdfFacts
from cvgen.pdf.geometry import round_rotation
from cvgen.pdf.open import open_pdf
from cvgen.target.demands import Demands
from cvgen.text.units import (
    PAPERS,
    are_same_size,
    describe_page_size,
    format_bytes,
    join_words,
)

_POSTER = PAPERS["A3"]  # nobody prints more at home
_POSTER_TOLERANCE = 3  # points
_LARGE = 0.2  # share of the page that makes a picture a scan
_WHOLE = 0.8  # share of the page that a scan covers which is all that it shows
_PAPER = "write 'mend: [paper]'"
_IMAGES = "write 'mend: [images]'"
_ROTATE = "write 'mend: [rotate]', by which every reader shows them upright"


def report_paper(pdf: PdfFacts, demands: Demands, findings: Findings) -> None:
    """Report pages that are not on an accepted paper, are as large as a poster, or differ."""
    posters = [page for page in pdf.pages if _is_poster(page)]
    if posters:
        pages = format_pages_with_verb([page.number for page in posters], "is", "are")
        size = describe_page_size(posters[0].width, posters[0].height)
        findings.add("A222", f"{pages} as large as a poster ({size})", _PAPER)
    if demands.papers:
        _report_other_papers(pdf, demands, findings)
    sizes: dict[str, None] = {}
    for page in pdf.pages:
        short, long = sorted((page.width, page.height))
        sizes[describe_page_size(short, long)] = None
    if len(sizes) > 1:
        message = f"its pages are of different sizes: {join_words(tuple(sizes), 5)}"
        findings.add("A225", message, _PAPER, "note")


def _is_poster(page: Page) -> bool:
    short, long = sorted((page.width, page.height))
    poster_short, poster_long = _POSTER
    return short > poster_short + _POSTER_TOLERANCE or long > poster_long + _POSTER_TOLERANCE


def _report_other_papers(pdf: PdfFacts, demands: Demands, findings: Findings) -> None:
    pages_by_size: dict[str, list[int]] = {}
    for page in pdf.pages:
        size = (page.width, page.height)
        if not are_same_size(size, choose_paper(size, demands.papers).size):
            pages_by_size.setdefault(describe_page_size(*size), []).append(page.number)
    for description, numbers in pages_by_size.items():
        pages = format_pages_with_verb(numbers, "is", "are")
        message = f"{pages} {description}, not {' or '.join(demands.papers)}"
        findings.add("A221", message, _PAPER)


def report_boxes(pdf: PdfFacts, findings: Findings) -> None:
    """Report pages that are turned by a mark, cropped, in units of their own, or blank."""
    _report_rotation(pdf, findings)
    cropped = [page.number for page in pdf.pages if _is_cropped(page)]
    if cropped:
        pages = format_pages_with_verb(cropped, "hides", "hide")
        message = f"{pages} what lies beyond a crop box; it is still in the file"
        findings.add("A223", message, _PAPER, "note")
    scaled = [page.number for page in pdf.pages if page.unit != 1]
    if scaled:
        pages = format_pages_with_verb(scaled, "is", "are")
        message = f"{pages} in units of their own (UserUnit), which some portals overlook"
        findings.add("A226", message, _PAPER)
    if pdf.fields:
        return  # a page may hold nothing but fields
    blank = list(_list_blank_pages(pdf))
    if blank:
        pages = format_pages_with_verb(blank, "is", "are")
        findings.add("A224", f"{pages} blank", "leave blank pages out of the file")


def _is_cropped(page: Page) -> bool:
    width, height = page.media
    if round_rotation(page.rotation) % 180:
        width, height = height, width
    return not are_same_size((width, height), (page.width, page.height))


def _report_rotation(pdf: PdfFacts, findings: Findings) -> None:
    turned = []
    askew: dict[int, list[int]] = {}
    for page in pdf.pages:
        if page.rotation % 90:
            askew.setdefault(page.rotation, []).append(page.number)
        elif page.rotation:
            turned.append(page.number)
    if turned:
        pages = format_pages_with_verb(turned, "is", "are")
        message = f"{pages} turned by a mark only, which some portals overlook"
        findings.add("A220", message, _ROTATE, "note")
    for degrees, numbers in askew.items():
        pages = format_pages_with_verb(numbers, "claims", "claim")
        message = (
            f"{pages} to be turned by {degrees}°, which is invalid: only quarter turns are allowed"
        )
        findings.add("A227", message, _ROTATE)


def report_lying_scans(pdf: PdfFacts, data: bytes, findings: Findings) -> None:
    """Report scans that lie on their side, and those of which nothing says whether they do."""
    scans = [page for page in pdf.pages if _is_scan_without_mark(page)]
    turned = _find_turned_by_picture(data, [page.number for page in scans])
    if turned:
        pages = format_pages_with_verb(turned, "lies on its side", "lie on their side")
        message = f"{pages}, by the EXIF of the picture, at which no reader of PDFs looks"
        findings.add("A294", message, _ROTATE)
    lying = [
        page.number for page in scans if page.width > page.height and page.number not in turned
    ]
    if lying:
        pages = format_pages_with_verb(lying, "is a scan", "are scans")
        message = f"{pages} in landscape, and nothing in the file says whether that is upright"
        hint = "look at it: if it lies on its side, turn it in a viewer and save it"
        findings.add("A228", message, hint, "note")


def _is_scan_without_mark(page: Page) -> bool:
    """Return whether a page is one picture, and no mark has turned it."""
    if page.rotation or page.texts:
        return False
    return any(_covers(image, page, _WHOLE) for image in page.images)


def _find_turned_by_picture(data: bytes, numbers: Sequence[int]) -> list[int]:
    """Find the pages, of some, that the EXIF of their picture turns."""
    if not numbers:
        return []
    reader, _ = open_pdf(data)
    if reader is None:
        return []
    return [number for number in numbers if find_turn_of_scan(reader.pages[number - 1])]


def _list_blank_pages(pdf: PdfFacts) -> Iterator[int]:
    commented = {comment.page for comment in pdf.comments}
    for page in pdf.pages:
        if not page.is_read or page.is_broken or page.number in commented:
            continue
        if not (page.texts or page.images or page.has_drawings):
            yield page.number


def report_scans(pdf: PdfFacts, most_dpi: int, findings: Findings) -> None:
    """Report scans of a higher resolution than anybody needs, and heavy ones in colour."""
    highest = 0.0
    fine = []
    heavy = []
    for page in pdf.pages:
        for image in _list_scans(page):
            highest = max(highest, image.dpi)
            if image.dpi > most_dpi * 1.05:
                fine.append(page.number)
            if image.is_colour and image.bytes > HEAVY_BYTES:
                heavy.append(page.number)
    if fine:
        pages = format_pages_with_verb(fine, "is", "are")
        message = f"{pages} scanned at up to {highest:.0f} dpi; {most_dpi} are enough"
        findings.add("A230", message, _IMAGES)
    if heavy:
        _report_heavy_scans(pdf, heavy, findings)


def _list_scans(page: Page) -> list[Image]:
    return [image for image in page.images if _covers(image, page, _LARGE)]


def _covers(image: Image, page: Page, share: float) -> bool:
    """Return whether a picture covers more than a share of a page."""
    left, top, right, bottom = image.box
    area = (right - left) * (bottom - top)
    return area > share * page.width * page.height


def _report_heavy_scans(pdf: PdfFacts, heavy: list[int], findings: Findings) -> None:
    size = 0
    for page in pdf.pages:
        if page.number not in heavy:
            continue
        for image in _list_scans(page):
            if image.is_colour:
                size += image.bytes
    together = ""
    if len(heavy) > 1:
        together = " together"
    pages = format_pages_with_verb(heavy, "is a picture", "are pictures")
    message = f"{pages} in colour of {format_bytes(size)}{together}"
    findings.add("A231", message, _IMAGES, "note")
