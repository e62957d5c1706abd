"""Import LinkedIn's "Save to PDF" by where its texts stand and how large they are."""

from __future__ import annotations

import re
from typing import Any

from msgspec import Struct, field

from cvgen.errors import Diagnostic
from cvgen.importers.builder import ProfileBuilder, Value
from cvgen.importers.headings import find_kind
from cvgen.importers.importer import Importer
from cvgen.importers.linkedin_side import read_side
from cvgen.importers.pdf_lines import Line, measure_body, read_lines, split_columns
from cvgen.importers.periods import read_dates
from cvgen.importers.records import load_format
from cvgen.importers.source import Source
from cvgen.text.patterns import compile_late

_SIGN = compile_late(r"linkedin\.com/in/", re.IGNORECASE)
_PAGE_NUMBER = compile_late(r"\D{0,12}\s?\d+\s?\D{1,8}\s?\d+\D{0,3}")
_DURATION = compile_late(r"\s*\((?P<words>[^()]*\d[^()]*)\)\s*$")
_YEAR = compile_late(r"\d{4}")
_DATES_AT_END = compile_late(r"\((?P<dates>[^()]{1,60})\)$")
_BULLET = compile_late(r"[•\-*–·]\s*(?=\S)")
_LONGEST_PLACE = 60  # letters


def recognize_linkedin_pdf(source: Source) -> bool:
    """Say whether a PDF has two columns, and an address at LinkedIn in the left one."""
    if source.tool != "PDF":
        return False
    columns = split_columns(read_lines(source.read_bytes()))
    if columns is None:
        return False
    left, right = columns
    return bool(_SIGN.search("".join(line.text for line in left))) and bool(right)


def import_linkedin_pdf(source: Source) -> ProfileBuilder:
    """Import the PDF; a warning says how much of it is sure."""
    builder = ProfileBuilder(source)
    columns = split_columns(read_lines(source.read_bytes()))
    if columns is None:
        return builder
    body = measure_body(columns[1])
    reader = _Reader(builder, body)
    left, right = (_drop_page_numbers(builder, column) for column in columns)
    for line in right:
        builder.add_text(line.text)
    reader.read_main(right)
    read_side(builder, left, measure_body(left))
    share = 100 * reader.sure // max(1, reader.sure + reader.unsure)
    message = f"read by the size and place of its texts, of which {share} % of the lines are sure"
    hint = "compare the profile with the PDF; LinkedIn's archive (a zip) says more, and for certain"
    builder.warnings.append(Diagnostic("I121", message, source.find_place(), hint, "warning"))
    return builder


def _drop_page_numbers(builder: ProfileBuilder, lines: list[Line]) -> list[Line]:
    kept = []
    lowest = {line.page: line.baseline for line in lines}
    for line in lines:
        lowest[line.page] = max(lowest[line.page], line.baseline)
    for line in lines:
        is_last = line.baseline == lowest[line.page]
        if is_last and line.size < 10 and _PAGE_NUMBER.fullmatch(line.text):
            builder.add_text(line.text)
            builder.leave_out(line.text, "page numbers")
        else:
            kept.append(line)
    return kept


class _Reader(Struct):
    """The right column: the person, then sections; `sure` lines are known by size or form."""

    builder: ProfileBuilder
    body: float
    sure: int = 0
    unsure: int = 0
    entry: dict[str, Any] = field(default_factory=dict)
    organization: str = ""
    texts: list[Line] = field(default_factory=list)

    def has_size(self, line: Line, name: str) -> bool:
        """Say whether a line is at least as large as this part of the page is."""
        return line.size >= float(load_format("linkedin_pdf")[name]) * self.body

    def read_main(self, lines: list[Line]) -> None:
        """Read the head, and every section behind its heading."""
        starts = [
            index
            for index, line in enumerate(lines)
            if self.has_size(line, "heading") and not self.has_size(line, "name")
        ]
        self.read_head(lines[: starts[0]] if starts else lines)
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
            self.sure += 1
            self.read_section(lines[start].text, lines[start + 1 : end])

    def read_head(self, lines: list[Line]) -> None:
        """Read name, headline and place; which of the lines is the place is a guess."""
        names = [line.text for line in lines if self.has_size(line, "name")]
        others = [line.text for line in lines if not self.has_size(line, "name")]
        basics = self.builder.basics
        basics["name"] = " ".join(names)
        if len(others) > 1:
            place = others.pop()
            basics["location"] = {"city": Value(place, place, is_guess=True)}
            self.unsure += 1
        basics["label"] = " ".join(others)
        self.sure += len(names) + len(others)

    def read_section(self, heading: str, lines: list[Line]) -> None:
        """Read a section by the kind that its heading names."""
        kind = find_kind(heading)
        if kind == "summary":
            self.builder.leave_out(heading, "headings")
            self.builder.basics["summary"] = _join_lines(lines)[0]
            self.sure += len(lines)
        elif kind == "work":
            self.builder.headings.setdefault("work", heading)
            self.read_positions(lines)
        elif kind == "education":
            self.builder.headings.setdefault("education", heading)
            self.read_schools(lines)
        else:
            text, points = _join_lines(lines)
            self.builder.add_custom(heading, {"title": text, "highlights": points})
            self.unsure += len(lines)

    def read_positions(self, lines: list[Line]) -> None:
        """Read employers, each with one or more positions."""
        self.entry, self.texts, self.organization = {}, [], ""
        for line in lines:
            if self.has_size(line, "organization"):
                self.finish_position()
                self.organization = line.text
                self.sure += 1
            elif self.has_size(line, "position"):
                self.finish_position()
                self.entry = {"position": line.text, "name": self.organization}
                self.organization = ""
                self.sure += 1
            elif not self.entry:
                self.builder.leave_out(line.text, "how long in all, which dates say")
                self.sure += 1
            else:
                self.texts.append(line)
        self.finish_position()

    def finish_position(self) -> None:
        """Finish a position, below which dates, a place and a description stand."""
        if not self.entry:
            return
        lines, self.texts = self.texts, []
        if lines and self.set_dates(lines[0].text):
            date_color = lines.pop(0).color
            if lines and _is_place(lines, date_color):
                place = lines.pop(0).text
                self.entry["location"] = {"city": Value(place, place, is_guess=True)}
                self.unsure += 1
        summary, points = _join_lines(lines)
        self.entry.update({"summary": summary, "highlights": points})
        self.sure += len(lines)
        last = self.builder.sections.get("work", [])[-1:]
        if not self.entry["name"] and last:
            name = last[0]["name"]
            self.entry["name"] = Value(name.text if isinstance(name, Value) else name)
        self.builder.add_entry("work", self.entry)
        self.entry = {}

    def set_dates(self, text: str) -> bool:
        """Set the dates that a line gives, which ends with how long that is."""
        duration = _DURATION.search(text)
        written = text[: duration.start()] if duration else text
        dates = read_dates(written)
        if not dates:
            return False
        if duration:
            self.builder.leave_out(duration["words"], "how long in all, which dates say")
        self.entry.update(dates)
        self.sure += 1
        return True

    def read_schools(self, lines: list[Line]) -> None:
        """Read schools, below each of which the degree and the years stand."""
        texts: list[str] = []
        school = ""
        for line in [*lines, None]:
            if line is not None and not self.has_size(line, "organization"):
                texts.append(line.text)
                continue
            if school:
                self.add_school(school, " ".join(texts))
            texts = []
            if line is not None:
                school = line.text

    def add_school(self, school: str, text: str) -> None:
        """Add a school, with the degree in front of a comma and the field behind it."""
        entry: dict[str, Any] = {"institution": school}
        match = _DATES_AT_END.search(text.rstrip())
        if match and not _YEAR.search(match["dates"]):
            match = None
        written = text[: match.start()].rstrip(" ·") if match else text
        degree, comma, area = written.partition(", ")
        entry["studyType"] = degree
        if comma:
            entry["area"] = area
        if match:
            entry.update(read_dates(match["dates"]) or {"date": Value(match["dates"])})
        self.sure += 1 + bool(match)
        self.unsure += bool(text) and not match
        self.builder.add_entry("education", entry)


def _is_place(lines: list[Line], date_color: str) -> bool:
    """Say whether the line below the dates is a place: short, and grey or with a comma."""
    text = lines[0].text
    is_short = len(text) <= _LONGEST_PLACE and not text.endswith((".", ":", ";"))
    if not is_short or _BULLET.match(text):
        return False
    differs = len(lines) > 1 and lines[1].color != lines[0].color
    return differs or lines[0].color != date_color or "," in text


def _join_lines(lines: list[Line]) -> tuple[str, list[str]]:
    """Join lines to a text, and to points from each bullet on."""
    paragraphs: list[str] = []
    points: list[str] = []
    for line in lines:
        bullet = _BULLET.match(line.text)
        if bullet:
            points.append(line.text[bullet.end() :])
        elif points:
            points[-1] += f" {line.text}"
        else:
            paragraphs.append(line.text)
    return " ".join(paragraphs), points


IMPORTER = Importer("LinkedIn PDF", recognize_linkedin_pdf, import_linkedin_pdf)
