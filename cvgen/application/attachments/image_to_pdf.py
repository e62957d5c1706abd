"""Convert a picture (JPEG, PNG, TIFF, WebP) to a PDF: each frame on a page, upright, without EXIF.

A JPEG's data and a PNG's rows are taken as they are, without decoding.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from msgspec import Struct

from cvgen.application.attachments.file_types import detect_file_type
from cvgen.application.attachments.findings import Findings
from cvgen.application.attachments.image_formats import PNG_PALETTE, PNG_RGB, parse_png, strip_jpeg
from cvgen.application.attachments.papers import Size, choose_paper
from cvgen.application.attachments.pdf_objects import (
    add_object,
    add_stream,
    make_encoded_stream,
    set_entry,
    write_pdf,
)
from cvgen.application.attachments.pixels import (
    EXIF_ORIENTATION,
    check_jpeg_end,
    check_pixel_count,
    encode_jpeg,
    encode_png,
    open_picture,
    read_reduced,
)
from cvgen.pdf.geometry import Matrix
from cvgen.target.demands import Demands
from cvgen.text.units import MILLIMETRE, format_bytes, join_words

_MARGIN = 15 * MILLIMETRE
_SCAN_TOLERANCE = 0.01  # by which the shape of a scan may miss that of its paper
_LEAST_DPI = 100  # a small picture is not drawn larger than this
_POOR_DPI = 120  # letters become hard to read
_GPS_INFO = 0x8825  # the EXIF tag
_WEBP_QUALITY = 90
_LARGE_QUALITY = 85
MOST_DPI = 300  # of a large picture, where nothing else is demanded
_HEADER = "%PDF-1.5"  # the version which has all that a PNG may hold
_MOST_FRAMES = 200
# How each EXIF orientation is drawn in a box of 1 by 1, whose corner is at the lower left.
_ORIENTATIONS: dict[int, Matrix] = {
    1: (1, 0, 0, 1, 0, 0), 2: (-1, 0, 0, 1, 1, 0), 3: (-1, 0, 0, -1, 1, 1), 4: (1, 0, 0, -1, 0, 1),
    5: (0, -1, -1, 0, 1, 1), 6: (0, -1, 1, 0, 0, 1), 7: (0, 1, 1, 0, 0, 0), 8: (0, 1, -1, 0, 1, 0),
}  # fmt: skip
_FIRST_ACROSS = 5  # orientations from here on swap width and height
_DEVICE_SPACES = {"L": "/DeviceGray", "CMYK": "/DeviceCMYK"}
_PROFILE_SPACES = {"/DeviceGray": b"GRAY", "/DeviceRGB": b"RGB "}


class _EncodedImage(Struct, frozen=True):
    """The pixels as a PDF takes them: encoded data, and entries of the stream's dictionary."""

    data: bytes
    entries: dict[str, Any]
    pixels: tuple[int, int]
    orientation: int = 1
    icc_profile: bytes = b""


class _ImageFacts(Struct, frozen=True):
    """What is told of a picture that becomes a page."""

    pixels: tuple[int, int]
    dpi: float
    left_out: str
    lies: bool


def convert_image_to_pdf(data: bytes, path: Path, demands: Demands, findings: Findings) -> bytes:
    """Put a picture on a page, or each of its frames on one.

    Raises PdfError when it is broken or too large.
    """
    with open_picture(data, path) as image:
        about = _describe_image(image, demands)
        frames = list(_encode_frames(image, data, detect_file_type(data, path)))
    return _make_pages(frames, about, demands, findings)


def convert_large_image(file: BinaryIO, path: Path, demands: Demands, findings: Findings) -> bytes:
    """Put a picture that is too large to be held on a page, at the demanded resolution.

    Raises PdfError when it is broken or too large.
    """
    dpi = demands.dpi or MOST_DPI
    with open_picture(file, path) as image:
        about = _describe_image(image, demands)
        frames = list(_reduce_frames(image, dpi, demands))
    now = format_bytes(sum(len(frame.data) for frame in frames))
    before = format_bytes(path.stat().st_size)
    findings.add_note("A280", f"it was made lighter, to at most {dpi} dpi: {now}, was {before}")
    return _make_pages(frames, about, demands, findings)


def _make_pages(
    frames: list[_EncodedImage], about: _ImageFacts, demands: Demands, findings: Findings
) -> bytes:
    """Make a page of each frame, and tell what became of the picture."""
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.pdf_header = _HEADER
    for frame in frames:
        paper = _add_page(writer, frame, demands)
    result = "it became a page"
    if len(frames) > 1:
        result = f"its {len(frames)} pictures became pages"
    width, height = about.pixels
    message = f"{result} on {paper}, {width} × {height} pixels at {about.dpi:.0f} dpi"
    if about.left_out:
        message += f"; left out: {about.left_out}"
    findings.add_note("A290", message)
    if about.lies:
        message = "it is a scan in landscape, and nothing in it says whether that is upright"
        hint = "look at it: if it lies on its side, turn and save it"
        findings.add("A292", message, hint, "note")
    if about.dpi < _POOR_DPI:
        message = f"it has only {about.dpi:.0f} dpi as a page, and may be hard to read"
        findings.add("A291", message, "scan it anew, at 200 or 300 dpi")
    return write_pdf(writer)


def _describe_image(image: Any, demands: Demands) -> _ImageFacts:
    return _ImageFacts(
        image.size,
        calculate_page_dpi(image, demands),
        join_words(list(_list_private_data(image))),
        _lies_across(image, demands),
    )


def _reduce_frames(image: Any, dpi: int, demands: Demands) -> Iterator[_EncodedImage]:
    """Encode each frame at the resolution that is demanded of its page."""
    orientation = _read_orientation(image)
    icc_profile = image.info.get("icc_profile") or b""
    frames = min(getattr(image, "n_frames", 1), _MOST_FRAMES)
    for index in range(frames):
        image.seek(index)
        share = min(1.0, dpi / calculate_page_dpi(image, demands))
        width, height = image.size
        size = (max(1, round(width * share)), max(1, round(height * share)))
        reduced = read_reduced(image, size)
        jpeg = encode_jpeg(reduced, size, _LARGE_QUALITY)
        entries = _make_jpeg_entries(reduced.mode)
        yield _EncodedImage(jpeg, entries, size, orientation, icc_profile)


def _lies_across(image: Any, demands: Demands) -> bool:
    """Return whether a picture is a scan of a page in landscape that no EXIF has turned."""
    width, height = image.size
    if width <= height or EXIF_ORIENTATION in image.getexif():
        return False
    paper = choose_paper(_make_directed_size(image.size), demands.papers)
    return _is_whole_page(image.size, paper.size)


def calculate_page_dpi(image: Any, demands: Demands) -> float:
    """Calculate the resolution that a picture has once it is a page."""
    pixels = _orient_size(image.size, _read_orientation(image))
    width, _ = _choose_drawn_size(pixels, demands)
    return 72 * pixels[0] / width


def _read_orientation(image: Any) -> int:
    orientation: int = image.getexif().get(EXIF_ORIENTATION, 1)
    if orientation in _ORIENTATIONS:
        return orientation
    return 1


def _orient_size(pixels: tuple[int, int], orientation: int) -> tuple[int, int]:
    width, height = pixels
    if orientation >= _FIRST_ACROSS:
        return height, width
    return width, height


def _choose_drawn_size(pixels: tuple[int, int], demands: Demands) -> Size:
    """Return the size at which a picture is drawn, in points."""
    width, height = pixels
    paper = choose_paper(_make_directed_size(pixels), demands.papers)
    margin = _MARGIN
    if _is_whole_page(pixels, paper.size):
        margin = 0
    scale = min(
        (paper.size[0] - 2 * margin) / width,
        (paper.size[1] - 2 * margin) / height,
        72 / _LEAST_DPI,
    )
    return width * scale, height * scale


def _is_whole_page(pixels: tuple[int, int], paper: Size) -> bool:
    """Return whether a picture has the shape of a paper, as a scan of a page has."""
    shape = pixels[0] / pixels[1]
    return abs(shape / (paper[0] / paper[1]) - 1) < _SCAN_TOLERANCE


def _make_directed_size(pixels: tuple[int, int]) -> Size:
    """Return a size that is landscape where a picture is, and which no paper has."""
    if pixels[0] > pixels[1]:
        return 10.0, 1.0
    return 1.0, 10.0


def _list_private_data(image: Any) -> Iterator[str]:
    exif = image.getexif()
    if _GPS_INFO in exif:
        yield "where it was taken"
    if exif or image.info.get("exif"):
        yield "the camera's notes (EXIF)"


def _encode_frames(image: Any, data: bytes, file_type: str) -> Iterator[_EncodedImage]:
    if file_type == "jpeg":
        check_jpeg_end(data)
        yield _take_jpeg(data, image)
        return
    orientation = _read_orientation(image)
    icc_profile = image.info.get("icc_profile") or b""
    frames = min(getattr(image, "n_frames", 1), _MOST_FRAMES)
    for index in range(frames):
        image.seek(index)
        check_pixel_count(image)
        if file_type == "webp" and image.mode == "RGB":
            jpeg = encode_jpeg(image, image.size, _WEBP_QUALITY)
            entries = _make_jpeg_entries("RGB")
            yield _EncodedImage(jpeg, entries, image.size, orientation, icc_profile)
            continue
        image.load()
        png = data
        if file_type != "png":
            png = encode_png(image)
        yield _take_png(png, image, orientation)


def _make_jpeg_entries(mode: str) -> dict[str, Any]:
    return {
        "/ColorSpace": _DEVICE_SPACES.get(mode, "/DeviceRGB"),
        "/BitsPerComponent": 8,
        "/Filter": "/DCTDecode",
    }


def _take_jpeg(data: bytes, image: Any) -> _EncodedImage:
    jpeg = strip_jpeg(data)
    entries = _make_jpeg_entries(image.mode)
    if image.mode == "CMYK" and jpeg.has_adobe_marker:
        entries["/Decode"] = [1, 0] * 4  # Adobe's programs write CMYK inverted
    icc_profile = b""
    if image.mode in ("L", "RGB"):
        icc_profile = image.info.get("icc_profile") or b""
    return _EncodedImage(jpeg.data, entries, image.size, _read_orientation(image), icc_profile)


def _take_png(data: bytes, image: Any, orientation: int) -> _EncodedImage:
    """Take the rows of a PNG as they are; one that is transparent or interlaced is encoded anew."""
    png = parse_png(data)
    if png.is_transparent or png.is_interlaced:
        png = parse_png(encode_png(image))
    colours = 1
    space: Any = "/DeviceGray"
    if png.colour_type == PNG_RGB:
        colours = 3
        space = "/DeviceRGB"
    elif png.colour_type == PNG_PALETTE:
        space = ["/Indexed", "/DeviceRGB", len(png.palette) // 3 - 1, png.palette]
    predictor = {
        "/Predictor": 15,
        "/Colors": colours,
        "/BitsPerComponent": png.depth,
        "/Columns": png.width,
    }
    entries = {
        "/ColorSpace": space,
        "/BitsPerComponent": png.depth,
        "/Filter": "/FlateDecode",
        "/DecodeParms": predictor,
    }
    return _EncodedImage(png.rows, entries, (png.width, png.height), orientation)


def _add_page(writer: Any, image: _EncodedImage, demands: Demands) -> str:
    """Add a page with a picture in its middle; return the name of its paper."""
    pixels = _orient_size(image.pixels, image.orientation)
    paper = choose_paper(_make_directed_size(pixels), demands.papers)
    page_width, page_height = paper.size
    width, height = _choose_drawn_size(pixels, demands)
    page = writer.add_blank_page(round(page_width, 3), round(page_height, 3))
    a, b, c, d, e, f = _ORIENTATIONS[image.orientation]
    left = (page_width - width) / 2
    bottom = (page_height - height) / 2
    matrix = (a * width, b * height, c * width, d * height, left + e * width, bottom + f * height)
    operands = " ".join(f"{value:.4f}" for value in matrix)
    content = f"q {operands} cm /Picture Do Q\n"
    set_entry(page, "/Contents", add_stream(writer, content.encode()))
    picture = add_object(writer, _make_image_stream(writer, image))
    set_entry(page, "/Resources", {"/XObject": {"/Picture": picture}})
    return paper.name


def _make_image_stream(writer: Any, image: _EncodedImage) -> Any:
    width, height = image.pixels
    entries = {
        "/Type": "/XObject",
        "/Subtype": "/Image",
        "/Width": width,
        "/Height": height,
        **image.entries,
    }
    device_space = str(image.entries["/ColorSpace"])
    if image.icc_profile[16:20] == _PROFILE_SPACES.get(device_space):
        entries["/ColorSpace"] = _make_icc_space(writer, image.icc_profile, device_space)
    return make_encoded_stream(image.data, entries)


def _make_icc_space(writer: Any, icc_profile: bytes, device_space: str) -> list[Any]:
    components = 3
    if device_space == "/DeviceGray":
        components = 1
    entries = {"/N": components, "/Filter": "/FlateDecode"}
    stream = make_encoded_stream(zlib.compress(icc_profile, 9), entries)
    return ["/ICCBased", add_object(writer, stream)]
