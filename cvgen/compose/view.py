"""What a theme may use: takes nothing, names the parts of a finished document (contract 1).

Every text is ready to print: chosen for the language, escaped, with its inline marks as markup.
An empty text, tuple or None means that the profile does not say it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import count
from typing import Literal

from markupsafe import Markup

from cvgen.files.yamlfile import Path_

CONTRACT = 1
NOTHING = Markup("")
INSIDE = {"inside": True}  # what a field is marked with that is not for themes
_LONG = 2500  # characters: some 35 lines
Layout = Literal["entries", "lines", "pairs", "prose", "publications"]


@dataclass(frozen=True, slots=True)
class Contact:
    """A way to reach the person, or a personal fact: `label` says in a word what `text` is."""

    kind: str
    label: str
    text: Markup
    url: str = ""


# The address of a picture does not say where the file lies, so that a copy of the folder makes the same bytes.
PHOTO = "profile:photo"
PICTURE = "profile:picture/"


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture, of the person or of a work: an address that only the renderer can read, and what it shows."""

    url: str
    alternative: str


@dataclass(frozen=True, slots=True)
class Detail:
    """A fact with its name in front, such as "Thesis: …"; `label` is empty where the fact speaks for itself."""

    name: str
    label: str
    text: Markup


@dataclass(frozen=True, slots=True)
class Link:
    """A link with the word to print for it."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Item:
    """One entry: read number, badges, title, people, subtitle, place, status, notes, details, text, points, links.

    The period stands before or after the title. Where there is a `citation` (a publication set in a citation style),
    it stands for title, people, subtitle, status and period, which are then empty. `image` (of a work) and `extent`
    (of prose, such as "312 words") may be left out.
    """

    id: str = ""
    number: str = ""
    badges: tuple[Markup, ...] = ()
    citation: Markup = NOTHING
    title: Markup = NOTHING
    people: Markup = NOTHING
    subtitle: Markup = NOTHING
    place: Markup = NOTHING
    period: Markup = NOTHING
    status: Markup = NOTHING
    notes: tuple[Markup, ...] = ()
    details: tuple[Detail, ...] = ()
    text: tuple[Markup, ...] = ()
    points: tuple[Markup, ...] = ()
    links: tuple[Link, ...] = ()
    image: Photo | None = None
    extent: str = ""
    on_new_page: bool = False
    kept_together: bool = False
    origin: Path_ = field(default=(), compare=False, metadata=INSIDE)

    @property
    def breaking(self) -> str:
        """Give the classes that say where pages may end, each with a space before it."""
        return _breaking(self.on_new_page, self.kept_together) + (
            " long" if self.long and not self.kept_together else ""
        )

    @property
    def long(self) -> bool:
        """Say whether it fills most of a page, so that it may break."""
        return sum(len(part) for part in (*self.text, *self.points)) > _LONG


def _breaking(on_new_page: bool, kept_together: bool) -> str:  # noqa: FBT001 - two facts, in the order of their names
    return (" new-page" if on_new_page else "") + (" kept" if kept_together else "")


@dataclass(frozen=True, slots=True)
class Group:
    """Items that belong together; the title is empty where a section has but one group."""

    title: Markup
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Items under one heading, in groups; `layout` says how they are best set, `legend` explains the marks in them."""

    kind: str
    title: Markup
    layout: Layout
    groups: tuple[Group, ...]
    legend: tuple[tuple[str, str], ...] = ()
    id: str = ""
    on_new_page: bool = False
    kept_together: bool = False

    @property
    def breaking(self) -> str:
        """Give the classes that say where pages may end, each with a space before it."""
        return _breaking(self.on_new_page, self.kept_together)

    @property
    def items(self) -> tuple[Item, ...]:
        """All items, whatever their group."""
        return tuple(item for group in self.groups for item in group.items)

    def numbered(self, number: int) -> Section:
        """Give the section and its items their ids, unique in the document."""
        name = f"section-{number}"
        places = count(1)
        groups = (
            Group(
                group.title,
                tuple(replace(item, id=f"{name}-{next(places)}") for item in group.items),
            )
            for group in self.groups
        )
        return replace(self, id=name, groups=tuple(groups))


@dataclass(frozen=True, slots=True)
class Document:
    """A whole CV."""

    language: str
    direction: Literal["ltr", "rtl"]
    title: str
    author: str
    subject: str
    keywords: tuple[str, ...]
    date: str
    name: Markup
    other_names: tuple[Markup, ...] = ()
    label: Markup = NOTHING
    contacts: tuple[Contact, ...] = ()
    photo: Photo | None = None
    summary: tuple[Markup, ...] = ()
    sections: tuple[Section, ...] = ()
    colon: str = ": "
    comma: str = ", "
    enumeration: str = ", "


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a letter's prose: a paragraph, heading or quote with a text; or points or numbers, with points."""

    kind: Literal["paragraph", "heading", "quote", "points", "numbers"]
    text: Markup = NOTHING
    points: tuple[Markup, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter, or a statement, which has a subject and prose only; `recipient` has a line each."""

    kind: Literal["letter", "statement"]
    blocks: tuple[Block, ...]
    when: Markup = NOTHING
    recipient: tuple[Markup, ...] = ()
    reference: Markup = NOTHING
    subject: Markup = NOTHING
    opening: Markup = NOTHING
    closing: Markup = NOTHING
    signature: Markup = NOTHING
    enclosures_label: str = ""
    enclosures: tuple[Markup, ...] = ()
    extent: str = ""
