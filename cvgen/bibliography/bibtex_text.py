"""Convert the fields of a BibTeX entry to inline text, plain words, addresses or numbers."""

from __future__ import annotations

from dataclasses import dataclass

from cvgen.bibliography.bibtex_entry import Entry
from cvgen.bibliography.latex import convert_to_plain, parse_latex
from cvgen.bibliography.latex_verbatim import read_verbatim
from cvgen.bibliography.source import Source


@dataclass(frozen=True, slots=True)
class EntryText:
    """An entry and the file that it stands in; a field that is missing reads as empty."""

    entry: Entry
    source: Source

    def has_field(self, name: str) -> bool:
        """Say whether the entry has a field."""
        return name in self.entry.fields

    def warn(self, code: str, message: str, field_name: str, hint: str) -> None:
        """Report what is doubtful about a field."""
        self.source.warn(code, message, self.entry.get_place(field_name), hint)

    def get_inline(self, field_name: str) -> str:
        """Return a field as inline text; commands that are not known are reported."""
        return self.convert_inline(self.entry.get_text(field_name), field_name)

    def convert_inline(self, tex: str, field_name: str) -> str:
        """Convert a text from a field to inline text; commands that are not known are reported."""
        parsed = parse_latex(tex)
        for command in parsed.unknown_commands:
            message = f"'{command}' is not known here, and prints as typed"
            place = self.entry.get_place(field_name)
            self.source.warn_once("B203", message, place, "write it in Unicode")
        return parsed.format_inline()

    def get_plain(self, *field_names: str) -> str:
        """Return the first of some fields that the entry has, as plain words."""
        return convert_to_plain(self.entry.get_text(*field_names))

    def get_verbatim(self, field_name: str) -> str:
        """Return a field as an address or number."""
        return read_verbatim(self.entry.get_text(field_name))
