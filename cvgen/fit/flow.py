"""Takes the boxes of one layout, gives how far a document would go without some of its items: all lengths in points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from cvgen.compose.view import Document, Item, Section
from cvgen.render.layout import Placed
from cvgen.render.pdf import Pdf


@dataclass(frozen=True, slots=True)
class Part:
    """A section in the order of the pages: what stands above its first item, and the height of each item."""

    section: Section
    lead: float
    heights: dict[str, float]

    @property
    def height(self) -> float:
        """How much the whole section takes."""
        return self.lead + sum(self.heights.values())


@dataclass(frozen=True, slots=True)
class Flow:
    """What stands above all sections, the sections of the column that goes over the pages, and the height of a page."""

    head: float
    parts: tuple[Part, ...]
    room: float

    def end(self, gone: AbstractSet[str]) -> float:
        """Say how far down the pages, all in one, the last line stands without some items."""
        at = self.head
        for part in self.parts:
            for height, on_new_page, may_break in _blocks(part, gone):
                at = self._after(
                    at if not on_new_page else _up(at, self.room), height, may_break=may_break
                )
        return at

    def _after(self, at: float, height: float, *, may_break: bool) -> float:
        """Go on below a block, which moves whole to the next page where it does not fit."""
        left = self.room - at % self.room
        overleaf = height > left + 1 and height <= self.room and not may_break
        return (at + left if overleaf else at) + height


def _up(at: float, room: float) -> float:
    return -(-at // room) * room


def _blocks(part: Part, gone: AbstractSet[str]) -> Iterator[tuple[float, bool, bool]]:
    """List what moves as one: its height, whether it begins a page, and whether it may break all the same."""
    items = [item for item in part.section.items if item.id not in gone and item.id in part.heights]
    heights = [part.heights[item.id] for item in items]
    if part.section.kept_together and items:
        yield part.lead + sum(heights), part.section.on_new_page, False
        return
    for number, (item, height) in enumerate(zip(items, heights, strict=True)):
        first = number == 0
        starts = item.on_new_page or (first and part.section.on_new_page)
        yield height + (part.lead if first else 0), starts, item.long and not item.kept_together


def flow(document: Document, pdf: Pdf) -> Flow:
    """Measure the sections of a layout."""
    beside = _beside(pdf.placed)
    parts = tuple(part for part in parts_of(document, pdf.placed) if part.section.id not in beside)
    first = next(
        (box for box in pdf.placed if box.kind == "section" and box.id not in beside), None
    )
    return Flow(max(first.top - pdf.measures.top, 0) if first else 0, parts, pdf.measures.room)


def parts_of(document: Document, placed: Sequence[Placed]) -> list[Part]:
    """Measure every section, in the order of the document."""
    return [
        _part(section, [box for box in placed if _of(box) == section.id])
        for section in document.sections
    ]


def _of(box: Placed) -> str:
    return box.id if box.kind != "item" else box.id.rpartition("-")[0]


def _part(section: Section, boxes: Sequence[Placed]) -> Part:
    """Take the section's top to its first item for its lead; items that run on in one line share it, the first takes it all."""
    heights: dict[str, float] = {}
    down: dict[int, float] = {}
    for box in boxes:
        if box.kind == "item":
            above = down.get(box.page, box.top)
            heights[box.id] = heights.get(box.id, 0) + max(box.bottom - max(box.top, above), 0)
            down[box.page] = max(above, box.bottom)
    whole = sum(_shown(box, down) for box in boxes if box.kind == "section")
    return Part(section, max(whole - sum(heights.values()), 0), heights)


def _shown(box: Placed, down: dict[int, float]) -> float:
    """Give the height of a section's part: where the section goes on overleaf, its box goes down to the foot of the page."""
    goes_on = any(page > box.page for page in down)
    return (down.get(box.page, box.top) if goes_on else box.bottom) - box.top


def _beside(placed: Sequence[Placed]) -> frozenset[str]:
    """Name the sections in a narrow column: beside the last section of their page, and not above it."""
    last = {box.page: box for box in placed if box.kind == "section"}
    apart = (box for box in placed if box.kind == "section" and not _above(box, last[box.page]))
    return frozenset(box.id for box in apart)


def _above(box: Placed, other: Placed) -> bool:
    return box.left < other.right and other.left < box.right


def begins(document: Document, placed: Sequence[Placed], page: int) -> tuple[Section, Item] | None:
    """Find the first item that stands on a page, counted from 0."""
    found = next((box for box in placed if box.kind == "item" and box.page == page), None)
    owners = ((section, item) for section in document.sections for item in section.items)
    return next(
        ((section, item) for section, item in owners if found and item.id == found.id), None
    )
