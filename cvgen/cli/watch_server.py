"""`cvgen build --watch --serve`: the pages in a browser, which shows new ones by itself.

Answers on the loopback interface only, below an address that nobody can guess, and to no name but
that of this machine (so that no page of another site reaches it by a name of its own).
"""

from __future__ import annotations

import hmac
import secrets
import sys
from collections.abc import Sequence
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Condition, Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import msgspec
from msgspec import Struct

from cvgen.files.data import DATA_FOLDER
from cvgen.render.preview import draw_pages, require_pdfium
from cvgen.text.patterns import compile_late

_LOOPBACK = "127.0.0.1"
_RESOLUTION = 144  # pixels an inch
_SECONDS_TO_WAIT = 20.0  # for something new, before a browser asks again
_FILES = {
    "": ("page.html", "text/html; charset=utf-8"),
    "page.css": ("page.css", "text/css; charset=utf-8"),
    "page.js": ("page.js", "text/javascript; charset=utf-8"),
}
_PICTURE = compile_late(r"([0-9]{1,9})-([0-9]{1,5})-([0-9]{1,5})\.png")
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; base-uri 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class ShownFile(Struct, frozen=True):
    """A PDF by its name, and the width and height of its pages in pixels."""

    name: str
    pages: tuple[tuple[int, int], ...]


class ShownState(Struct, frozen=True):
    """What a browser is to show; each state has a number of its own."""

    number: int
    message: str
    failed: bool
    files: tuple[ShownFile, ...]


class PageServer:
    """Shows the PDFs of the last run that made some."""

    def __init__(self) -> None:
        self.token = secrets.token_urlsafe(16)
        self._changed = Condition()
        self._number = 0
        self._message = ""
        self._failed = False
        self._names: tuple[str, ...] = ()
        self._pdfs: tuple[bytes, ...] = ()
        self._pictures: list[list[bytes]] | None = None

    def start(self) -> str:
        """Answer from now on, beside what the process does else, and return the address.

        Raises RenderError where what draws pages is not installed.
        """
        require_pdfium()
        server = _Server((_LOOPBACK, 0), _Handler)
        server.pages = self
        Thread(target=server.serve_forever, daemon=True).start()
        return f"http://{_LOOPBACK}:{server.server_port}/{self.token}/"

    def show(self, paths: Sequence[Path], message: str, *, failed: bool) -> None:
        """Show what was made, or what was made last where nothing was."""
        with self._changed:
            self._number += 1
            self._message = message
            self._failed = failed
            if paths:
                self._names = tuple(path.name for path in paths)
                self._pdfs = tuple(path.read_bytes() for path in paths)
                self._pictures = None
            self._changed.notify_all()

    def wait_for_state(self, after: int) -> ShownState:
        """Give the state as soon as it is another than that of a number, or after some seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._number != after, _SECONDS_TO_WAIT)
            files = []
            for name, pictures in zip(self._names, self._draw(), strict=True):
                sizes = tuple(_read_size(picture) for picture in pictures)
                files.append(ShownFile(name, sizes))
            return ShownState(self._number, self._message, self._failed, tuple(files))

    def find_picture(self, file: int, page: int) -> bytes | None:
        """Find the picture of a page."""
        with self._changed:
            pictures = self._draw()
            if file < len(pictures) and page < len(pictures[file]):
                return pictures[file][page]
        return None

    def _draw(self) -> list[list[bytes]]:
        """Draw all pages, once for each run, and only if a browser asks."""
        if self._pictures is None:
            self._pictures = [draw_pages(pdf, _RESOLUTION) for pdf in self._pdfs]
        return self._pictures


def _read_size(picture: bytes) -> tuple[int, int]:
    """Read the width and the height of a PNG from its head (PNG 3, 11.2.1)."""
    return int.from_bytes(picture[16:20], "big"), int.from_bytes(picture[20:24], "big")


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    pages: PageServer

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a browser that was closed while it was being answered."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    """Answers one browser."""

    server: _Server

    def do_GET(self) -> None:
        """Answer with a page, its parts, the state or a picture."""
        own_names = {f"{name}:{self.server.server_port}" for name in (_LOOPBACK, "localhost")}
        if self.headers.get("Host") not in own_names:
            self.send_error(HTTPStatus.FORBIDDEN)
            return
        address = urlsplit(self.path)
        token, _, name = address.path.removeprefix("/").partition("/")
        pages = self.server.pages
        if not hmac.compare_digest(token.encode(), pages.token.encode()):
            self.send_error(HTTPStatus.NOT_FOUND)
        elif name in _FILES:
            file, kind = _FILES[name]
            self._answer((DATA_FOLDER / "watch" / file).read_bytes(), kind)
        elif name == "state":
            after = parse_qs(address.query).get("after", ["0"])[0]
            state = pages.wait_for_state(int(after) if after.isdecimal() else 0)
            self._answer(msgspec.json.encode(state), "application/json")
        else:
            self._answer_with_picture(name)

    def _answer_with_picture(self, name: str) -> None:
        match = _PICTURE.fullmatch(name)
        picture = None
        if match:
            picture = self.server.pages.find_picture(int(match[2]), int(match[3]))
        if picture is None:
            self.send_error(HTTPStatus.NOT_FOUND)
        else:
            self._answer(picture, "image/png")

    def _answer(self, content: bytes, kind: str) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        for header, value in _HEADERS.items():
            self.send_header(header, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        """Say nothing: the terminal shows what was built."""
