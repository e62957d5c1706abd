"""Write the facts of a profile as plain values, each text in the language of the document.

Inline marks stay as they are typed, so that a reader of Markdown and cvgen itself know them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from cvgen.profile.fields import PersonRecord, Text, choose_language_version
from cvgen.profile.organizations import get_organizations
from cvgen.profile.points import HighlightRecord, Highlights
from cvgen.profile.publications import AuthorRecord
from cvgen.profile.record import Record
from cvgen.profile.sections import Entry
from cvgen.text.dates import PartialDate, Period

_INDENT = "  "
_DATES = ("date", "startDate", "endDate")


class FactWriter(Struct, frozen=True):
    """Writes values for a document in a language."""

    language: str

    def choose_text(self, text: Text | None) -> str:
        """Choose the version of a text that the document prints; nothing where there is none."""
        if not text:
            return ""
        return choose_language_version(text, (self.language, "en"))[1]

    def join_names(self, organizations: Any) -> str:
        """List the names of an organization, or of several, between commas."""
        several = get_organizations(organizations)
        if several:
            return ", ".join(self.choose_text(one.name) for one in several)
        return self.choose_text(organizations)

    def write_value(self, value: Any) -> Any:
        """Write a value as text, a list, or keys and values."""
        if isinstance(value, (AuthorRecord, PersonRecord)):
            return self._write_person(value)
        if isinstance(value, Record):
            return self.write_record(value)
        if isinstance(value, tuple):
            return [self.write_value(part) for part in value]
        if isinstance(value, Period):
            return " – ".join(str(date) for date in (value.start, value.end) if date)
        if isinstance(value, dict):
            return self.choose_text(value)
        return str(value)

    def write_record(self, record: Record) -> dict[str, Any]:
        """Write what a record says as keys and values."""
        written = {}
        for name in type(record).model_fields:
            value = getattr(record, name)
            if value:
                written[name] = self.write_value(value)
        return written

    def _write_person(self, person: AuthorRecord | PersonRecord) -> Any:
        """Write a person as the name, with the marks behind it, where nothing else is said."""
        written = self.write_record(person)
        marks = written.pop("marks", "")
        if list(written) == ["name"]:
            return written["name"] + marks
        if marks:
            written["marks"] = marks
        return written

    def write_points(self, highlights: Highlights) -> list[str]:
        """Write points as texts; those below one are indented lines in its text."""
        points: list[str] = []
        for point in highlights:
            if isinstance(point, HighlightRecord):
                points.append(self.choose_text(point.text))
                continue
            lines = _indent_points(self.write_points(point))
            if points:
                points[-1] = "\n".join((points[-1], *lines))
            else:
                points += self.write_points(point)
        return points


def _indent_points(points: Iterable[str]) -> list[str]:
    lines = []
    for point in points:
        first, *rest = point.split("\n")
        lines.append(f"{_INDENT}- {first}")
        lines += [_INDENT + line for line in rest]
    return lines


def format_iso_date(date: PartialDate) -> str:
    """Write a date in ISO 8601, as short as it is; a season is its year."""
    parts = [f"{date.year:04}", *(f"{part:02}" for part in (date.month, date.day) if part)]
    return "-".join(parts)


def list_printed_fields(entry: Entry) -> list[str]:
    """List the fields of a kind that are printed, those of its slots in the order of reading."""
    slots = entry.slots
    first = (*slots.title, "authors", *slots.subtitle, *_DATES, *slots.details)
    last = ("url", *slots.text)
    fields = type(entry).model_fields
    middle = [name for name in fields if name not in last]
    names = dict.fromkeys((*first, *middle, *last))
    return [name for name in names if name in fields and name not in entry.not_printed]
