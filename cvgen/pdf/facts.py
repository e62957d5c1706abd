"""What is known of a PDF from anywhere once it was inspected: plain values, which the rules of `checks/preflight` judge.

Lengths are points, boxes count from the top left corner of the page as it is shown.
"""

from __future__ import annotations

from dataclasses import dataclass, field

Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Text:
    """Text drawn in one go: in which font, how large, where; `hidden` says how it escapes the eye, if it does."""

    text: str
    font: str
    size: float
    box: Box
    base: float
    level: bool = True
    hidden: str = ""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture: where, of how many pixels, whether in colour, and how many bytes it takes in the file."""

    box: Box
    pixels: tuple[int, int]
    colour: bool = False
    bytes: int = 0

    @property
    def dpi(self) -> float:
        """Give how many pixels stand on an inch, in the closer direction."""
        wide, high = self.box[2] - self.box[0], self.box[3] - self.box[1]
        return max(
            72 * self.pixels[0] / wide if wide else 0, 72 * self.pixels[1] / high if high else 0
        )


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its size as shown, what its boxes say, and, where it was `read`, all that is drawn on it."""

    number: int
    width: float
    height: float
    media: tuple[float, float]
    rotation: int = 0
    unit: float = 1.0
    read: bool = False
    broken: bool = False
    texts: tuple[Text, ...] = ()
    images: tuple[Image, ...] = ()
    painted: bool = False  # with lines or areas

    @property
    def text(self) -> str:
        """Give the words that a reader sees, in the order of the content."""
        return " ".join(one.text for one in self.texts if not one.hidden)


@dataclass(frozen=True, slots=True)
class Font:
    """A font that pages use; of the letters drawn with it some may be unknown to machines, missing, or private."""

    name: str
    kind: str
    embedded: bool
    subset: bool
    pages: tuple[int, ...] = ()
    letters: int = 0
    unread: int = 0
    missing: int = 0
    private: int = 0


@dataclass(frozen=True, slots=True)
class Comment:
    """An annotation by which somebody remarks on a page (0: on none)."""

    page: int
    kind: str
    author: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """What a click opens."""

    page: int
    to: str


@dataclass(frozen=True, slots=True)
class Action:
    """What happens by itself or at a click: its kind in PDF's word, and where it hangs."""

    kind: str
    where: str


@dataclass(frozen=True, slots=True)
class Inspected:
    """A file and all that was found in it; one that nobody can read has a `problem`, and nothing else."""

    name: str
    bytes: int
    problem: str = ""
    header: str = ""
    version: str = ""
    encrypted: bool = False
    refused: tuple[str, ...] = ()  # what its permissions forbid
    complaints: tuple[str, ...] = ()
    states: int = 0  # earlier ones that the file still holds
    pages: tuple[Page, ...] = ()
    fonts: tuple[Font, ...] = ()
    facts: dict[str, str] = field(default_factory=dict)  # title, author, producer, creator
    language: str = ""
    tagged: bool = False
    signatures: int = 0
    fields: tuple[str, ...] = ()
    xfa: bool = False
    scripts: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    attachments: tuple[str, ...] = ()
    portfolio: bool = False
    comments: tuple[Comment, ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def unread(self) -> tuple[int, ...]:
        """List the pages whose content was not read, because there is too much of it."""
        return tuple(page.number for page in self.pages if not page.read and not page.broken)
