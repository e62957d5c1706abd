"""Takes the pages of a PDF, gives them upright and on the wanted paper, and tells which were changed, and by how much."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from cvgen.attachments.report import Told, sheet
from cvgen.attachments.transform import Move, jumps, move
from cvgen.pdf.geometry import Matrix, numbers, quarters, times
from cvgen.target.load import Demands
from cvgen.units import PAPERS, are_same_size, describe_page_size, format_pages

_SMALL = 0.5  # of the paper, both ways: only what is smaller is enlarged
_EXACT = 0.5  # points


@dataclass(frozen=True, slots=True)
class _Old:
    """A page as it is: what it shows (in its own units), how it is turned, and how many points its unit has."""

    shown: tuple[float, float, float, float]
    rotation: int
    unit: float
    plain: bool  # nothing is cut away, and it begins at the corner
    said: int  # how it claims to be turned, which may be no quarter turn

    @property
    def size(self) -> tuple[float, float]:
        """Give its size as a reader sees it, in points."""
        wide, high = ((self.shown[at + 2] - self.shown[at]) * self.unit for at in (0, 1))
        return (high, wide) if self.rotation % 180 else (wide, high)


def straightened(writer: Any, wishes: Collection[str], demands: Demands, told: Told) -> bool:
    """Turn pages upright (`rotate`), and put all on one paper that the target takes (`paper`); say whether any was changed."""
    moves: dict[int, Matrix] = {}
    said: dict[tuple[str, str], list[int]] = {}
    papers = (
        _papers([_old(page).size for page in writer.pages], demands.papers)
        if "paper" in wishes
        else ()
    )
    for number, page in enumerate(writer.pages, 1):
        reference = page.indirect_reference
        if reference is None or reference.idnum in moves:
            continue
        to, words = _wanted(_old(page), wishes, papers)
        if to is not None:
            move(page, to, writer)
            moves[reference.idnum] = to.matrix
            for one in words:
                said.setdefault(one, []).append(number)
    if moves:
        jumps(writer, moves)
    for (code, message), numbers_ in said.items():
        told.note(code, f"{format_pages(numbers_)}: {message}")
    return bool(moves)


def _old(page: Any) -> _Old:
    media, crop = numbers(page.mediabox), numbers(page.cropbox)
    media, crop = (
        tuple(
            sorted(box[::2])[:1]
            + sorted(box[1::2])[:1]
            + sorted(box[::2])[1:]
            + sorted(box[1::2])[1:]
        )
        for box in (media, crop)
    )
    shown = (
        max(crop[0], media[0]),
        max(crop[1], media[1]),
        min(crop[2], media[2]),
        min(crop[3], media[3]),
    )
    if shown[2] <= shown[0] or shown[3] <= shown[1]:
        shown = media
    plain = (
        all(abs(one - other) < _EXACT for one, other in zip(shown, media, strict=True))
        and max(map(abs, shown[:2])) < _EXACT
    )
    return _Old(
        shown,
        quarters(int(page.rotation)),
        float(page.get("/UserUnit", 1)),
        plain,
        int(page.rotation) % 360,
    )


def _papers(pages: Sequence[tuple[float, float]], taken: Sequence[str]) -> tuple[str, ...]:
    """Choose one paper for all pages: of those that are taken, the one that most pages have; the first where none has."""
    known = Counter(
        name
        for size in pages
        for name in taken or PAPERS
        if are_same_size(size, sheet(size, (name,))[1])
    )
    return tuple(name for name, _ in known.most_common(1)) or tuple(taken[:1])


def _wanted(
    old: _Old, wishes: Collection[str], papers: Sequence[str]
) -> tuple[Move | None, list[tuple[str, str]]]:
    """Give what a page needs, and the words that tell of it."""
    words = []
    turn = old.rotation if "rotate" in wishes else 0
    askew = "rotate" in wishes and bool(old.said % 90)
    if askew:
        words.append(
            (
                "A262",
                f"turned by {old.said}°, which is invalid: now {turn}°, the nearest that is not",
            )
        )
    elif turn:
        words.append(("A260", f"turned upright for good ({turn}° were only a mark)"))
    upright, size = _upright(old.shown, turn)
    keeps = 0 if turn else old.rotation
    if "paper" in wishes:
        name, target = sheet(old.size, papers)
        fits = are_same_size(old.size, target)
        if not fits or not old.plain or old.unit != 1:
            scale = _scale(old.size, target)
            words.append(("A261", _told(old, name, scale, fits=fits)))
            target = target[::-1] if keeps % 180 else target
            factor = scale * old.unit
            left, low = (
                (whole - own * factor) / 2 for whole, own in zip(target, size, strict=True)
            )
            return Move(
                times(upright, (factor, 0, 0, factor, left, low)), old.shown, target, keeps
            ), words
    if not turn and not askew:
        return None, words
    return Move(times(upright, (old.unit, 0, 0, old.unit, 0, 0)), old.shown, old.size), words


def _scale(size: tuple[float, float], target: tuple[float, float]) -> float:
    """Say by how much a page is scaled: down to fit, and up only when it is less than half as wide and as high."""
    fitting = min(target[0] / size[0], target[1] / size[1])
    return fitting if fitting < 1 or 1 / fitting < _SMALL else 1.0


def _told(old: _Old, name: str, scale: float, *, fits: bool) -> str:
    before = describe_page_size(*old.size)
    if fits:
        return f"{name}, with plain boxes now" + (
            "" if old.plain else "; what lay beyond them stays hidden"
        )
    return f"{before} became {name}" + (
        f", at {scale:.0%}" if abs(scale - 1) > 0.001 else ", in its middle"
    )


def _upright(
    shown: tuple[float, float, float, float], turn: int
) -> tuple[Matrix, tuple[float, float]]:
    """Give the movement that turns what is shown, clockwise, onto a page that begins at 0, 0; and that page's size."""
    left, low, right, high = shown
    matrix: Matrix = {
        0: (1.0, 0.0, 0.0, 1.0, -left, -low),
        90: (0.0, -1.0, 1.0, 0.0, -low, right),
        180: (-1.0, 0.0, 0.0, -1.0, right, high),
        270: (0.0, 1.0, -1.0, 0.0, high, -left),
    }[turn]
    return matrix, (high - low, right - left) if turn % 180 else (right - left, high - low)
