"""Compare two PDFs: their metadata, pages, bookmarks, and text by lines.

Where lines only broke elsewhere, nothing changed; what moved as it was is one change.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from cvgen.diff.change import Change, Spot
from cvgen.diff.lines import Line, compare_lines
from cvgen.diff.values import compare_values
from cvgen.pdf.pages import PdfPages
from cvgen.text.units import describe_page_size, format_page_size

_DOCUMENT = Spot("document")
_EDGE_LINES = 2  # at the top and at the bottom of a page, that may run through all of them


def compare_pdfs(before: PdfPages, after: PdfPages) -> tuple[Change, ...]:
    """Find every change between two PDFs."""
    running = _find_running_lines(before) | _find_running_lines(after)
    old_lines = _number_lines(before, running)
    new_lines = _number_lines(after, running)
    return (
        *compare_values(dict(before.facts), dict(after.facts), _DOCUMENT),
        *compare_values(len(before.sizes), len(after.sizes), _DOCUMENT.inside("number of pages")),
        *_compare_sizes(before, after),
        *compare_values(before.bookmarks, after.bookmarks, _DOCUMENT.inside("bookmarks")),
        *compare_values(
            _list_running_lines(before, running),
            _list_running_lines(after, running),
            _DOCUMENT.inside("line on every page"),
        ),
        *compare_lines(old_lines, new_lines),
    )


def _compare_sizes(before: PdfPages, after: PdfPages) -> Iterator[Change]:
    """Compare paper; where all pages of a file are alike, it is one change."""
    old_papers = [_format_paper(size) for size in before.sizes]
    new_papers = [_format_paper(size) for size in after.sizes]
    if len(set(old_papers)) == 1 and len(set(new_papers)) == 1:
        yield from compare_values(old_papers[0], new_papers[0], _DOCUMENT.inside("paper"))
        return
    for number, (old, new) in enumerate(zip(old_papers, new_papers, strict=False), start=1):
        yield from compare_values(old, new, Spot(f"page {number}", field="paper"))


def _format_paper(size: tuple[float, float]) -> str:
    """Name the paper of a size in points, with its millimetres."""
    name = describe_page_size(*size)
    measures = format_page_size(*size)
    if name == measures:
        return name
    return f"{name} ({measures})"


def _number_lines(pages: PdfPages, running: set[str]) -> list[Line]:
    """List all lines with their pages, but for those that run through the pages."""
    lines = []
    for number, page in enumerate(pages.lines, start=1):
        for text in page:
            if _mask_digits(text) in running:
                continue
            words = _strip_bullets(text)
            if words:
                lines.append(Line(number, words))
    return lines


def _find_running_lines(pages: PdfPages) -> set[str]:
    """Find the lines at the edges of most pages, whatever their numbers.

    None where there is one page only.
    """
    min_count = max(2, len(pages.lines) // 2 + 1)
    return {line for line, count in _count_edge_lines(pages).items() if count >= min_count}


def _count_edge_lines(pages: PdfPages) -> Counter[str]:
    """Count the pages at whose edges a line stands."""
    counts: Counter[str] = Counter()
    for lines in pages.lines:
        edges = (*lines[:_EDGE_LINES], *lines[-_EDGE_LINES:])
        counts.update(set(map(_mask_digits, edges)))
    return counts


def _list_running_lines(pages: PdfPages, running: set[str]) -> tuple[str, ...]:
    return tuple(sorted(running & _count_edge_lines(pages).keys()))


def _mask_digits(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def _strip_bullets(text: str) -> str:
    """Strip words without a letter or digit, such as bullets, from both ends of a line."""
    words = text.split()
    while words and not _has_letter(words[0]):
        words.pop(0)
    while words and not _has_letter(words[-1]):
        words.pop()
    return " ".join(words)


def _has_letter(word: str) -> bool:
    return any(map(str.isalnum, word))
