"""Make the pictures of a document small enough for a screen, as addresses that hold them."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

from msgspec import Struct

from cvgen.compose.view import PICTURE
from cvgen.exporters.exporter import ExportOrder
from cvgen.files.photo import make_small
from cvgen.files.vector import clean_drawing
from cvgen.profile.picture import DRAWING_ENDING

_PORTRAIT = 480  # pixels: twice as many as are shown, for dense screens
_WORK = 400
_PNG_SIGNATURE = b"\x89PNG"


class PagePicture(Struct, frozen=True):
    """A picture in a page: its address, what it shows in words, and its size in pixels."""

    url: str
    alternative: str
    width: int
    height: int


def find_photo(order: ExportOrder) -> Path | None:
    """Find the photo, if there is one and it is wished for."""
    if not order.document.photo or order.plan.style.options.get("photo") == "false":
        return None
    return order.plan.profile.picture


def find_portrait(order: ExportOrder) -> PagePicture | None:
    """Make the photo part of a page, if it is printed."""
    path = find_photo(order)
    if not path or not order.document.photo:
        return None
    return embed_picture(path, order.document.photo.alternative, _PORTRAIT)


def find_signature(order: ExportOrder) -> PagePicture | None:
    """Make the picture of a signature part of a page, if there is one."""
    closing = order.document.closing
    if not closing or not closing.picture:
        return None
    path = order.plan.profile.images[closing.picture.url.removeprefix(PICTURE)]
    return embed_picture(path, closing.picture.alternative, _WORK)


def embed_work_picture(path: Path, alternative: str) -> PagePicture:
    """Make the picture of a work part of a page."""
    return embed_picture(path, alternative, _WORK)


def embed_logo(path: Path) -> PagePicture:
    """Make a logo part of a page, where the name beside it says what it shows."""
    if path.suffix.lower() != DRAWING_ENDING:
        return embed_picture(path, "", _WORK)
    drawing = b64encode(clean_drawing(path.read_bytes())).decode()
    return PagePicture(f"data:image/svg+xml;base64,{drawing}", "", 0, 0)


def embed_picture(path: Path, alternative: str, most_pixels: int) -> PagePicture:
    """Write a picture as an address that holds it, without what its file says beside the pixels."""
    data, width, height = make_small(path.read_bytes(), most_pixels)
    kind = "png" if data.startswith(_PNG_SIGNATURE) else "jpeg"
    url = f"data:image/{kind};base64,{b64encode(data).decode()}"
    return PagePicture(url, alternative, width, height)
