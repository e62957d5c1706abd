"""Decode and encode pictures with Pillow, from files and from the streams of a PDF.

This is the only module here that uses Pillow.
"""

from __future__ import annotations

import io
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from msgspec.structs import replace

from cvgen.application.attachments.file_types import refuse_file
from cvgen.application.attachments.pdf_objects import get_encoded_data, get_entry
from cvgen.application.attachments.raster import (
    LeftAloneError,
    Raster,
    read_depth,
    read_raster,
    read_row_blocks,
)
from cvgen.errors import CvgenError
from cvgen.pdf.geometry import count_color_components

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 75_000_000  # A3 at 600 dpi; more would take over 500 MB
EXIF_ORIENTATION = 0x0112  # the tag
_MOST_READ_PIXELS = 170_000_000  # of what is reduced while it is read
_MOST_JPEG_MEMORY = 250_000_000  # bytes of a progressive one, which is read as a whole
_MOST_JPX_PIXELS = 20_000_000  # once it is reduced; its reader takes 12 bytes for each
_STRIP_BYTES = 8_000_000  # of rows that are decoded at once
_COLOURED = 30  # of 255, by which red, green and blue differ: more than yellowed paper does
_COLOURED_SHARE = 0.0002  # of the picture: less is noise, and a small signature is more
_SAMPLE_SIDE = 700  # pixels of the longer side are enough to see colour


@contextmanager
def open_picture(data: bytes | BinaryIO, path: Path) -> Iterator[Image]:
    """Open a picture file, without reading its pixels yet.

    Raises PdfError when it is broken, cut off or too large, also while the pixels are read.
    """
    from PIL import Image

    try:
        file = io.BytesIO(data) if isinstance(data, bytes) else data
        with _refuse_truncated(), Image.open(file) as image:
            if isinstance(data, bytes):
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


def read_jpeg_orientation(data: bytes) -> int:
    """Read how the EXIF of a JPEG says that it is to be shown; 1 where nothing says so."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data)) as image:
            orientation: int = image.getexif().get(EXIF_ORIENTATION, 1)
    except Exception:  # noqa: BLE001 - Pillow fails on a broken picture in any way
        return 1
    return orientation


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
    file = io.BytesIO()
    flatten_picture(image, kept=("1", "L", "P", "RGB")).save(file, "PNG")
    return file.getvalue()


def flatten_picture(image: Any, kept: tuple[str, ...] = ("L", "RGB")) -> Any:
    """Convert a picture to 8 bits, on white where it is transparent; some modes may be kept."""
    from PIL import Image

    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        transparent = image.convert("RGBA")
        white = Image.new("RGBA", transparent.size, "white")
        image = Image.alpha_composite(white, transparent).convert("RGB")
    elif image.mode.startswith("I"):  # 16 bits a pixel
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    elif image.mode not in kept:
        image = image.convert("RGB")
    return image


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
        return _decode_raster(read_raster(stream), data, size, is_compressed=bool(filters))
    raise LeftAloneError("of a kind that is not read here")


def list_filters(stream: Any) -> list[str]:
    """List the filters of a stream, in the order in which they are undone."""
    filters = get_entry(stream, "/Filter")
    if filters is None:
        return []
    if isinstance(filters, list):
        return [str(name) for name in filters]
    return [str(filters)]


def _check_kind(stream: Any) -> None:
    width = int(stream["/Width"])
    height = int(stream["/Height"])
    if width * height > _MOST_READ_PIXELS:
        raise LeftAloneError(f"of more than {_MOST_READ_PIXELS // 1_000_000} million pixels")
    if read_depth(stream) == 1:
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
            load_reduced(image, size)
    except Image.DecompressionBombError:
        raise LeftAloneError("too large to be read, or larger than it says") from None
    except Exception:  # noqa: BLE001 - Pillow fails on a broken picture in any way
        raise LeftAloneError("broken") from None
    if image.mode == "CMYK":
        raise LeftAloneError("in printing colours (CMYK)")
    if image.mode in ("L", "RGB"):
        return image
    return image.convert("RGB")


def load_reduced(image: Any, size: tuple[int, int]) -> None:
    """Read the pixels of a picture; a JPEG may come smaller at once, but not under `size`.

    Raises Pillow's DecompressionBombError for one that does not fit into the memory.
    """
    from PIL import Image

    full_pixels = image.width * image.height
    most = MOST_PIXELS
    if image.format == "JPEG2000":
        most = _MOST_JPX_PIXELS
        while min(image.width // size[0], image.height // size[1]) >= 2 << image.reduce:
            image.reduce += 1
        full_pixels >>= 2 * image.reduce
    elif image.format == "JPEG":
        if image.info.get("progressive") and _measure_progressive(image) > _MOST_JPEG_MEMORY:
            raise Image.DecompressionBombError
        image.draft(None, size)
        full_pixels = image.width * image.height
    if full_pixels > most:
        raise Image.DecompressionBombError
    image.load()


def read_reduced(image: Any, size: tuple[int, int]) -> Any:
    """Read a picture that is to have this size; it comes larger, in grey or RGB, on white."""
    load_reduced(image, size)
    factor = min(image.width // size[0], image.height // size[1])
    if factor > 1 and image.mode not in ("P", "1"):
        image = image.reduce(factor)
    if image.mode not in ("L", "RGB"):
        image = flatten_picture(image)
    return convert_to_grey(image)


def _measure_progressive(image: Any) -> int:
    """Count the bytes of a progressive JPEG's coefficients, two for each sample."""
    samples = [across * down for _, across, down, _ in image.layer]
    count: int = 2 * image.width * image.height * sum(samples) // max(samples)
    return count


def _decode_raster(
    raster: Raster, data: bytes, size: tuple[int, int], *, is_compressed: bool
) -> Image:
    if raster.is_filtered and raster.depth != 8:
        png = raster.wrap_compressed(data, raster.height)
        return _decode_file(png, (raster.width, raster.height))
    picture: Image = _decode_rows(raster, data, size, is_compressed=is_compressed)
    return picture


def _decode_rows(raster: Raster, data: bytes, size: tuple[int, int], *, is_compressed: bool) -> Any:
    """Decode plain rows of pixels strip by strip, each reduced at once towards `size`."""
    from PIL import Image

    factor = max(1, min(raster.width // size[0], raster.height // size[1]))
    height = factor * max(1, _STRIP_BYTES // (raster.row_length * factor))
    canvas: Any = None
    top = 0
    last_row = b""
    for rows in read_row_blocks(raster, data, height, is_compressed=is_compressed):
        strip, last_row = _decode_strip(raster, rows, last_row)
        if factor > 1:
            strip = strip.reduce(factor)
        if canvas is None:
            canvas_size = (strip.width, -(-raster.height // factor))
            if canvas_size[0] * canvas_size[1] > MOST_PIXELS:
                raise LeftAloneError("too large to be read")
            canvas = Image.new(strip.mode, canvas_size)
        canvas.paste(strip, (0, top))
        top += strip.height
    if canvas is None:
        raise LeftAloneError("broken")
    return canvas


def _decode_strip(raster: Raster, rows: bytes, last_row: bytes) -> tuple[Image, bytes]:
    """Decode some rows, which may be filtered by the one above; also return the last of them."""
    above = b"\0" + last_row if last_row else b""
    count = len(rows) // (raster.row_length + 1)
    height = count + bool(above)
    if raster.depth != 8:
        png = raster.wrap_compressed(zlib.compress(rows, 0), count)
        return _decode_file(png, (raster.width, count)), b""
    plain = replace(raster, palette=None)
    png = plain.wrap_compressed(zlib.compress(above + rows, 0), height)
    strip = _decode_file(png, (raster.width, height)).crop(
        (0, height - count, raster.width, height)
    )
    last_row = strip.crop((0, count - 1, raster.width, count)).tobytes()
    if raster.palette is not None:
        strip.putpalette(raster.palette)
        strip = strip.convert("RGB")
    return strip, last_row
