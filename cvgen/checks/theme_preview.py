"""The picture of a theme: the first page of the example in it."""

from __future__ import annotations

from pathlib import Path

from cvgen.checks.theme_subject import Proof
from cvgen.plan.request import Environment
from cvgen.render import preview


def draw_preview(name: str, environment: Environment) -> bytes:
    """Build the example in a theme and draw its first page as PNG.

    Raises ThemeError or RenderError.
    """
    proof = Proof(name, environment, Path())
    preview.require_pdfium()
    printed = proof.print_sample(proof.example)
    return preview.draw_preview(printed.built.pdf.data)
