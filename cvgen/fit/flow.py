"""How far a document goes down its pages, and would go without some of its items.

All lengths in points.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from msgspec import Struct

from cvgen.compose.view import Document, Item, Section
from cvgen.render.layout import PlacedElement
from cvgen.render.pdf import Layout


class Part(Struct, frozen=True):
    """A section in the order of the pages.

    The height above its first item, and the height of each item and position by its id.
    """

    section: Section
    lead: float
    heights: dict[str, float]

    @property
    def height(self) -> float:
        """The height of the whole section."""
        return self.lead + sum(self.heights.values())


class Block(Struct, frozen=True):
    """What moves to the next page as one.

    Its height, whether it begins a page, and whether it may break.
    """

    height: float
    on_new_page: bool
    may_break: bool


class Flow(Struct, frozen=True):
    """The height above all sections, the sections of the column that goes over the pages.

    Also the height of a page.
    """

    head: float
    parts: tuple[Part, ...]
    room: float

    def measure_end(self, dropped: AbstractSet[str]) -> float:
        """Return how far down the pages, all in one, the last line stands without some items."""
        position = self.head
        for part in self.parts:
            for block in _list_blocks(part, dropped):
                if block.on_new_page:
                    position = math.ceil(position / self.room) * self.room
                position = self._place_block(position, block)
        return position

    def _place_block(self, position: float, block: Block) -> float:
        """Go on below a block, which moves whole to the next page where it does not fit."""
        left = self.room - position % self.room
        fits_on_one_page = block.height <= self.room
        if block.height > left + 1 and fits_on_one_page and not block.may_break:
            position += left
        return position + block.height


def _list_blocks(part: Part, dropped: AbstractSet[str]) -> Iterator[Block]:
    section = part.section
    items = [item for item in section.parts if item.id in part.heights and item.id not in dropped]
    if section.kept_together and items:
        height = part.lead + sum(part.heights[item.id] for item in items)
        yield Block(height, section.on_new_page, may_break=False)
        return
    lead = part.lead
    on_new_page = section.on_new_page
    for item in items:
        yield Block(
            lead + part.heights[item.id],
            item.on_new_page or on_new_page,
            may_break=item.long and not item.kept_together,
        )
        lead, on_new_page = 0, False


def measure_flow(document: Document, layout: Layout) -> Flow:
    """Measure the sections of a layout, but for those in a column beside the text."""
    beside = _find_side_column(layout.elements)
    parts = []
    for section in document.sections:
        if section.id not in beside:
            parts.append(_measure_section(section, layout.elements))
    head = 0.0
    for box in layout.elements:
        if box.kind == "section" and box.id not in beside:
            head = max(box.top - layout.measures.text_top, 0)
            break
    return Flow(head, tuple(parts), layout.measures.text_height)


def _measure_section(section: Section, placed: Sequence[PlacedElement]) -> Part:
    """Measure a section, its top to its first item as its lead.

    Of items that share a line the first takes it all.
    """
    boxes = [box for box in placed if _get_section_id(box) == section.id]
    heights: dict[str, float] = {}
    bottoms: dict[int, float] = {}  # of the items so far, by page
    for box in boxes:
        if box.kind != "item":
            continue
        above = bottoms.get(box.page, box.top)
        height = max(box.bottom - max(box.top, above), 0)
        heights[box.id] = heights.get(box.id, 0) + height
        bottoms[box.page] = max(above, box.bottom)
    _part_positions(boxes, heights)
    whole = 0.0
    for box in boxes:
        if box.kind == "section":
            whole += _measure_box(box, bottoms)
    lead = max(whole - sum(heights.values()), 0)
    return Part(section, lead, heights)


def _part_positions(boxes: Sequence[PlacedElement], heights: dict[str, float]) -> None:
    """Take the heights of positions out of those of the items that they are in."""
    for box in boxes:
        if box.kind == "position":
            height = box.bottom - box.top
            heights[box.id] = heights.get(box.id, 0) + height
            heights[box.id.rpartition("-")[0]] -= height


def _get_section_id(box: PlacedElement) -> str:
    """Return the id of the section that a box is in, with which that of the box begins."""
    return "-".join(box.id.split("-")[:2])


def _measure_box(box: PlacedElement, bottoms: dict[int, float]) -> float:
    """Measure what is shown of a section's box.

    Which goes down to the foot where the section goes on overleaf.
    """
    goes_on = any(page > box.page for page in bottoms)
    bottom = bottoms.get(box.page, box.top) if goes_on else box.bottom
    return bottom - box.top


def _find_side_column(placed: Sequence[PlacedElement]) -> frozenset[str]:
    """Name the sections in a narrow column.

    Beside the last section of their page, and not above it.
    """
    sections = [box for box in placed if box.kind == "section"]
    last_of_page = {box.page: box for box in sections}
    beside = set()
    for box in sections:
        last = last_of_page[box.page]
        overlaps = box.left < last.right and last.left < box.right
        if not overlaps:
            beside.add(box.id)
    return frozenset(beside)


def find_first_item(
    document: Document, placed: Sequence[PlacedElement], page: int
) -> tuple[Section, Item] | None:
    """Find the first item that stands on a page, counted from 0, with its section."""
    first = None
    for box in placed:
        if box.kind == "item" and box.page == page:
            first = box.id
            break
    for section in document.sections:
        for item in section.items:
            if item.id == first:
                return section, item
    return None
