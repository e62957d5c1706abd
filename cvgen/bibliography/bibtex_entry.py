"""An entry of a .bib file, with the place of each of its fields."""

from __future__ import annotations

from msgspec import Struct, field

from cvgen.bibliography.latex import convert_to_plain
from cvgen.bibliography.source import Source, describe_work
from cvgen.bibliography.tables import load_table
from cvgen.errors import Place


class Value(Struct, frozen=True):
    """The text of a field, and where the field stands."""

    text: str
    place: Place


class Entry(Struct):
    """An entry; its type and the names of its fields are in small letters.

    `is_parent` is whether it is there for others to inherit from.
    """

    type: str
    key: str
    place: Place
    fields: dict[str, Value] = field(default_factory=dict)
    is_parent: bool = False

    def describe(self) -> str:
        """Name the work in a message."""
        return describe_work(self.key, convert_to_plain(self.get_text("title")))

    def get_text(self, *names: str) -> str:
        """Return the text of the first of some fields that the entry has."""
        for name in names:
            if name in self.fields:
                return self.fields[name].text
        return ""

    def get_place(self, *names: str) -> Place:
        """Return the place of the first of some fields that the entry has, or of the entry."""
        for name in names:
            if name in self.fields:
                return self.fields[name].place
        return self.place


class BibtexFile(Struct):
    """A .bib file and its entries; `has_blocks` is whether it has entries or macros at all."""

    source: Source
    entries: list[Entry]
    has_blocks: bool = False


def is_printed(field_name: str) -> bool:
    """Say whether a field is of any use here, so that what is odd about it is worth a message."""
    if field_name.startswith(("bdsk-", "date-", "opt", "__")) and field_name != "bdsk-url-1":
        return False
    return field_name not in load_table("fields")["not_printed"]
