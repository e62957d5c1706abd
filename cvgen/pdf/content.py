"""Interpret the content stream of a page of any PDF (ISO 32000-1, 7.8 and annex A).

Text, pictures, areas.

Form XObjects are followed. What is too much to read in a moment is left alone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec import Struct, field

from cvgen.pdf.drawing import LEAST_ALPHA, Area, GraphicsState, PageDrawing
from cvgen.pdf.fonts import FontCache
from cvgen.pdf.geometry import (
    COLOR_SPACE_COMPONENTS,
    IDENTITY,
    PageFrame,
    Point,
    count_color_components,
    enclose_points,
    intersect_boxes,
    read_numbers,
    transform_box,
    transform_point,
)
from cvgen.pdf.text_interpreter import TextInterpreter

_MAX_DEPTH = 8  # of drawings in drawings
_MAX_STREAM_BYTES = 1_500_000


class TooMuchError(Exception):
    """There is more on a page than can be read in a moment."""


class ContentBudget(Struct):
    """How many bytes of content may still be read of a file; None for all of them."""

    remaining: int | None = None

    def spend(self, data: bytes) -> None:
        """Take a stream from what may be read.

        Raises TooMuchError.
        """
        if self.remaining is None:
            return
        if len(data) > min(_MAX_STREAM_BYTES, self.remaining):
            raise TooMuchError
        self.remaining -= len(data)


class ContentReader(Struct):
    """Reads the content of pages of one file, which share their fonts and the budget."""

    budget: ContentBudget = field(default_factory=ContentBudget)
    fonts: FontCache = field(default_factory=FontCache)

    def draw_page(self, page: Any, number: int, frame: PageFrame, drawing: PageDrawing) -> bool:
        """Draw the content of a page; return False where it has none.

        Raises TooMuchError, and whatever pypdf raises for a broken page; what was drawn until then
        counts.
        """
        contents = page.get_contents()
        if contents is None:
            return False
        state = GraphicsState(frame.matrix, (0, 0, frame.width, frame.height))
        interpreter = ContentInterpreter(number, self.fonts, drawing, state, budget=self.budget)
        interpreter.run(contents, page.get("/Resources", {}).get_object(), page.pdf)
        return True


class ContentInterpreter(TextInterpreter):
    """Follows all operators of a page.

    `path` and `segments` are the points and operators of the current outline.
    """

    budget: ContentBudget = field(default_factory=ContentBudget)
    path: list[Point] = field(default_factory=list)
    segments: list[str] = field(default_factory=list)
    is_clipping: bool = False
    depth: int = 0

    def run(self, content: Any, resources: Any, pdf: Any) -> None:
        """Follow the operators of a stream; without resources it has those of what draws it."""
        from pypdf.generic import ContentStream

        self.budget.spend(content.get_data())
        outer_resources = self.resources
        if resources is not None:
            self.resources = resources
        for operands, operator in ContentStream(content, pdf, "bytes").operations:
            follow = _OPERATORS.get(operator)
            if follow is not None:
                follow(self, operands)
        self.resources = outer_resources

    # --- pictures and drawings --------------------------------------------------------------------

    def draw_xobject(self, operands: Any) -> None:
        """Draw a picture, or a form (Do)."""
        xobject = self.find_resource("/XObject", operands[0])
        if xobject is None:
            return
        kind = str(xobject.get("/Subtype"))
        if kind == "/Image":
            self._draw_image(xobject)
        elif kind == "/Form" and self.depth < _MAX_DEPTH:
            self._draw_form(xobject)

    def _draw_image(self, image: Any) -> None:
        pixels = (int(image.get("/Width", 0)), int(image.get("/Height", 0)))
        size = len(getattr(image, "_data", b""))
        is_colour = count_color_components(image.get("/ColorSpace")) > 1
        self.drawing.add_image(self.state, pixels, size, is_colour=is_colour)

    def draw_inline_image(self, operands: Any) -> None:
        """Draw a picture that stands in the content (BI)."""
        settings: dict[str, Any] = {}
        if isinstance(operands, dict):
            settings = operands.get("settings", {})
        width = int(settings.get("/W", settings.get("/Width", 0)))
        height = int(settings.get("/H", settings.get("/Height", 0)))
        space = str(settings.get("/CS", settings.get("/ColorSpace")))
        is_colour = COLOR_SPACE_COMPONENTS.get(space, 0) > 1
        self.drawing.add_image(self.state, (width, height), 0, is_colour=is_colour)

    def _draw_form(self, form: Any) -> None:
        """Draw a form, and go back to the state before it."""
        outer_stack = list(self.stack)
        outer_state = self.state
        outer_text_matrix = self.text_matrix
        outer_line_matrix = self.line_matrix
        self.depth += 1
        self.concatenate_matrix(form.get("/Matrix", IDENTITY))
        box = read_numbers(form.get("/BBox", ()))
        if len(box) == 4:
            self._clip_to_box(transform_box(self.state.matrix, box))
        resources = form.get("/Resources")
        if resources is not None:
            resources = resources.get_object()
        self.run(form, resources, getattr(form, "pdf", None))
        self.depth -= 1
        self.stack = outer_stack
        self.state = outer_state
        self.text_matrix = outer_text_matrix
        self.line_matrix = outer_line_matrix

    def paint_shading(self, _: Any) -> None:
        """Paint all that is not cut away with a gradient (sh)."""
        self.drawing.has_drawings = True
        self.drawing.areas.append(Area(self.state.clip, None))

    # --- outlines ---------------------------------------------------------------------------------

    def add_rectangle(self, operands: Any) -> None:
        """Add a rectangle to the outline (re)."""
        self.segments.append("re")
        values = read_numbers(operands)
        if len(values) == 4:
            x, y, width, height = values
            values = (x, y, x + width, y, x + width, y + height, x, y + height)
        self._add_points(values)

    def add_segment(self, operands: Any) -> None:
        """Add a line or a curve to the outline (m, l, c, v, y).

        Of a curve its control points count.
        """
        self.segments.append("l")
        self._add_points(read_numbers(operands))

    def _add_points(self, values: Any) -> None:
        for x, y in zip(values[::2], values[1::2], strict=False):
            self.path.append(transform_point(self.state.matrix, x, y))

    def begin_clipping(self, _: Any) -> None:
        """Let the outline, once it ends, cut what is drawn later (W)."""
        self.is_clipping = True

    def fill_path(self, operands: Any) -> None:
        """Fill the outline (f, b, B); only of a single rectangle is it known what it covers."""
        if self.path and self.state.alpha > LEAST_ALPHA:
            color = None
            if self.segments == ["re"]:
                color = self.state.color
            box = intersect_boxes(self.state.clip, enclose_points(self.path))
            self.drawing.areas.append(Area(box, color, self.state.alpha))
        self.stroke_path(operands)

    def stroke_path(self, operands: Any) -> None:
        """Draw the outline (s, S)."""
        if self.state.alpha > LEAST_ALPHA:
            self.drawing.has_drawings = True
        self.end_path(operands)

    def end_path(self, _: Any) -> None:
        """Drop the outline (n)."""
        if self.is_clipping and self.path:
            self._clip_to_box(enclose_points(self.path))
        self.path = []
        self.segments = []
        self.is_clipping = False

    def _clip_to_box(self, box: Any) -> None:
        self.change_state(clip=intersect_boxes(self.state.clip, box))


_OPERATORS: dict[bytes, Callable[[ContentInterpreter, Any], None]] = {
    b"q": ContentInterpreter.save_state,
    b"Q": ContentInterpreter.restore_state,
    b"cm": ContentInterpreter.concatenate_matrix,
    b"gs": ContentInterpreter.apply_state_dictionary,
    b"cs": ContentInterpreter.set_color_space,
    b"sc": ContentInterpreter.set_color,
    b"scn": ContentInterpreter.set_color,
    b"g": ContentInterpreter.set_grey,
    b"rg": ContentInterpreter.set_rgb,
    b"k": ContentInterpreter.set_cmyk,
    b"BMC": ContentInterpreter.begin_marked_content,
    b"BDC": ContentInterpreter.begin_marked_content,
    b"EMC": ContentInterpreter.end_marked_content,
    b"BT": ContentInterpreter.begin_text,
    b"Tf": ContentInterpreter.set_font,
    b"Tm": ContentInterpreter.set_text_matrix,
    b"Td": ContentInterpreter.move_line,
    b"TD": ContentInterpreter.move_line_and_set_leading,
    b"T*": ContentInterpreter.begin_next_line,
    b"Tr": ContentInterpreter.set_text_mode,
    b"Tc": ContentInterpreter.set_character_spacing,
    b"Tw": ContentInterpreter.set_word_spacing,
    b"Tz": ContentInterpreter.set_horizontal_scale,
    b"TL": ContentInterpreter.set_leading,
    b"Ts": ContentInterpreter.set_rise,
    b"Tj": ContentInterpreter.show_string,
    b"TJ": ContentInterpreter.show_strings_with_gaps,
    b"'": ContentInterpreter.show_on_next_line,
    b'"': ContentInterpreter.show_on_next_line,
    b"Do": ContentInterpreter.draw_xobject,
    b"INLINE IMAGE": ContentInterpreter.draw_inline_image,
    b"sh": ContentInterpreter.paint_shading,
    b"re": ContentInterpreter.add_rectangle,
    **dict.fromkeys((b"m", b"l", b"c", b"v", b"y"), ContentInterpreter.add_segment),
    **dict.fromkeys((b"W", b"W*"), ContentInterpreter.begin_clipping),
    **dict.fromkeys((b"f", b"F", b"f*", b"b", b"b*", b"B", b"B*"), ContentInterpreter.fill_path),
    **dict.fromkeys((b"s", b"S"), ContentInterpreter.stroke_path),
    b"n": ContentInterpreter.end_path,
}
