"""The facts about a PDF from anywhere: plain values, which the rules of `cvgen.checks.pdf` judge.

Lengths are points; boxes count from the top left corner of the page as it is shown.
"""

from __future__ import annotations

from msgspec import Struct, field

Box = tuple[float, float, float, float]  # left, top, right, bottom


class Text(Struct, frozen=True):
    """Text drawn in one go: in which font, how large, where.

    `hidden` says how it escapes the eye, if it does, and `is_furniture` that the file marks it as a
    head or foot.
    """

    text: str
    font: str
    size: float
    box: Box
    baseline: float
    is_level: bool = True
    hidden: str = ""
    is_furniture: bool = False


class Image(Struct, frozen=True):
    """A picture: where, of how many pixels, and how many bytes it takes in the file."""

    box: Box
    pixels: tuple[int, int]
    is_colour: bool = False
    bytes: int = 0

    @property
    def dpi(self) -> float:
        """Return how many pixels stand on an inch, in the closer direction."""
        left, top, right, bottom = self.box
        width, height = self.pixels
        return max(_compute_dpi(width, right - left), _compute_dpi(height, bottom - top))


def _compute_dpi(pixels: int, points: float) -> float:
    if not points:
        return 0
    return 72 * pixels / points


class Page(Struct, frozen=True):
    """A page: its size as shown, and what its boxes say.

    Where it was `read`, also all that is drawn on it.
    """

    number: int
    width: float
    height: float
    media: tuple[float, float]
    rotation: int = 0
    unit: float = 1.0
    is_read: bool = False
    is_broken: bool = False
    texts: tuple[Text, ...] = ()
    images: tuple[Image, ...] = ()
    has_drawings: bool = False  # with lines or areas

    @property
    def text(self) -> str:
        """Return the words that a reader sees, in the order of the content."""
        return " ".join(text.text for text in self.texts if not text.hidden)


class Font(Struct, frozen=True):
    """A font that pages use.

    Of the letters drawn with it some may be unknown to machines, missing, or private.
    """

    name: str
    kind: str
    is_embedded: bool
    is_subset: bool
    pages: tuple[int, ...] = ()
    letters: int = 0
    unreadable: int = 0
    missing: int = 0
    private: int = 0


class Comment(Struct, frozen=True):
    """An annotation by which somebody remarks on a page (0: on none)."""

    page: int
    kind: str
    author: str = ""


class Link(Struct, frozen=True):
    """What a click opens."""

    page: int
    target: str


class Action(Struct, frozen=True):
    """What happens by itself or at a click: its kind in PDF's word, and where it hangs."""

    kind: str
    trigger: str


class PdfFacts(Struct, frozen=True):
    """A file and all that was found in it.

    One that nobody can read has a `problem`, and nothing else.
    """

    name: str
    bytes: int
    problem: str = ""
    header: str = ""
    version: str = ""
    is_encrypted: bool = False
    forbidden: tuple[str, ...] = ()  # what its permissions forbid
    warnings: tuple[str, ...] = ()
    revisions: int = 0  # earlier ones that the file still holds
    pages: tuple[Page, ...] = ()
    fonts: tuple[Font, ...] = ()
    metadata: dict[str, str] = field(default_factory=dict)  # title, author, producer, creator
    language: str = ""
    is_tagged: bool = False
    signatures: int = 0
    fields: tuple[str, ...] = ()
    has_xfa: bool = False
    scripts: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    attachments: tuple[str, ...] = ()
    is_portfolio: bool = False
    comments: tuple[Comment, ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def unread_pages(self) -> tuple[int, ...]:
        """List the pages whose content was not read, because there is too much of it."""
        return tuple(page.number for page in self.pages if not page.is_read and not page.is_broken)
