"""Put together what a page says: the person, and the entries of every section."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from msgspec.structs import replace

from cvgen.importers.builder import ProfileBuilder, Value, is_empty, read_value
from cvgen.importers.page.authors import OWN_NAME, read_coauthor_pages
from cvgen.importers.page.awards import read_award_prose, tells_of_award
from cvgen.importers.page.blocks import Block
from cvgen.importers.page.entry_lines import join_short_paragraphs
from cvgen.importers.page.grouping import group_works, is_picture
from cvgen.importers.page.judge import (
    find_useless_reason,
    is_pointer,
    judge_entry,
    judge_section,
)
from cvgen.importers.page.kinds import read_entry
from cvgen.importers.page.lines import split_languages
from cvgen.importers.page.marks import is_legend, read_legends
from cvgen.importers.page.page import Page
from cvgen.importers.page.page_words import PageWords
from cvgen.importers.page.person import PersonReader
from cvgen.importers.page.phrases import has_word
from cvgen.importers.page.publications import read_work
from cvgen.importers.page.sections import (
    LONG_KINDS,
    EntryBlocks,
    Section,
    divide_entries,
    divide_sections,
)
from cvgen.importers.page.tex_marks import mark_tex
from cvgen.importers.page.venues import find_status
from cvgen.text.patterns import compile_late

_SYMBOLS = compile_late(r"^[^\w\"'“(（]+")
_YEAR = compile_late(r"\D{0,3}((?:19|20)\d{2})\D{0,3}")
_TAG_GAPS = compile_late(r"[\W_]+")
_DATES = ("date", "startDate", "endDate", "releaseDate")
_MOST_HEADING = 60
# The field of a kind that names where it was.
_PLACES = {
    "teaching": "institution",
    "work": "name",
    "research": "institution",
    "education": "institution",
    "volunteer": "organization",
}


@dataclass(slots=True)
class PageReader:
    """Reads one page into a builder; `file` is its name within a site."""

    builder: ProfileBuilder
    page: Page
    file: str = ""
    front_title: str = ""
    default_kind: str = "summary"
    legend: dict[str, str] = field(default_factory=dict)
    tags: set[str] = field(default_factory=set)
    words: PageWords = field(init=False)
    person: PersonReader = field(init=False)

    def __post_init__(self) -> None:
        self.words = PageWords(self.builder, self.file)
        self.person = PersonReader(self.builder, self.page, self.words)

    def read(self) -> None:
        """Read the whole page."""
        mark_tex(self.page.blocks)
        self.words.count_words(self.page)
        self.legend = read_legends(self.page.blocks)
        self.person.read(self.front_title)
        for section in divide_sections(self.page.blocks):
            self.name_section(section)
            self.read_section(section)
        self.person.account_for_links()

    def name_section(self, section: Section) -> None:
        """Find the kind of a section at the top that has no heading, or the person's as one."""
        if not section.heading:
            section.kind = self.default_kind
        elif section.kind is None and self.person.is_own_name(section.heading):
            section.kind = "summary"
        elif section.kind is None and self.is_label(section):
            self.builder.basics["label"] = section.heading
            section.kind, section.heading = "summary", ""

    def is_label(self, section: Section) -> bool:
        """Say whether a heading at the top says what the person is."""
        is_first = not self.builder.sections and not self.builder.custom
        is_free = "label" not in self.builder.basics
        return is_first and is_free and has_word("position", section.heading)

    def read_section(self, section: Section) -> None:
        """Read a section by its kind, or by what its entries are."""
        section.blocks = [block for block in section.blocks if not self.skip_block(block)]
        if section.kind in ("summary", "contact"):
            self.person.read_summary(section)
            return
        if section.kind in LONG_KINDS:
            section.blocks = join_short_paragraphs(section.blocks)
        entries = divide_entries(section)
        kind = judge_section(section, entries)
        if kind == "languages":
            entries = [part for entry in entries for part in split_languages(entry)]
        self.read_entries(kind, section, entries)
        self.add_heading(kind, section)

    def read_entries(
        self, kind: str | None, section: Section, entries: Sequence[EntryBlocks]
    ) -> None:
        """Read the entries of a section by the kind that it was found to be."""
        if kind == "publications":
            self.read_publications(section, entries)
        elif kind == "statement":
            self.read_statement(entries)
        else:
            for entry in entries:
                self.add_entry(kind, section, entry)

    def skip_block(self, block: Block) -> bool:
        """Leave out a block that no reader of a CV needs."""
        reason = find_useless_reason(block)
        if is_legend(block.text, self.legend):
            reason = "a legend of marks, which cvgen prints by itself"
        if reason:
            self.words.leave_out(block.text, reason, block.line)
        return bool(reason)

    def add_heading(self, kind: str | None, section: Section) -> None:
        """Keep the page's words for a section; a second heading of a kind is left out."""
        heading = _SYMBOLS.sub("", section.heading)
        if not heading:
            return
        if section.kind == "statement" and "statement" in self.builder.sections:
            kind = "statement"
        if kind is not None and kind in self.builder.sections and kind not in self.builder.headings:
            self.builder.headings[kind] = heading
            return
        titles = [read_value(custom["title"]) for custom in self.builder.custom]
        if kind is not None or section.heading not in titles:
            self.words.leave_out(section.heading, "headings", section.line)

    # --- entries

    def read_statement(self, entries: Sequence[EntryBlocks]) -> None:
        """Read prose as one text."""
        texts = [str(read_entry("statement", entry)["text"]) for entry in entries]
        if texts:
            self.builder.add_entry("statement", {"text": "\n\n".join(texts)})

    def add_entry(self, section_kind: str | None, section: Section, entry: EntryBlocks) -> None:
        """Add an entry of any kind but publications."""
        kind = judge_entry(section_kind, section.heading, entry.text)
        if kind is None:
            fields = read_entry("custom", entry)
            if not is_empty(fields):
                self.builder.add_custom(section.heading, fields)
            return
        fields = read_entry(kind, entry)
        if entry.label:
            self.add_label(kind, fields, entry)
        if not is_empty(fields):
            self.builder.add_entry(kind, fields)

    def add_label(self, kind: str, fields: dict[str, Any], entry: EntryBlocks) -> None:
        """Keep the heading of several entries as their place, their date or their tag."""
        tag = _TAG_GAPS.sub("-", entry.label.casefold()).strip("-")
        origin = ""
        if tag not in self.tags:
            origin = entry.label
        self.tags.add(tag)
        place = _PLACES.get(kind, "")
        year = _YEAR.fullmatch(entry.label)
        if place and has_word("institution", entry.label) and not fields.get(place):
            fields[place] = Value(entry.label, origin)
        elif not year:
            fields["tags"] = [Value(tag, origin)] if tag else []
        else:
            self.words.leave_out(origin, "headings", entry.label_line)
            if not any(key in fields for key in _DATES):
                fields["date"] = Value(year[1])

    # --- publications

    def read_publications(self, section: Section, entries: Sequence[EntryBlocks]) -> None:
        """Read works; what stands among them and is none goes where it belongs."""
        status = ""
        found = find_status(section.heading)
        if found:
            status = found[0]
        for entry in group_works(entries):
            work = read_work(entry, self.legend, status)
            if is_picture(entry):
                self.words.leave_out(entry.text, "a picture", entry.line)
            elif work is None:
                self.place_other(entry)
            else:
                for text, reason, line in work.left_out:
                    self.words.leave_out(text, reason, line)
                for address in work.addresses:
                    self.builder.note_placed(address)
                self.add_work(work.fields, entry)

    def add_work(self, fields: dict[str, Any], entry: EntryBlocks) -> None:
        """Add a work, and the pages of its authors."""
        if entry.label:
            self.add_label("publications", fields, entry)
        if OWN_NAME in fields.get("authors", []):
            fields["authors"] = self.name_own(fields["authors"])
        self.builder.coauthors.update(read_coauthor_pages(entry))
        self.builder.add_entry("publications", fields)

    def name_own(self, authors: list[Any]) -> list[Any]:
        """Put the person's name where only the co-authors are named."""
        name = read_value(self.builder.basics.get("name"))
        if isinstance(name, dict):
            name = next(iter(name.values()))
        others = [author for author in authors if author != OWN_NAME]
        if not name:
            return others
        return [replace(OWN_NAME, text=str(name)), *others]

    def place_other(self, entry: EntryBlocks) -> None:
        """Place what stands among works and is none."""
        text = entry.text
        is_alone = len(entry.head) == 1 and not entry.texts and not entry.points
        if is_pointer(text):
            self.words.leave_out(text, "a pointer to a list elsewhere", entry.line)
        elif tells_of_award(text):
            self.builder.add_entry("awards", read_award_prose(entry))
        elif is_alone and len(text) < _MOST_HEADING:
            self.words.leave_out(text, "headings", entry.line)
        else:
            self.builder.add_entry("statement", read_entry("statement", entry))
