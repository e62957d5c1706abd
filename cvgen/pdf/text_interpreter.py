"""Interpret operators of content streams for the graphics state, colours and text.

ISO 32000-1, 8.4, 8.6 and 9.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from cvgen.pdf.drawing import BLACK, GraphicsState, PageDrawing, convert_to_rgb
from cvgen.pdf.fonts import FontCache
from cvgen.pdf.geometry import (
    COLOR_SPACE_COMPONENTS,
    IDENTITY,
    Matrix,
    count_color_components,
    multiply_matrices,
    read_numbers,
    translate,
)
from cvgen.pdf.text_runs import RunBuilder


class TextInterpreter(Struct):
    """Follows operators that change the graphics state or show text.

    Each method takes an operator's operands.
    """

    page: int
    fonts: FontCache
    drawing: PageDrawing
    state: GraphicsState
    resources: Any = None
    stack: list[GraphicsState] = field(default_factory=list)
    text_matrix: Matrix = IDENTITY
    line_matrix: Matrix = IDENTITY
    furniture_marks: list[bool] = field(default_factory=list)

    def find_resource(self, kind: str, name: Any) -> Any:
        """Find what a name stands for; None where it stands for nothing."""
        group = (self.resources or {}).get(kind)
        if group is None:
            return None
        resource = group.get_object().get(name)
        if resource is None:
            return None
        return resource.get_object()

    def change_state(self, **values: Any) -> None:
        """Change values of the graphics state."""
        self.state = replace(self.state, **values)

    # --- marked content (ISO 32000-1, 14.6) -------------------------------------------------------

    def begin_marked_content(self, operands: Any) -> None:
        """Begin content with a mark: page furniture where it says so (BMC, BDC)."""
        tag, *properties = operands
        is_pagination = False
        if properties and isinstance(properties[0], dict):
            is_pagination = properties[0].get("/Type") == "/Pagination"
        self.furniture_marks.append(tag == "/Artifact" and is_pagination)

    def end_marked_content(self, _: Any) -> None:
        """End the marked content that began last (EMC)."""
        if self.furniture_marks:
            self.furniture_marks.pop()

    # --- the graphics state -----------------------------------------------------------------------

    def save_state(self, _: Any) -> None:
        """Save the graphics state (q)."""
        self.stack.append(self.state)

    def restore_state(self, _: Any) -> None:
        """Go back to the state that was saved last (Q)."""
        if self.stack:
            self.state = self.stack.pop()

    def concatenate_matrix(self, operands: Any) -> None:
        """Transform the axes (cm)."""
        self.change_state(matrix=multiply_matrices(read_numbers(operands), self.state.matrix))

    def apply_state_dictionary(self, operands: Any) -> None:
        """Take opacity and font from a dictionary of settings (gs)."""
        settings = self.find_resource("/ExtGState", operands[0]) or {}
        if "/ca" in settings:
            self.change_state(alpha=float(settings["/ca"]))
        if "/Font" in settings:
            font, size = settings["/Font"][:2]
            self._select_font(font.get_object(), size)

    def set_color_space(self, operands: Any) -> None:
        """Set the colour space (cs); its first colour is black, as far as it is known."""
        name = operands[0]
        components = COLOR_SPACE_COMPONENTS.get(str(name))
        if not components:
            components = count_color_components(self.find_resource("/ColorSpace", name))
        color = None
        if components in (1, 3, 4):
            color = BLACK
        self.change_state(components=components, color=color)

    def set_color(self, operands: Any) -> None:
        """Set a colour of the present space (sc, scn)."""
        self._set_components(operands, self.state.components)

    def set_grey(self, operands: Any) -> None:
        """Set a grey (g)."""
        self._set_components(operands, 1)

    def set_rgb(self, operands: Any) -> None:
        """Set a colour of red, green and blue (rg)."""
        self._set_components(operands, 3)

    def set_cmyk(self, operands: Any) -> None:
        """Set a colour of printing inks (k)."""
        self._set_components(operands, 4)

    def _set_components(self, operands: Any, count: int) -> None:
        values = [float(part) for part in operands if isinstance(part, (int, float))]
        color = None
        if len(values) == count:
            color = convert_to_rgb(values)
        self.change_state(color=color, components=count)

    # --- text -------------------------------------------------------------------------------------

    def begin_text(self, _: Any) -> None:
        """Begin text at the origin (BT)."""
        self._begin_line(IDENTITY)

    def set_font(self, operands: Any) -> None:
        """Select a font and its size (Tf)."""
        name, size = operands
        self._select_font(self.find_resource("/Font", name), size)

    def _select_font(self, dictionary: Any, size: Any) -> None:
        font = None
        if dictionary is not None:
            font = self.fonts.load_font(dictionary)
        self.change_state(font=font, font_size=float(size))

    def set_text_matrix(self, operands: Any) -> None:
        """Set where a line begins (Tm)."""
        self._begin_line(read_numbers(operands))

    def move_line(self, operands: Any) -> None:
        """Begin a line beside the last one (Td)."""
        x, y = read_numbers(operands)
        self._begin_line(translate(self.line_matrix, x, y))

    def move_line_and_set_leading(self, operands: Any) -> None:
        """Begin a line beside the last one, and keep that distance (TD)."""
        self.change_state(leading=-float(operands[1]))
        self.move_line(operands)

    def begin_next_line(self, _: Any) -> None:
        """Begin a line below the last one (T*)."""
        self._begin_line(translate(self.line_matrix, 0, -self.state.leading))

    def _begin_line(self, matrix: Matrix) -> None:
        self.line_matrix = matrix
        self.text_matrix = matrix

    def set_text_mode(self, operands: Any) -> None:
        """Set how text is painted (Tr)."""
        self.change_state(text_mode=int(operands[0]))

    def set_character_spacing(self, operands: Any) -> None:
        """Set the space behind each letter (Tc)."""
        self.change_state(character_spacing=float(operands[0]))

    def set_word_spacing(self, operands: Any) -> None:
        """Set the additional width of spaces (Tw)."""
        self.change_state(word_spacing=float(operands[0]))

    def set_horizontal_scale(self, operands: Any) -> None:
        """Set how far text is stretched, in percent (Tz)."""
        self.change_state(horizontal_scale=float(operands[0]) / 100)

    def set_leading(self, operands: Any) -> None:
        """Set the distance of lines (TL)."""
        self.change_state(leading=float(operands[0]))

    def set_rise(self, operands: Any) -> None:
        """Set how far text stands above its line (Ts)."""
        self.change_state(rise=float(operands[0]))

    def show_string(self, operands: Any) -> None:
        """Show a string (Tj)."""
        self._show_text(operands[:1])

    def show_strings_with_gaps(self, operands: Any) -> None:
        """Show strings with gaps between them (TJ)."""
        self._show_text(operands[0])

    def show_on_next_line(self, operands: Any) -> None:
        """Show a string on the next line (', "); three operands set the spacing too."""
        if len(operands) == 3:
            self.set_word_spacing(operands[:1])
            self.set_character_spacing(operands[1:2])
        self.begin_next_line(operands)
        self._show_text(operands[-1:])

    def _show_text(self, parts: Any) -> None:
        font = self.state.font
        if font is None:
            return
        font.pages.add(self.page)
        builder = RunBuilder(self.state, font)
        for part in parts:
            if isinstance(part, bytes):
                builder.add_string(part)
            else:
                builder.add_gap(float(part))
        run = builder.build_run(self.text_matrix, self.drawing)
        self.drawing.runs.append(replace(run, is_furniture=any(self.furniture_marks)))
        self.text_matrix = translate(self.text_matrix, builder.advance, 0)
