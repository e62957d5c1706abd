"""Takes an attachment and what is demanded of it, gives all that would trouble a reader or a portal, each with the wish that mends it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from cvgen.attachments import file_types as kinds
from cvgen.attachments import flatten as flat
from cvgen.attachments import image_to_pdf as pictures
from cvgen.attachments import pixels
from cvgen.attachments.report import Told, sheet, verb
from cvgen.errors import Diagnostic, PdfError, Place, in_order
from cvgen.pdf.facts import Image, Inspected, Page
from cvgen.pdf.geometry import quarters
from cvgen.pdf.inspect import inspect
from cvgen.pdf.open import opened_pdf
from cvgen.target.load import Demands
from cvgen.units import (
    PAPERS,
    are_same_size,
    describe_page_size,
    format_bytes,
    format_pages,
    join_words,
)

MOST_DPI = 300  # where nothing else is demanded
_SAID_BY = {
    "A280": "A231",
    "A281": "A230",
}  # what became of a scan, or why it was left, says also that it is there
_HEAVY = 1_000_000  # bytes of one picture
_POSTER = PAPERS["A3"]  # nobody prints more at home
_LARGE = 0.2  # share of the page that makes a picture a scan


def inspected(path: Path, demands: Demands) -> tuple[Diagnostic, ...]:
    """Look at an attachment without touching it; of a long one only some pages are read in depth."""
    told = Told(Place(str(path)))
    try:
        data = kinds.read(path)
        if kinds.kind_of(data, path) == "pdf":
            _pdf(data, path, demands, told)
        else:
            _picture(data, path, demands, told)
    except PdfError as error:
        return error.diagnostics
    return in_order(told.found)


def remaining(data: bytes, path: Path, demands: Demands, told: Told) -> None:
    """Add what a mended copy still has, but for what was told of it already.

    Raises PdfError.
    """
    left = Told(told.place)
    _pdf(data, path, demands, left)
    known = {code for one in told.found for code in (one.code, _SAID_BY.get(one.code))}
    told.found += [one for one in left.found if one.code not in known]


def _pdf(data: bytes, path: Path, demands: Demands, told: Told) -> None:
    facts = inspect(data, path.name)
    if facts.problem:
        raise kinds.unusable(facts.problem, path)
    if facts.portfolio:
        raise kinds.refusal(path, "A207", *kinds.portfolio(path.name, facts.attachments))
    _file(facts, told)
    _form(facts, data, told)
    _papers(facts, demands, told)
    _boxes(facts, told)
    _scans(facts, demands, told)
    _size(
        len(data),
        demands,
        told,
        "write 'mend: [images]'"
        if any(page.images for page in facts.pages)
        else "leave pages out, or make it anew",
    )


def _file(facts: Inspected, told: Told) -> None:
    if facts.complaints:
        hint = "open it in a viewer and print it to a new PDF"
        told.say(
            "A209",
            "its structure is damaged: readers repair that, portals may refuse it",
            hint,
            "note",
        )
    if facts.encrypted:
        encrypted(facts.refused, told)
    if facts.signatures:
        hint = "enclose it unmended as a file of its own, or say in it where the signed original is"
        told.say(
            "A210",
            "it is signed digitally: mending it, or joining it with others, breaks the signature",
            hint,
        )
    if facts.scripts:
        told.say(
            "A214",
            f"it runs JavaScript when {join_words(facts.scripts, 3)}",
            "write 'mend: [flatten]'",
        )
    if facts.attachments:
        files = join_words([f"'{name}'" for name in facts.attachments], 5)
        told.say(
            "A215",
            f"it has files attached to it, which portals drop or refuse: {files}",
            "write 'mend: [flatten]'",
        )
    if facts.comments:
        where = format_pages(one.page for one in facts.comments)
        told.say(
            "A213",
            f"it has comments or marks on {where}",
            "write 'mend: [flatten]': what they draw stays, what they say goes",
        )


def encrypted(refused: Sequence[str], told: Told) -> None:
    """Tell that a file is encrypted, though not against reading, and what it forbids."""
    forbidden = f" (it forbids {join_words(refused)})" if refused else ""
    told.say(
        "A206",
        f"it opens without a password, but is encrypted{forbidden}: portals refuse that",
        "write 'mend: [unlock]'",
    )


def _form(facts: Inspected, data: bytes, told: Told) -> None:
    if not (facts.xfa or facts.fields):
        return
    reader = opened_pdf(data)[0]
    filled, count = flat.filled(reader)
    if reader.root_object.get("/NeedsRendering"):
        hint = "open it in Adobe's reader and print it to a PDF"
        told.say(
            "A208",
            "it is a living XFA form: other readers and portals show only 'please wait'",
            hint,
            "error",
        )
    elif facts.xfa:
        told.say(
            "A208",
            "it is an XFA form, of which portals may show something else than Adobe's reader",
            "write 'mend: [flatten]', and look at it",
        )
    fields = f"{count} form field{'s' if count > 1 else ''}"
    if filled:
        told.say(
            "A212",
            f"it has {fields}, {filled} of them filled in: portals show them empty, or refuse them",
            "write 'mend: [flatten]'",
        )
    elif count:
        told.say(
            "A211",
            f"it has {fields}, none of them filled in",
            "fill them in, or write 'mend: [flatten]'",
        )


def _papers(facts: Inspected, demands: Demands, told: Told) -> None:
    posters = [page.number for page in facts.pages if _outgrows(page)]
    if posters:
        one = describe_page_size(
            facts.pages[posters[0] - 1].width, facts.pages[posters[0] - 1].height
        )
        told.say(
            "A222",
            f"{verb(posters, 'is', 'are')} as large as a poster ({one})",
            "write 'mend: [paper]'",
        )
    if demands.papers:
        other = {
            page.number: describe_page_size(page.width, page.height)
            for page in facts.pages
            if not _fits(page, demands)
        }
        for size in dict.fromkeys(other.values()):
            where = verb([number for number, its in other.items() if its == size], "is", "are")
            told.say(
                "A221",
                f"{where} {size}, not {' or '.join(demands.papers)}",
                "write 'mend: [paper]'",
            )
    sizes = dict.fromkeys(
        describe_page_size(*sorted((page.width, page.height))) for page in facts.pages
    )
    if len(sizes) > 1:
        told.say(
            "A225",
            f"its pages are of different sizes: {join_words(tuple(sizes), 5)}",
            "write 'mend: [paper]'",
            "note",
        )


def _outgrows(page: Page) -> bool:
    short, long = sorted((page.width, page.height))
    return short > _POSTER[0] + 3 or long > _POSTER[1] + 3


def _fits(page: Page, demands: Demands) -> bool:
    size = (page.width, page.height)
    return are_same_size(size, sheet(size, demands.papers)[1])


def _boxes(facts: Inspected, told: Told) -> None:
    cropped = [page.number for page in facts.pages if _is_cropped(page)]
    _turned(facts, told)
    if cropped:
        told.say(
            "A223",
            f"{verb(cropped, 'hides', 'hide')} what lies beyond a crop box; it is still in the file",
            "write 'mend: [paper]'",
            "note",
        )
    scaled = [page.number for page in facts.pages if page.unit != 1]
    if scaled:
        told.say(
            "A226",
            f"{verb(scaled, 'is', 'are')} in units of their own (UserUnit), which some portals overlook",
            "write 'mend: [paper]'",
        )
    blank = [] if facts.fields else list(_blank(facts))
    if blank:
        told.say("A224", f"{verb(blank, 'is', 'are')} blank", "leave blank pages out of the file")


def _is_cropped(page: Page) -> bool:
    media = page.media[::-1] if quarters(page.rotation) % 180 else page.media
    return not are_same_size(media, (page.width, page.height))


def _turned(facts: Inspected, told: Told) -> None:
    hint = "write 'mend: [rotate]', by which every reader shows them upright"
    askew = [page.number for page in facts.pages if page.rotation % 90]
    turned = [page.number for page in facts.pages if page.rotation and not page.rotation % 90]
    if turned:
        told.say(
            "A220",
            f"{verb(turned, 'is', 'are')} turned by a mark only, which some portals overlook",
            hint,
            "note",
        )
    for degrees in dict.fromkeys(facts.pages[number - 1].rotation for number in askew):
        where = verb(
            [number for number in askew if facts.pages[number - 1].rotation == degrees],
            "claims",
            "claim",
        )
        told.say(
            "A227",
            f"{where} to be turned by {degrees}°, which is invalid: only quarter turns are allowed",
            hint,
        )


def _blank(facts: Inspected) -> Iterator[int]:
    marked = {one.page for one in facts.comments}
    for page in facts.pages:
        if (
            page.read
            and not page.broken
            and not (page.texts or page.images or page.painted)
            and page.number not in marked
        ):
            yield page.number


def _scans(facts: Inspected, demands: Demands, told: Told) -> None:
    most = demands.dpi or MOST_DPI
    found = [
        (page, image) for page in facts.pages for image in page.images if _is_scan(image, page)
    ]
    fine = [page.number for page, image in found if image.dpi > most * 1.05]
    heavy = [page.number for page, image in found if image.colour and image.bytes > _HEAVY]
    if fine:
        closest = max(image.dpi for page, image in found)
        told.say(
            "A230",
            f"{verb(fine, 'is', 'are')} scanned at up to {closest:.0f} dpi; {most} are enough",
            "write 'mend: [images]'",
        )
    if heavy:
        size = sum(image.bytes for page, image in found if page.number in heavy and image.colour)
        together = " together" if len(heavy) > 1 else ""
        told.say(
            "A231",
            f"{verb(heavy, 'is a picture', 'are pictures')} in colour of {format_bytes(size)}{together}",
            "write 'mend: [images]'",
            "note",
        )


def _is_scan(image: Image, page: Page) -> bool:
    left, top, right, bottom = image.box
    return (right - left) * (bottom - top) > _LARGE * page.width * page.height


def _size(size: int, demands: Demands, told: Told, hint: str) -> None:
    if demands.bytes and size > demands.bytes:
        told.say(
            "A232",
            f"it takes {format_bytes(size)}, and at most {format_bytes(demands.bytes)} are wanted",
            hint,
        )


def _picture(data: bytes, path: Path, demands: Demands, told: Told) -> None:
    with pixels.shown(data, path) as image:
        image.load()
        dots = pictures.dpi(image, demands)
    most = demands.dpi or MOST_DPI
    if dots > most * 1.05:
        told.say(
            "A230", f"as a page it has {dots:.0f} dpi; {most} are enough", "write 'mend: [images]'"
        )
    _size(len(data), demands, told, "write 'mend: [images]'")
