"""Estimate how wide text is set, before the engine lays anything out.

A column of dates is made as wide as its longest period, and a long name as small as it must be.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from html import unescape
from typing import Any

from markupsafe import Markup

from cvgen.compose.view import Section
from cvgen.files.yamltable import read_table
from cvgen.text.patterns import compile_late
from cvgen.text.units import PAPERS, parse_length

_TAG = compile_late(r"<[^>]*>")
_BREAK = compile_late("[ ]|(?<=[，、])")
_FIRST_CODE = 32
_DASH_INDEX = 95  # of the en dash, behind U+007E
_DASHES = "–—−‐‑"
_OTHER_LETTER = 620  # of an em's thousandths: Greek, Cyrillic and Devanagari at their widest
_WIDE = 1000
_MARKS = ("Mn", "Cf")  # have no width
_SAFETY = 1.02  # for kerning and rounding
_STEP = 0.25  # ems by which lines are made longer
_WIDEST_PERIOD = 17.0  # ems that a period may take from the title before it, if it can break
_WIDEST_CELL = 24.0  # ems that a column asks for at most
_WIDEST_WORD = 16.0
_CELL_GAP = 0.95
_TABLE_SIZE = 0.9  # of the body's, as `base/style.css` sets it where that is not too small
_BOLD = 1.0  # more for the first column, which is bold


def is_serif(family: str) -> bool:
    """Say whether a family has serifs."""
    return family in _read_widths()["serif"] or "Serif" in family


def measure_text(text: str, family: str) -> float:
    """Estimate how wide a text is set in a family, in ems; no less than it is."""
    advances = _find_advances(family)
    thousandths = sum(_measure_letter(letter, advances) for letter in _strip_tags(text))
    return round(thousandths * _SAFETY / 1000 + 0.05, 2)


def measure_periods(sections: Iterable[Section], family: str) -> float:
    """Estimate how wide the widest period of some sections is set, in ems, where a line may break.

    Lines break at plain spaces and behind the commas of Chinese and Japanese.
    """
    widest = 0.0
    for section in sections:
        for item in section.parts:
            for part in _BREAK.split(_strip_tags(item.period)):
                widest = max(widest, measure_text(part, family))
    return widest


def measure_period(period: str, family: str) -> float:
    """Estimate how wide a period is set behind a title, in ems: in one line unless it is long.

    A list of terms has several lines.
    """
    width = measure_text(period, family)
    if width <= _WIDEST_PERIOD:
        return width
    parts = _BREAK.split(_strip_tags(period))
    return max(_WIDEST_PERIOD, _measure_widest(parts, family))


def balance_lines(texts: Sequence[str], gap: float, options: Mapping[str, str]) -> float:
    """Give the width, in ems, at which texts fill the fewest lines, all of about one length.

    They stand in a row, with a gap beside each, as wide as the page allows at most.
    """
    widths = [measure_text(text, options["font-body"]) + gap for text in texts]
    room = _measure_room(options)
    fewest = _count_lines(widths, room)
    width = sum(widths) / fewest
    while width < room and _count_lines(widths, width) > fewest:
        width += _STEP
    return round(min(width, room), 2)


def _measure_room(options: Mapping[str, str]) -> float:
    """Measure the width between the margins, in ems."""
    margins = 2 * parse_length(options["margin"])
    return (PAPERS[options["paper"]][0] - margins) / parse_length(options["font-size"])


def share_columns(
    section: Section, options: Mapping[str, str], beside: float = 0
) -> tuple[float, ...]:
    """Share the width of a table among its columns, in percent, by what stands in each.

    So many ems between the margins are taken by what stands beside the table; where the rest does
    not hold the longest words of each column, there are no shares.
    """
    family = options["font-body"]
    size = parse_length(options["font-size"])
    smaller = min(size, max(size * _TABLE_SIZE, parse_length(options["least-size"])))
    room = (_measure_room(options) - beside) * size / smaller
    least, wished = [], []
    for index, heading in enumerate(section.columns):
        texts = [heading, *(_strip_tags(item.cells[index]) for item in section.items)]
        words = [word for text in texts for word in text.split(" ")]
        least.append(min(_measure_widest(words, family), _WIDEST_WORD) + _CELL_GAP)
        wished.append(min(_measure_widest(texts, family), _WIDEST_CELL) + _CELL_GAP)
    least[0] += _BOLD
    wished[0] += _BOLD
    if sum(wished) <= room:
        return _find_shares(wished)
    if sum(least) > room:
        return ()
    beyond = [wish - need for wish, need in zip(wished, least, strict=True)]
    factor = (room - sum(least)) / sum(beyond)
    return _find_shares([need + more * factor for need, more in zip(least, beyond, strict=True)])


def _measure_widest(texts: Iterable[str], family: str) -> float:
    return max(measure_text(text, family) for text in texts)


def _find_shares(widths: Sequence[float]) -> tuple[float, ...]:
    whole = sum(widths)
    return tuple(round(width * 100 / whole, 2) for width in widths)


def _count_lines(widths: Iterable[float], room: float) -> int:
    count = 1
    used = 0.0
    for width in widths:
        if used and used + width > room:
            count += 1
            used = 0.0
        used += width
    return count


def _strip_tags(text: str) -> str:
    """Take the tags out of markup; white space stays as it is."""
    if isinstance(text, Markup):
        return unescape(_TAG.sub("", text))
    return text


def _measure_letter(letter: str, advances: tuple[int, ...]) -> int:
    if letter in _DASHES:
        return advances[_DASH_INDEX]
    if unicodedata.east_asian_width(letter) in "WF":
        return _WIDE
    base = unicodedata.normalize("NFKD", letter)[0]
    code = ord(base) - _FIRST_CODE
    if 0 <= code < _DASH_INDEX:
        return advances[code]
    if unicodedata.category(letter) in _MARKS:
        return 0
    return _OTHER_LETTER


@cache
def _find_advances(family: str) -> tuple[int, ...]:
    """Find the widths of a family's letters; of one that is not known, the widest of all."""
    families = _read_widths()["advances"]
    if family in families:
        return tuple(map(int, families[family].split()))
    tables = [_find_advances(known) for known in families]
    return tuple(map(max, zip(*tables, strict=True)))


@cache
def _read_widths() -> dict[str, Any]:
    return read_table("widths")  # type: ignore[no-any-return]
