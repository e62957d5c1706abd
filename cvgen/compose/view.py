"""The parts of a finished document that a theme may use (contract 1).

Every text is ready to print: chosen for the language, escaped, with its inline marks as markup.
An empty text, tuple or None means that the profile does not say it.
"""

from __future__ import annotations

from itertools import chain, count
from typing import Literal

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from cvgen.files.yamlfile import KeyPath
from cvgen.text.links import shorten_address
from cvgen.text.prose import Block, Point

CONTRACT = 1
NOTHING = Markup("")
INSIDE = frozenset({"origin"})  # fields that are not for themes
_LONG = 2500  # characters: some 35 lines
Layout = Literal["entries", "lines", "pairs", "prose", "publications"]


class Contact(Struct, frozen=True):
    """A way to reach the person, or a personal fact: `label` says in a word what `text` is.

    `type` says which of several it is, such as office or private.
    """

    kind: str
    label: str
    text: Markup
    url: str = ""
    type: str = ""

    @property
    def type_behind(self) -> str:
        """Its type as it stands behind its text: " (office)", or nothing."""
        return f" ({self.type})" if self.type else ""


# The address of a picture does not say where the file lies, so that a copy of the folder makes the
# same bytes.
PHOTO = "profile:photo"
PICTURE = "profile:picture/"
LOGO = "profile:logo/"


class Photo(Struct, frozen=True):
    """A picture, of the person or of a work, at an address that only the renderer can read."""

    url: str
    alternative: str


class Detail(Struct, frozen=True):
    """A fact with its name in front, such as "Thesis: …"; `label` may be empty."""

    name: str
    label: str
    text: Markup


class Link(Struct, frozen=True):
    """A link with the word to print for it."""

    label: str
    url: str

    @property
    def address(self) -> str:
        """The address in short, for a reader of paper: doi:…, arXiv:…, or without its scheme."""
        return shorten_address(self.url)


class Item(Struct, frozen=True):
    """One entry.

    Read number, badges, title, people, subtitle, place, status, notes, details, text, points, links
    and positions: those at one employer, each an item with a title, a period and so on; a page may
    end between them, but not before the first. The period stands before or after the title. Where
    there is a `citation` (a publication set in a citation style), it stands for title, people,
    subtitle, status and period, which are then empty. `image` (of a work), `logo` (of where it
    was, which the text says too) and `extent` (of prose, such as "312 words") may be left out. In a
    table, `cells` stand for title, subtitle, place, period and details.
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
    text: tuple[Block, ...] = ()
    points: tuple[Point, ...] = ()
    links: tuple[Link, ...] = ()
    positions: tuple[Item, ...] = ()
    image: Photo | None = None
    logo: Photo | None = None
    extent: str = ""
    cells: tuple[Markup, ...] = ()
    on_new_page: bool = False
    kept_together: bool = False
    origin: KeyPath = ()

    @property
    def breaking(self) -> str:
        """The classes that say where pages may end, each with a space before it."""
        classes = _list_break_classes(self)
        if self.long and not self.kept_together:
            classes += " long"
        if self.positions:
            classes += " with-positions"
        if self.logo:
            classes += " with-logo"
        return classes

    def with_ids(self, item_id: str) -> Item:
        """Return the item with an id for itself, and one for each position in it."""
        positions = []
        for number, position in enumerate(self.positions, start=1):
            positions.append(replace(position, id=f"{item_id}-{number}"))
        return replace(self, id=item_id, positions=tuple(positions))

    def with_origin(self, origin: KeyPath) -> Item:
        """Return the item with the path of its entry, and those of the positions in it."""
        positions = []
        for index, position in enumerate(self.positions):
            positions.append(replace(position, origin=(*origin, "positions", index)))
        return replace(self, origin=origin, positions=tuple(positions))

    @property
    def long(self) -> bool:
        """Whether it may break: it fills most of a page, or has several positions."""
        if len(self.positions) > 1:
            return True
        return sum(map(len, self.body_texts)) > _LONG

    @property
    def body_texts(self) -> tuple[Markup, ...]:
        """The texts of its prose and points, in the order of reading."""
        texts: list[Markup] = []
        for block in self.text:
            texts += block.texts
        for point in self.points:
            texts += point.texts
        return tuple(texts)


class Group(Struct, frozen=True):
    """Items that belong together; the title may be empty, as where a section has but one group."""

    title: Markup
    items: tuple[Item, ...]


class Section(Struct, frozen=True):
    """Items under one heading, in groups.

    `layout` says how they are best set, and `legend` explains the marks in them. `overview` has
    lines to stand below the title, of what holds for all items, such as how many there are. Where
    there are `columns`, which are headings, it is asked for as a table, whose rows are the items'
    cells.
    """

    kind: str
    title: Markup
    layout: Layout
    groups: tuple[Group, ...]
    legend: tuple[tuple[str, str], ...] = ()
    overview: tuple[Markup, ...] = ()
    columns: tuple[str, ...] = ()
    id: str = ""
    on_new_page: bool = False
    kept_together: bool = False

    @property
    def breaking(self) -> str:
        """The classes that say where pages may end, each with a space before it."""
        return _list_break_classes(self)

    @property
    def items(self) -> tuple[Item, ...]:
        """All items, whatever their group."""
        return tuple(chain.from_iterable(group.items for group in self.groups))

    @property
    def by_group(self) -> tuple[Section, ...]:
        """The section once for each of its groups, with that one alone."""
        return tuple(replace(self, groups=(group,)) for group in self.groups)

    @property
    def parts(self) -> tuple[Item, ...]:
        """All items, and behind each the positions in it."""
        return tuple(chain.from_iterable((item, *item.positions) for item in self.items))

    def with_ids(self, number: int) -> Section:
        """Return the section with ids for itself and its items, unique in the document."""
        section_id = f"section-{number}"
        item_numbers = count(1)
        groups: list[Group] = []
        for group in self.groups:
            items = [item.with_ids(f"{section_id}-{next(item_numbers)}") for item in group.items]
            groups.append(replace(group, items=tuple(items)))
        return replace(self, id=section_id, groups=tuple(groups))


def _list_break_classes(part: Item | Section) -> str:
    classes = ""
    if part.on_new_page:
        classes += " new-page"
    if part.kept_together:
        classes += " kept"
    return classes


class QrCode(Struct, frozen=True):
    """A QR code: where it leads, in full and in short, its drawing, and what it is in words.

    The drawing is an address for `src`, as large as it is to be printed, with its light margin.
    """

    url: str
    address: str
    drawing: str
    alternative: str


class Closing(Struct, frozen=True):
    """What stands below all sections: lines, and whose signature, with its place and day.

    `picture` is the signature itself; without it there is a line to sign on.
    """

    lines: tuple[Markup, ...] = ()
    place_and_day: Markup = NOTHING
    signature: Markup = NOTHING
    picture: Photo | None = None
    qr_code: QrCode | None = None


class Document(Struct, frozen=True):
    """A whole CV.

    `heading` says what a document of an application is that has a small head: the name above it,
    and no contacts. It is empty for the CV, for letters, and for what stands alone.
    """

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
    summary: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    closing: Closing | None = None
    heading: Markup = NOTHING
    colon: str = ": "
    comma: str = ", "
    enumeration: str = ", "


class Enclosure(Struct, frozen=True):
    """A document in a list of enclosures; `pages` says where it is in the one file, as "p. 3–4"."""

    title: Markup
    pages: Markup = NOTHING


class Letter(Struct, frozen=True):
    """A letter, or a statement, which has a subject and prose only; `recipient` has a line each.

    The title page of an application says in `purpose` and `institution` what is applied for and
    where, and its list of enclosures has `contents`. Both have a subject and no prose.
    """

    kind: Literal["letter", "statement", "title-page", "enclosures"]
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
    purpose: Markup = NOTHING
    institution: Markup = NOTHING
    contents: tuple[Enclosure, ...] = ()
