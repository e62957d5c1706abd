"""An entry of a .bib file, with the place of each of its fields."""

from __future__ import annotations

from dataclasses import dataclass, field

from cvgen.errors import Place


@dataclass(frozen=True, slots=True)
class Value:
    """The text of a field, and where the field stands."""

    text: str
    place: Place


@dataclass(slots=True)
class Entry:
    """An entry; its type and the names of its fields are in small letters."""

    type: str
    key: str
    place: Place
    fields: dict[str, Value] = field(default_factory=dict)

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
