"""Follow the redirects of a page that was named: few, to pages only, and to no private network."""

from __future__ import annotations

import socket
from http.client import HTTPMessage
from ipaddress import ip_address
from typing import IO
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request

from cvgen.errors import Diagnostic, Place, SourceError

_SCHEMES = ("http", "https")


class PoliteRedirects(HTTPRedirectHandler):
    """Follows redirects; to a host of a private network only where the user named that host."""

    max_redirections = 5
    max_repeats = 2

    def __init__(self, asked: str) -> None:
        self.asked = asked

    def redirect_request(  # noqa: PLR0913, PLR0917 - urllib calls it so
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        """Refuse a redirect that leads where the user did not ask to go.

        Raises SourceError.
        """
        parts = urlsplit(newurl)
        problem = ""
        if parts.scheme not in _SCHEMES:
            problem = f"the page leads to '{newurl[:60]}', which is no page"
        elif parts.hostname != urlsplit(self.asked).hostname and _is_private(parts.hostname or ""):
            problem = f"the page leads into a private network, to '{(parts.hostname or '')[:60]}'"
        if problem:
            raise SourceError(
                Diagnostic("I131", problem, Place(self.asked), "name that page itself")
            )
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _is_private(host: str) -> bool:
    """Say whether a host is one that not everybody reaches."""
    try:
        found = socket.getaddrinfo(host, None)
    except OSError:
        return False
    addresses = [ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    return not all(address.is_global for address in addresses)
