"""Convert the fields of a BibTeX entry to inline text, plain words, addresses or numbers."""

from __future__ import annotations

from msgspec import Struct, field

from cvgen.bibliography.bibtex_entry import Entry
from cvgen.bibliography.latex import ParsedLatex, convert_to_plain, parse_latex
from cvgen.bibliography.latex_verbatim import read_verbatim
from cvgen.bibliography.source import Source, shorten
from cvgen.errors import Diagnostic

_LONGEST_COMMAND = 40


class EntryText(Struct, frozen=True):
    """An entry and the file that it stands in; a field that is missing reads as empty.

    `reported` are the commands that were reported, by field.
    """

    entry: Entry
    source: Source
    reported: set[tuple[str, str]] = field(default_factory=set)

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
        self._report_commands(parsed, field_name)
        return parsed.format_inline()

    def get_plain(self, *field_names: str) -> str:
        """Return the first of some fields as plain words; unknown commands in it are reported."""
        tex = self.entry.get_text(*field_names)
        if "\\" in tex:
            for field_name in field_names:
                if self.has_field(field_name):
                    self._report_commands(parse_latex(tex), field_name)
                    break
        return convert_to_plain(tex)

    def _report_commands(self, parsed: ParsedLatex, field_name: str) -> None:
        """Report the commands that print as typed: of one kind the first, once in a field."""
        for command in parsed.unknown_commands:
            if (field_name, command) in self.reported:
                continue
            self.reported.add((field_name, command))
            quote = shorten(command, _LONGEST_COMMAND)
            message = f"{self.entry.describe()}: '{quote}' is not known here, and prints as typed"
            place = self.entry.get_place(field_name)
            warning = Diagnostic("B203", message, place, "write it in Unicode", "warning")
            self.source.warn_of_kind(f"command {command}", warning)

    def get_verbatim(self, field_name: str) -> str:
        """Return a field as an address or number."""
        return read_verbatim(self.entry.get_text(field_name))
