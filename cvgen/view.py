"""What a theme may use: takes nothing, names the parts of a finished document (contract 1).

Every text is ready to print: chosen for the language, escaped, with its inline marks as markup.
An empty text, tuple or None means that the profile does not say it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from markupsafe import Markup

CONTRACT = 1
NOTHING = Markup("")
Layout = Literal["entries", "lines", "pairs", "prose", "publications"]


@dataclass(frozen=True, slots=True)
class Contact:
    """A way to reach the person, or a personal fact: `label` says in a word what `text` is."""

    kind: str
    label: str
    text: Markup
    url: str = ""


@dataclass(frozen=True, slots=True)
class Photo:
    """The photo: an address that only the renderer can read, and what it shows."""

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
    """One entry: read title, people, subtitle, place, status, notes, details, text, points, links; the period before or after the title."""

    id: str = ""
    title: Markup = NOTHING
    people: Markup = NOTHING
    subtitle: Markup = NOTHING
    place: Markup = NOTHING
    period: Markup = NOTHING
    status: str = ""
    notes: tuple[Markup, ...] = ()
    details: tuple[Detail, ...] = ()
    text: tuple[Markup, ...] = ()
    points: tuple[Markup, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Items under one heading; `layout` says how they are best set, `legend` explains the marks in them."""

    kind: str
    title: Markup
    layout: Layout
    items: tuple[Item, ...]
    legend: tuple[tuple[str, str], ...] = ()
    id: str = ""

    def numbered(self, number: int) -> Section:
        """Give the section and its items their ids, unique in the document."""
        name = f"section-{number}"
        return replace(self, id=name, items=tuple(replace(item, id=f"{name}-{place}") for place, item in enumerate(self.items, start=1)))


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
