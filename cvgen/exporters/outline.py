"""Arrange a document as headings, paragraphs and lists, for formats that are lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup
from msgspec import Struct

from cvgen.compose.view import (
    NOTHING,
    Closing,
    Contact,
    Detail,
    Document,
    Group,
    Item,
    Layout,
    Link,
    Section,
)
from cvgen.compose.wording import link_text
from cvgen.text.markup import strip_markup
from cvgen.text.prose import Block as ProseBlock
from cvgen.text.prose import ListKind, Point

_BEFORE_PERIOD = " |\N{NO-BREAK SPACE}"


class Heading(Struct, frozen=True):
    """A heading; level 1 is the name, 2 a section, 3 an entry or a group, and 4 what is in that."""

    level: int
    text: Markup


class Paragraph(Struct, frozen=True):
    """Lines that each begin anew."""

    lines: tuple[Markup, ...]


class Bullet(Struct, frozen=True):
    """A point of a list: its lines, and what stands below them."""

    lines: tuple[Markup, ...]
    blocks: tuple[Block, ...] = ()


class BulletList(Struct, frozen=True):
    """A list of points or numbers."""

    bullets: tuple[Bullet, ...]
    kind: ListKind = "points"

    @property
    def is_tight(self) -> bool:
        """Whether every point is one line, with no more than lists below it."""
        for bullet in self.bullets:
            if len(bullet.lines) > 1:
                return False
            if not all(isinstance(block, BulletList) and block.is_tight for block in bullet.blocks):
                return False
        return True


class Row(Struct, frozen=True):
    """A row of a table: its cells, and what stands below them."""

    cells: tuple[Markup, ...]
    blocks: tuple[Block, ...] = ()


class Table(Struct, frozen=True):
    """A table with headings of its columns."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]


Block = Heading | Paragraph | BulletList | Table


def outline_document(document: Document, *, with_tables: bool = False) -> tuple[Block, ...]:
    """Arrange a whole document in the order of reading; tables are entries where there are none."""
    outliner = Outliner(document, with_tables)
    blocks = [*outliner.outline_head()]
    for section in document.sections:
        blocks += outliner.outline_section(section)
    blocks += _outline_closing(document.closing)
    return tuple(blocks)


class Outliner(Struct, frozen=True):
    """Arranges the parts of a document, with its separators."""

    document: Document
    with_tables: bool = False

    def outline_head(self) -> Iterator[Block]:
        """Arrange who it is."""
        document = self.document
        yield Heading(1, document.name)
        lines = (*document.other_names, document.label)
        yield from _make_paragraph(lines)
        contacts = [Bullet((self.format_contact(contact),)) for contact in document.contacts]
        yield from _make_list(contacts)
        yield from _outline_prose(document.summary)

    def format_contact(self, contact: Contact) -> Markup:
        """Put a word before a contact that does not say it itself."""
        text = link_text(contact.text, contact.url) + contact.type_behind
        if not contact.label or strip_markup(contact.text) == contact.label:
            return text
        return self.add_label(Markup.escape(contact.label), text)

    def add_label(self, label: Markup, text: Markup) -> Markup:
        """Put a word before a text, as in "Thesis: …"."""
        return label + Markup.escape(self.document.colon) + text

    def outline_section(self, section: Section) -> Iterator[Block]:
        """Arrange a section by its layout."""
        yield Heading(2, section.title)
        yield from _make_paragraph(section.overview)
        for group in section.groups:
            if group.title:
                yield Heading(3, group.title)
            if section.columns and self.with_tables:
                yield self.outline_table(section.columns, group.items)
            else:
                yield from self.outline_group(group, section.layout)
        yield from _make_paragraph([self.format_legend(section)])

    def outline_group(self, group: Group, layout: Layout) -> Iterator[Block]:
        """Arrange the entries of a group by a layout."""
        match layout:
            case "publications":
                yield from _make_list(map(self.outline_publication, group.items))
            case "lines":
                yield from _make_list(self.outline_line(item, ", ") for item in group.items)
            case "pairs":
                yield from _make_list(self.outline_line(item, ": ") for item in group.items)
            case _:
                for item in group.items:
                    yield from self.outline_entry(item, 4 if group.title else 3)

    def outline_table(self, headings: tuple[str, ...], items: Iterable[Item]) -> Table:
        """Arrange entries as the rows of a table."""
        rows = [Row(item.cells, tuple(self.outline_prose(item))) for item in items]
        return Table(headings, tuple(rows))

    def format_legend(self, section: Section) -> Markup:
        """Explain the marks of a list."""
        meanings = [Markup("{} {}").format(mark, meaning) for mark, meaning in section.legend]
        return Markup("; ").join(meanings)

    def outline_entry(self, item: Item, level: int = 3) -> Iterator[Block]:
        """Arrange an entry: its title, then where and when it was, its body and its positions."""
        if item.title:
            yield Heading(level, item.title)
        yield from _make_paragraph([self.add_period(self.format_where(item), item)])
        yield from self.outline_body(item)
        for position in item.positions:
            yield from self.outline_entry(position, level + 1)

    def outline_line(self, item: Item, separator: str) -> Bullet:
        """Arrange an entry that is a line of a list."""
        joint = self.document.comma
        if separator == ": ":
            joint = self.document.colon
        title = item.title
        where = self.format_where(item)
        if title and where:
            title = _strengthen(title, joint) + where
        elif where:
            title = where
        return Bullet((self.add_period(title, item),), tuple(self.outline_body(item)))

    def outline_publication(self, item: Item) -> Bullet:
        """Arrange a work: its title or citation, its people, and where it appeared."""
        leading = [Markup.escape(item.number), *item.badges, item.citation or item.title]
        venue = _join([self.format_where(item), item.status], self.document.comma)
        said = _join([venue, item.period, *item.notes], _BEFORE_PERIOD)
        lines = [line for line in (_join(leading, " "), item.people, said) if line]
        return Bullet(tuple(lines), tuple(self.outline_body(item)))

    def format_where(self, item: Item) -> Markup:
        """Say where something was."""
        return _join([item.subtitle, item.place], self.document.comma)

    def add_period(self, text: Markup, item: Item) -> Markup:
        """Say behind a text when it was."""
        return _join([text, item.period], _BEFORE_PERIOD)

    def outline_body(self, item: Item) -> Iterator[Block]:
        """Arrange facts, prose, points and links."""
        yield from _make_paragraph(self.format_detail(detail) for detail in item.details)
        yield from self.outline_prose(item)

    def outline_prose(self, item: Item) -> Iterator[Block]:
        """Arrange what a table has no column for: prose, points and links."""
        yield from _outline_prose(item.text)
        yield from _outline_points(item.points, "points")
        yield from _make_paragraph([self.format_links(item.links)])

    def format_detail(self, detail: Detail) -> Markup:
        """Put the name of a fact before it."""
        if not detail.label:
            return detail.text
        return self.add_label(Markup.escape(detail.label), detail.text)

    def format_links(self, links: Iterable[Link]) -> Markup:
        """List links in one line."""
        linked = [link_text(Markup.escape(link.label), link.url) for link in links]
        return _join(linked, ", ")


def _outline_closing(closing: Closing | None) -> Iterator[Block]:
    """Arrange what stands below all sections."""
    if closing is None:
        return
    for line in closing.lines:
        yield from _make_paragraph([line])
    yield from _make_paragraph([closing.place_and_day, closing.signature])
    if closing.qr_code:
        address = Markup.escape(closing.qr_code.address)
        yield from _make_paragraph([link_text(address, closing.qr_code.url)])


def _strengthen(title: Markup, joint: str) -> Markup:
    """Set a title apart from what follows it; a colon belongs to it, and a comma does not."""
    if joint.strip() in (":", "："):
        space = joint[len(joint.rstrip()) :]
        return Markup("<strong>{}{}</strong>{}").format(title, joint.rstrip(), space)
    return Markup("<strong>{}</strong>{}").format(title, joint)


def _join(parts: Iterable[Markup], joint: str) -> Markup:
    return Markup.escape(joint).join(part for part in parts if part)


def _make_paragraph(lines: Iterable[Markup]) -> Iterator[Paragraph]:
    """Make a paragraph of the lines that say something, if there are any."""
    full = tuple(line for line in lines if line)
    if full:
        yield Paragraph(full)


def _make_list(bullets: Iterable[Bullet], kind: ListKind = "points") -> Iterator[BulletList]:
    listed = tuple(bullets)
    if listed:
        yield BulletList(listed, kind)


def _outline_prose(blocks: Iterable[ProseBlock]) -> Iterator[Block]:
    for block in blocks:
        if block.kind == "numbers":
            yield from _outline_points(block.points, "numbers")
        elif block.points:
            yield from _outline_points(block.points, "points")
        else:
            yield from _make_paragraph([block.text])


def _outline_points(points: Iterable[Point], kind: ListKind) -> Iterator[BulletList]:
    bullets = []
    for point in points:
        below = tuple(_outline_points(point.points, point.kind))
        bullets.append(Bullet((point.text or NOTHING,), below))
    yield from _make_list(bullets, kind)
