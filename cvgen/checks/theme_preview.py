"""Takes a theme's name, gives its picture: the first page of the example in it."""

from __future__ import annotations

from pathlib import Path

from cvgen.checks.theme_subject import Proof
from cvgen.render import preview
from cvgen.request import Environment


def picture(wish: str, around: Environment) -> bytes:
    """Build the example in a theme and draw its first page.

    Raises ThemeError or RenderError.
    """
    proof = Proof(wish, around, Path())
    preview.check()
    return preview.png(proof.printed(proof.example).built.pdf.data)
