"""Draw the first pages of finished PDFs, one as a small PNG or several on a sheet.

The only door to pdfium.

The same page is the same bytes on every machine with the same pdfium.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from cvgen.errors import Diagnostic, RenderError
from cvgen.render import fonts

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTH = 600  # pixels
_COLOURS = 32
SHEET_PAGE_WIDTH = 620  # pixels, which keeps the body of an A4 page legible
_COLUMNS = 5
_GAP = 36  # pixels
_CAPTION = 44  # pixels, of which the letters take half
_GROUND = "#e9e9e6"
_INK = "#222222"
_POINTS_PER_INCH = 72
_RESOLUTION = 150  # pixels an inch, where the sheet is a page


def require_pdfium() -> None:
    """Check that what draws pages is installed.

    Raises RenderError.
    """
    if find_spec("pypdfium2") is None:
        hint = "pip install 'cvgen-press[preview]'"
        finding = Diagnostic("R213", "pictures of pages need a package more", hint=hint)
        raise RenderError(finding)


def draw_preview(pdf: bytes) -> bytes:
    """Draw the first page as PNG, in few colours.

    Raises RenderError when what draws it is not installed.
    """
    from PIL import Image

    page = draw_first_page(pdf, WIDTH)
    indexed = page.quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    file = io.BytesIO()
    indexed.save(file, "PNG", optimize=True)
    return file.getvalue()


def draw_first_page(pdf: bytes, width: int) -> Image:
    """Draw the first page, so many pixels wide.

    Raises RenderError when what draws it is not installed.
    """
    require_pdfium()
    import pypdfium2
    from PIL.Image import Resampling

    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        # Twice as large and then half as large: finer letters than pdfium's own.
        picture = page.render(scale=2 * width / page.get_width()).to_pil().convert("RGB")
    finally:
        document.close()
    height = round(picture.height * width / picture.width)
    small: Image = picture.resize((width, height), Resampling.LANCZOS)
    return small


def draw_pages(pdf: bytes, resolution: int) -> list[bytes]:
    """Draw every page as PNG, at so many pixels an inch.

    Raises RenderError when what draws them is not installed.
    """
    require_pdfium()
    import pypdfium2

    pictures = []
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            file = io.BytesIO()
            picture = page.render(scale=resolution / _POINTS_PER_INCH).to_pil().convert("RGB")
            picture.save(file, "PNG", dpi=(resolution, resolution))
            pictures.append(file.getvalue())
    finally:
        document.close()
    return pictures


class CaptionedPdf(Struct, frozen=True):
    """A finished file, and what to say of it in a few words."""

    caption: str
    data: bytes


def draw_contact_sheet(files: Sequence[CaptionedPdf], kind: str) -> bytes:
    """Draw a sheet as PNG, or as a PDF of one page (`kind` is one of these words).

    Raises RenderError when what draws pages is not installed.
    """
    pages = [draw_first_page(file.data, SHEET_PAGE_WIDTH) for file in files]
    columns = min(len(pages), _COLUMNS)
    row_height = max(page.height for page in pages) + _CAPTION + _GAP
    rows = -(-len(pages) // columns)
    sheet = _make_ground(columns * (SHEET_PAGE_WIDTH + _GAP) + _GAP, rows * row_height + _GAP)
    for number, (file, page) in enumerate(zip(files, pages, strict=True)):
        row, column = divmod(number, columns)
        left = _GAP + column * (SHEET_PAGE_WIDTH + _GAP)
        top = _GAP + row * row_height
        sheet.paste(page, (left, top))
        _write_caption(sheet, file.caption, left, top + page.height)
    return _save_sheet(sheet, kind)


def _make_ground(width: int, height: int) -> Image:
    from PIL import Image

    return Image.new("RGB", (width, height), _GROUND)


def _write_caption(sheet: Image, caption: str, left: int, top: int) -> None:
    from PIL import ImageDraw, ImageFont

    face = fonts.find_installed_fonts() / "Lato" / "Lato-Regular.ttf"
    font = ImageFont.truetype(str(face), _CAPTION // 2)
    draw: Any = ImageDraw.Draw(sheet)
    draw.text((left, top + _CAPTION // 4), caption, fill=_INK, font=font)


def _save_sheet(sheet: Image, kind: str) -> bytes:
    file = io.BytesIO()
    if kind == "pdf":
        # No dates, so that the same pages are the same bytes.
        sheet.save(file, "PDF", resolution=_RESOLUTION, creationDate=None, modDate=None)
    else:
        sheet.save(file, "PNG", optimize=True)
    return file.getvalue()
