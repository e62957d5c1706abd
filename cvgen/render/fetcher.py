"""Decide what a page may read.

A file below one of the roots, a picture by its address, and never the network.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from cvgen.files.photo import make_printable

MOST_BYTES = 30_000_000
_MEDIA_TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".svg": "image/svg+xml",
    ".css": "text/css",
}
_DATA_URLS = ("data:image/png;", "data:image/jpeg;", "data:image/svg+xml;", "data:image/svg+xml,")


# By whether it is a PNG.
_PICTURE_TYPES = {True: "image/png", False: "image/jpeg"}


class RefusedError(ValueError):
    """An address that a page may not read."""


def resolve_file_url(url: str, roots: Sequence[Path]) -> Path:
    """Resolve a `file:` address to the regular file below one of the roots that it names.

    Raises RefusedError; links are followed before the check, so that they do not lead outside.
    """
    parts = urlsplit(url)
    if parts.scheme != "file" or parts.netloc not in ("", "localhost"):
        raise RefusedError(f"'{url[:80]}' is no file of the theme, and nothing else is read")
    path = Path(_convert_url_path(parts.path)).resolve()
    if not any(path.is_relative_to(root) for root in roots):
        raise RefusedError(f"'{path}' lies outside the theme's folder")
    if not path.is_file():
        raise RefusedError(f"there is no file '{path}'")
    if path.stat().st_size > MOST_BYTES:
        raise RefusedError(f"'{path}' is larger than {MOST_BYTES // 1_000_000} MB")
    return path


def _convert_url_path(url_path: str) -> str:
    if os.name == "nt":
        from urllib.request import url2pathname

        return url2pathname(url_path)
    # What it does elsewhere, without loading what connects to the network: a fortieth of a build.
    return unquote(url_path)


def make_fetcher(roots: Sequence[Path], pictures: Mapping[str, Path], refusals: list[str]) -> Any:
    """Make WeasyPrint's fetcher for the given roots and the pictures, by address.

    What it refuses is added to the list.
    """
    return _Fetcher([root.resolve() for root in roots], pictures, refusals)


class _Fetcher:
    """Reads files below the roots and pictures in `data:` addresses, and never the network."""

    _fail_on_errors = False  # the engine asks: a page is set without what cannot be read

    def __init__(
        self, roots: Sequence[Path], pictures: Mapping[str, Path], refusals: list[str]
    ) -> None:
        self._roots = roots
        self._pictures = pictures
        self._refusals = refusals

    def __call__(self, url: str) -> Any:
        """Read what an address names.

        Raises RefusedError.
        """
        if url.startswith(_DATA_URLS):
            return _read_data_url(url)
        try:
            picture = self._pictures.get(url)
            path = picture or resolve_file_url(url, self._roots)
        except RefusedError as refusal:
            self._refusals.append(str(refusal))
            raise
        # The type is given here, because Python would ask the machine's own tables.
        media_type = _MEDIA_TYPES.get(path.suffix.lower(), "application/octet-stream")
        data = path.read_bytes()
        if picture and path.suffix.lower() == ".svg":
            from cvgen.files.vector import clean_drawing

            data = clean_drawing(data)
        elif picture:
            data = make_printable(data)
            media_type = _PICTURE_TYPES[data.startswith(b"\x89PNG")]
        return _make_response(url, data, media_type)


def _read_data_url(url: str) -> Any:
    """Read the data that an address holds itself (RFC 2397)."""
    from urllib.request import DataHandler, OpenerDirector

    opener = OpenerDirector()
    opener.add_handler(DataHandler())
    with opener.open(url) as response:
        return _make_response(url, response.read(), response.headers["Content-Type"])


def _make_response(url: str, data: bytes, media_type: str) -> Any:
    from weasyprint.urls import URLFetcherResponse

    return URLFetcherResponse(url, data, {"Content-Type": media_type})
