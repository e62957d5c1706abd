"""Draw the first page of a finished PDF as a small PNG; the only door to pdfium.

The same page is the same bytes on every machine with the same pdfium.
"""

from __future__ import annotations

import io
from importlib.util import find_spec

from cvgen.errors import Diagnostic, RenderError

WIDTH = 600  # pixels
_COLOURS = 32


def require_pdfium() -> None:
    """Check that what draws pages is installed.

    Raises RenderError.
    """
    if find_spec("pypdfium2") is None:
        hint = "pip install 'cvgen-press[preview]'"
        finding = Diagnostic("R213", "pictures of pages need a package more", hint=hint)
        raise RenderError(finding)


def draw_preview(pdf: bytes) -> bytes:
    """Draw the first page, in few colours.

    Raises RenderError when what draws it is not installed.
    """
    require_pdfium()
    import pypdfium2
    from PIL import Image

    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        picture = page.render(scale=2 * WIDTH / page.get_width()).to_pil().convert("RGB")
    finally:
        document.close()
    height = round(picture.height * WIDTH / picture.width)
    small = picture.resize((WIDTH, height), Image.Resampling.LANCZOS)
    indexed = small.quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    file = io.BytesIO()
    indexed.save(file, "PNG", optimize=True)
    return file.getvalue()
