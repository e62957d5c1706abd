"""Draw the QR code of an address (ISO/IEC 18004): the only door to segno."""

from __future__ import annotations

import io
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

from msgspec.structs import replace

from cvgen.compose.locale import Locale
from cvgen.compose.view import Closing, Document, QrCode
from cvgen.compose.wording import strip_scheme
from cvgen.errors import Diagnostic, Place, RenderError
from cvgen.files.yamltable import read_table
from cvgen.profile.closing import PAGE
from cvgen.profile.model import Profile
from cvgen.profile.select import find_setting_path
from cvgen.text.links import encode_url

if TYPE_CHECKING:
    from segno import QRCode

_LEAST_WIDTH = 15.0  # millimetres, of the squares alone: what a telephone reads from a sheet
_LEAST_SQUARE = 0.45  # millimetres
_QUIET_SQUARES = 4  # on each side, which stay light (ISO/IEC 18004, 5.3.8)
_MOST_CHARACTERS = 150  # more make a code of over 25 mm
_PIXELS = 12  # a square, where it is a picture of pixels


def add_qr_code(
    document: Document, profile: Profile, words: Locale, variant: str | None = None
) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Add the QR code that a profile, or its variant, wishes for, or say why there is none.

    Raises RenderError where what draws it is not installed.
    """
    wished = profile.settings.closing
    if wished is None or not wished.qrCode:
        return document, ()
    url = wished.qrCode
    if url == PAGE:
        url = profile.basics.url or ""
    place = profile.tree.find_place((*find_setting_path(profile, variant, "closing"), "qrCode"))
    problem = _find_problem(url, place)
    if problem:
        return document, (problem,)
    code = _compose_qr_code(encode_url(url), words, place)
    closing = replace(document.closing or Closing(), qr_code=code)
    return replace(document, closing=closing), ()


def _find_problem(url: str, place: Place) -> Diagnostic | None:
    if not url:
        message = "no QR code is printed: 'basics.url' is empty, or not for this reader"
        hint = "'qrCode: https://…' names the page"
        return Diagnostic("W440", message, place, hint, "warning")
    if len(url) > _MOST_CHARACTERS:
        message = f"no QR code is printed: its address has {len(url)} characters"
        hint = f"name a page with at most {_MOST_CHARACTERS}"
        return Diagnostic("W441", message, place, hint, "warning")
    return None


def _compose_qr_code(url: str, words: Locale, place: Place) -> QrCode:
    address = strip_scheme(url)
    pattern = read_table("closings")["qrCode"][words.words_of]
    return QrCode(url, address, _draw_svg(url, place), pattern.format(address=address))


def _draw_svg(url: str, place: Place) -> str:
    """Draw a code with its light margin, as an address that holds the drawing."""
    code = _encode_address(url, place)
    squares = code.symbol_size(border=0)[0]
    width = max(_LEAST_WIDTH / squares, _LEAST_SQUARE)
    return code.svg_data_uri(
        scale=width,
        border=_QUIET_SQUARES,
        unit="mm",
        light="#fff",
        svgclass=None,
        lineclass=None,
    )


def draw_qr_pixels(url: str) -> bytes:
    """Draw a code with its light margin as PNG, for formats without drawings.

    Raises RenderError where what draws it is not installed.
    """
    file = io.BytesIO()
    code = _encode_address(url, None)
    code.save(file, kind="png", scale=_PIXELS, border=_QUIET_SQUARES)
    return file.getvalue()


@cache
def _encode_address(url: str, place: Place | None) -> QRCode:
    if find_spec("segno") is None:
        hint = "pip install 'cvgen-press[qr]'"
        message = "a QR code needs a package more"
        raise RenderError(Diagnostic("P330", message, place, hint))
    import segno

    return segno.make(url, error="m", micro=False)
