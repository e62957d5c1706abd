"""Takes the text of a .bib file, gives its entries: macros unfolded, fields borrowed by crossref, each with its place."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field

from cvgen.bibliography.bibtex_scan import Block, Field, blocks
from cvgen.bibliography.bibtex_values import Part
from cvgen.bibliography.source import Source
from cvgen.bibliography.tables import table
from cvgen.errors import Place, did_you_mean

MOST_TEXT = 20_000_000
_MOST_STEPS = 3
_MOST_LENDERS = 8
_OF_BOOKS = ("book", "mvbook", "inbook")


@dataclass(frozen=True, slots=True)
class Value:
    """What a field says, and where."""

    text: str
    place: Place


@dataclass(slots=True)
class Entry:
    """An entry: its type and the names of its fields in small letters."""

    kind: str
    key: str
    place: Place
    fields: dict[str, Value] = field(default_factory=dict)

    def text(self, *names: str) -> str:
        """Give the first of some fields that says something."""
        return next((self.fields[name].text for name in names if name in self.fields), "")

    def at(self, *names: str) -> Place:
        """Give the place of the first of some fields, or of the entry."""
        return next((self.fields[name].place for name in names if name in self.fields), self.place)


def entries(source: Source) -> list[Entry]:
    """Read every work of a file."""
    found = [*blocks(source)]
    macros = _Macros(source)
    for block in found:
        if block.kind == "string":
            for said in block.fields:
                macros.define(said)
    made = [macros.entry(block) for block in found if block.kind != "string"]
    return _borrowed([entry for entry in made if entry], source)


class _Macros:
    """Carries what macros stand for, and how much text they unfolded to."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.room = MOST_TEXT
        self.known = {names[0][:3]: names[0].capitalize() for names in table("months")}

    def define(self, said: Field) -> None:
        """Remember a @string; of two with one name, the later holds."""
        self.known[said.name] = self.unfolded(said)

    def unfolded(self, said: Field) -> str:
        """Join the parts of a value; when macros unfold to more than any bibliography, they are left out."""
        parts = [self.part(part, said) for part in said.value]
        if not any(part.macro for part in said.value):
            return "".join(parts)
        before = self.room
        self.room -= sum(map(len, parts))
        if self.room < 0 <= before:
            message = f"the macros of this file unfold to more than {MOST_TEXT // 1_000_000} MB"
            self.source.error(
                "B105",
                message,
                self.source.place(said.at),
                "are the macros in @string meant to hold each other?",
            )
        return "".join(parts) if self.room >= 0 else ""

    def part(self, part: Part, said: Field) -> str:
        """Say what one part of a value stands for."""
        name = part.text.lower()
        if not part.macro or name in self.known:
            return self.known[name] if part.macro else part.text
        journal = table("journals").get(name)
        if not journal and said.name != "month":
            place = self.source.place(said.at)
            self.source.warn(
                "B206",
                f"'{part.text}' stands for nothing, and prints as typed",
                place,
                "define it with @string, or put it in braces",
            )
        return str(journal or part.text)

    def entry(self, block: Block) -> Entry | None:
        """Make an entry of a block; of fields with one name the first that says something holds."""
        kind = block.kind.rstrip("*")
        if kind in table("types")["no_works"] and kind != "xdata":
            return None
        entry = Entry(kind, block.key, self.source.place(block.at))
        for said in block.fields:
            text = self.unfolded(said).strip()
            first = entry.fields.get(said.name)
            if first and text and text != first.text:
                hint = f"the first, in line {first.place.line}, holds"
                self.source.warn(
                    "B208",
                    f"'{said.name}' stands twice in '{block.key}'",
                    self.source.place(said.at),
                    hint,
                )
            elif _says_something(said.name, text):
                entry.fields[said.name] = Value(text, self.source.place(said.at))
        return entry


def _says_something(name: str, text: str) -> bool:
    bare = text.strip("{}~ \n").casefold()
    return bool(bare) and (name == "title" or bare not in table("fields")["nothing"])


def _borrowed(found: list[Entry], source: Source) -> list[Entry]:
    """Give every entry what it borrows from others, and leave out those that only lend."""
    by_key = {entry.key.casefold(): entry for entry in reversed(found) if entry.key}
    lenders: set[str] = set()
    for entry in found:
        for name, key in _named(entry):
            lenders.add(key)
            if key not in by_key:
                source.warn(
                    "B211",
                    f"'{key}', from which '{entry.key}' borrows, is not in this file",
                    entry.at(name),
                    did_you_mean(key, by_key),
                )
    filled = [
        Entry(entry.kind, entry.key, entry.place, _filled(entry, by_key, _MOST_STEPS))
        for entry in found
    ]
    return [entry for entry in filled if not _only_lends(entry, lenders, source)]


def _named(entry: Entry) -> list[tuple[str, str]]:
    """List the fields that borrow, and the keys that they name."""
    pairs = [
        (name, key.strip().casefold())
        for name in ("xdata", "crossref")
        for key in entry.text(name).split(",")
    ]
    return [(name, key) for name, key in pairs if key][:_MOST_LENDERS]


def _filled(entry: Entry, by_key: dict[str, Entry], steps: int) -> dict[str, Value]:
    """Join an entry's own fields with those of its lenders."""
    fields = dict(entry.fields)
    for name, key in _named(entry):
        lender = by_key.get(key)
        if lender and steps and lender is not entry:
            lent = _filled(lender, by_key, steps - 1)
            fields = {**_lent(lent, lender.kind, name), **fields}
            if (
                entry.kind in _OF_BOOKS
                and not {"author", "editor"} & {*entry.fields}
                and "author" in lent
            ):
                fields["author"] = lent["author"]
    return fields


def _lent(fields: dict[str, Value], kind: str, how: str) -> dict[str, Value]:
    """Choose what a lender lends: everything by xdata; by crossref its title as the book's, and what is not its own."""
    if how == "xdata":
        return {name: value for name, value in fields.items() if name not in ("crossref", "xdata")}
    lent = {
        name: value
        for name, value in fields.items()
        if name not in table("fields")["own"] and "+an" not in name
    }
    title = fields.get("booktitle") or fields.get("title")
    if title:
        lent.setdefault("journaltitle" if kind == "periodical" else "booktitle", title)
    return lent


def _only_lends(entry: Entry, lenders: Container[str], source: Source) -> bool:
    if entry.kind == "xdata":
        return True
    lends = entry.key.casefold() in lenders and (
        entry.kind in table("types")["lenders"] or "title" not in entry.fields
    )
    if lends:
        hint = "to print it, copy it under another key"
        source.warn(
            "B211",
            f"'{entry.key}' only lends its fields to others, and is not printed",
            entry.place,
            hint,
        )
    return lends
