"""Downsample the scans in a PDF: to the demanded resolution, and to grey where there is no colour.

The resolution and the quality go down step by step until the file is small enough. Nothing is
replaced by what is larger.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from cvgen.application.attachments.findings import Findings
from cvgen.application.attachments.pdf_objects import get_entry, set_encoded_data, set_entry
from cvgen.application.attachments.pixels import (
    convert_to_grey,
    decode_image,
    encode_jpeg,
    list_filters,
)
from cvgen.application.attachments.raster import LeftAloneError, is_indexed
from cvgen.application.attachments.scans import HEAVY_BYTES, LEAST_BYTES, Scan, find_scans
from cvgen.pdf.geometry import count_color_components
from cvgen.target.demands import Demands
from cvgen.text.units import format_bytes, format_pages

MOST_DPI = 300  # where nothing else is demanded
_WORTHWHILE_SHARE = 0.7  # of the bytes of a scan, for which it is encoded anew
_SAMPLE = 6  # scans by which it is guessed how far to go down


class _Step(Struct, frozen=True):
    """A resolution, and a quality of JPEG from 1 to 95."""

    dpi: int
    quality: int


class ScanChange(Struct, frozen=True):
    """What became of a scan."""

    description: str
    page: int
    bytes_now: int
    bytes_before: int


_STEPS = (
    _Step(300, 85),
    _Step(300, 75),
    _Step(300, 65),
    _Step(300, 55),
    _Step(200, 75),
    _Step(200, 60),
    _Step(200, 50),
    _Step(150, 55),
    _Step(150, 40),
)


def downsample_scans(
    writer: Any, demands: Demands, findings: Findings, measure_file: Callable[[], int]
) -> bool:
    """Make the scans of a file lighter; return whether any was changed.

    `measure_file` returns how many bytes the whole file takes.
    """
    scans = find_scans(writer)
    most = demands.dpi or MOST_DPI
    fine = _find_fine_scans(scans, most)
    heavy = _find_heavy_scans(scans, fine)
    encode_at_first_step(fine, most)
    if not demands.bytes:
        _lighten_heavy(heavy, _Step(most, _STEPS[0].quality))
    if demands.bytes and scans:
        rest = measure_file() - _sum_bytes_before(scans)
        _reduce_scans(scans, most, demands.bytes - rest)
    changed = [scan for scan in scans if scan.jpeg]
    report_changes([describe_change(scan) for scan in changed], findings)
    _explain_heavy(heavy, demands)
    report_left_alone([*fine, *heavy], findings)
    for scan in changed:
        replace_picture(scan)
    return bool(changed)


def _find_fine_scans(scans: list[Scan], most: int) -> list[Scan]:
    """Find the scans that are clearly finer than a resolution."""
    return [scan for scan in scans if scan.calculate_dpi(scan.pixels_before) > most * 1.05]


def _find_heavy_scans(scans: list[Scan], fine: list[Scan]) -> list[Scan]:
    """Find the heavy scans in colour among those that are not too fine."""
    return [scan for scan in scans if scan not in fine and _is_heavy_colour(scan)]


def _is_heavy_colour(scan: Scan) -> bool:
    is_colour = count_color_components(scan.stream.get("/ColorSpace")) != 1
    return is_colour and scan.bytes_before > HEAVY_BYTES


def _lighten_heavy(heavy: list[Scan], step: _Step) -> None:
    """Encode scans anew that are not too fine, where that is worth the loss of a second coding."""
    _encode_scans(heavy, step)
    for scan in heavy:
        if scan.bytes_now > _WORTHWHILE_SHARE * scan.bytes_before:
            scan.jpeg = b""


def _explain_heavy(heavy: list[Scan], demands: Demands) -> None:
    """Say of heavy scans of which nothing was made why that is so."""
    reason = "that does not become much smaller at this resolution"
    if demands.bytes:
        reason = "in colour, with which the file is small enough"
    for scan in heavy:
        if not scan.jpeg and not scan.reason:
            scan.reason = reason


def _reduce_scans(scans: list[Scan], most: int, budget: int) -> None:
    """Go down the steps until all scans together fit into a budget of bytes."""
    if _sum_bytes(scans) <= budget:
        return
    steps = [_Step(min(step.dpi, most), step.quality) for step in _STEPS]
    for step in steps[_guess_first_step(scans, steps, budget) :]:
        _encode_scans(scans, step)
        if _sum_bytes(scans) <= budget:
            return


def _guess_first_step(scans: list[Scan], steps: list[_Step], budget: int) -> int:
    """Return the index of the step at which a sample of many scans fits into its share."""
    if len(scans) <= _SAMPLE:
        return 0
    distance = -(-len(scans) // _SAMPLE)
    sample = [replace(scan) for scan in scans[::distance]]
    share = budget / _sum_bytes_before(scans) * _sum_bytes_before(sample)
    for index, step in enumerate(steps):
        _encode_scans(sample, step)
        if _sum_bytes(sample) <= share:
            return index
    return len(steps) - 1


def _sum_bytes_before(scans: list[Scan]) -> int:
    return sum(scan.bytes_before for scan in scans)


def _sum_bytes(scans: list[Scan]) -> int:
    return sum(scan.bytes_now for scan in scans)


def encode_at_first_step(scans: list[Scan], dpi: int) -> None:
    """Encode each scan anew with the best quality."""
    _encode_scans(scans, _Step(dpi, _STEPS[0].quality))


def _encode_scans(scans: list[Scan], step: _Step) -> None:
    """Encode each scan anew; one that does not become smaller stays as it is."""
    for scan in scans:
        if scan.reason or scan.bytes_before < LEAST_BYTES:
            continue
        pixels = scan.limit_pixels(step.dpi)
        try:
            image = convert_to_grey(decode_image(scan.stream, pixels))
        except LeftAloneError as error:
            scan.reason = str(error)
            continue
        jpeg = encode_jpeg(image, pixels, step.quality)
        if len(jpeg) < scan.bytes_now:
            scan.jpeg = jpeg
            scan.is_grey = image.mode == "L"
            scan.pixels = pixels


def replace_picture(scan: Scan) -> None:
    """Put the lighter picture into the stream of the old one."""
    stream = scan.stream
    space = get_entry(stream, "/ColorSpace")
    components = 3
    device_space = "/DeviceRGB"
    if scan.is_grey:
        components = 1
        device_space = "/DeviceGray"
    is_jpx = "/JPXDecode" in list_filters(stream)
    if is_jpx or is_indexed(space) or count_color_components(space) != components:
        set_entry(stream, "/ColorSpace", device_space)
    width, height = scan.pixels
    set_entry(stream, "/Width", width)
    set_entry(stream, "/Height", height)
    set_entry(stream, "/BitsPerComponent", 8)
    set_entry(stream, "/Filter", "/DCTDecode")
    stream.pop("/DecodeParms", None)
    stream.pop("/SMaskInData", None)
    set_encoded_data(stream, scan.jpeg)


def report_changes(changes: list[ScanChange], findings: Findings) -> None:
    """Tell what became of scans, those of one kind together."""
    groups: dict[str, list[ScanChange]] = {}
    for change in changes:
        groups.setdefault(change.description, []).append(change)
    for description, alike in groups.items():
        several = ""
        if len(alike) > 1:
            several = f"{len(alike)} scans, each "
        pages = format_pages(change.page for change in alike)
        now = format_bytes(sum(change.bytes_now for change in alike))
        before = format_bytes(sum(change.bytes_before for change in alike))
        findings.add_note("A280", f"{pages}: {several}{description}: {now}, was {before}")


def describe_change(scan: Scan) -> ScanChange:
    """Describe what is to become of a scan, before it does."""
    is_grey = count_color_components(scan.stream.get("/ColorSpace")) == 1
    before = format_scan(scan.calculate_dpi(scan.pixels_before), is_grey=is_grey)
    after = format_scan(scan.calculate_dpi(scan.pixels), is_grey=scan.is_grey, noun="")
    description = f"{before} became {after}"
    return ScanChange(description, scan.page, scan.bytes_now, scan.bytes_before)


def format_scan(dpi: float, *, is_grey: bool, noun: str = " scan") -> str:
    """Say what a scan is: "600 dpi grey scan"."""
    colour = "colour"
    if is_grey:
        colour = "grey"
    return f"{_round_dpi(dpi)} dpi {colour}{noun}"


def report_left_alone(scans: list[Scan], findings: Findings) -> None:
    """Tell why scans are as they were."""
    groups: dict[str, list[int]] = {}
    for scan in scans:
        if scan.reason:
            groups.setdefault(scan.reason, []).append(scan.page)
    for reason, pages in groups.items():
        findings.add("A281", f"{format_pages(pages)}: a scan {reason}, was left as it is")


def _round_dpi(dpi: float) -> int:
    if dpi > 50:
        return round(dpi / 5) * 5
    return round(dpi)
