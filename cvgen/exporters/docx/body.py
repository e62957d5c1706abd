"""Write the text of a document as paragraphs of a Word document, each in a style of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from markupsafe import Markup
from msgspec import Struct, field
from msgspec.structs import replace

from cvgen.compose.view import Contact, Detail, Document, Item, Section
from cvgen.exporters.docx.appearance import load_word_data
from cvgen.exporters.docx.pictures import Drawing, write_floating_drawing, write_inline_drawing
from cvgen.exporters.docx.runs import RunWriter
from cvgen.exporters.docx.tables import write_cells, write_table, write_whole_row
from cvgen.exporters.outline import Outliner
from cvgen.render.text_width import share_columns
from cvgen.text.markup import strip_markup
from cvgen.text.prose import Block, ListKind, Point

_TAB = "<w:r><w:tab/></w:r>"
_BREAK = "<w:r><w:br/></w:r>"
_GAP = " \N{MIDDLE DOT} "
# What says so itself, such as an e-mail address, has no word before it.
_SELF_EVIDENT = ("email", "url", "location", "phone")
_MOST_LEVELS = 3
_STYLES = {"points": "ListBullet", "numbers": "ListNumber"}
_PROSE = {"quote": "Quote", "heading": "Heading3"}


class BodyWriter(Struct):
    """Writes paragraphs; `lists` are the numbers of lists that count from one."""

    document: Document
    runs: RunWriter
    pictures: dict[str, Drawing]
    options: Mapping[str, str]
    has_labels: bool = True
    lists: list[int] = field(default_factory=list)

    def write(self) -> str:
        """Write all paragraphs, in the order of reading."""
        parts = [*self._write_head()]
        for section in self.document.sections:
            parts += self._write_section(section)
        parts += self._write_closing()
        return "".join(parts)

    @property
    def _outliner(self) -> Outliner:
        return Outliner(self.document)

    def _write_head(self) -> Iterator[str]:
        document = self.document
        photo = ""
        if document.photo and document.photo.url in self.pictures:
            side = "left" if document.direction == "rtl" else "right"
            photo = write_floating_drawing(self.pictures[document.photo.url], side)
        names = _join([document.name, *document.other_names], "  ")
        yield _paragraph("Title", photo + self.runs.write(names))
        if document.label:
            yield _paragraph("Subtitle", self.runs.write(document.label))
        contacts = [self._write_contact(contact) for contact in document.contacts]
        if contacts:
            yield _paragraph("Contact", self.runs.write(_GAP).join(contacts))
        yield from self._write_prose(document.summary)

    def _write_contact(self, contact: Contact) -> str:
        label = ""
        is_said = strip_markup(contact.text) == contact.label
        if self.has_labels and contact.kind not in _SELF_EVIDENT and not is_said:
            label = self.runs.write(contact.label + " ", "Label")
        behind = self.runs.write(contact.type_behind) if contact.type else ""
        if contact.url:
            return label + self.runs.write_link(strip_markup(contact.text), contact.url) + behind
        return label + self.runs.write(contact.text) + behind

    def _write_section(self, section: Section) -> Iterator[str]:
        yield _paragraph("Heading1", self.runs.write(section.title), is_new=section.on_new_page)
        if section.overview:
            lines = _BREAK.join(map(self.runs.write, section.overview))
            yield _paragraph("Legend", lines, keeps_next=True)
        for group in section.groups:
            if group.title:
                yield _paragraph("Group", self.runs.write(group.title))
            if section.columns:
                yield self._write_table(section, group.items)
            elif section.layout == "pairs":
                yield from self._write_pairs(group.items)
            else:
                for item in group.items:
                    yield from self._write_item(item, section)
        legend = self._outliner.format_legend(section)
        if legend:
            yield _paragraph("Legend", self.runs.write(legend))

    def _write_table(self, section: Section, items: Iterable[Item]) -> str:
        """Write entries as a table, and below each in a row of its own what no column is for."""
        count = len(section.columns)
        shares = share_columns(section, self.options) or (100 / count,) * count
        rows = []
        for item in items:
            first, *rest = item.cells
            cells = [self.runs.write(first, "Strong"), *map(self.runs.write, rest)]
            rows.append(write_cells([_paragraph("Cell", cell) for cell in cells], shares))
            body = "".join(self._write_body(replace(item, details=())))
            if body:
                rows.append(write_whole_row(body, count))
        headings = [_paragraph("Cell", self.runs.write(text, "Label")) for text in section.columns]
        is_from_right = self.document.direction == "rtl"
        return write_table(headings, rows, shares, from_right=is_from_right)

    def _write_item(self, item: Item, section: Section) -> Iterator[str]:
        if section.layout != "publications" and _is_dated_text(item):
            yield from self._write_dated_text(item)
            return
        match section.layout:
            case "publications":
                yield from self._write_work(item)
            case "lines":
                yield from self._write_line(item, self.document.comma)
            case _:
                yield from self._write_entry(item)

    def _write_dated_text(self, item: Item) -> Iterator[str]:
        """Write an entry that is but prose with a period, which stands at the first line."""
        first, *rest = item.text
        yield _paragraph("EntryLine", self.runs.write(first.text) + self._write_period(item))
        yield from self._write_body(replace(item, text=tuple(rest)))

    def _write_entry(self, item: Item) -> Iterator[str]:
        """Write a title with its period at the edge, then where it was, and its body."""
        where = self._write_where(item)
        period = self._write_period(item)
        if item.title:
            title = self.runs.write(item.title)
            yield _paragraph("Heading2", title + period, is_new=item.on_new_page)
            period = ""
        if where or period:
            yield _paragraph("Place", where + period, keeps_next=_has_body(item))
        yield from self._write_body(item)
        for position in item.positions:
            yield from self._write_line(position, self.document.comma)

    def _write_closing(self) -> Iterator[str]:
        """Write what stands below all sections."""
        closing = self.document.closing
        if closing is None:
            return
        for line in (*closing.lines, closing.place_and_day):
            if line:
                yield _paragraph("Normal", self.runs.write(line))
        if closing.picture and closing.picture.url in self.pictures:
            drawn = write_inline_drawing(self.pictures[closing.picture.url])
            yield _paragraph("Normal", drawn, keeps_next=True)
        if closing.signature:
            yield _paragraph("Normal", self.runs.write(closing.signature))
        code = closing.qr_code
        if code:
            drawn = write_inline_drawing(self.pictures[code.drawing])
            link = self.runs.write_link(code.address, code.url)
            yield _paragraph("Normal", drawn + link)

    def _write_where(self, item: Item) -> str:
        """Write the institution, and the town in a style of its own."""
        place = self.runs.write(item.place, "PlaceName")
        if item.subtitle and item.place:
            place = self.runs.write(self.document.comma) + place
        return self.runs.write(item.subtitle) + place

    def _write_period(self, item: Item) -> str:
        return _TAB + self.runs.write(item.period, "Period") if item.period else ""

    def _write_line(self, item: Item, joint: str) -> Iterator[str]:
        """Write an entry that is a line."""
        written = self.runs.write(item.title)
        if item.title and (item.subtitle or item.place):
            written += self.runs.write(joint)
        if item.subtitle:
            written += self.runs.write(item.subtitle, "PlaceName")
        if item.subtitle and item.place:
            written += self.runs.write(self.document.comma)
        written += self.runs.write(item.place, "PlaceName") + self._write_period(item)
        yield _paragraph("EntryLine", written, is_new=item.on_new_page)
        yield from self._write_body(item)

    def _write_pairs(self, items: Iterable[Item]) -> Iterator[str]:
        """Write names with what they are; names alone share a line."""
        alone: list[Markup] = []
        for item in items:
            if self._is_name(item):
                alone.append(item.title)
                continue
            yield from self._write_names(alone)
            alone = []
            yield from self._write_pair(item)
        yield from self._write_names(alone)

    def _is_name(self, item: Item) -> bool:
        says_more = item.period or self._outliner.format_where(item) or _has_body(item)
        return bool(item.title) and not says_more

    def _write_names(self, names: list[Markup]) -> Iterator[str]:
        if names:
            yield _paragraph("Normal", self.runs.write(_join(names, self.document.enumeration)))

    def _write_pair(self, item: Item) -> Iterator[str]:
        where = self._outliner.format_where(item)
        written = ""
        if item.title:
            colon = self.document.colon
            if not where:
                colon = ""
            written = self.runs.write(item.title + Markup.escape(colon.rstrip()), "Strong")
            written += self.runs.write(colon[len(colon.rstrip()) :])
        written += self.runs.write(where) + self._write_period(item)
        yield _paragraph("EntryLine", written, is_new=item.on_new_page)
        yield from self._write_body(item)

    def _write_work(self, item: Item) -> Iterator[str]:
        """Write a work: its title or citation with its period, its people, where it appeared."""
        lines = [self._write_leading(item) + self._write_period(item)]
        if item.people:
            lines.append(self.runs.write(item.people))
        venue = self._write_venue(item)
        if not _has_prose(item):
            # Links run on, unless prose stands between.
            gap = self.runs.write(_GAP) if venue and item.links else ""
            venue += gap + self._write_links(item)
        if venue:
            lines.append(venue)
        style = "NumberedWork" if item.number else "Bibliography"
        keeps = _has_prose(item)
        yield _paragraph(style, _BREAK.join(lines), keeps_next=keeps, is_new=item.on_new_page)
        yield from self._write_body(item, with_links=keeps)

    def _write_leading(self, item: Item) -> str:
        written = self.runs.write(item.number) + _TAB if item.number else ""
        for badge in item.badges:
            written += self.runs.write(badge, "Label") + self.runs.write(" ")
        if item.citation:
            return written + self.runs.write(item.citation)
        return written + self.runs.write(item.title, "Strong")

    def _write_venue(self, item: Item) -> str:
        parts = [self._outliner.format_where(item), item.status]
        written = self.runs.write(_join(parts, self.document.comma))
        for note in item.notes:
            if written:
                written += self.runs.write(_GAP)
            written += self.runs.write(note)
        return written

    def _write_links(self, item: Item) -> str:
        links = [self.runs.write_link(link.label, link.url) for link in item.links]
        return self.runs.write(_GAP).join(links)

    def _write_body(self, item: Item, *, with_links: bool = True) -> Iterator[str]:
        """Write the picture, facts, prose, points and links of an entry."""
        if item.image and item.image.url in self.pictures:
            drawing = self.pictures[item.image.url]
            yield _paragraph("Normal", write_inline_drawing(drawing))
        yield from self._write_details(item.details)
        yield from self._write_prose(item.text)
        yield from self._write_points(item.points, "points", 1)
        if item.links and with_links:
            yield _paragraph("Detail", self._write_links(item))

    def _write_details(self, details: Iterable[Detail]) -> Iterator[str]:
        """Write facts: those of a word or two share a line, what is longer has one of its own."""
        short = load_word_data()["facts"]
        for is_short, group in groupby(details, key=lambda detail: detail.name in short):
            written = [self._write_detail(detail) for detail in group]
            if is_short:
                written = [self.runs.write(_GAP).join(written)]
            for content in written:
                yield _paragraph("Detail", content)

    def _write_detail(self, detail: Detail) -> str:
        label = ""
        if detail.label:
            colon = self.document.colon
            label = self.runs.write(detail.label + colon.rstrip(), "Label")
            label += self.runs.write(colon[len(colon.rstrip()) :])
        return label + self.runs.write(detail.text)

    def _write_prose(self, blocks: Iterable[Block]) -> Iterator[str]:
        for block in blocks:
            if block.kind == "numbers":
                yield from self._write_points(block.points, "numbers", 1)
            elif block.points:
                yield from self._write_points(block.points, "points", 1)
            else:
                yield _paragraph(_PROSE.get(block.kind, "Normal"), self.runs.write(block.text))

    def _write_points(self, points: Iterable[Point], kind: ListKind, level: int) -> Iterator[str]:
        """Write a list; one with numbers counts from one."""
        depth = min(level, _MOST_LEVELS)
        style = _STYLES[kind] + (str(depth) if depth > 1 else "")
        number = 0
        for point in points:
            if kind == "numbers" and not number:
                number = len(self.lists) + 3
                self.lists.append(number)
            place = (number, depth) if number else None
            yield _paragraph(style, self.runs.write(point.text), list_place=place)
            yield from self._write_points(point.points, point.kind, level + 1)


def _is_dated_text(item: Item) -> bool:
    is_prose = bool(item.text) and item.text[0].kind == "paragraph"
    says_more = item.title or item.subtitle or item.place or item.details
    return bool(item.period) and is_prose and not says_more


def _has_body(item: Item) -> bool:
    return bool(_has_prose(item) or item.links)


def _has_prose(item: Item) -> bool:
    return bool(item.details or item.text or item.points or item.image)


def _join(parts: Iterable[Markup], joint: str) -> Markup:
    return Markup.escape(joint).join(part for part in parts if part)


def _paragraph(
    style: str,
    content: str,
    *,
    is_new: bool = False,
    keeps_next: bool | None = None,
    list_place: tuple[int, int] | None = None,
) -> str:
    """Write a paragraph, on a new page, kept with the next one or not, or at a level of a list."""
    properties = f'<w:pStyle w:val="{style}"/>'
    if keeps_next is not None:
        properties += f'<w:keepNext w:val="{int(keeps_next)}"/>'
    if is_new:
        properties += "<w:pageBreakBefore/>"
    if list_place:
        number, level = list_place
        properties += f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"
