"""Collect the diagnostics of one attachment."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field

from cvgen.errors import Diagnostic, Place, Severity
from cvgen.text.units import format_pages


class Findings(Struct):
    """The diagnostics of one file, in the order in which they were found."""

    place: Place
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def add(self, code: str, message: str, hint: str = "", severity: Severity = "warning") -> None:
        """Add a diagnostic about the file."""
        self.diagnostics.append(Diagnostic(code, message, self.place, hint, severity))

    def add_note(self, code: str, message: str) -> None:
        """Add a note on something that was done as requested."""
        self.add(code, message, severity="note")


def format_pages_with_verb(numbers: Sequence[int], singular: str, plural: str) -> str:
    """Name pages and append the form of the verb that agrees: "page 1 is", "pages 1 and 2 are"."""
    verb = plural
    if len(set(numbers)) == 1:
        verb = singular
    return f"{format_pages(numbers)} {verb}"
