"""Fetch a page that the user named by its address: once, politely, within limits.

Nothing else in cvgen reaches into the network. Pictures and files of the page are fetched only
where that was asked for, from the page's own host.
"""

from __future__ import annotations

import time
import zlib
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

from msgspec import Struct, field

from cvgen import __version__
from cvgen.errors import Diagnostic, Place, SourceError
from cvgen.importers.source import MOST_FILE_BYTES, Source

if TYPE_CHECKING:
    from email.message import Message
    from http.client import HTTPResponse

_SCHEMES = ("http", "https")
_AGENT = f"cvgen/{__version__} (one page, for its owner's CV)"
_ACCEPTED = "text/html, application/xhtml+xml, text/*, application/json, application/xml, */*;q=0.5"
_MOST_SECONDS = 20.0  # of one answer
_MOST_SILENCE = 10.0  # seconds without a byte
_MOST_FILES = 10  # beside the page
_CHUNK = 65_536
_NO_PAGES = ("image", "video", "audio", "font", "model")
_ENDINGS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/markdown": ".md",
    "application/json": ".json",
    "application/pdf": ".pdf",
    "application/zip": ".zip",
}
_REASONS = {
    401: ("the server asks who wants to see this", "save the page from your browser"),
    403: ("the server does not show this to programs", "save the page from your browser"),
    404: ("there is no page of this address", "is it spelled as in your browser?"),
    410: ("this page is gone", "is it spelled as in your browser?"),
    429: ("the server asks to come back later", "save the page from your browser"),
}


class WebAddress(Struct, frozen=True):
    """The address of a page; `with_files` says whether its pictures and files may be fetched."""

    address: str
    with_files: bool = False

    @property
    def name(self) -> str:
        """The address, as it stands in a profile's first lines."""
        return self.address

    def __str__(self) -> str:
        """Return the address."""
        return self.address


class _Answer(Struct, frozen=True):
    """What a server answered; `address` is where redirects led."""

    address: str
    content: bytes
    type: str


class _WebFiles(Struct):
    """The files beside a page, on its host."""

    page: str
    may_fetch: bool
    count: int = 0
    contents: dict[str, bytes] = field(default_factory=dict)

    def list_names(self) -> list[str]:
        """List no files: what a server has, nobody tells."""
        return []

    def read(self, name: str, most: int) -> bytes:
        """Fetch a file that the page names.

        Raises SourceError where it may not be fetched, or is not there.
        """
        address = urljoin(self.page, name)
        problem = ""
        if not self.may_fetch:
            problem = "this is fetched only with '--with-files'"
        elif not is_address(address) or urlsplit(address).netloc != urlsplit(self.page).netloc:
            problem = "this lies on another host, and is not fetched"
        elif self.count >= _MOST_FILES:
            problem = f"more than {_MOST_FILES} files are not fetched"
        if problem:
            raise SourceError(Diagnostic("I130", problem, Place(address)))
        self.count += 1
        return _fetch(address, most, self.page).content


def is_address(text: str) -> bool:
    """Say whether a text is the address of a page."""
    return text.lower().startswith(tuple(f"{scheme}://" for scheme in _SCHEMES))


def open_page(page: WebAddress) -> Source:
    """Fetch a page.

    Raises SourceError.
    """
    answer = _fetch(page.address, MOST_FILE_BYTES, page.address)
    if answer.type.partition("/")[0] in _NO_PAGES:
        message = f"this is no page: the server sends '{answer.type[:40]}'"
        raise SourceError(Diagnostic("I132", message, Place(page.address), "name the page"))
    parts = urlsplit(answer.address)
    name = PurePosixPath(unquote(parts.path)).name or "index"
    ending = _ENDINGS.get(answer.type, "")
    if not name.lower().endswith((ending, ".htm", ".md")):
        name += ending
    files = _WebFiles(answer.address, page.with_files)
    source = Source(Path(parts.netloc, name), name, files, shown=page.address)
    source.contents[name] = answer.content
    return source


# --- one request ----------------------------------------------------------------------------------


def _fetch(address: str, most: int, asked: str) -> _Answer:
    """Fetch what is at an address; `asked` is the one that the user named.

    Raises SourceError.
    """
    from http.client import HTTPException
    from urllib.error import HTTPError, URLError
    from urllib.request import Request, build_opener

    from cvgen.importers.redirects import PoliteRedirects

    headers = {"User-Agent": _AGENT, "Accept": _ACCEPTED, "Accept-Encoding": "identity"}
    opener = build_opener(PoliteRedirects(asked))
    try:
        request = Request(_quote_address(address), headers=headers)  # noqa: S310 - http(s) alone
        with opener.open(request, timeout=_MOST_SILENCE) as response:
            content = _read_whole(response, most, address)
            kind = response.headers.get_content_type()
            return _Answer(response.geturl(), _to_utf_8(content, response.headers), kind)
    except HTTPError as error:
        found = _report_status(address, error.code)
    except URLError as error:
        found = _report_no_answer(address, error.reason)
    except (OSError, HTTPException, ValueError, zlib.error) as error:
        found = _report_no_answer(address, error)
    raise SourceError(found)


def _report_status(address: str, status: int) -> Diagnostic:
    """Say what a server answered; of redirects, only those that cannot be followed come here."""
    if 300 <= status < 400:
        message = f"the page leads in a circle, or to what is no page ({status})"
        return Diagnostic("I131", message, Place(address), "name the address where it is read")
    message, hint = _REASONS.get(status, ("the server answers with an error", "try later"))
    return Diagnostic("I130", f"{message} ({status})", Place(address), hint)


def _report_no_answer(address: str, reason: object) -> Diagnostic:
    said = " ".join(str(reason).split())[:80] or type(reason).__name__
    message = f"this cannot be fetched: {said}"
    return Diagnostic("I130", message, Place(address), "does it open in your browser?")


def _quote_address(address: str) -> str:
    """Write what an address may not have, such as spaces and other scripts, as it is sent."""
    from urllib.parse import quote

    parts = urlsplit(address)
    host = parts.hostname or ""
    port = f":{parts.port}" if parts.port else ""
    if ":" not in host:
        host = host.encode("idna").decode()
    else:
        host = f"[{host}]"
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = f"?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?')}" if parts.query else ""
    return f"{parts.scheme.lower()}://{host}{port}{path}{query}"


def _read_whole(response: HTTPResponse, most: int, address: str) -> bytes:
    """Read an answer within limits of size and time.

    Raises SourceError.
    """
    end = time.monotonic() + _MOST_SECONDS
    parts = []
    size = 0
    while chunk := response.read1(_CHUNK):
        parts.append(chunk)
        size += len(chunk)
        if size > most:
            message = f"this is larger than {most // 1_000_000} MB"
            raise SourceError(Diagnostic("I103", message, Place(address), "is it the right page?"))
        if time.monotonic() > end:
            message = f"this takes longer than {_MOST_SECONDS:.0f} seconds to come"
            raise SourceError(Diagnostic("I130", message, Place(address), "save the page first"))
    content = b"".join(parts)
    if response.headers.get("Content-Encoding", "").lower() in ("gzip", "deflate"):
        content = zlib.decompressobj(47).decompress(content, most)
    return content


def _to_utf_8(content: bytes, headers: Message) -> bytes:
    """Write text in UTF-8 where the server says in what else it is."""
    charset = headers.get_content_charset()
    if headers.get_content_maintype() != "text" or not charset:
        return content
    try:
        return content.decode(charset).encode()
    except (LookupError, UnicodeError):
        return content
