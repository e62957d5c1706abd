"""Prose as blocks: paragraphs, and lists of points which may have points of their own.

`split_prose` finds both in plain text, by the bullets and the indents of its lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from cvgen.text.patterns import compile_late

BlockKind = Literal["paragraph", "heading", "quote", "points", "numbers"]
ListKind = Literal["points", "numbers"]
MOST_LEVELS = 3
_NOTHING = Markup("")
_BULLET = compile_late(r"\s*(?:[-*+•–]|\d{1,2}[.)])\s+(?=\S)")
_OWN_BULLET = compile_late(r"^\s*[-*•–‣▪●◦]\s+(?=\S)")
_INDENTED = compile_late(r"\s{2}")
_LEAST_ITEMS = 2  # of a list: one line with a dash is no list


class Point(Struct, frozen=True):
    """A point of a list, printed whole by `{{ point }}`.

    It may have points of its own, which `kind` says how to mark.
    """

    text: Markup
    points: tuple[Point, ...] = ()
    kind: ListKind = "points"

    @property
    def texts(self) -> tuple[Markup, ...]:
        """Its text, and those of its points at all levels, in the order of reading."""
        texts = [self.text]
        for point in self.points:
            texts += point.texts
        return tuple(texts)

    def __html__(self) -> Markup:
        return self.text + format_list(self.kind, self.points)


class Block(Struct, frozen=True):
    """A part of prose, with a text, or with points where it is a list."""

    kind: BlockKind
    text: Markup = _NOTHING
    points: tuple[Point, ...] = ()

    @property
    def texts(self) -> tuple[Markup, ...]:
        """Its text, and those of its points at all levels, in the order of reading."""
        texts = [self.text]
        for point in self.points:
            texts += point.texts
        return tuple(text for text in texts if text)

    def __html__(self) -> Markup:
        if self.kind in ("points", "numbers"):
            return format_list(self.kind, self.points)
        return self.text


def format_list(kind: str, points: tuple[Point, ...]) -> Markup:
    """Format a list in HTML; nothing where it has no points."""
    if not points:
        return _NOTHING
    items = Markup("").join(Markup("<li>{}</li>").format(point) for point in points)
    return Markup('\n<ul class="{}">{}</ul>\n').format(kind, items)


class TextItem(Struct, frozen=True):
    """An item of a list in plain text, and the items below it."""

    text: str
    items: tuple[TextItem, ...] = ()


class TextPart(Struct, frozen=True):
    """A paragraph of plain text, or a list in it."""

    text: str = ""
    items: tuple[TextItem, ...] = ()


class _Line(Struct, frozen=True):
    """A line with a bullet, and those that go on: its level in the list, from 0, and its text."""

    level: int
    text: str


def split_paragraphs(text: str) -> list[str]:
    """Split text at blank lines."""
    parts = re.split(r"\n\s*\n", text.strip())
    return [part for part in parts if part.strip()]


def split_prose(text: str) -> list[TextPart]:
    """Split text into paragraphs and lists, of two lines or more with a bullet each."""
    return _split_prose(text, _LEAST_ITEMS)


def split_point(text: str) -> list[TextPart]:
    """Split the text of a point, where one indented line with a bullet is a list already.

    A bullet that was written in front of it goes, for it prints with one.
    """
    text = strip_bullet(text)
    least = _LEAST_ITEMS
    lines = text.splitlines()
    if not _BULLET.match(text) and any(_is_indented_bullet(line) for line in lines[1:]):
        least = 1
    return _split_prose(text, least)


def strip_bullet(text: str) -> str:
    """Take the bullet off that one point was written with; a list of several keeps its own.

    A number stays, which may be more than a bullet: "1. Platz".
    """
    first = text.lstrip().partition("\n")[0]
    others = text.lstrip().splitlines()[1:]
    if not _OWN_BULLET.match(first) or any(map(_BULLET.match, others)):
        return text
    return _OWN_BULLET.sub("", text, count=1)


def _is_indented_bullet(line: str) -> bool:
    return bool(line[:1].isspace() and _BULLET.match(line))


def _split_prose(text: str, least_items: int) -> list[TextPart]:
    parts: list[TextPart] = []
    for lines in _group_lines(text):
        bullets = sum(bool(_BULLET.match(line)) for line in lines)
        if bullets < least_items:
            parts.append(TextPart("\n".join(lines)))
        else:
            parts += _split_list(lines)
    return parts


def _group_lines(text: str) -> list[list[str]]:
    """Group lines by paragraph; in a list, blank lines may stand between its items."""
    groups: list[list[str]] = []
    for paragraph in split_paragraphs(text):
        goes_on = bool(_BULLET.match(paragraph) or _INDENTED.match(paragraph))
        if goes_on and groups and any(_BULLET.match(line) for line in groups[-1]):
            groups[-1] += paragraph.splitlines()
        else:
            groups.append(paragraph.splitlines())
    return groups


def _split_list(lines: list[str]) -> Iterator[TextPart]:
    """Split lines into what stands before a list, and the list."""
    before: list[str] = []
    items: list[_Line] = []
    indents: list[int] = []
    for line in lines:
        bullet = _BULLET.match(line)
        if bullet:
            level = _find_level(line, indents)
            items.append(_Line(level, line[bullet.end() :].strip()))
        elif items:
            items[-1] = replace(items[-1], text=f"{items[-1].text}\n{line.strip()}")
        else:
            before.append(line)
    if before:
        yield TextPart("\n".join(before))
    yield TextPart(items=_nest_lines(items, 0))


def _find_level(line: str, indents: list[int]) -> int:
    """Find the level of a line among the indents of those that it may stand below."""
    expanded = line.expandtabs(4)
    indent = len(expanded) - len(expanded.lstrip())
    while indents and indents[-1] >= indent:
        indents.pop()
    indents.append(indent)
    return min(len(indents), MOST_LEVELS) - 1


def _nest_lines(lines: list[_Line], level: int) -> tuple[TextItem, ...]:
    """Make the lines of this level items, and those that follow each the items below it."""
    items: list[TextItem] = []
    start = 0
    for index in range(1, len(lines) + 1):
        if index < len(lines) and lines[index].level > level:
            continue
        below = _nest_lines(lines[start + 1 : index], level + 1)
        items.append(TextItem(lines[start].text, below))
        start = index
    return tuple(items)
