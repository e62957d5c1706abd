"""Make entries of what the commands of CV classes give, such as moderncv's `cventry`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct, field

from cvgen.importers.builder import Value
from cvgen.importers.page.blocks import Block, Span, get_raw_text, to_markup
from cvgen.importers.page.dates import find_dates
from cvgen.importers.page.kinds import read_entry
from cvgen.importers.page.sections import EntryBlocks
from cvgen.importers.periods import join_dates, read_dates
from cvgen.importers.tex.blocks import BlockReader, Record
from cvgen.importers.tex.document import TexDocument, load_commands
from cvgen.importers.tex.mouth import Piece
from cvgen.importers.tex.writer import list_spans
from cvgen.text.parts import split_parts

Entry = dict[str, Any]
_LINES = frozenset({"label", "line", "text", "comment", "level", "years"})
_LISTED = ("keywords", "roles")


class ReadRecord(Struct):
    """A record whose arguments are blocks; `points` are the items among its text."""

    command: str
    line: int
    slots: list[tuple[str, list[Span]]] = field(default_factory=list)
    texts: list[list[Span]] = field(default_factory=list)
    points: list[list[Span]] = field(default_factory=list)

    def get(self, slot: str) -> list[Span]:
        """Return the first argument of this name."""
        for name, spans in self.slots:
            if name == slot:
                return spans
        return []

    @property
    def is_line(self) -> bool:
        """Whether the command gives a label and text, and does not say what they are."""
        names = {name for name, spans in self.slots if spans}
        return names <= _LINES | {"dates", "keywords"} and not names & {"title", "organization"}


def read_record(document: TexDocument, record: Record, tables: dict[str, list[str]]) -> ReadRecord:
    """Read the arguments of a record."""
    read = ReadRecord(record.command, record.line)
    for slot, piece in record.slots:
        blocks = _read_blocks(document, piece, tables)
        if slot == "icon":
            continue
        if slot == "text" and any(block.kind == "item" for block in blocks):
            add_following(read, blocks)
        else:
            read.slots.append((slot, list_spans(blocks)))
    return read


def _read_blocks(document: TexDocument, piece: Piece, tables: dict[str, list[str]]) -> list[Block]:
    """Read an argument; a record within it becomes an item."""
    blocks: list[Block] = []
    for block in BlockReader(document, piece, tables).read():
        if not isinstance(block, Record):
            blocks.append(block)
            continue
        inner = read_record(document, block, tables)
        spans = make_entry_blocks(inner).head[0]
        blocks.append(Block("item", block.line, 1, spans=spans))
        for text in inner.texts + inner.points:
            blocks.append(Block("item", block.line, 2, spans=text))
    return blocks


def add_following(read: ReadRecord, blocks: Sequence[Block]) -> None:
    """Add blocks that tell of a record: items are points, and the rest is text."""
    for block in blocks:
        if block.kind == "item":
            read.points.append(list(block.spans))
        elif block.group and read.points:
            read.points[-1] = [*read.points[-1], Span(" ", block.line), *block.spans]
        elif block.spans:
            read.texts.append(list(block.spans))


def divide_record(read: ReadRecord) -> list[ReadRecord]:
    """Divide a command that gives two things in one line, as `cvdoubleitem`."""
    names = [name for name, _ in read.slots]
    if names == ["label", "text", "label", "text"]:
        parts = (read.slots[:2], read.slots[2:])
    elif names == ["line", "line"]:
        parts = (read.slots[:1], read.slots[1:])
    else:
        return [read]
    divided = [ReadRecord(read.command, read.line, part) for part in parts]
    divided[-1].texts, divided[-1].points = read.texts, read.points
    return [part for part in divided if any(spans for _, spans in part.slots)]


def make_work_blocks(read: ReadRecord) -> EntryBlocks:
    """Make a line of a work; a date that labels it stands apart, as a heading would."""
    label = read.get("label") or read.get("dates")
    text = " ".join(get_raw_text(label).split())
    if not read_dates(text):
        return make_entry_blocks(read)
    slots = [(name, spans) for name, spans in read.slots if spans is not label]
    entry = make_entry_blocks(ReadRecord(read.command, read.line, slots, read.texts, read.points))
    entry.label, entry.label_line = text, read.line
    entry.is_dated = True
    return entry


def make_entry_blocks(read: ReadRecord) -> EntryBlocks:
    """Make a line as a page would have it of a label and its text."""
    entry = EntryBlocks(read.line, texts=list(read.texts), points=list(read.points))
    line: list[Span] = []
    for name, spans in _put_date_last(read.slots):
        if line:
            line.append(Span(_get_joint(line, name), read.line))
        line += spans
    entry.head = [line]
    return entry


def _put_date_last(slots: list[tuple[str, list[Span]]]) -> list[tuple[str, list[Span]]]:
    """Put a label that is a date behind the text that it labels, as most pages have it."""
    filled = [(name, spans) for name, spans in slots if spans]
    if len(filled) > 1 and filled[0][0] in ("label", "dates"):
        text = " ".join(get_raw_text(filled[0][1]).split())
        if read_dates(text.strip(" :")):
            return [*filled[1:], ("dates", filled[0][1])]
    return filled


def _get_joint(line: list[Span], name: str) -> str:
    """Return what stands between a label and its text; behind a date, a comma."""
    text = get_raw_text(line).rstrip()
    if text.endswith((":", ",")):
        return " "
    if name in ("text", "line") and not read_dates(text):
        return ": "
    return ", "


def make_entry(kind: str, read: ReadRecord) -> Entry:
    """Make an entry of a record whose parts are known."""
    names: dict[str, str] = load_commands()["fields"].get(kind, {})
    entry: Entry = {}
    rest: list[str] = []
    for slot, spans in read.slots:
        text = to_markup(spans, bare="bold italic color")
        if not text or slot in ("dates", "start", "end"):
            continue
        if slot == "place":
            entry["location"] = {"city": text.replace("\n", ", ")}
        elif slot in names and names[slot] not in entry:
            _set_field(entry, kind, names[slot], spans)
        elif slot == "links":
            _add_addresses(entry, spans)
        else:
            rest.append(to_markup(spans))
    _set_dates(entry, kind, read, rest)
    _add_rest(entry, read, rest)
    return entry


def _add_rest(entry: Entry, read: ReadRecord, rest: list[str]) -> None:
    """Add what no field takes: text to the summary, and items."""
    texts = rest + [to_markup(text) for text in read.texts]
    if texts:
        before = entry.get("summary")
        entry["summary"] = "\n\n".join([before, *texts] if before else texts)
    if read.points:
        points = [to_markup(point) for point in read.points]
        entry["highlights"] = [*entry.get("highlights", []), *points]


def _set_field(entry: Entry, kind: str, name: str, spans: list[Span]) -> None:
    """Set a field; the title of a degree is taken apart, and links go to the entry's own."""
    text = to_markup(spans, bare="bold italic link raw color")
    if kind == "education" and name == "studyType":
        degree = read_entry("education", EntryBlocks(spans[0].line, head=[list(spans)]))
        entry.update(degree if "institution" not in degree else {name: text})
        return
    if name in _LISTED:
        entry[name] = split_parts(text)
    else:
        entry[name] = text.replace("\n", ", ")
    _add_links(entry, spans)


def _add_links(entry: Entry, spans: list[Span]) -> None:
    for span in spans:
        if not span.href.startswith(("http://", "https://")):
            continue
        if "url" not in entry:
            entry["url"] = span.href
        elif span.text.strip():
            entry.setdefault("links", {})[span.text.strip()] = span.href


def _add_addresses(entry: Entry, spans: list[Span]) -> None:
    """Add links that stand by themselves; one whose words are its address is the entry's own."""
    for span in spans:
        words = span.text.strip()
        if not span.href or not words:
            continue
        if "://" in words and "url" not in entry:
            entry["url"] = Value(span.href, f"{words} {span.href}")
        else:
            entry.setdefault("links", {})[words] = span.href


def _set_dates(entry: Entry, kind: str, read: ReadRecord, rest: list[str]) -> None:
    """Set the dates; what is no date stays as text, before the rest."""
    single = "releaseDate" if kind == "publications" else "date"
    start, end = get_raw_text(read.get("start")).strip(), get_raw_text(read.get("end")).strip()
    if start or end:
        entry.update(join_dates(start, end))
        return
    text = " ".join(get_raw_text(read.get("dates")).split())
    if not text:
        return
    dates = read_dates(text, single=single)
    if not dates:
        found = find_dates(text, single=single)
        outside = text[: found.start] + text[found.end :] if found else text
        dates = found.fields if found else {}
        rest.insert(0, outside.strip(" ,;|"))
    if kind == "news" and "date" not in dates:
        dates = {"date": Value(text, text)}
    entry.update(dates)
