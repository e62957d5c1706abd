"""Decode the picture of a person or a work, and make what a page prints of it.

A picture may come from anybody: only three formats are opened, and their size is looked at before
their pixels are read, so that none needs a process of its own.
"""

from __future__ import annotations

import io
import re
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 60_000_000  # what a good camera takes; 240 MB while they are decoded
_FORMATS = ("JPEG", "PNG", "WEBP")
_PRINTED_MODES = frozenset({"1", "L", "LA", "P", "PA", "RGB", "RGBA"})
_SIXTEEN_BITS = 65_535
_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHUNK_FRAME = 12  # bytes of a chunk beside its data
_PRINTED_CHUNKS = frozenset(  # the others hold texts, EXIF, dates, or more pictures
    (
        b"IHDR",
        b"PLTE",
        b"IDAT",
        b"IEND",
        b"tRNS",
        b"gAMA",
        b"cHRM",
        b"sRGB",
        b"iCCP",
        b"sBIT",
        b"pHYs",
    )
)
_PNG_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # by the type of colour
_MOST_UNPACKED = 1 << 20  # bytes at once
# Markers of JPEG (ISO 10918-1, B.1.1.3).
_MARKER = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])")
_SOS, _EOI, _COM = 0xDA, 0xD9, 0xFE
_APPLICATIONS = range(0xE0, 0xF0)
# What applications write that says how pixels print; the rest (EXIF, XMP, IPTC, small pictures,
# where other pictures lie) is said beside them.
_PRINTED_DATA = ((0xE0, b"JFIF\0"), (0xE2, b"ICC_PROFILE\0"), (0xEE, b"Adobe"))
_LEAST_MARKER = 0xC0  # lower ones are reserved, and no file has them
_ORIENTATION = 0x0112  # the EXIF tag


class BrokenPhotoError(ValueError):
    """A picture cannot be decoded whole; the message goes on from "the picture"."""


def check_photo(data: bytes) -> str:
    """Decode a picture to its last pixel; return its mode as Pillow names it.

    Raises BrokenPhotoError for one that is broken or has too many pixels.
    """
    with _open_photo(data) as image:
        image.load()
        mode: str = image.mode
    if _is_jpeg(data):
        _list_segments(data)
    elif data.startswith(_PNG_SIGNATURE):
        _check_chunks(data)
    return mode


def make_printable(data: bytes) -> bytes:
    """Make a picture that the engine prints right: 8 bits, no printing colours, JPEG or PNG.

    What it says beside its pixels (EXIF, comments, what follows its end) is left out.
    """
    with _open_photo(data) as image:
        is_upright = _read_orientation(image) == 1
        if image.mode in _PRINTED_MODES and image.format != "WEBP":
            if not _is_jpeg(data):
                return _strip_chunks(data)
            if is_upright:
                return _strip_metadata(data)
        return _encode_anew(image)


def measure_photo(data: bytes) -> tuple[int, int]:
    """Measure a picture in pixels, width before height.

    Raises BrokenPhotoError.
    """
    with _open_photo(data) as image:
        width, height = image.size
    return width, height


def make_small(data: bytes, most_pixels: int) -> tuple[bytes, int, int]:
    """Make a picture for a screen, with neither side longer, and nothing said beside its pixels.

    A JPEG, or a PNG where something shines through. Returns it with its width and its height.
    """
    with _open_photo(make_printable(data)) as image:
        has_holes = image.mode in ("LA", "PA", "RGBA") or "transparency" in image.info
        small = image.convert("RGBA" if has_holes else "RGB")
    small.thumbnail((most_pixels, most_pixels))
    small.info.clear()
    file = io.BytesIO()
    if has_holes:
        small.save(file, "PNG", optimize=True)
    else:
        small.save(file, "JPEG", quality=85, optimize=True)
    return file.getvalue(), small.width, small.height


@contextmanager
def _open_photo(data: bytes) -> Iterator[Image]:
    from PIL import Image, ImageFile

    accepted = ImageFile.LOAD_TRUNCATED_IMAGES
    # WeasyPrint tells Pillow to fill up what is cut off.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                _check_pixel_count(image)
                yield image
    except Image.DecompressionBombError:
        message = f"has more than {MOST_PIXELS // 1_000_000} million pixels"
        raise BrokenPhotoError(message) from None
    except BrokenPhotoError:
        raise
    except Exception:  # noqa: BLE001 - Pillow fails on a broken picture in any way
        raise BrokenPhotoError("is broken or cut off, and cannot be decoded") from None
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = accepted


def _check_pixel_count(image: Any) -> None:
    from PIL import Image

    if image.width * image.height > MOST_PIXELS:
        raise Image.DecompressionBombError


def _read_orientation(image: Any) -> int:
    """Return how a picture is to be turned; 1, as it lies, where its EXIF is broken."""
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except Exception:  # noqa: BLE001 - Pillow fails on broken EXIF in any way
        return 1


def _list_chunks(png: bytes) -> list[tuple[bytes, bytes]]:
    """List the chunks of a PNG to its end, each with its kind (ISO 15948, 5.3).

    Raises BrokenPhotoError where a checksum is wrong, or the end is missing.
    """
    chunks = []
    position = len(_PNG_SIGNATURE)
    while position + _CHUNK_FRAME <= len(png):
        length, kind = struct.unpack_from(">I4s", png, position)
        end = position + 8 + length
        if png[end : end + 4] != struct.pack(">I", zlib.crc32(png[position + 4 : end])):
            raise BrokenPhotoError("is broken: a checksum in it is wrong")
        chunks.append((kind, png[position : end + 4]))
        if kind == b"IEND":
            return chunks
        position = end + 4
    raise BrokenPhotoError("is broken or cut off: its end is missing")


def _strip_chunks(png: bytes) -> bytes:
    """Leave out of a PNG what is said beside its pixels, and what follows its end."""
    kept = [content for kind, content in _list_chunks(png) if kind in _PRINTED_CHUNKS]
    return b"".join([_PNG_SIGNATURE, *kept])


def _check_chunks(png: bytes) -> None:
    """Check the chunks of a PNG, and that no line is missing.

    Raises BrokenPhotoError.
    """
    pixels = [content[8:-4] for kind, content in _list_chunks(png) if kind == b"IDAT"]
    _check_lines(png, b"".join(pixels))


def _check_lines(png: bytes, pixels: bytes) -> None:
    """Check that the compressed pixels of a PNG are all that its head says (ISO 15948, 11.2.2).

    Of one that is interlaced only that they end. Raises BrokenPhotoError.
    """
    width, height, depth, color, _, _, interlace = struct.unpack_from(">IIBBBBB", png, 16)
    line = 1 + (width * depth * _PNG_CHANNELS[color] + 7) // 8
    least = 1 if interlace else line * height
    if _measure_unpacked(pixels, least) < least:
        raise BrokenPhotoError("is broken: its last lines are missing")


def _measure_unpacked(data: bytes, most: int) -> int:
    """Count the bytes that compressed data has, up to a number, or to where it is broken."""
    unpacked = zlib.decompressobj()
    length = 0
    with suppress(zlib.error):
        while data and length < most:
            length += len(unpacked.decompress(data, _MOST_UNPACKED))
            data = unpacked.unconsumed_tail
    return length


def _is_jpeg(data: bytes) -> bool:
    return data.startswith(b"\xff\xd8")


def _strip_metadata(jpeg: bytes) -> bytes:
    """Leave out of a JPEG what is said beside its pixels, without decoding it."""
    kept = [content for marker, content in _list_segments(jpeg) if _is_printed(marker, content)]
    return b"".join([jpeg[:2], *kept])


def _is_printed(marker: int, segment: bytes) -> bool:
    if marker not in _APPLICATIONS:
        return marker != _COM
    data = segment.lstrip(b"\xff")[3:]  # behind the marker and the length
    return any(marker == own and data.startswith(name) for own, name in _PRINTED_DATA)


def _list_segments(jpeg: bytes) -> list[tuple[int, bytes]]:
    """List the segments of a JPEG up to its end, each with its marker.

    Raises BrokenPhotoError where something stands between them that no encoder writes.
    """
    segments = []
    position = 2
    while (match := _MARKER.search(jpeg, position)) is not None:
        marker = match[1][0]
        if marker < _LEAST_MARKER:
            raise BrokenPhotoError("is broken: its middle is damaged")
        if marker == _EOI:
            segments.append((marker, b"\xff\xd9"))
            return segments
        length = int.from_bytes(jpeg[match.end() : match.end() + 2], "big")
        position = match.end() + length
        if marker == _SOS:
            following = _MARKER.search(jpeg, position)
            if following is not None:
                position = following.start()
        segments.append((marker, jpeg[match.start() : position]))
    raise BrokenPhotoError("is broken or cut off: its end is missing")


def _encode_anew(image: Any) -> bytes:
    """Encode a picture upright, as PNG or (what was a JPEG) as JPEG."""
    from PIL import ImageOps

    file = io.BytesIO()
    is_jpeg = image.format in ("JPEG", "MPO")
    upright = image
    if _read_orientation(image) != 1:
        upright = ImageOps.exif_transpose(image)
    upright = _convert_mode(upright)
    upright.info.clear()
    if is_jpeg:
        upright.save(file, "JPEG", quality=95, subsampling=0)
    else:
        upright.save(file, "PNG")
    return file.getvalue()


def _convert_mode(image: Any) -> Any:
    """Convert a picture to a mode that the engine prints."""
    if image.mode == "CMYK":
        return _convert_printing_colours(image)
    if image.mode.startswith(("I", "F")):
        return _convert_deep_grey(image)
    if image.mode in _PRINTED_MODES:
        return image
    return image.convert("RGB")


def _convert_printing_colours(image: Any) -> Any:
    """Convert CMYK to RGB, by the profile in the file where there is one that can be used."""
    from PIL import ImageCms

    profile = image.info.get("icc_profile")
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            target = ImageCms.createProfile("sRGB")
            return ImageCms.profileToProfile(image, source, target, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass
    return image.convert("RGB")


def _convert_deep_grey(image: Any) -> Any:
    """Convert grey of 16 bits a pixel to 8: black stays black, and white stays white."""
    deep = image.convert("F")
    return deep.point(lambda value: value * (255 / _SIXTEEN_BITS) + 0.5).convert("L")
