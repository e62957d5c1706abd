"""What the pages of a file must be: how many, of what size, which way up, with what margins; and the pictures on them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from cvgen.checks.pdf_subject import Case, quoted
from cvgen.checks.rules import Finding, Rules
from cvgen.errors import Severity
from cvgen.pdf.facts import Image, Page, Text
from cvgen.target.load import DEFAULT
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
_SLACK = 1.5  # points by which a margin may be narrower
_PHOTO = 42.5  # points, 15 mm
_NUMBERED = re.compile(r"\b\d+ ?/ ?\d+\s*$")
_FINE, _HEAVY = 600, 500_000  # dots an inch, and bytes, from which a scan is more than it need be
# Of these a scan is all that there is.
_PAPERS_OF_OTHERS = frozenset(
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
def count(case: Case) -> Iterator[Finding]:
    """Compare their number."""
    found, most = len(case.file.pages), case.demands.pages
    if most and found > most:
        yield Finding(
            f"it has {found} pages, and at most {most} {'is' if most == 1 else 'are'} asked for",
            case.place,
            case.strict,
        )


@RULES.add_rule("F122")
def papers(case: Case) -> Iterator[Finding]:
    """Compare the size of each page."""
    demanded = case.demands.papers
    wanted = demanded or case.safe.papers or ("A4", "Letter")
    odd: dict[str, list[int]] = {}
    for page in case.file.pages:
        named = find_paper(page.width, page.height)
        if named not in wanted:
            odd.setdefault(
                format_page_size(page.width, page.height) + (f" ({named})" if named else ""), []
            ).append(page.number)
    for words, numbers in odd.items():
        asked = f"{' or '.join(wanted)} {'was asked for' if demanded else 'is usual'}"
        yield Finding(
            f"{format_pages(numbers)} {_be(numbers)} {words}, and {asked}",
            case.place,
            "error" if demanded else "warning",
        )


def _be(numbers: list[int]) -> str:
    return "is" if len(numbers) == 1 else "are"


@RULES.add_rule("F123")
def alike(case: Case) -> Iterator[Finding]:
    """Compare pages with each other."""
    sizes = Counter(
        (round(min(page.width, page.height) / 3), round(max(page.width, page.height) / 3))
        for page in case.file.pages
    )
    lying = [page.number for page in case.file.pages if page.width > page.height]
    if len(sizes) > 1:
        kinds = list(
            dict.fromkeys(format_page_size(page.width, page.height) for page in case.file.pages)
        )
        yield Finding(
            f"its pages have different sizes: {join_words(kinds[:4])}", case.place, "warning"
        )
    if lying:
        yield Finding(
            f"{format_pages(lying)} {'lies' if len(lying) == 1 else 'lie'} across (landscape)",
            case.place,
            "warning",
        )


@RULES.add_rule("F124")
def turned(case: Case) -> Iterator[Finding]:
    """Look for marks."""
    found = [page.number for page in case.file.pages if page.rotation]
    if found:
        yield Finding(f"{format_pages(found)} {_be(found)} turned by a mark", case.place, "warning")


@RULES.add_rule("F125")
def cropped(case: Case) -> Iterator[Finding]:
    """Compare the two boxes."""
    found = [page.number for page in case.file.pages if _is_cut(page)]
    if found:
        yield Finding(
            f"{format_pages(found)} {_be(found)} larger than what is shown", case.place, "warning"
        )


def _is_cut(page: Page) -> bool:
    wide, high = sorted((page.width, page.height)), sorted(page.media)
    return any(whole - shown > 1 for whole, shown in zip(high, wide, strict=True))


@RULES.add_rule("F126")
def posters(case: Case) -> Iterator[Finding]:
    """Compare with A3."""
    found = [
        page.number
        for page in case.file.pages
        if max(page.width, page.height) > PAPERS["Tabloid"][1] + 3
    ]
    if found:
        first = case.file.pages[found[0] - 1]
        yield Finding(
            f"{format_pages(found)} {_be(found)} of a poster's size, {format_page_size(first.width, first.height)}",
            case.place,
        )


@RULES.add_rule("F127")
def units(case: Case) -> Iterator[Finding]:
    """Look for other units."""
    found = [page.number for page in case.file.pages if page.unit != 1]
    if found:
        yield Finding(
            f"{format_pages(found)} {_be(found)} measured in another unit than points",
            case.place,
            "warning",
        )


@RULES.add_rule("F128")
def blank(case: Case) -> Iterator[Finding]:
    """Look for pages on which nothing is drawn."""
    found = [
        page.number
        for page in case.file.pages
        if page.read and not (page.texts or page.images or page.painted or page.broken)
    ]
    if found:
        yield Finding(f"{format_pages(found)} {_be(found)} blank", case.place, "warning")


@RULES.add_rule("F129")
def margins(case: Case) -> Iterator[Finding]:
    """Measure the narrowest margin of each page; heads and feet that repeat are only told of."""
    least, running = case.demands.margin, running_lines(case)
    body: list[tuple[float, int, str]] = []
    feet: list[tuple[float, int, str]] = []
    for page in case.file.pages:
        for text in page.texts:
            if not text.hidden and text.text.strip():
                (feet if (page.number, text) in running else body).append(
                    (_edge(page, text), page.number, quoted(text.text))
                )
        body += [
            (_edge(page, image), page.number, "a picture")
            for image in page.images
            if least and not _covers(page, image)
        ]
    yield from _narrow(case, body, case.wished if least else "warning")
    if case.target.name != DEFAULT or not least:
        yield from _narrow(case, feet, "note" if least else "warning")


def _narrow(
    case: Case, edges: list[tuple[float, int, str]], severity: Severity
) -> Iterator[Finding]:
    least = case.demands.margin
    near = [edge for edge in edges if edge[0] < (least or _EDGE) - _SLACK]
    if near:
        distance, page, what = min(near)
        asked = (
            f"{case.asker} {case.asks} for {format_millimetres(least)}"
            if least
            else f"printers leave {format_millimetres(_EDGE)} white"
        )
        where = (
            f"{format_millimetres(distance)} from the edge" if distance >= 0 else "over the edge"
        )
        pages_near = {number for _, number, _ in near}
        also = f" (too near on {format_pages(pages_near)})" if len(pages_near) > 1 else ""
        yield Finding(
            f"page {page}: {what} stands {where}, and {asked}{also}", case.place, severity
        )


def _edge(page: Page, thing: Text | Image) -> float:
    left, top, right, bottom = thing.box
    return min(left, top, page.width - right, page.height - bottom)


def running_lines(case: Case) -> set[tuple[int, Text]]:
    """Find the heads and feet: what stands at an end of several pages alike but for numbers, or is a number alone."""
    seen: dict[tuple[int, str], list[tuple[int, Text]]] = {}
    numbered = set()
    for page, text in case.texts():
        if not 0.1 * page.height < text.base < 0.9 * page.height:
            plain = "".join(letter for letter in text.text.casefold() if letter.isalpha())
            seen.setdefault((round(text.base), plain), []).append((page.number, text))
            if _NUMBERED.search(text.text):
                numbered.add((page.number, text))
    return numbered | {
        one
        for (_, plain), found in seen.items()
        for one in found
        if len({number for number, _ in found}) > 1 or (not plain and len(one[1].text.strip()) < 4)
    }


@RULES.add_rule("F130")
def searchable(case: Case) -> Iterator[Finding]:
    """Look for pages with pictures or lines, and no text, be it the unseen one of a scan."""
    found = [
        page.number
        for page in case.file.pages
        if page.read and not page.broken and not page.texts and (page.images or page.painted)
    ]
    if found:
        scan = any(
            _covers(page, image)
            for page in case.file.pages
            if page.number in found
            for image in page.images
        )
        severity: Severity = "warning" if case.kind in _PAPERS_OF_OTHERS else "error"
        yield Finding(
            f"{format_pages(found)} {'has' if len(found) == 1 else 'have'} no text{': a scan' if scan else ''}",
            case.place,
            severity,
        )


def _covers(page: Page, image: Image) -> bool:
    """Say whether a picture covers most of a page."""
    return (image.box[2] - image.box[0]) * (
        image.box[3] - image.box[1]
    ) > page.width * page.height / 2


def _scans(case: Case) -> Iterator[tuple[Page, Image]]:
    for page in case.file.pages:
        yield from ((page, image) for image in page.images if _covers(page, image))


@RULES.add_rule("F131")
def resolution(case: Case) -> Iterator[Finding]:
    """Measure the dots an inch of pictures that cover a page."""
    most = case.demands.dpi
    fine = [
        (page.number, image.dpi)
        for page, image in _scans(case)
        if image.dpi > 1.02 * (most or _FINE)
    ]
    if fine:
        highest = max(dpi for _, dpi in fine)
        asked = f"at most {most} were asked for" if most else "300 are enough"
        yield Finding(
            f"{format_pages(number for number, _ in fine)}: a scan of {highest:.0f} dots an inch, and {asked}",
            case.place,
            case.strict if most else "warning",
        )


@RULES.add_rule("F132")
def coloured(case: Case) -> Iterator[Finding]:
    """Look for scans in colour that take many bytes."""
    heavy = [
        (page.number, image.bytes)
        for page, image in _scans(case)
        if image.colour and image.bytes > _HEAVY
    ]
    if heavy:
        yield Finding(
            f"{format_pages(number for number, _ in heavy)}: scans in colour take {format_bytes(sum(taken for _, taken in heavy))}",
            case.place,
            "note",
        )


@RULES.add_rule("F133")
def photo(case: Case) -> Iterator[Finding]:
    """Look on the first page for a picture of a photo's size."""
    if case.demands.photo is False or case.target.anonymous:
        for page in case.file.pages[:1]:
            for image in page.images:
                wide, high = image.box[2] - image.box[0], image.box[3] - image.box[1]
                if min(wide, high) > _PHOTO and not _covers(page, image):
                    yield Finding(
                        f"there is a picture of {format_page_size(wide, high)} on page 1, and {case.asker} {case.asks} for none",
                        case.place,
                        case.strict,
                    )


@RULES.add_rule("F134")
def long_files(case: Case) -> Iterator[Finding]:
    """Tell which pages were not."""
    if case.file.unread:
        yield Finding(
            f"fonts, text and pictures on {format_pages(case.file.unread)} were not looked at: there is too much on them",
            case.place,
            "note",
        )
