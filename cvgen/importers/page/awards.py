"""Read awards: title, who gave it, level and year; also where prose tells of one."""

from __future__ import annotations

import re
from typing import Any

from cvgen.importers.builder import Value
from cvgen.importers.page.blocks import get_raw_text, to_markup
from cvgen.importers.page.dates import find_dates
from cvgen.importers.page.head import Head, finish_entry, read_head
from cvgen.importers.page.lines import join_years
from cvgen.importers.page.phrases import (
    compile_words,
    find_word,
    has_word,
    starts_with,
    strip_edges,
)
from cvgen.importers.page.sections import EntryBlocks
from cvgen.text.patterns import compile_late

_AT = compile_late(
    r"\s+(?:in|at|from|by|of|awarded by|granted by|given by|an der|von der|de la"
    r"|de l['’])\s+(?:the\s+)?(?=[A-Z\u4e00-\u9fff])"
)
_LEVEL_TAIL = compile_late(
    r"(?:\s*[(（][^)）]*[)）])?(?:\s+(?:finals?|level|round|stage|prize|contest|赛区|决赛))*",
    re.IGNORECASE,
)
_MOST_TITLE = 160
_EAST_LEVEL = compile_late(
    r"(?:^|(?<=\s))(?:国家级|省级|校级|院级|市级|国际级|區級|市級|全國)(?=\S)"
)
_FIRST_PERSON = compile_late(r"\b(?:I|we|my)\b")
_WON = compile_late(
    r"(?:\bin|\bthe|\bwon|\breceived|\bawarded)\s+(?:(?:a|an"
    r"|the)\s+)?(?P<title>(?:[\w-]+\s+){0,7}?(?:competition|contest|olympiad|hackathon"
    r"|scholarship|fellowship|award|prize|medal|challenge))\b",
    re.IGNORECASE,
)
_HELD = compile_late(
    r"\b(?:held|organi[sz]ed|hosted|awarded|granted"
    r"|given)\s+by\s+(?:the\s+)?(?P<who>[A-Z][^.;]*?)(?:\s+and\s+(?=[a-z])|[.;]|$)"
)


def read_award(entry: EntryBlocks) -> dict[str, Any]:
    """Read an award."""
    text = entry.text
    is_prose = len(text) > _MOST_TITLE and len(entry.head) == 1 and _FIRST_PERSON.search(text)
    if is_prose:
        return read_award_prose(entry)
    head = read_head(entry)
    head.dates = join_years(head.dates)
    fields: dict[str, Any] = {"title": "", "level": _take_level(head)}
    pieces = head.list_parts()
    head.lines = []
    fields["awarder"] = next((piece for piece in pieces[1:] if _is_awarder(piece)), "")
    if fields["awarder"]:
        pieces.remove(fields["awarder"])
    title = ", ".join(pieces)
    if not fields["level"]:
        title, fields["level"] = split_level(title)
    if not fields["awarder"]:
        title, fields["awarder"] = _split_awarder(title)
    fields["title"] = title
    return finish_entry(fields, head, linked="title")


def _take_level(head: Head) -> str:
    """Take a piece that is only a level, beside others."""
    for line in head.lines:
        for piece in line:
            if is_level(piece) and len(head.list_parts()) > 1:
                line.remove(piece)
                return piece
    return ""


def is_level(piece: str) -> bool:
    """Say whether a piece is only a level: `national level`, `Provincial (Sichuan)`."""
    match = starts_with("level", piece)
    return match is not None and bool(_LEVEL_TAIL.fullmatch(piece[match.end() :]))


def split_level(title: str) -> tuple[Any, str]:
    """Split a level from a title in which it stands between dashes or at the end in brackets."""
    for joint in re.finditer(r"\s+[-–—|]\s+|\s*[(（]", title):
        match = starts_with("level", title[joint.end() :])
        if match is None:
            continue
        end = joint.end() + match.end()
        tail = _LEVEL_TAIL.match(title, end)
        if tail:
            end = tail.end()
        level = title[joint.end() : end].strip()
        behind = title[end:].lstrip(")） ")
        if behind and not behind.startswith(("in ", "in", ",", "-", "–", "for ")):
            continue
        return strip_edges(f"{title[: joint.start()]} {behind}"), level
    east = _EAST_LEVEL.search(title)
    if east:
        return strip_edges(f"{title[: east.start()].rstrip()} {title[east.end() :]}"), east[0]
    match = re.search(
        r"\s+(?P<level>(?:inter)?national finals?|全国总决赛|国赛)\s*$", title, re.IGNORECASE
    )
    if match:
        return strip_edges(title[: match.start()]), match["level"]
    return title, ""


def _split_awarder(title: str) -> tuple[Any, Any]:
    """Split `Merit Student in Example University`."""
    for match in _AT.finditer(title):
        who = title[match.end() :]
        before = title[: match.start()]
        is_whole = len(before) > 3 and not has_word("contest", who) and not has_word("award", who)
        if is_whole and has_word("institution", who) and "(" not in before:
            return before.strip(" ,"), Value(strip_edges(who), match[0] + who)
    return title, ""


def _is_awarder(piece: str) -> bool:
    return has_word("institution", piece) and not find_word("award", piece)


def read_award_prose(entry: EntryBlocks) -> dict[str, Any]:
    """Read an award that prose tells of; the prose stays as it is."""
    raw = " ".join(get_raw_text(entry.head[0]).split())
    fields: dict[str, Any] = {}
    won = _WON.search(raw)
    if won:
        fields["title"] = _make_guess(won["title"])
    held = _HELD.search(raw)
    if held:
        fields["awarder"] = _make_guess(strip_edges(held["who"]))
    level = find_word("level", raw)
    if level and won:
        fields["level"] = _make_guess(level[0])
    found = find_dates(raw)
    if found:
        fields.update({key: Value(value.text) for key, value in join_years(found.fields).items()})
    if not won:
        fields["title"] = to_markup(entry.head[0])
    else:
        fields["summary"] = to_markup(entry.head[0])
    return fields


def _make_guess(text: str) -> Value:
    """Make a value whose words are counted where the prose is kept."""
    return Value(text, "", is_guess=True, note="guessed: from the summary")


def tells_of_award(text: str) -> bool:
    """Say whether a text tells of an award or of a contest that was won."""
    contest = compile_words("contest", text).search(text)
    won = re.search(
        r"\b(?:won|win|winning|champion\w*|award\w*|prize|place|medal|first|runner-up|获|奖)\b",
        text,
        re.IGNORECASE,
    )
    return bool(won and (contest or find_word("award", text)))
