"""Decode and encode pictures with Pillow, from files and from the streams of a PDF.

This is the only module here that uses Pillow.
"""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from cvgen.attachments.file_types import refuse_file
from cvgen.attachments.pdf_objects import get_encoded_data, get_entry, is_stream
from cvgen.errors import CvgenError
from cvgen.pdf.geometry import count_color_components

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 75_000_000  # A3 at 600 dpi; more would take over 500 MB
_COLOURED = 30  # of 255, by which red, green and blue differ: more than yellowed paper does
_COLOURED_SHARE = 0.0002  # of the picture: less is noise, and a small signature is more
_SAMPLE_SIDE = 700  # pixels of the longer side are enough to see colour
_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PNG_GREY, _PNG_RGB, _PNG_PALETTE = 0, 2, 3  # colour types
_PNG_PREDICTORS = 10  # and higher: rows are filtered as in a PNG


class LeftAloneError(Exception):
    """A picture in a PDF is of a kind that is left as it is; the message says why."""


class _Raster(Struct, frozen=True):
    """How the pixels of a picture stand in the data of its stream."""

    width: int
    height: int
    depth: int  # bits of a component
    components: int
    palette: bytes | None
    predictor: int

    @property
    def row_length(self) -> int:
        """Count the bytes of a row of pixels."""
        return (self.width * self.components * self.depth + 7) // 8


@contextmanager
def open_picture(data: bytes, path: Path) -> Iterator[Image]:
    """Open a picture file, without reading its pixels yet.

    Raises PdfError when it is broken, cut off or too large, also while the pixels are read.
    """
    from PIL import Image

    try:
        with _refuse_truncated(), Image.open(io.BytesIO(data)) as image:
            check_pixel_count(image)
            yield image
    except Image.DecompressionBombError:
        millions = MOST_PIXELS // 1_000_000
        message = f"'{path.name}' has more than {millions} million pixels"
        raise refuse_file(path, "A233", message, "save it smaller") from None
    except CvgenError:
        raise
    except Exception as error:  # noqa: BLE001 - Pillow fails on a broken picture in any way
        message = f"'{path.name}' is broken or cut off: {error}"
        raise refuse_file(path, "A203", message, "download or copy it again") from None


def check_pixel_count(image: Image) -> None:
    """Check that a picture, whose pixels are not read yet, fits into the memory.

    Raises Pillow's DecompressionBombError, which `open_picture` puts into words.
    """
    from PIL import Image

    if image.width * image.height > MOST_PIXELS:
        raise Image.DecompressionBombError


def check_jpeg_end(data: bytes) -> None:
    """Read a JPEG to its end, at an eighth of its size; Pillow raises OSError if it is cut off."""
    from PIL import Image

    with Image.open(io.BytesIO(data)) as image:
        image.draft("L", (1, 1))
        image.load()


@contextmanager
def _refuse_truncated() -> Iterator[None]:
    """Let Pillow fail on cut-off data, which WeasyPrint tells it to accept; mute its warnings."""
    from PIL import ImageFile

    accepted = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = accepted


def has_colour(image: Image) -> bool:
    """Say whether there is more in a picture than greys on paper that may have yellowed."""
    from PIL import ImageChops

    if image.mode != "RGB":
        return False
    sample = image.reduce(max(1, max(image.size) // _SAMPLE_SIDE))
    red, green, blue = sample.split()
    red_green = ImageChops.difference(red, green)
    green_blue = ImageChops.difference(green, blue)
    histogram = ImageChops.lighter(red_green, green_blue).histogram()
    coloured = sum(histogram[_COLOURED:])
    return coloured > max(3, _COLOURED_SHARE * sample.width * sample.height)


def encode_jpeg(image: Image, size: tuple[int, int], quality: int) -> bytes:
    """Resize a picture, and encode it as JPEG without anything beside its pixels."""
    from PIL import Image

    if image.size != size:
        image = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    file = io.BytesIO()
    image.save(file, "JPEG", quality=quality, optimize=True)
    return file.getvalue()


def encode_png(image: Image) -> bytes:
    """Encode a picture as PNG, on white where it is transparent."""
    from PIL import Image

    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        transparent = image.convert("RGBA")
        white = Image.new("RGBA", transparent.size, "white")
        image = Image.alpha_composite(white, transparent).convert("RGB")
    elif image.mode.startswith("I"):  # 16 bits a pixel
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    elif image.mode not in ("1", "L", "P", "RGB"):
        image = image.convert("RGB")
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def convert_to_grey(image: Image) -> Image:
    """Convert a picture to grey where it has no colour."""
    if has_colour(image):
        return image
    return image.convert("L")


def decode_image(stream: Any, size: tuple[int, int]) -> Image:
    """Decode a picture in a PDF; it may come smaller at once, but not under `size`.

    Raises LeftAloneError for kinds that are better not touched.
    """
    _check_kind(stream)
    data = get_encoded_data(stream)
    filters = list_filters(stream)
    if len(filters) == 2 and filters[0] == "/FlateDecode":
        data = _inflate(data, len(data) * 20)
        filters = filters[1:]
    if filters in (["/DCTDecode"], ["/JPXDecode"]):
        return _decode_file(data, size)
    if filters in ([], ["/FlateDecode"]):
        return _decode_rows(_read_raster(stream), data, is_compressed=bool(filters))
    raise LeftAloneError("of a kind that is not read here")


def list_filters(stream: Any) -> list[str]:
    """List the filters of a stream, in the order in which they are undone."""
    filters = get_entry(stream, "/Filter")
    if filters is None:
        return []
    if isinstance(filters, list):
        return [str(name) for name in filters]
    return [str(filters)]


def is_indexed(space: Any) -> bool:
    """Say whether the colours of a colour space, its reference resolved, are in a palette."""
    return isinstance(space, list) and space[0] in ("/Indexed", "/I")


def _read_depth(stream: Any) -> int:
    if stream.get("/ImageMask"):
        return 1
    return int(stream.get("/BitsPerComponent", 8))


def _check_kind(stream: Any) -> None:
    width = int(stream["/Width"])
    height = int(stream["/Height"])
    if width * height > MOST_PIXELS:
        raise LeftAloneError(f"of more than {MOST_PIXELS // 1_000_000} million pixels")
    if _read_depth(stream) == 1:
        raise LeftAloneError("in black and white only, which is small already")
    if count_color_components(stream.get("/ColorSpace")) == 4:
        raise LeftAloneError("in printing colours (CMYK)")
    has_colour_key = isinstance(stream.get("/Mask"), list)
    mask = get_entry(stream, "/SMask")
    is_preblended = mask is not None and "/Matte" in mask
    if "/Decode" in stream or has_colour_key or is_preblended:
        raise LeftAloneError("with colours of its own making")


def _inflate(data: bytes, most: int) -> bytes:
    decompressor = zlib.decompressobj()
    try:
        result = decompressor.decompress(data, most)
    except zlib.error:
        raise LeftAloneError("broken") from None
    if decompressor.unconsumed_tail:
        raise LeftAloneError("larger than it says")
    return result


def _decode_file(data: bytes, size: tuple[int, int]) -> Image:
    from PIL import Image

    try:
        with _refuse_truncated():
            image = Image.open(io.BytesIO(data))
            check_pixel_count(image)
            image.draft(None, size)
            image.load()
    except Image.DecompressionBombError:
        raise LeftAloneError("larger than it says") from None
    except Exception:  # noqa: BLE001 - Pillow fails on a broken picture in any way
        raise LeftAloneError("broken") from None
    if image.mode == "CMYK":
        raise LeftAloneError("in printing colours (CMYK)")
    if image.mode in ("L", "RGB"):
        return image
    return image.convert("RGB")


def _read_raster(stream: Any) -> _Raster:
    """Read how the pixels of a picture stand.

    Raises LeftAloneError where a PNG could not hold them in the same way.
    """
    space = get_entry(stream, "/ColorSpace")
    palette = None
    components = count_color_components(space)
    if is_indexed(space):
        components = 1
    depth = _read_depth(stream)
    predictor = _read_predictor(stream)
    is_readable_depth = depth == 8 or (depth in (2, 4) and components == 1)
    is_tiff_predictor = 1 < predictor < _PNG_PREDICTORS
    if components not in (1, 3) or not is_readable_depth or is_tiff_predictor:
        raise LeftAloneError("of a kind that is not read here")
    if is_indexed(space):
        palette = _read_palette(space)
    width = int(stream["/Width"])
    height = int(stream["/Height"])
    return _Raster(width, height, depth, components, palette, predictor)


def _read_predictor(stream: Any) -> int:
    parameters = get_entry(stream, "/DecodeParms")
    if isinstance(parameters, list) and parameters:
        parameters = parameters[0]
    return int((parameters or {}).get("/Predictor", 1))


def _decode_rows(raster: _Raster, data: bytes, *, is_compressed: bool) -> Image:
    """Decode plain rows of pixels, by way of a PNG around them, whose reader is quick."""
    if raster.predictor == 1:
        plain = data
        if is_compressed:
            plain = _inflate(data, raster.row_length * raster.height + 64)
        data = _compress_rows(plain, raster)
    colour_type = _PNG_GREY
    if raster.palette is not None:
        colour_type = _PNG_PALETTE
    elif raster.components == 3:
        colour_type = _PNG_RGB
    header = struct.pack(
        ">IIBBBBB", raster.width, raster.height, raster.depth, colour_type, 0, 0, 0
    )
    chunks = [_PNG_SIGNATURE, _make_chunk(b"IHDR", header)]
    if raster.palette:
        chunks.append(_make_chunk(b"PLTE", raster.palette))
    chunks.append(_make_chunk(b"IDAT", data))
    chunks.append(_make_chunk(b"IEND", b""))
    image = _decode_file(b"".join(chunks), (raster.width, raster.height))
    if image.mode == "P":
        return image.convert("RGB")
    return image


def _compress_rows(plain: bytes, raster: _Raster) -> bytes:
    """Put before each row the byte by which a PNG says that it is not filtered."""
    length = raster.row_length
    starts = range(0, length * raster.height, length)
    rows = b"".join(b"\0" + plain[start : start + length] for start in starts)
    return zlib.compress(rows, 1)


def _read_palette(space: Any) -> bytes:
    """Return the colours of an indexed colour space as RGB, at most 256 of them."""
    table = space[3].get_object()
    data = getattr(table, "original_bytes", table)
    if is_stream(table):
        data = table.get_data()
    components = count_color_components(space[1])
    if components == 1:
        data = bytes(grey for grey in data for _ in range(3))
    elif components != 3:
        raise LeftAloneError("of a kind that is not read here")
    return bytes(data[: len(data) // 3 * 3][:768])


def _make_chunk(kind: bytes, data: bytes) -> bytes:
    checksum = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checksum)
