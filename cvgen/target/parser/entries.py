"""Split the lines of a section into entries, and find title, organisation and dates of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from msgspec import Struct
from msgspec.structs import replace

from cvgen.target.parser.dates import find_period
from cvgen.target.parser.lines import Cell, Line
from cvgen.target.parser.words import load_parser_words

_GAP = 1.25  # of the commonest distance of lines, from one entry to the next
_EDGE = 3.0  # points by which the left edges of entries may differ
_BULLETS = tuple("•◦▪–—-*‣·●○■")
_SEPARATORS = (" | ", " · ", " • ", " — ", " – ", ", ", " at ", "，")
_HEAD_LINES = 4  # of an entry, in which title, organisation and dates stand


class Entry(Struct, frozen=True):
    """What a parser makes of an entry; what it does not find is empty."""

    title: str = ""
    organisation: str = ""
    dates: str = ""


def read_entries(lines: Sequence[Line], kind: str = "") -> tuple[Entry, ...]:
    """Read the entries of a section of a kind, "" where that is unknown."""
    entries = []
    for group in _split_entries(lines):
        entries.append(_sort_parts(_read_entry(group), kind))
    return tuple(entries)


# --- where entries begin --------------------------------------------------------------------------


def _split_entries(lines: Sequence[Line]) -> Iterator[list[Line]]:
    if not lines:
        return
    pitch = _measure_pitch(lines)
    group = [lines[0]]
    has_bold_titles = _starts_bold(lines[0])
    for before, line in pairwise(lines):
        is_title = has_bold_titles and _is_bold_title(group, before, line)
        if is_title or _begins_entry(group, before, line, pitch):
            yield group
            group = []
        group.append(line)
    yield group


def _measure_pitch(lines: Sequence[Line]) -> float:
    """Return the usual distance of lines; 0 where there are not two on a page."""
    steps = []
    for before, line in pairwise(lines):
        step = line.baseline - before.baseline
        if before.page == line.page and step > 0:
            steps.append(step)
    return median(steps) if steps else 0.0


def _is_bold_title(group: Sequence[Line], before: Line, line: Line) -> bool:
    """Say whether bold words begin at the edge of an entry, below words that are not."""
    is_at_edge = abs(line.left - group[0].left) < _EDGE
    return is_at_edge and _starts_bold(line) and not _starts_bold(before) and not is_point(line)


def _begins_entry(group: Sequence[Line], before: Line, line: Line, pitch: float) -> bool:
    """Say whether a line begins an entry, by the gap above it, or by a second period."""
    if is_point(line):
        return False
    if before.page == line.page and line.baseline - before.baseline > _GAP * pitch > 0:
        return True
    return _has_dates_at_end(line) and any(map(_has_dates_at_end, group))


def _has_dates_at_end(line: Line) -> bool:
    """Say whether a line begins or ends with dates, and does not merely mention some."""
    first = line.cells[0].text
    last = line.cells[-1].text
    dates = find_period(last) or "\0"
    is_last = last.endswith(dates) or last.rstrip(".)").endswith(dates)
    return first.startswith(find_period(first) or "\0") or is_last


def is_point(line: Line) -> bool:
    """Say whether a line is an item of a list."""
    return line.text.startswith(_BULLETS)


def _starts_bold(line: Line) -> bool:
    return line.cells[0].spans[0].is_bold


def _find_dates(line: Line) -> str:
    for cell in reversed(line.cells):
        dates = find_period(cell.text)
        if dates:
            return dates
    return ""


# --- what stands in one ---------------------------------------------------------------------------


def _read_entry(lines: Sequence[Line]) -> Entry:
    head = _list_head(lines)
    dates = next(filter(None, map(_find_dates, head)), "")
    parts: list[str] = []
    for line in head:
        for cell in line.cells:
            parts += _split_cell(cell, dates)
    if len(parts) == 1:
        parts = _split_text(parts[0])
    title, organisation = (*parts, "", "")[:2]
    return Entry(title, organisation, dates)


def _list_head(lines: Sequence[Line]) -> list[Line]:
    """List the lines of an entry above its points."""
    head: list[Line] = []
    for line in lines[:_HEAD_LINES]:
        if is_point(line) and head:
            break
        head.append(line)
    return head


def _split_cell(cell: Cell, dates: str) -> Iterator[str]:
    """Split a cell where its weight changes; without its dates."""
    text = ""
    is_bold: bool | None = None
    for span in cell.spans:
        if is_bold is not None and span.is_bold != is_bold and span.text.strip():
            yield from _strip_part(text, dates)
            text = ""
        if span.text.strip():
            is_bold = span.is_bold
        text += span.text
    yield from _strip_part(text, dates)


def _strip_part(text: str, dates: str) -> Iterator[str]:
    words = " ".join(text.split())
    if dates:
        words = words.replace(dates, "")
    bare = words.strip(" ,，|·•–—-:;()\t")
    if bare:
        yield bare


def _split_text(text: str) -> list[str]:
    """Split a title from what follows, by the first separator that there is."""
    for separator in _SEPARATORS:
        before, found, after = text.partition(separator)
        if found:
            return [before.strip(), after.strip()]
    return [text]


def _sort_parts(entry: Entry, kind: str) -> Entry:
    """Tell degree from school, and role from employer, by the words that name them."""
    words = load_parser_words()
    swapped = replace(entry, title=entry.organisation, organisation=entry.title)
    if kind == "education" and _has_word(entry.title, words.schools):
        if ", " in entry.title and not _has_word(entry.title.split(", ")[0], words.schools):
            return _split_school(entry)
        if not _has_word(entry.organisation, words.schools):
            return swapped
    has_role = _has_word(entry.title, words.roles)
    if kind == "work" and not has_role and _has_word(entry.organisation, words.roles):
        return swapped
    return entry


def _split_school(entry: Entry) -> Entry:
    """Split "BSc, Physics, Sample Institute" before what names the school."""
    parts = entry.title.split(", ")
    schools = load_parser_words().schools
    first = next(number for number, part in enumerate(parts) if _has_word(part, schools))
    return replace(entry, title=", ".join(parts[:first]), organisation=", ".join(parts[first:]))


def _has_word(text: str, words: Sequence[str]) -> bool:
    lower = text.casefold()
    return any(word in lower for word in words)
