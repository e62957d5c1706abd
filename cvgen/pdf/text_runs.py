"""Measure the text that operators show (ISO 32000-1, 9.4), and join it into texts.

Text that escapes the eye is marked as hidden.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import hypot

from msgspec import Struct

from cvgen.pdf.drawing import (
    BLACK,
    LEAST_ALPHA,
    Area,
    Color,
    GraphicsState,
    PageDrawing,
    TextRun,
    blend_background,
    blend_color,
    find_paper_color,
)
from cvgen.pdf.facts import Box, Text
from cvgen.pdf.fonts import PdfFont
from cvgen.pdf.geometry import (
    Matrix,
    multiply_matrices,
    transform_box,
    transform_point,
    unite_boxes,
)

_WORD_GAP = 160  # thousandths of the size
_INVISIBLE_MODES = (3, 7)  # text rendering modes that paint nothing
_TINY_SIZE = 1.0  # points
_SAME_COLOR = 0.03  # difference of two colours that nobody sees, in each component
_ASCENT = 0.72  # of a letter's box, as shares of the size
_DESCENT = -0.2
_SPACE = 32


class RunBuilder(Struct):
    """The strings and gaps of one run, measured along its baseline."""

    state: GraphicsState
    font: PdfFont
    text: str = ""
    spaced_text: str = ""
    advance: float = 0.0
    ink_start: float | None = None
    ink_end: float = 0.0

    def add_gap(self, thousandths: float) -> None:
        """Move on by thousandths of the size, backwards where they are positive."""
        self.advance -= thousandths / 1000 * self.state.font_size * self.state.horizontal_scale
        if thousandths < -_WORD_GAP and self.spaced_text and self.spaced_text[-1] != " ":
            self.spaced_text += " "

    def add_string(self, codes: bytes) -> None:
        """Add the glyphs of a string."""
        state = self.state
        scale = state.font_size * state.horizontal_scale
        spacing = state.character_spacing * state.horizontal_scale
        space_width = state.word_spacing * state.horizontal_scale
        is_visible = state.text_mode not in _INVISIBLE_MODES
        for code, text, share in self.font.decode_string(codes, is_visible=is_visible):
            width = share * scale
            if text != " ":
                if self.ink_start is None:
                    self.ink_start = self.advance
                self.ink_end = self.advance + width
            self.text += text
            self.spaced_text += text
            self.advance += width + spacing
            if code == _SPACE and not self.font.is_composite:
                self.advance += space_width

    def build_run(self, text_matrix: Matrix, drawing: PageDrawing) -> TextRun:
        """Build the run, as it lies on what was drawn before it."""
        state = self.state
        matrix = multiply_matrices(text_matrix, state.matrix)
        size = state.font_size * hypot(matrix[2], matrix[3])
        left, _ = transform_point(matrix, 0, state.rise)
        right, _ = transform_point(matrix, self.advance, state.rise)
        _, baseline = transform_point(matrix, self.ink_start or 0.0, state.rise)
        box = self._measure_ink(matrix)
        areas = drawing.list_areas((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
        background = blend_background(areas)
        return TextRun(
            text=self.text,
            spaced_text=self.spaced_text,
            font=self.font.name,
            size=size,
            left=left,
            right=right,
            baseline=baseline,
            box=box,
            has_ink=self.ink_start is not None,
            is_level=abs(matrix[1]) < 0.01 * abs(matrix[0]),
            hidden=_describe_hiding(state, box, size, drawing, areas),
            color=blend_color(state.color or BLACK, background, state.alpha),
            background=background,
        )

    def _measure_ink(self, matrix: Matrix) -> Box:
        """Measure the box around the letters, or, where there are none, around the spaces."""
        start = 0.0
        end = self.advance
        if self.ink_start is not None:
            start = self.ink_start
            end = self.ink_end
        if not self.font.has_widths:
            end = start
        bottom = self.state.rise + _DESCENT * self.state.font_size
        top = self.state.rise + _ASCENT * self.state.font_size
        return transform_box(matrix, (start, bottom, end, top))


def _describe_hiding(
    state: GraphicsState, box: Box, size: float, drawing: PageDrawing, areas: list[Area]
) -> str:
    """Say how text in a box escapes the eye; "" where it does not."""
    x = (box[0] + box[2]) / 2
    y = (box[1] + box[3]) / 2
    if state.text_mode in _INVISIBLE_MODES or state.alpha < LEAST_ALPHA:
        return "invisible"
    if x < 0 or y < 0 or x > drawing.width or y > drawing.height:
        return "off the page"
    if size < _TINY_SIZE:
        return "tiny"
    if state.text_mode == 0 and _have_same_style(state.color, find_paper_color(areas)):
        return "in the colour of the paper"
    return ""


def _have_same_style(color: Color, background: Color) -> bool:
    if color is None or background is None:
        return False
    differences = [abs(part - under) for part, under in zip(color, background, strict=True)]
    return max(differences) < _SAME_COLOR


def join_texts(runs: Iterable[TextRun]) -> Iterator[Text]:
    """Join runs into texts: a run that goes on where the last one ended is part of it.

    Spaces alone are left out.
    """
    last: Text | None = None
    for run in runs:
        if not run.has_ink:
            continue
        text = Text(
            run.spaced_text,
            run.font,
            run.size,
            run.box,
            run.baseline,
            run.is_level,
            run.hidden,
            run.is_furniture,
        )
        if last is None:
            last = text
        elif _continues_line(last, text):
            last = _join_two_texts(last, text)
        else:
            yield last
            last = text
    if last is not None:
        yield last


def _continues_line(before: Text, after: Text) -> bool:
    if (before.font, before.hidden) != (after.font, after.hidden):
        return False
    if before.is_furniture != after.is_furniture:
        return False
    if not (before.is_level and after.is_level):
        return False
    if abs(before.baseline - after.baseline) >= 0.05 or abs(before.size - after.size) >= 0.05:
        return False
    gap = after.box[0] - before.box[2]
    return -0.1 * after.size < gap < 0.5 * after.size


def _join_two_texts(before: Text, after: Text) -> Text:
    gap = after.box[0] - before.box[2]
    is_spaced = before.text.endswith(" ") or after.text.startswith(" ")
    space = ""
    if gap * 1000 >= _WORD_GAP * after.size and not is_spaced:
        space = " "
    return Text(
        before.text + space + after.text,
        before.font,
        before.size,
        unite_boxes(before.box, after.box),
        before.baseline,
        before.is_level,
        before.hidden,
        before.is_furniture,
    )
