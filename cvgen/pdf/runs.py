"""List the runs of text of a PDF with place, size and colours.

Their order is that of the content, which is what machines read.
"""

from __future__ import annotations

from msgspec import Struct

from cvgen.pdf.content import ContentBudget, ContentReader
from cvgen.pdf.drawing import PageDrawing, Rgb, TextRun
from cvgen.pdf.geometry import measure_page
from cvgen.pdf.open import create_reader


class Run(Struct, frozen=True):
    """Text drawn in one go.

    Its page (from 0), ends, baseline and size, its colour and the one behind it (#rrggbb).

    Lengths are points from the top left corner of the page.
    """

    page: int
    text: str
    left: float
    right: float
    baseline: float
    size: float
    color: str
    background: str


def read_runs(pdf: bytes, most_bytes: int | None = None) -> list[Run]:
    """Read all text of a PDF, or where it has no more bytes of content than this.

    Raises TooMuchError, and whatever pypdf raises for a broken file.
    """
    reader = create_reader(pdf)
    content = ContentReader(ContentBudget(most_bytes))
    runs: list[Run] = []
    for number, page in enumerate(reader.pages):
        frame = measure_page(page)
        drawing = PageDrawing(frame.width, frame.height)
        content.draw_page(page, number + 1, frame, drawing)
        runs += [_convert_run(run, number) for run in drawing.runs]
    return runs


def _convert_run(run: TextRun, page: int) -> Run:
    return Run(
        page=page,
        text=run.text,
        left=run.left,
        right=run.right,
        baseline=run.baseline,
        size=run.size,
        color=_format_hex(run.color),
        background=_format_hex(run.background),
    )


def _format_hex(color: Rgb) -> str:
    digits = ""
    for part in color:
        digits += f"{round(min(max(part, 0), 1) * 255):02x}"
    return "#" + digits
