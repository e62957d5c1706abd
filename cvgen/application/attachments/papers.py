"""Choose the paper for a page."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from cvgen.text.units import PAPER_TOLERANCE, PAPERS, are_same_size

Size = tuple[float, float]  # width and height in points


class Paper(Struct, frozen=True):
    """A paper by its name, and its size in points in the direction of a page."""

    name: str
    size: Size


def choose_paper(size: Size, names: Sequence[str]) -> Paper:
    """Return the paper that a page of this size has already, else the first; A4 without names.

    The paper is landscape where the page is.
    """
    candidates = [_orient_paper(name, size) for name in names or ("A4",)]
    for paper in candidates:
        if are_same_size(size, paper.size):
            return paper
    return candidates[0]


def _orient_paper(name: str, page_size: Size) -> Paper:
    width, height = PAPERS[name]
    if page_size[0] > page_size[1] + PAPER_TOLERANCE:
        return Paper(name, (height, width))
    return Paper(name, (width, height))
