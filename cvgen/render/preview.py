"""The only door to pdfium: takes a finished PDF, gives the picture of its first page as a small PNG.

The same page is the same bytes on every machine with the same pdfium.
"""

from __future__ import annotations

import io
from importlib.util import find_spec

from cvgen.errors import Diagnostic, RenderError

WIDTH = 600  # pixels
_COLOURS = 32


def check() -> None:
    """See that what draws pages is installed.

    Raises RenderError.
    """
    if find_spec("pypdfium2") is None:
        raise RenderError(
            Diagnostic(
                "R220",
                "pictures of pages need a package more",
                hint="pip install 'cvgen-press[preview]'",
            )
        )


def png(pdf: bytes) -> bytes:
    """Draw the first page, in few colours.

    Raises RenderError when what draws it is not installed.
    """
    check()
    import pypdfium2
    from PIL import Image

    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        picture = page.render(scale=2 * WIDTH / page.get_width()).to_pil().convert("RGB")
    finally:
        document.close()
    size = (WIDTH, round(picture.height * WIDTH / picture.width))
    small = picture.resize(size, Image.Resampling.LANCZOS).quantize(
        _COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
    )
    written = io.BytesIO()
    small.save(written, "PNG", optimize=True)
    return written.getvalue()
