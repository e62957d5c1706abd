"""Import CVs in LaTeX: moderncv, Awesome-CV, AltaCV, YAAC, and those in the way of an article.

No TeX library stands behind it: the letters and marks are read by bibliography/latex.py, which
keeps emphasis, and pylatexenc 2.11 replaces no command that a source defines itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from msgspec import Struct

from cvgen.errors import Diagnostic, SourceError
from cvgen.importers.builder import ProfileBuilder
from cvgen.importers.headings import find_kind, find_locale_heading
from cvgen.importers.importer import Importer
from cvgen.importers.page.blocks import Block
from cvgen.importers.page.dates import has_date
from cvgen.importers.page.document import DocumentReader
from cvgen.importers.page.page import Page
from cvgen.importers.page.page_words import PageWords
from cvgen.importers.page.sections import EntryBlocks, Section
from cvgen.importers.source import Source
from cvgen.importers.tex.blocks import BlockReader, Record
from cvgen.importers.tex.document import TexDocument, load_commands
from cvgen.importers.tex.mouth import Piece
from cvgen.importers.tex.person import PersonReader
from cvgen.importers.tex.records import (
    ReadRecord,
    add_following,
    divide_record,
    make_entry,
    make_entry_blocks,
    make_work_blocks,
    read_record,
)
from cvgen.text.patterns import compile_late

_CLASS = compile_late(
    r"^[^%\n]*\\documentclass\s*(?:\[[^\]]*\])?\s*\{\s*(?P<name>[^}]*?)\s*\}", re.MULTILINE
)

_PAGES = ("_config.yml", "index.html", "index.md")
_BASICS = ("summary", "contact")
_Records = dict[str, list[str]]


def recognize_latex(source: Source) -> bool:
    r"""Say whether a source has a TeX file with `\documentclass`, and is no web page."""
    if any(name in _PAGES for name in source.names):
        return False
    return bool(_find_main(source))


def _find_main(source: Source) -> str:
    """Find the file that begins the document; of several, the one that stands highest."""
    names = [name for name in source.names if name.lower().endswith((".tex", ".ltx"))]
    if source.name and not names and source.tool == "LaTeX":
        names = [source.name]
    for name in sorted(names, key=lambda name: (name.count("/"), len(name), name)):
        if _CLASS.search(source.read_text(name)):
            return name
    return ""


def import_latex(source: Source) -> ProfileBuilder:
    r"""Import a TeX source: the person, and each section by its heading; `\input` is followed."""
    builder = ProfileBuilder(source)
    document = TexDocument(builder)
    main = _find_main(source)
    piece = document.read_file(main)
    document.read_files.add(main)
    records = _find_records(piece)
    reader = BlockReader(document, piece, records)
    blocks = reader.read()
    document.leave_out_tex("behind the end of the document", reader.reader.read_until("\0"))
    # What follows reads arguments that were kept, all of them from the body.
    document.is_body, document.is_over = True, False
    person = PersonReader(document)
    person.read()
    _mark_labels(blocks)
    page = Page(blocks=blocks)
    _LatexReader(builder, page, is_counted=True, document=document, records=records).read()
    person.read()
    _take_bibliographies(document)
    document.warn_of_commands()
    return builder


def _find_records(piece: Piece) -> _Records:
    """Find what the commands of the class are; those of other classes are known too."""
    classes: dict[str, dict[str, Any]] = load_commands()["classes"]
    match = _CLASS.search(piece.tex)
    name = match["name"].lower().rpartition("/")[2] if match else ""
    own: _Records = {}
    others: _Records = {}
    for described in classes.values():
        is_own = any(name.startswith(start) for start in described["starts"])
        records = own if is_own else others
        for command, slots in described["records"].items():
            records.setdefault(command, slots)
    if not own and "cventry" in others:
        others["cventry"] = _guess_order(piece.tex, classes)
    return {**others, **own}


def _guess_order(tex: str, classes: dict[str, dict[str, Any]]) -> list[str]:
    """Guess by the first `cventry` whether its dates come first, as in moderncv."""
    match = re.search(r"\\cventry\s*(?:\[[^\]]*\])?\s*\{([^{}]*)\}", tex)
    if match and has_date(match[1]):
        return list(classes["moderncv"]["records"]["cventry"])
    return list(classes["awesome-cv"]["records"]["cventry"])


@dataclass(slots=True)
class _LatexReader(DocumentReader):
    """Reads the blocks of a TeX source as those of a page, and the records among them."""

    document: TexDocument | None = None
    records: _Records = field(default_factory=dict)

    def read_own_person(self) -> None:
        """Read the person out of the text only where no command gives it."""
        if "name" not in self.builder.basics:
            DocumentReader.read_own_person(self)

    def read_section(self, section: Section) -> None:
        """Read a section: its records, with what follows each, or else as that of a page."""
        if section.blocks and self.document:
            file = self.document.files.get(id(section.blocks[0]), self.words.file)
            self.words = self.person.words = PageWords(self.builder, file)
        first = _find_first_record(section.blocks)
        if first is None:
            DocumentReader.read_section(self, section)
            return
        before = Section(section.kind, section.heading, section.line, section.level)
        before.blocks = section.blocks[:first]
        heading = ""
        if _has_text(before.blocks):
            DocumentReader.read_section(self, before)
        elif before.blocks:
            heading = before.blocks[-1].text
        kind = section.kind
        if kind in _BASICS:
            kind = None
        groups = _group_records(self.document, section.blocks[first:], self.records, heading)
        self.read_records(Section(kind, section.heading, section.line), groups)

    def read_records(self, section: Section, groups: list[_Labelled]) -> None:
        """Make entries of records; lines that only have a label are read as those of a page."""
        works = []
        for group in groups:
            if group.record.is_line and section.kind == "publications":
                works.append(make_work_blocks(group.record))
                continue
            entry = make_entry_blocks(group.record)
            entry.label, entry.label_line = group.label, group.line
            if group.record.is_line:
                self.add_entry(section.kind, section, entry)
            else:
                self.add_record(section, group, entry)
        if works:
            self.read_publications(section, works)
        self.add_heading(section.kind, section)

    def add_record(self, section: Section, group: _Labelled, entry: EntryBlocks) -> None:
        """Add an entry of a record whose parts are known."""
        kind = section.kind
        fields = make_entry(kind or "custom", group.record)
        if group.label and kind is not None:
            self.add_label(kind, fields, entry)
        if kind is None:
            self.builder.add_custom(section.heading or find_locale_heading("work"), fields)
        else:
            self.builder.add_entry(kind, fields)


class _Labelled(Struct, frozen=True):
    """A record, and the heading within its section that it stands under."""

    record: ReadRecord
    label: str
    line: int


def _mark_labels(blocks: list[Block]) -> None:
    """Mark headings within a section that only divide its records, such as Miscellaneous."""
    for block, following in pairwise(blocks):
        is_below = block.is_heading and block.level > 1 and isinstance(following, Record)
        if is_below and find_kind(block.text) in (None, "interests", *_BASICS):
            block.kind = "label"


def _find_first_record(blocks: list[Block]) -> int | None:
    for number, block in enumerate(blocks):
        if isinstance(block, Record):
            return number
    return None


def _has_text(blocks: list[Block]) -> bool:
    return any(not block.is_heading and block.kind != "label" for block in blocks)


def _group_records(
    document: TexDocument | None, blocks: list[Block], records: _Records, label: str
) -> list[_Labelled]:
    """Give each record what follows it, and the heading above it."""
    assert document
    groups: list[_Labelled] = []
    line = blocks[0].line
    for block in blocks:
        if isinstance(block, Record):
            for record in divide_record(read_record(document, block, records)):
                groups.append(_Labelled(record, label, line))
        elif block.is_heading or block.kind == "label":
            label, line = block.text, block.line
        else:
            add_following(groups[-1].record, [block])
    return groups


def _take_bibliographies(document: TexDocument) -> None:
    """Take the .bib files along that the source prints its works from."""
    builder = document.builder
    for name in dict.fromkeys(name.strip() for name in document.bibliographies):
        file = name if name.endswith(".bib") else f"{name}.bib"
        try:
            content = builder.source.read_bytes(file)
        except SourceError as error:
            found = error.diagnostics[0]
            message = f"the bibliography '{file[:60]}' is not read: {found.message}"
            place = builder.source.find_place()
            builder.warnings.append(Diagnostic("I112", message, place, found.hint, "warning"))
            continue
        plain = file.rpartition("/")[2]
        builder.files[plain] = content
        builder.bibliography.append(plain)
        builder.add_text(plain)


IMPORTER = Importer("LaTeX", recognize_latex, import_latex)
