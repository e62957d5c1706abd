"""What the content of a page draws: runs of text, pictures, and areas that lie behind text."""

from __future__ import annotations

from msgspec import Struct, field

from cvgen.pdf.facts import Box, Image
from cvgen.pdf.fonts import PdfFont
from cvgen.pdf.geometry import Matrix, intersect_boxes, transform_box

Rgb = tuple[float, float, float]
Color = Rgb | None  # None: unknown, as of a pattern or a spot colour
BLACK: Rgb = (0.0, 0.0, 0.0)
WHITE: Rgb = (1.0, 1.0, 1.0)
LEAST_ALPHA = 0.02  # nobody sees what is painted more faintly
_OPAQUE_ALPHA = 0.98
_UNIT_SQUARE: Box = (0, 0, 1, 1)


class GraphicsState(Struct, frozen=True):
    """The graphics state (ISO 32000-1, 8.4), as far as reading needs it.

    `components` is 0 where they are unknown.
    """

    matrix: Matrix
    clip: Box
    color: Color = BLACK
    components: int = 1
    alpha: float = 1.0
    font: PdfFont | None = None
    font_size: float = 0.0
    text_mode: int = 0
    character_spacing: float = 0.0
    word_spacing: float = 0.0
    horizontal_scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0


class TextRun(Struct, frozen=True):
    """Text that one operator draws, with lengths in points from the top left corner of the page.

    `text` is what its codes mean; `spaced_text` also has a space for each gap as wide as one.
    `left` and `right` are where the run begins and ends; `box` is around its letters (where it
    `has_ink`), without spaces at its ends. `is_furniture` says that it is marked as page furniture:
    a head or foot that no reader takes for content (an artifact of pagination, 14.8.2.2).
    """

    text: str
    spaced_text: str
    font: str
    size: float
    left: float
    right: float
    baseline: float
    box: Box
    has_ink: bool
    is_level: bool
    hidden: str  # how it escapes the eye; "" where it does not
    color: Rgb
    background: Rgb
    is_furniture: bool = False


class Area(Struct, frozen=True):
    """A place that was painted, in a colour, where one is known."""

    box: Box
    color: Color
    alpha: float = 1.0

    def covers(self, x: float, y: float) -> bool:
        """Say whether a point lies in the area."""
        left, top, right, bottom = self.box
        return left <= x <= right and top <= y <= bottom


class PageDrawing(Struct):
    """All that was drawn on a page of a width and a height in points."""

    width: float
    height: float
    runs: list[TextRun] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    has_drawings: bool = False  # lines or areas

    def add_image(
        self, state: GraphicsState, pixels: tuple[int, int], size: int, *, is_colour: bool
    ) -> None:
        """Add a picture, which fills the unit square; it covers what is not cut away."""
        box = transform_box(state.matrix, _UNIT_SQUARE)
        self.areas.append(Area(intersect_boxes(state.clip, box), None))
        self.images.append(Image(box, pixels, is_colour, size))

    def list_areas(self, x: float, y: float) -> list[Area]:
        """List the areas that cover a point, the topmost last."""
        return [area for area in self.areas if area.covers(x, y)]


def find_paper_color(areas: list[Area]) -> Color:
    """Return the colour that lies under text; None where it is unknown."""
    if not areas:
        return WHITE
    topmost = areas[-1]
    if topmost.alpha > _OPAQUE_ALPHA:
        return topmost.color
    return None


def blend_background(areas: list[Area]) -> Rgb:
    """Blend the known colours of areas that lie on each other on white paper."""
    background = WHITE
    for area in areas:
        if area.color is not None:
            background = blend_color(area.color, background, area.alpha)
    return background


def blend_color(color: Rgb, background: Rgb, alpha: float) -> Rgb:
    """Return how a colour looks that is painted on another."""
    if alpha == 1:
        return color
    red, green, blue = (
        part * alpha + under * (1 - alpha) for part, under in zip(color, background, strict=True)
    )
    return red, green, blue


def convert_to_rgb(components: list[float]) -> Color:
    """Convert grey, RGB or, as CSS does it, CMYK to RGB.

    Return None for any other number of components.
    """
    match components:
        case [grey]:
            return grey, grey, grey
        case [red, green, blue]:
            return red, green, blue
        case [cyan, magenta, yellow, black]:
            light = 1 - black
            return (1 - cyan) * light, (1 - magenta) * light, (1 - yellow) * light
    return None
