"""Group the blocks of works: title, authors and abstract of one may stand apart."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cvgen.importers.page.blocks import Span, get_raw_text, split_breaks
from cvgen.importers.page.citations import divide_citation, get_author_text, is_author_line
from cvgen.importers.page.dates import has_date
from cvgen.importers.page.phrases import has_word, is_word
from cvgen.importers.page.sections import EntryBlocks
from cvgen.text.patterns import compile_late

ABSTRACT = compile_late(
    r"(?:abstract|tl;?dr|summary|zusammenfassung|résumé|resumen|摘要)\b", re.IGNORECASE
)
_LINK_LINE = compile_late(r"[\s/|·•,\[\]()–-]+")
_MOST_TITLE = 300
_MOST_BADGE = 30
_LEAST_ABSTRACT = 120
_MOST_LINKS = 12


def group_works(entries: Sequence[EntryBlocks]) -> list[EntryBlocks]:
    """Join the blocks that are of one work."""
    for entry in entries:
        _split_soft_lines(entry)
    grouper = _WorkGrouper(entries)
    for number in range(len(entries)):
        grouper.add_entry(number)
    return grouper.grouped


class _WorkGrouper:
    """Goes through entries, and joins to each work what follows and belongs to it."""

    def __init__(self, entries: Sequence[EntryBlocks]) -> None:
        self.entries = entries
        self.starts = {n for n, entry in enumerate(entries) if _has_authors_first(entry)}
        self.titles = {n for n, entry in enumerate(entries) if entry.is_titled}
        for number in self.starts:
            is_below = number > 0 and not entries[number].is_dated
            if is_below and _can_be_title(entries[number - 1]):
                self.titles.add(number - 1)
        self.grouped: list[EntryBlocks] = []
        self.is_open = False  # whether a work may go on

    def add_entry(self, number: int) -> None:
        """Add an entry: a work, or more of the last one."""
        entry = self.entries[number]
        if self.begins_work(number):
            self.grouped.append(entry)
            self.is_open = True
        elif self.is_open and (number - 1 in self.titles or not _is_whole(entry)):
            _join_entry(self.grouped[-1], entry, is_head=number in self.starts)
        elif self.is_abstract_of_last(entry):
            _join_entry(self.grouped[-1], entry, is_head=False)
        else:
            if number + 1 in self.titles and _is_badge(entry):
                self.entries[number + 1].badge = entry.text
            self.grouped.append(entry)
            self.is_open = False

    def begins_work(self, number: int) -> bool:
        """Say whether a title, authors that have none above them, or a date stand here."""
        if number in self.titles or self.entries[number].is_dated:
            return True
        has_title = number - 1 in self.titles
        return number in self.starts and not has_title

    def is_abstract_of_last(self, entry: EntryBlocks) -> bool:
        """Say whether an entry is prose on the work above it."""
        if not self.grouped or not _is_abstract(entry):
            return False
        return _is_whole(self.grouped[-1]) or bool(ABSTRACT.match(entry.text.strip()))


def _is_whole(entry: EntryBlocks) -> bool:
    """Say whether an entry is a work by itself."""
    if entry.is_titled:
        return True
    if not entry.head:
        return False
    citation = divide_citation(entry.head)
    return bool(citation.title and citation.authors)


def _join_entry(first: EntryBlocks, other: EntryBlocks, *, is_head: bool) -> None:
    if is_head:
        first.head += other.head
    else:
        first.texts += other.head
    first.texts += other.texts
    first.points += other.points


def _is_badge(entry: EntryBlocks) -> bool:
    """Say whether an entry is only a venue in short: `CVPR 2024`."""
    text = entry.text
    return len(text) < _MOST_BADGE and (has_date(text) or has_word("venue", text))


def _is_abstract(entry: EntryBlocks) -> bool:
    """Say whether an entry is prose on the work above it."""
    text = entry.text.strip()
    is_prose = len(text) > _LEAST_ABSTRACT and not _is_whole(entry)
    return is_prose or bool(ABSTRACT.match(text))


def _split_soft_lines(entry: EntryBlocks) -> None:
    """Part lines at all their ends where that gives a line of authors."""
    lines: list[list[Span]] = []
    for line in entry.head:
        lines += split_breaks(line, is_soft=True)
    if len(lines) > len(entry.head) and any(
        is_author_line(get_author_text(line)) for line in lines
    ):
        entry.head = lines


def _has_authors_first(entry: EntryBlocks) -> bool:
    """Say whether an entry begins with its authors, and has no title of its own."""
    if not entry.head or not is_author_line(get_author_text(entry.head[0])):
        return False
    if len(entry.head) < 2:
        return True
    second = get_raw_text(entry.head[1])
    return has_date(second) or has_word("venue", second) or is_link_line(second)


def _can_be_title(entry: EntryBlocks) -> bool:
    text = entry.text.strip()
    if len(entry.head) != 1 or len(text) >= _MOST_TITLE:
        return False
    return not is_picture(entry) and not is_author_line(text)


def is_picture(entry: EntryBlocks) -> bool:
    """Say whether an entry is only the words of a picture."""
    return is_word("picture", entry.text)


def is_link_line(text: str) -> bool:
    """Say whether a line is only words of links: `paper / code / slides`."""
    words = [word for word in _LINK_LINE.split(text) if word]
    return (
        bool(words) and len(words) <= _MOST_LINKS and all(is_word("link", word) for word in words)
    )
