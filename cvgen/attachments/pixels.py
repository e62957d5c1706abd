"""The door to Pillow here: takes pictures as files or as streams of a PDF, gives their pixels, fewer of them, and JPEG."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cvgen.attachments.file_types import refusal
from cvgen.pdf.geometry import inks_of

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 100_000_000  # A4 at 1000 dpi; more would fill the memory
_COLOURED = 30  # of 255, by which red, green and blue differ: more than yellowed paper does
_SHARE = 0.0002  # of the picture: less is noise, and a small signature is more
_LOOK = 700  # pixels of the longer side are enough to see colour
_PNG = b"\x89PNG\r\n\x1a\n"
_MODES = {1: "L", 3: "RGB"}


class LeftAloneError(Exception):
    """A picture in a PDF is of a kind that is left as it is; the message says why."""


@contextmanager
def shown(data: bytes, path: Path) -> Iterator[Image]:
    """Open a picture, without reading its pixels yet.

    Raises PdfError when it is broken, cut off or too large, also while the pixels are read.
    """
    from PIL import Image, UnidentifiedImageError

    large = refusal(
        path,
        "A233",
        f"'{path.name}' has more than {MOST_PIXELS // 1_000_000} million pixels",
        "save it smaller",
    )
    try:
        with _strict(), Image.open(io.BytesIO(data)) as image:
            check(image)
            yield image
    except Image.DecompressionBombError:
        raise large from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, struct.error) as error:
        raise refusal(
            path,
            "A203",
            f"'{path.name}' is broken or cut off: {error}",
            "download or copy it again",
        ) from None


def check(image: Image) -> None:
    """See that a picture, whose pixels are not read yet, fits into the memory; `shown` puts into words that it does not."""
    from PIL import Image

    if image.width * image.height > MOST_PIXELS:
        raise Image.DecompressionBombError


@contextmanager
def _strict() -> Iterator[None]:
    """Let Pillow say what is cut off, which the engine tells it to pass over, and keep its warnings from the terminal."""
    from PIL import ImageFile

    lenient, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient


def has_colour(image: Image) -> bool:
    """Say whether there is more in a picture than greys on paper that may have yellowed."""
    from PIL import ImageChops

    if image.mode != "RGB":
        return False
    small = image.reduce(max(1, max(image.size) // _LOOK))
    red, green, blue = small.split()
    apart = ImageChops.lighter(
        ImageChops.difference(red, green), ImageChops.difference(green, blue)
    )
    coloured = sum(apart.histogram()[_COLOURED:])
    return coloured > max(3, _SHARE * small.width * small.height)


def jpeg(image: Image, size: tuple[int, int], quality: int) -> bytes:
    """Make a picture smaller, and write it as JPEG without anything beside its pixels."""
    from PIL import Image

    if image.size != size:
        image = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    written = io.BytesIO()
    image.save(written, "JPEG", quality=quality, optimize=True)
    return written.getvalue()


def png(image: Image) -> bytes:
    """Write a picture as PNG, on white where it is transparent."""
    from PIL import Image

    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        clear = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear).convert("RGB")
    elif image.mode.startswith("I"):  # 16 bits a pixel
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    elif image.mode not in ("1", "L", "P", "RGB"):
        image = image.convert("RGB")
    written = io.BytesIO()
    image.save(written, "PNG")
    return written.getvalue()


def without_colour(image: Image) -> Image:
    """Give a picture in grey where it has no colour."""
    return image if has_colour(image) else image.convert("L")


def decoded(stream: Any, size: tuple[int, int]) -> Image:
    """Read the pixels of a picture in a PDF; they may come smaller at once, but not under `size`.

    Raises LeftAloneError for kinds that are better not touched.
    """
    _check(stream)
    data, kinds = stream._data, filters(stream)
    if len(kinds) == 2 and kinds[0] == "/FlateDecode":
        data, kinds = _inflated(data, len(data) * 20), kinds[1:]
    if kinds in (["/DCTDecode"], ["/JPXDecode"]):
        return _from_file(data, size)
    if kinds in ([], ["/FlateDecode"]):
        return _from_rows(stream, data, packed=bool(kinds))
    raise LeftAloneError("of a kind that is not read here")


def filters(stream: Any) -> list[str]:
    """List how the data of a stream are packed, the outermost first."""
    named = stream.get("/Filter")
    named = named.get_object() if named is not None else []
    return [str(one) for one in named] if isinstance(named, list) else [str(named)]


def bits(stream: Any) -> int:
    """Give the bits of a colour in a picture."""
    return int(stream.get("/BitsPerComponent", 8)) if not stream.get("/ImageMask") else 1


def _check(stream: Any) -> None:
    wide, high = int(stream["/Width"]), int(stream["/Height"])
    inks = inks_of(stream.get("/ColorSpace"))
    if wide * high > MOST_PIXELS:
        raise LeftAloneError(f"of more than {MOST_PIXELS // 1_000_000} million pixels")
    if bits(stream) == 1:
        raise LeftAloneError("in black and white only, which is small already")
    if inks == 4:
        raise LeftAloneError("in printing colours (CMYK)")
    mask = stream.get("/SMask")
    if (
        "/Decode" in stream
        or isinstance(stream.get("/Mask"), list)
        or (mask is not None and "/Matte" in mask.get_object())
    ):
        raise LeftAloneError("with colours of its own making")


def _inflated(data: bytes, most: int) -> bytes:
    packer = zlib.decompressobj()
    try:
        out = packer.decompress(data, most)
    except zlib.error:
        raise LeftAloneError("broken") from None
    if packer.unconsumed_tail:
        raise LeftAloneError("larger than it says")
    return out


def _from_file(data: bytes, size: tuple[int, int]) -> Image:
    from PIL import Image

    try:
        with _strict():
            image = Image.open(io.BytesIO(data))
            if image.width * image.height > MOST_PIXELS:
                raise LeftAloneError("larger than it says")
            image.draft(None, size)
            image.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise LeftAloneError("broken") from None
    if image.mode == "CMYK":
        raise LeftAloneError("in printing colours (CMYK)")
    return image if image.mode in ("L", "RGB") else image.convert("RGB")


def _from_rows(stream: Any, data: bytes, *, packed: bool) -> Image:
    """Read plain rows of pixels; those that a PNG could hold as they are go through its reader, which is quick."""
    space, shape = stream.get("/ColorSpace"), (int(stream["/Width"]), int(stream["/Height"]))
    space = space.get_object() if space is not None else None
    indexed = isinstance(space, list) and space[0] in ("/Indexed", "/I")
    inks = 1 if indexed else inks_of(space)
    depth, parms = bits(stream), stream.get("/DecodeParms")
    parms = parms.get_object() if parms is not None else {}
    predictor = int(
        (parms[0] if isinstance(parms, list) and parms else parms or {}).get("/Predictor", 1)
    )
    if (
        inks not in _MODES
        or depth not in (2, 4, 8)
        or (depth != 8 and inks == 3)
        or 1 < predictor < 10
    ):
        raise LeftAloneError("of a kind that is not read here")
    palette = _palette(space) if indexed else b""
    row = (shape[0] * inks * depth + 7) // 8
    if predictor == 1:
        plain = _inflated(data, row * shape[1] + 64) if packed else data
        data = zlib.compress(
            b"".join(b"\0" + plain[at : at + row] for at in range(0, row * shape[1], row)), 1
        )
    kind = 3 if indexed else 0 if inks == 1 else 2
    head = struct.pack(">IIBBBBB", *shape, depth, kind, 0, 0, 0)
    image = _from_file(
        _PNG
        + _chunk(b"IHDR", head)
        + (_chunk(b"PLTE", palette) if palette else b"")
        + _chunk(b"IDAT", data)
        + _chunk(b"IEND", b""),
        shape,
    )
    return image if image.mode != "P" else image.convert("RGB")


def _palette(space: Any) -> bytes:
    table = space[3].get_object()
    data = (
        table.get_data() if hasattr(table, "get_data") else getattr(table, "original_bytes", table)
    )
    if inks_of(space[1]) == 1:
        data = bytes(grey for grey in data for _ in range(3))
    elif inks_of(space[1]) != 3:
        raise LeftAloneError("of a kind that is not read here")
    return bytes(data[: len(data) // 3 * 3][:768])


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
