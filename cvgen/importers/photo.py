"""Bring along the photo that a file names, where it lies beside."""

from __future__ import annotations

from pathlib import PurePosixPath

from cvgen.errors import CvgenError
from cvgen.importers.builder import ProfileBuilder, Value

_STARTS = {b"\xff\xd8\xff": ".jpg", b"\x89PNG": ".png"}


def settle_photo(builder: ProfileBuilder) -> None:
    """Copy the photo of the person; one that is not there is left out and told.

    An address in the network stays, of which the build says that it is not fetched.
    """
    image = builder.basics.get("image")
    if not isinstance(image, str) or not image.strip() or "://" in image:
        return
    name = image.strip()
    del builder.basics["image"]
    content = _read_picture(builder, name)
    for start, suffix in _STARTS.items():
        if content.startswith(start):
            target = PurePosixPath(name).stem + suffix
            builder.files[target] = content
            builder.basics["image"] = Value(target, image)
            return
    builder.leave_out(image, "a picture that is not beside the file, or none that prints")


def _read_picture(builder: ProfileBuilder, name: str) -> bytes:
    """Read a picture below the folder of the file that names it; nothing where it is not there."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        return b""
    try:
        return builder.source.read_bytes(str(path))
    except CvgenError:
        return b""
