"""Turn the pages of a PDF upright, and bring them to the paper that is requested."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from cvgen.application.attachments.findings import Findings
from cvgen.application.attachments.papers import Paper, Size, choose_paper
from cvgen.application.attachments.scans import find_turn_of_scan
from cvgen.application.attachments.transform import Move, move_destinations, move_page
from cvgen.pdf.facts import Box
from cvgen.pdf.geometry import (
    Matrix,
    intersect_boxes,
    multiply_matrices,
    read_numbers,
    round_rotation,
)
from cvgen.target.demands import Demands
from cvgen.text.units import PAPERS, are_same_size, describe_page_size, format_pages

_SMALL = 0.5  # of the paper, both ways: only what is smaller is enlarged
_EXACT = 0.5  # points


class _PageGeometry(Struct, frozen=True):
    """A page before its repair: what it shows (in its own units), and how it is turned."""

    shown: Box
    rotation: int  # degrees, a quarter turn
    claimed_rotation: int  # degrees, which may be no quarter turn
    unit: float  # points
    is_plain: bool  # nothing is cut away, and it begins at the corner
    is_turned_by_picture: bool = False  # the rotation is what the EXIF of its one picture says

    @property
    def size(self) -> Size:
        """Give its size as a reader sees it, in points."""
        left, bottom, right, top = self.shown
        width = (right - left) * self.unit
        height = (top - bottom) * self.unit
        if self.rotation % 180:
            return height, width
        return width, height


class _Request(Struct, frozen=True):
    """What is to be done with every page; `papers` holds the one paper for all pages, if any."""

    rotate: bool
    paper: bool
    papers: tuple[str, ...]


class _Note(Struct, frozen=True):
    code: str
    message: str


class _Upright(Struct, frozen=True):
    """The movement that turns what a page shows upright, with its corner at 0, 0, and its size."""

    matrix: Matrix
    size: Size


def straighten_pages(
    writer: Any, repairs: Collection[str], demands: Demands, findings: Findings
) -> bool:
    """Turn pages upright (`rotate`), and put all on one paper that the target takes (`paper`).

    Return whether any page was changed.
    """
    papers: tuple[str, ...] = ()
    if "paper" in repairs:
        sizes = [_read_turned(page, repairs).size for page in writer.pages]
        papers = _choose_common_paper(sizes, demands.papers)
    request = _Request("rotate" in repairs, "paper" in repairs, papers)
    moves: dict[int, Move] = {}
    changed: dict[_Note, list[int]] = {}
    for number, page in enumerate(writer.pages, 1):
        reference = page.indirect_reference
        if reference is None or reference.idnum in moves:
            continue
        geometry = _read_turned(page, repairs)
        move = _plan_move(geometry, request)
        if move is None:
            continue
        move_page(page, move, writer)
        moves[reference.idnum] = move
        for note in _describe_move(geometry, request):
            changed.setdefault(note, []).append(number)
    if moves:
        move_destinations(writer, moves)
    for note, page_numbers in changed.items():
        findings.add_note(note.code, f"{format_pages(page_numbers)}: {note.message}")
    return bool(moves)


def _read_turned(page: Any, repairs: Collection[str]) -> _PageGeometry:
    """Read the geometry of a page; where it is to be turned, its one picture may say how."""
    geometry = _read_geometry(page)
    turn = 0
    if "rotate" in repairs and not geometry.claimed_rotation:
        turn = find_turn_of_scan(page)
    if not turn:
        return geometry
    return replace(geometry, rotation=turn, claimed_rotation=turn, is_turned_by_picture=True)


def _read_geometry(page: Any) -> _PageGeometry:
    media = _order_corners(read_numbers(page.mediabox))
    crop = _order_corners(read_numbers(page.cropbox))
    shown = intersect_boxes(crop, media)
    if shown[2] <= shown[0] or shown[3] <= shown[1]:
        shown = media
    claimed = int(page.rotation)
    return _PageGeometry(
        shown,
        round_rotation(claimed),
        claimed % 360,
        float(page.get("/UserUnit", 1)),
        _is_plain(shown, media),
    )


def _order_corners(box: Box) -> Box:
    left, right = sorted((box[0], box[2]))
    bottom, top = sorted((box[1], box[3]))
    return left, bottom, right, top


def _is_plain(shown: Box, media: Box) -> bool:
    for edge, media_edge in zip(shown, media, strict=True):
        if abs(edge - media_edge) >= _EXACT:
            return False
    return max(abs(shown[0]), abs(shown[1])) < _EXACT


def _choose_common_paper(pages: Sequence[Size], accepted: Sequence[str]) -> tuple[str, ...]:
    """Choose one paper for all pages: of those accepted, the one that most pages have.

    Where no page has one, it is the first that is accepted.
    """
    counts: Counter[str] = Counter()
    for size in pages:
        for name in accepted or PAPERS:
            if are_same_size(size, choose_paper(size, (name,)).size):
                counts[name] += 1
    if not counts:
        return tuple(accepted[:1])
    ((most_common, _),) = counts.most_common(1)
    return (most_common,)


def _plan_move(page: _PageGeometry, request: _Request) -> Move | None:
    """Return the movement that a page needs; None where it can stay as it is."""
    if _needs_paper(page, request):
        return _plan_move_to_paper(page, request)
    if not request.rotate or not (page.rotation or _is_askew(page)):
        return None
    upright = _turn_upright(page.shown, page.rotation)
    unit_matrix = (page.unit, 0.0, 0.0, page.unit, 0.0, 0.0)
    return Move(multiply_matrices(upright.matrix, unit_matrix), page.shown, page.size)


def _plan_move_to_paper(page: _PageGeometry, request: _Request) -> Move:
    """Scale a page to its paper and centre it; without `rotate` it keeps its mark of rotation."""
    turn = 0
    kept_rotation = page.rotation
    if request.rotate:
        turn = page.rotation
        kept_rotation = 0
    upright = _turn_upright(page.shown, turn)
    paper = choose_paper(page.size, request.papers)
    width, height = paper.size
    if kept_rotation % 180:
        width, height = height, width
    factor = _choose_scale(page.size, paper.size) * page.unit
    left = (width - upright.size[0] * factor) / 2
    bottom = (height - upright.size[1] * factor) / 2
    matrix = multiply_matrices(upright.matrix, (factor, 0, 0, factor, left, bottom))
    return Move(matrix, page.shown, (width, height), kept_rotation)


def _needs_paper(page: _PageGeometry, request: _Request) -> bool:
    if not request.paper:
        return False
    paper = choose_paper(page.size, request.papers)
    return not are_same_size(page.size, paper.size) or not page.is_plain or page.unit != 1


def _is_askew(page: _PageGeometry) -> bool:
    return bool(page.claimed_rotation % 90)


def _describe_move(page: _PageGeometry, request: _Request) -> list[_Note]:
    notes = []
    if request.rotate and _is_askew(page):
        message = (
            f"turned by {page.claimed_rotation}°, which is invalid: "
            f"now {page.rotation}°, the nearest that is not"
        )
        notes.append(_Note("A262", message))
    elif request.rotate and page.is_turned_by_picture:
        message = f"turned upright by {page.rotation}°, as the EXIF of its picture says"
        notes.append(_Note("A293", message))
    elif request.rotate and page.rotation:
        message = f"turned upright for good ({page.rotation}° were only a mark)"
        notes.append(_Note("A260", message))
    if _needs_paper(page, request):
        paper = choose_paper(page.size, request.papers)
        notes.append(_Note("A261", _describe_paper_change(page, paper)))
    return notes


def _describe_paper_change(page: _PageGeometry, paper: Paper) -> str:
    if are_same_size(page.size, paper.size):
        message = f"{paper.name}, with plain boxes now"
        if not page.is_plain:
            message += "; what lay beyond them stays hidden"
        return message
    scale = _choose_scale(page.size, paper.size)
    change = f"{describe_page_size(*page.size)} became {paper.name}"
    if abs(scale - 1) > 0.001:
        return f"{change}, at {scale:.0%}"
    return f"{change}, in its middle"


def _choose_scale(size: Size, paper: Size) -> float:
    """Return the scale of a page: down to fit, and up only when it is less than half as large."""
    fitting = min(paper[0] / size[0], paper[1] / size[1])
    if fitting < 1 or 1 / fitting < _SMALL:
        return fitting
    return 1.0


def _turn_upright(shown: Box, turn: int) -> _Upright:
    """Turn what is shown clockwise, onto a page that begins at 0, 0."""
    left, bottom, right, top = shown
    width = right - left
    height = top - bottom
    if turn == 90:
        return _Upright((0.0, -1.0, 1.0, 0.0, -bottom, right), (height, width))
    if turn == 180:
        return _Upright((-1.0, 0.0, 0.0, -1.0, right, top), (width, height))
    if turn == 270:
        return _Upright((0.0, 1.0, -1.0, 0.0, top, -left), (height, width))
    return _Upright((1.0, 0.0, 0.0, 1.0, -left, -bottom), (width, height))
