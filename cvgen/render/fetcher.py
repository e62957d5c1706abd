"""Decide what a page may read.

A file below one of the roots, a picture by its address, and never the network.
"""

from __future__ import annotations

import ssl
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

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
    url_path = parts.path
    if "%" in url_path:
        url_path = unquote(url_path)
    path = Path(url2pathname(url_path)).resolve()
    if not any(path.is_relative_to(root) for root in roots):
        raise RefusedError(f"'{path}' lies outside the theme's folder")
    if not path.is_file():
        raise RefusedError(f"there is no file '{path}'")
    if path.stat().st_size > MOST_BYTES:
        raise RefusedError(f"'{path}' is larger than {MOST_BYTES // 1_000_000} MB")
    return path


def make_fetcher(roots: Sequence[Path], pictures: Mapping[str, Path], refusals: list[str]) -> Any:
    """Make WeasyPrint's fetcher for the given roots and the pictures, by address.

    What it refuses is added to the list.
    """
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    resolved_roots = [root.resolve() for root in roots]

    class Fetcher(URLFetcher):  # type: ignore[misc]
        """Reads files below the roots and pictures in `data:` addresses, and never the network."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith(_DATA_URLS):
                return super().fetch(url, headers)
            try:
                picture = pictures.get(url)
                path = picture or resolve_file_url(url, resolved_roots)
            except RefusedError as refusal:
                refusals.append(str(refusal))
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
            return URLFetcherResponse(url, data, {"Content-Type": media_type})

    # A fetcher that never connects needs no certificates; reading them costs 30 ms from Python 3.12
    # on.
    return Fetcher(
        allowed_protocols=("data", "file"),
        allow_redirects=False,
        ssl_context=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
    )
