"""Takes a PDF with scans in it, gives it with fewer and lighter pixels: not closer than demanded, grey where there is no colour.

It goes down step by step until the file is small enough, and puts nothing in place that is larger than what was there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from math import hypot
from typing import Any

from cvgen.attachments import pixels
from cvgen.attachments.pixels import LeftAloneError
from cvgen.attachments.report import Told
from cvgen.pdf.geometry import Matrix, inks_of, numbers, times
from cvgen.target.load import Demands
from cvgen.units import format_bytes, format_pages

_MOST_DPI = 300  # where nothing else is demanded
_WORTH = 10_000  # bytes: what is less is left alone
_CONTENT, _CONTENT_IN_ALL = 2_000_000, 15_000_000  # bytes of a page, and of all, that are followed
_DEEPEST = 8
_STEPS = (
    (300, 85),
    (300, 75),
    (300, 65),
    (300, 55),
    (200, 75),
    (200, 60),
    (200, 50),
    (150, 55),
    (150, 40),
)  # dpi, quality
_SAMPLE = 6  # scans by which it is guessed how far to go down


@dataclass(slots=True)
class _Scan:
    """A picture in the file, where it is first, the largest size that it is drawn at in points, and what is made of it."""

    stream: Any
    page: int
    size: tuple[float, float]
    before: int
    made: bytes = b""
    grey: bool = False
    pixels: tuple[int, int] = (0, 0)
    why: str = ""

    @property
    def old(self) -> tuple[int, int]:
        """Give its pixels as it was."""
        return int(self.stream["/Width"]), int(self.stream["/Height"])

    @property
    def now(self) -> int:
        """Give the bytes that it takes now."""
        return len(self.made) or self.before

    def dpi(self, shape: tuple[int, int]) -> float:
        """Say how closely so many pixels stand, in the closer direction."""
        return max(
            72 * pixel / max(length, 0.01) for pixel, length in zip(shape, self.size, strict=True)
        )

    def shape(self, dpi: int) -> tuple[int, int]:
        """Give the pixels that it has at so many dpi, at most those that it has now."""
        share = min(1.0, dpi / self.dpi(self.old))
        wide, high = (max(1, round(pixel * share)) for pixel in self.old)
        return (wide, high) if share < 0.95 else self.old


def lighter(writer: Any, demands: Demands, told: Told, weighed: Callable[[], int]) -> bool:
    """Make scans lighter; `weighed` says how many bytes the whole file takes. Say whether any was changed."""
    scans = list(_found(writer).values())
    most = demands.dpi or _MOST_DPI
    fine = [scan for scan in scans if scan.dpi(scan.old) > most * 1.05]
    _make(fine, most, _STEPS[0][1])
    if demands.bytes and scans:
        _down(scans, most, demands.bytes - (weighed() - sum(scan.before for scan in scans)))
    changed = [scan for scan in scans if scan.made]
    _tell(changed, [scan for scan in fine if scan.why], told)
    for scan in changed:
        _put(scan)
    return bool(changed)


def _down(scans: list[_Scan], most: int, budget: int) -> None:
    """Go down the steps until all scans fit; begin where some of them say that it could be enough."""
    if sum(scan.now for scan in scans) <= budget:
        return
    steps = [(min(dpi, most), quality) for dpi, quality in _STEPS]
    for dpi, quality in steps[_guess(scans, steps, budget) :]:
        _make(scans, dpi, quality)
        if sum(scan.now for scan in scans) <= budget:
            return


def _guess(scans: list[_Scan], steps: list[tuple[int, int]], budget: int) -> int:
    """Say at which step some of many scans take no more than their share."""
    if len(scans) <= _SAMPLE:
        return 0
    some = [replace(scan) for scan in scans[:: -(-len(scans) // _SAMPLE)]]
    share = budget / sum(scan.before for scan in scans) * sum(scan.before for scan in some)
    for at, (dpi, quality) in enumerate(steps):
        _make(some, dpi, quality)
        if sum(scan.now for scan in some) <= share:
            return at
    return len(steps) - 1


def _make(scans: list[_Scan], dpi: int, quality: int) -> None:
    """Make each scan anew; what does not become smaller is left."""
    for scan in scans:
        if scan.why or scan.before < _WORTH:
            continue
        shape = scan.shape(dpi)
        try:
            image = pixels.without_colour(pixels.decoded(scan.stream, shape))
        except LeftAloneError as reason:
            scan.why = str(reason)
            continue
        made = pixels.jpeg(image, shape, quality)
        if len(made) < scan.now:
            scan.made, scan.grey, scan.pixels = made, image.mode == "L", shape


def _put(scan: _Scan) -> None:
    from pypdf.generic import NameObject, NumberObject

    stream, space = scan.stream, scan.stream.get("/ColorSpace")
    jpx = "/JPXDecode" in pixels.filters(stream)
    indexed = (
        space is not None
        and isinstance(space.get_object(), list)
        and space.get_object()[0] in ("/Indexed", "/I")
    )
    if jpx or indexed or inks_of(space) != (1 if scan.grey else 3):
        stream[NameObject("/ColorSpace")] = NameObject("/DeviceGray" if scan.grey else "/DeviceRGB")
    for name, value in (
        ("/Width", scan.pixels[0]),
        ("/Height", scan.pixels[1]),
        ("/BitsPerComponent", 8),
    ):
        stream[NameObject(name)] = NumberObject(value)
    stream[NameObject("/Filter")] = NameObject("/DCTDecode")
    for name in ("/DecodeParms", "/SMaskInData"):
        stream.pop(name, None)
    stream._data, stream.decoded_self = scan.made, None


def _tell(changed: list[_Scan], left: list[_Scan], told: Told) -> None:
    groups: dict[str, list[_Scan]] = {}
    for scan in changed:
        was = "grey" if inks_of(scan.stream.get("/ColorSpace")) == 1 else "colour"
        is_now = "grey" if scan.grey else "colour"
        words = f"{_near(scan.dpi(scan.old))} dpi {was} scan became {_near(scan.dpi(scan.pixels))} dpi {is_now}"
        groups.setdefault(words, []).append(scan)
    for words, scans in groups.items():
        sizes = f"{format_bytes(sum(scan.now for scan in scans))}, was {format_bytes(sum(scan.before for scan in scans))}"
        several = f"{len(scans)} scans, each " if len(scans) > 1 else ""
        told.note("A280", f"{format_pages(scan.page for scan in scans)}: {several}{words}: {sizes}")
    for why in dict.fromkeys(scan.why for scan in left):
        told.say(
            "A281",
            f"{format_pages(scan.page for scan in left if scan.why == why)}: a scan {why}, was left as it is",
        )


def _near(dpi: float) -> int:
    return round(dpi / 5) * 5 if dpi > 50 else round(dpi)


def _found(writer: Any) -> dict[int, _Scan]:
    """Find the pictures that are drawn, each once, by the number of its object."""
    scans: dict[int, _Scan] = {}
    left = _CONTENT_IN_ALL
    for number, page in enumerate(writer.pages, 1):
        resources = page.get("/Resources")
        heavy = list(_heavy(resources.get_object(), 0)) if resources is not None else []
        content = page.get_contents() if heavy else None
        size = len(content.get_data()) if content is not None else 0
        left -= size
        for stream, drawn in _drawn(
            page, heavy, content if size <= _CONTENT and left >= 0 else None
        ):
            known = scans.setdefault(
                stream.indirect_reference.idnum, _Scan(stream, number, drawn, len(stream._data))
            )
            known.size = (max(known.size[0], drawn[0]), max(known.size[1], drawn[1]))
    return scans


def _drawn(page: Any, heavy: list[Any], content: Any) -> Iterator[tuple[Any, tuple[float, float]]]:
    """Give each picture with its size in points; where its page is too much to follow, it is taken as large as the page."""
    unit = float(page.get("/UserUnit", 1))
    try:
        if content is not None:
            for stream, (a, b, c, d, _, _) in _followed(
                content, page["/Resources"], (1, 0, 0, 1, 0, 0)
            ):
                yield stream, (hypot(a, b) * unit, hypot(c, d) * unit)
            return
    except Exception:  # noqa: BLE001, S110 - a broken page can break what reads it in any way
        pass
    size = (float(page.cropbox.width) * unit, float(page.cropbox.height) * unit)
    yield from ((stream, size) for stream in heavy)


def _things(resources: Any) -> dict[str, Any]:
    found = resources.get("/XObject") if resources is not None else None
    return found.get_object() if found is not None else {}


def _heavy(resources: Any, depth: int) -> Iterator[Any]:
    for found in _things(resources).values():
        thing = found.get_object()
        if thing is None or depth > _DEEPEST:
            continue
        if (
            thing.get("/Subtype") == "/Image"
            and len(thing._data) >= _WORTH
            and thing.indirect_reference is not None
        ):
            yield thing
        elif thing.get("/Subtype") == "/Form" and "/Resources" in thing:
            yield from _heavy(thing["/Resources"].get_object(), depth + 1)


def _followed(
    content: Any, resources: Any, matrix: Matrix, depth: int = 0
) -> Iterator[tuple[Any, Matrix]]:
    """Follow what is drawn, give each picture with where it stands."""
    from pypdf.generic import ContentStream

    kept = []
    for operands, operator in ContentStream(content, None, "bytes").operations:
        if operator == b"q":
            kept.append(matrix)
        elif operator == b"Q":
            matrix = kept.pop() if kept else matrix
        elif operator == b"cm":
            matrix = times(numbers(operands), matrix)
        elif operator == b"Do":
            found = _things(resources).get(operands[0])
            thing: Any = found.get_object() if found is not None else {}
            if thing.get("/Subtype") == "/Image" and thing.indirect_reference is not None:
                yield thing, matrix
            elif thing.get("/Subtype") == "/Form" and depth < _DEEPEST:
                inside = times(numbers(thing.get("/Matrix", (1, 0, 0, 1, 0, 0))), matrix)
                own = thing.get("/Resources")
                yield from _followed(
                    thing, own.get_object() if own is not None else resources, inside, depth + 1
                )
