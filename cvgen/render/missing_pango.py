"""Describe that Pango, which Python's packages do not bring along, does not load."""

from __future__ import annotations

import sys

from cvgen.errors import Diagnostic

_PANGO_HINTS = {
    "linux": (
        "Debian, Ubuntu: sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0;"
        " Fedora: sudo dnf install pango; Arch: sudo pacman -S pango; Alpine: apk add pango"
    ),
    "darwin": "brew install pango",
    "win32": (
        "install MSYS2, run 'pacman -S mingw-w64-ucrt-x86_64-pango' in it, and set"
        " WEASYPRINT_DLL_DIRECTORIES=C:\\msys64\\ucrt64\\bin"
    ),
}


def describe_missing_pango(error: Exception) -> Diagnostic:
    """Describe why WeasyPrint could not be loaded, with the command that mends it."""
    hint = _PANGO_HINTS.get(sys.platform, _PANGO_HINTS["linux"])
    problem = str(error) or type(error).__name__
    message = f"Pango does not load: {problem.splitlines()[0]}"
    return Diagnostic("R212", message, None, hint)
