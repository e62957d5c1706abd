"""What is read of a page, whatever it is written in."""

from __future__ import annotations

from msgspec import Struct, field

from cvgen.importers.page.blocks import Block


class Hidden(Struct):
    """Text that a reader of the page does not see as part of it."""

    text: str
    reason: str
    line: int


class Link(Struct, frozen=True):
    """A link: its words, of which a symbol has none, and where it leads."""

    words: str
    href: str
    line: int


class Page(Struct):
    """What a page has: blocks, pictures, links with their lines, title, language, hidden text."""

    blocks: list[Block] = field(default_factory=list)
    images: list[tuple[str, str, int]] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    hidden: list[Hidden] = field(default_factory=list)
    title: str = ""
    language: str = ""
