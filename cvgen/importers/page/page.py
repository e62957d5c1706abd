"""What is read of a page, whatever it is written in."""

from __future__ import annotations

from dataclasses import dataclass, field

from cvgen.importers.page.blocks import Block


@dataclass(slots=True)
class Hidden:
    """Text that a reader of the page does not see as part of it."""

    text: str
    reason: str
    line: int


@dataclass(frozen=True, slots=True)
class Link:
    """A link: its words, of which a symbol has none, and where it leads."""

    words: str
    href: str
    line: int


@dataclass(slots=True)
class Page:
    """What a page has: blocks, pictures, links with their lines, title, language, hidden text."""

    blocks: list[Block] = field(default_factory=list)
    images: list[tuple[str, str, int]] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    hidden: list[Hidden] = field(default_factory=list)
    title: str = ""
    language: str = ""
