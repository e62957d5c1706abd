"""Takes a picture as a file (JPEG, PNG, TIFF, WebP), gives a PDF with it on a page of the target's paper, upright, without EXIF."""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cvgen.attachments import file_types as kinds
from cvgen.attachments import pixels
from cvgen.attachments.report import Told, sheet
from cvgen.target.load import Demands
from cvgen.units import MILLIMETRE, join_words

_MARGIN = 15 * MILLIMETRE
_LEAST_DPI = 100  # a small picture is not drawn larger than this
_POOR_DPI = 120  # letters become hard to read
_ORIENTATION = 0x0112  # the EXIF tag
_PLACE = 0x8825  # the EXIF tag of where a picture was taken
_WEBP_QUALITY = 90
_VERSION = "%PDF-1.5"  # which has all that a PNG may hold
_MOST_FRAMES = 200
# How each EXIF orientation is drawn in a box of 1 by 1, whose corner is at the lower left.
_TURNS = {
    1: (1, 0, 0, 1, 0, 0), 2: (-1, 0, 0, 1, 1, 0), 3: (-1, 0, 0, -1, 1, 1), 4: (1, 0, 0, -1, 0, 1),
    5: (0, -1, -1, 0, 1, 1), 6: (0, -1, 1, 0, 0, 1), 7: (0, 1, 1, 0, 0, 0), 8: (0, 1, -1, 0, 1, 0),
}  # fmt: skip
_APP14, _SCAN, _END, _REMARK = 0xEE, 0xDA, 0xD9, 0xFE
_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")  # none of which stands within a picture's data


@dataclass(frozen=True, slots=True)
class _Plate:
    """Pixels as a PDF takes them: packed data, and the entries of the stream's dictionary."""

    data: bytes
    entries: dict[str, Any]
    pixels: tuple[int, int]
    turn: int = 1
    profile: bytes = b""


def as_pdf(data: bytes, path: Path, demands: Demands, told: Told) -> bytes:
    """Put a picture on a page, or each of its frames on one.

    Raises PdfError when it is broken or too large.
    """
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.pdf_header = _VERSION
    with pixels.shown(data, path) as image:
        shape, dots = image.size, dpi(image, demands)
        extra = join_words(list(_beside(image)))
        plates = list(_plates(image, data, kinds.kind_of(data, path)))
    for plate in plates:
        paper = _page(writer, plate, demands)
    frames = f"its {len(plates)} pictures became pages" if len(plates) > 1 else "it became a page"
    told.note(
        "A290",
        f"{frames} on {paper}, {shape[0]} × {shape[1]} pixels at {dots:.0f} dpi"
        + (f"; left out: {extra}" if extra else ""),
    )
    if dots < _POOR_DPI:
        told.say(
            "A291",
            f"it has only {dots:.0f} dpi as a page, and may be hard to read",
            "scan it anew, at 200 or 300 dpi",
        )
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def dpi(image: Any, demands: Demands) -> float:
    """Say how closely the pixels of a picture stand once it is a page."""
    shape = _upright(image.size, _turn(image))
    return 72 * shape[0] / _size(shape, demands)[0]


def _turn(image: Any) -> int:
    turn = image.getexif().get(_ORIENTATION, 1)
    return turn if turn in _TURNS else 1


def _upright(shape: tuple[int, int], turn: int) -> tuple[int, int]:
    return shape[::-1] if turn > 4 else shape


def _size(shape: tuple[int, int], demands: Demands) -> tuple[float, float]:
    """Give the size at which a picture is drawn, in points."""
    _, paper = sheet(_like(shape), demands.papers)
    scale = min(
        *((whole - 2 * _MARGIN) / pixel for whole, pixel in zip(paper, shape, strict=True)),
        72 / _LEAST_DPI,
    )
    return shape[0] * scale, shape[1] * scale


def _like(shape: tuple[int, int]) -> tuple[float, float]:
    """Give a size of the same direction as a picture, which is no paper's."""
    return (10.0, 1.0) if shape[0] > shape[1] else (1.0, 10.0)


def _beside(image: Any) -> Iterator[str]:
    exif = image.getexif()
    if _PLACE in exif:
        yield "where it was taken"
    if exif or image.info.get("exif"):
        yield "the camera's notes (EXIF)"


def _plates(image: Any, data: bytes, kind: str) -> Iterator[_Plate]:
    turn, profile = _turn(image), image.info.get("icc_profile") or b""
    if kind == "jpeg":
        image.load()  # so that one that is cut off is found
        yield _from_jpeg(data, image, turn, profile)
        return
    for index in range(min(getattr(image, "n_frames", 1), _MOST_FRAMES)):
        image.seek(index)
        pixels.check(image)
        if kind == "webp" and image.mode == "RGB":
            packed = pixels.jpeg(image, image.size, _WEBP_QUALITY)
            yield _Plate(
                packed, _coloured("RGB") | {"/Filter": "/DCTDecode"}, image.size, turn, profile
            )
        else:
            image.load()
            yield _from_png(data if kind == "png" else pixels.png(image), image, turn)


def _coloured(mode: str) -> dict[str, Any]:
    return {
        "/ColorSpace": {"L": "/DeviceGray", "CMYK": "/DeviceCMYK"}.get(mode, "/DeviceRGB"),
        "/BitsPerComponent": 8,
    }


def _from_jpeg(data: bytes, image: Any, turn: int, profile: bytes) -> _Plate:
    bare, adobe = _bare(data)
    entries = _coloured(image.mode) | {"/Filter": "/DCTDecode"}
    if image.mode == "CMYK" and adobe:
        entries["/Decode"] = [1, 0] * 4
    return _Plate(bare, entries, image.size, turn, profile if image.mode in ("L", "RGB") else b"")


def _bare(data: bytes) -> tuple[bytes, bool]:
    """Take from a JPEG all that is not its picture, without decoding it; say whether Adobe's mark on its colours stays."""
    kept, at, adobe = [data[:2]], 2, False
    while (found := _MARKER.search(data, at)) is not None:
        marker = data[found.start() + 1]
        if marker == _END:
            break
        end = found.end() + int.from_bytes(data[found.end() : found.end() + 2], "big")
        after = _MARKER.search(data, end) if marker == _SCAN else None
        end = after.start() if after else end
        adobe = adobe or marker == _APP14
        if marker == _APP14 or not (0xE0 <= marker <= 0xEF or marker == _REMARK):
            kept.append(data[found.start() : end])
        at = end
    return b"".join([*kept, b"\xff\xd9"]), adobe


def _from_png(data: bytes, image: Any, turn: int) -> _Plate:
    """Take the rows of a PNG as they are; one that is transparent or in passes is written anew."""
    head, palette, rows = _parts(data)
    if head[3] in (4, 6) or head[6] or palette is None:
        head, palette, rows = _parts(pixels.png(image))
    wide, high, depth, kind = head[:4]
    inks = 3 if kind == 2 else 1
    parms = {"/Predictor": 15, "/Colors": inks, "/BitsPerComponent": depth, "/Columns": wide}
    space: Any = "/DeviceRGB" if kind == 2 else "/DeviceGray"
    if kind == 3:
        space = ["/Indexed", "/DeviceRGB", len(palette or b"") // 3 - 1, palette]
    return _Plate(
        rows,
        {
            "/ColorSpace": space,
            "/BitsPerComponent": depth,
            "/Filter": "/FlateDecode",
            "/DecodeParms": parms,
        },
        (wide, high),
        turn,
    )


def _parts(data: bytes) -> tuple[tuple[int, ...], bytes | None, bytes]:
    """Give the header, the palette (None where something is transparent) and the packed rows of a PNG."""
    head: tuple[int, ...] = ()
    palette, rows, clear, at = b"", [], False, 8
    while at + 8 <= len(data):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        content = data[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            head = struct.unpack(">IIBBBBB", content)
        palette = content if kind == b"PLTE" else palette
        clear = clear or kind == b"tRNS"
        rows += [content] if kind == b"IDAT" else []
        at += length + 12
    return head, None if clear else palette, b"".join(rows)


def _page(writer: Any, plate: _Plate, demands: Demands) -> str:
    """Add a page with a picture in its middle; give the name of its paper."""
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    shape = _upright(plate.pixels, plate.turn)
    name, paper = sheet(_like(shape), demands.papers)
    wide, high = _size(shape, demands)
    page = writer.add_blank_page(*(round(length, 3) for length in paper))
    a, b, c, d, e, f = _TURNS[plate.turn]
    left, low = (paper[0] - wide) / 2, (paper[1] - high) / 2
    matrix = (a * wide, b * high, c * wide, d * high, left + e * wide, low + f * high)
    content = DecodedStreamObject()
    content.set_data(
        ("q " + " ".join(f"{value:.4f}" for value in matrix) + " cm /Picture Do Q\n").encode()
    )
    page[NameObject("/Contents")] = writer._add_object(content)
    things = DictionaryObject({NameObject("/Picture"): writer._add_object(_stream(writer, plate))})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): things})
    return name


def _stream(writer: Any, plate: _Plate) -> Any:
    from pypdf.generic import EncodedStreamObject, NameObject

    stream = EncodedStreamObject()
    stream._data = plate.data
    entries = {
        "/Type": "/XObject",
        "/Subtype": "/Image",
        "/Width": plate.pixels[0],
        "/Height": plate.pixels[1],
    } | plate.entries
    stream.update({NameObject(name): _thing(value) for name, value in entries.items()})
    if plate.profile[16:20] == {"/DeviceGray": b"GRAY", "/DeviceRGB": b"RGB "}.get(
        str(plate.entries["/ColorSpace"])
    ):
        stream[NameObject("/ColorSpace")] = _profiled(writer, plate)
    return stream


def _profiled(writer: Any, plate: _Plate) -> Any:
    from pypdf.generic import ArrayObject, EncodedStreamObject, NameObject, NumberObject

    profile = EncodedStreamObject()
    profile._data = zlib.compress(plate.profile, 9)
    inks = 1 if plate.entries["/ColorSpace"] == "/DeviceGray" else 3
    profile.update(
        {NameObject("/N"): NumberObject(inks), NameObject("/Filter"): NameObject("/FlateDecode")}
    )
    return ArrayObject([NameObject("/ICCBased"), writer._add_object(profile)])


def _thing(value: Any) -> Any:
    from pypdf.generic import (
        ArrayObject,
        ByteStringObject,
        DictionaryObject,
        NameObject,
        NumberObject,
    )

    if isinstance(value, dict):
        return DictionaryObject({NameObject(name): _thing(one) for name, one in value.items()})
    if isinstance(value, list):
        return ArrayObject(map(_thing, value))
    if isinstance(value, bytes):
        return ByteStringObject(value)
    return NameObject(value) if isinstance(value, str) else NumberObject(value)
