"""Read a PDF as an independent résumé parser does, in the order of its content or by place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from cvgen.pdf.facts import PdfFacts
from cvgen.target.parser.columns import join_lines_by_position
from cvgen.target.parser.headings import find_headings
from cvgen.target.parser.lines import Line, join_lines_by_content, list_texts
from cvgen.target.parser.person import Person, find_person

if TYPE_CHECKING:
    from cvgen.target.parser.entries import Entry

Order = Literal["content", "position"]
ORDERS: tuple[Order, ...] = ("content", "position")


class ReadSection(Struct, frozen=True):
    """A section as it is read; `kind` is empty where parsers do not know its title."""

    title: str
    kind: str
    lines: tuple[Line, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries of the section."""
        from cvgen.target.parser.entries import read_entries

        return read_entries(self.lines, self.kind)


class Resume(Struct, frozen=True):
    """What was read: the person, the sections, and all lines in the order of the reading."""

    person: Person
    sections: tuple[ReadSection, ...]
    lines: tuple[Line, ...]


def read_resume(file: PdfFacts, titles: Mapping[str, str], order: Order = "content") -> Resume:
    """Read a résumé; `titles` are those of sections by their letters, with their kinds."""
    texts = list_texts(file)
    if order == "position":
        lines = join_lines_by_position(texts, titles)
    else:
        lines = join_lines_by_content(texts)
    headings = find_headings(lines, titles)
    sections = _list_sections(lines, headings)
    head = lines[: min(headings, default=0)]
    contacts = [section for section in sections if section.kind == "contact"]
    person = find_person(head, contacts[0].lines if contacts else (), lines)
    return Resume(person, sections, tuple(lines))


def _list_sections(lines: Sequence[Line], headings: Mapping[int, str]) -> tuple[ReadSection, ...]:
    sections = []
    for start, end in pairwise([*sorted(headings), len(lines)]):
        title = lines[start].text
        sections.append(ReadSection(title, headings[start], tuple(lines[start + 1 : end])))
    return tuple(sections)
