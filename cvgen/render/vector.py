"""Draw the pages of a finished PDF as SVG: the only door to poppler's `pdftocairo`.

Its letters are outlines, so they look the same wherever they are shown.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from msgspec import Struct

from cvgen.errors import Diagnostic, RenderError
from cvgen.render.sandbox import BrokenCallError, StoppedCallError, run_with_limits

_MOST_SECONDS = 60  # for all pages; a page takes a twentieth of a second
_MOST_SECONDS_A_PAGE = 30
_PROGRAM = "pdftocairo"
_INSTALL_HINTS = {
    "linux": "Debian, Ubuntu: sudo apt-get install poppler-utils",
    "darwin": "brew install poppler",
    "win32": "in MSYS2: pacman -S mingw-w64-ucrt-x86_64-poppler",
}


class _DrawingOrder(Struct, frozen=True):
    """A PDF, how many pages it has, and the path of the program that draws them."""

    pdf: bytes
    pages: int
    program: str


def find_vector_program() -> Path | None:
    """Find the program that draws pages; one in the folder that the user is in is not taken."""
    path = shutil.which(_PROGRAM)
    if path is None or not Path(path).is_absolute():
        return None
    return Path(path)


def hint_installation() -> str:
    """Say how the program is installed on this system."""
    return _INSTALL_HINTS.get(sys.platform, _INSTALL_HINTS["linux"])


def draw_vector_pages(pdf: bytes, pages: int) -> list[str]:
    """Draw so many pages, each as an SVG document, in a process with limits of time and memory.

    Raises RenderError when the program is missing, takes too much or cannot draw them.
    """
    program = find_vector_program()
    if program is None:
        message = "SVG needs poppler's program 'pdftocairo', which is not installed"
        raise RenderError(Diagnostic("X180", message, hint=hint_installation()))
    order = _DrawingOrder(pdf, pages, str(program))
    try:
        drawn: list[str] = run_with_limits(_draw_pages, order, _MOST_SECONDS)
    except (StoppedCallError, BrokenCallError) as error:
        raise _explain_failure(str(error)) from None
    return drawn


def _draw_pages(order: _DrawingOrder) -> list[str]:
    """Draw all pages; the limits of this process hold for the program too."""
    return [_draw_page(order, number) for number in range(1, order.pages + 1)]


def _draw_page(order: _DrawingOrder, number: int) -> str:
    page = str(number)
    command = [order.program, "-svg", "-f", page, "-l", page, "-", "-"]
    try:
        process = subprocess.run(  # noqa: S603 - a program that the user has installed
            command, input=order.pdf, capture_output=True, timeout=_MOST_SECONDS_A_PAGE, check=True
        )
    except subprocess.TimeoutExpired:
        raise _explain_failure(f"it took more than {_MOST_SECONDS_A_PAGE} seconds") from None
    except (subprocess.CalledProcessError, OSError):
        raise _explain_failure(f"it failed on page {number}") from None
    return process.stdout.decode("utf-8")


def _explain_failure(reason: str) -> RenderError:
    message = f"pdftocairo cannot draw the pages: {reason}"
    hint = "'cvgen export --to png' draws them with another program"
    return RenderError(Diagnostic("X181", message, hint=hint))
