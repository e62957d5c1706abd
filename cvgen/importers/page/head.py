"""Take the head of an entry apart: dates, scores, supervisors, labelled values; pieces are left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from msgspec import Struct, field

from cvgen.importers.builder import Value
from cvgen.importers.page.blocks import Span, get_raw_text, to_markup
from cvgen.importers.page.dates import find_dates
from cvgen.importers.page.links import take_links
from cvgen.importers.page.people import is_person
from cvgen.importers.page.phrases import (
    has_word,
    is_word,
    split_dashes,
    strip_edges,
)
from cvgen.importers.page.places import is_place_name
from cvgen.importers.page.scores import read_score, take_scores
from cvgen.importers.page.sections import EntryBlocks
from cvgen.importers.page.supervisors import Supervisors, take_supervisors
from cvgen.text.parts import split_parts
from cvgen.text.patterns import compile_late
from cvgen.text.written_dates import is_written_present

_LABEL = compile_late(r"^[(（]?\s*(?P<label>[^:：()]{2,40}?)\s*[:：]\s*(?P<value>\S.*)$", re.DOTALL)
_LABELS = ("thesis", "courses", "area", "rank", "outcome", "role", "score")
_HEAD_KINDS = ("supervisor", "team", "position", "institution", "score")
_LONGEST_PIECE = 90
_LONGEST_LINE = 140
_LONGEST_POINT = 400


class Head(Struct):
    """What the head of an entry says; `lines` are the pieces that have no place yet."""

    dates: dict[str, Value] = field(default_factory=dict)
    scores: list[dict[str, Any]] = field(default_factory=list)
    supervisors: Supervisors = field(default_factory=Supervisors)
    labelled: dict[str, Any] = field(default_factory=dict)
    lines: list[list[str]] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)
    work_links: dict[str, str] = field(default_factory=dict)

    def list_parts(self) -> list[str]:
        """List the pieces of all lines."""
        return [piece for line in self.lines for piece in line]

    def take_piece(self, kind: str) -> str:
        """Take the first piece that has a word of a class, and is no place."""
        for line in self.lines:
            for piece in line:
                if has_word(kind, piece) and not is_place_name(piece):
                    line.remove(piece)
                    return piece
        return ""

    def take_first(self) -> str:
        """Take the first piece of all."""
        for line in self.lines:
            if line:
                return line.pop(0)
        return ""

    def take_matches(self, pattern: re.Pattern[str]) -> list[re.Match[str]]:
        """Take every piece that is, as a whole, of a pattern."""
        matches = []
        for line in self.lines:
            for piece in list(line):
                match = pattern.fullmatch(piece)
                if match:
                    matches.append(match)
                    line.remove(piece)
        return matches

    def take_rest(self) -> str:
        """Take all that is left, as text."""
        rest = ", ".join(part for part in self.list_parts() if any(map(str.isalnum, part)))
        self.lines = []
        return rest


def read_head(entry: EntryBlocks, *, has_dates: bool = True) -> Head:
    """Read the head of an entry; short paragraphs behind it that tell of the same belong to it."""
    head = Head()
    lines = list(entry.head)
    while entry.texts and _is_head_line(entry.texts[0]):
        lines.append(entry.texts.pop(0))
    for line in lines:
        spans = take_links(line, head.work_links)
        collect_links(head.links, spans)
        text = " ".join(to_markup(spans, bare="bold italic link raw color").split())
        _read_line(head, text, has_dates=has_dates)
    entry.points = [point for point in entry.points if not _read_point(head, point)]
    return head


def collect_links(links: dict[str, str], spans: Sequence[Span]) -> None:
    """Collect the links of a line by their words."""
    for span in spans:
        if span.href.startswith(("http://", "https://")) and span.text.strip():
            links.setdefault(strip_edges(span.text), span.href)


def _is_head_line(spans: Sequence[Span]) -> bool:
    """Say whether a paragraph tells of place, time, part or supervisor in a few words."""
    text = get_raw_text(spans).strip()
    is_sentence = text.endswith((".", "!", "。")) and not has_word("supervisor", text)
    if len(text) > _LONGEST_LINE or is_sentence:
        return False
    return bool(find_dates(text)) or any(has_word(kind, text) for kind in _HEAD_KINDS)


def _read_line(head: Head, text: str, *, has_dates: bool) -> None:
    """Read a line; what is no date, score or supervisor is left in pieces."""
    if has_dates and not head.dates:
        text = _take_dates(head, text)
    text = take_supervisors(head.supervisors, head.links, text)
    text = take_scores(head.scores, text)
    pieces = []
    for piece in split_parts(text):
        if not _take_labelled(head, piece):
            pieces.append(strip_edges(piece))
    _add_line(head, pieces)


def _add_line(head: Head, pieces: Sequence[str]) -> None:
    filled = [piece for piece in pieces if piece]
    if filled:
        head.lines.append(filled)


def _take_dates(head: Head, text: str) -> str:
    found = find_dates(text)
    if found is None:
        return text
    head.dates = found.fields
    before = text[: found.start].rstrip(" ([（【-–—:|,;")
    behind = text[found.end :].lstrip(" )]）】-–—:|,;.")
    if not before or not behind:
        return before + behind
    is_bracket = before.count("(") > before.count(")") or behind.startswith(("(", "（"))
    joint = ", "
    if is_bracket:
        joint = " "
    return f"{before}{joint}{behind}"


# --- labelled values


def _take_labelled(head: Head, piece: str) -> bool:
    """Take a piece that says what it is: `Thesis: …`, `Role: PI`."""
    match = _LABEL.match(piece)
    if match is None:
        return False
    label = match["label"].strip(" *_")
    value = match["value"].strip(" )）")
    for kind in _LABELS:
        if is_word(kind, label):
            return _set_labelled(head, kind, label, value)
    return False


def _set_labelled(head: Head, kind: str, label: str, value: str) -> bool:
    """Keep a labelled value; of a field of study, the department behind it is a piece."""
    if kind == "score":
        score = read_score(label, value)
        if score is not None:
            head.scores.append(score)
        return score is not None
    parts = split_parts(value)
    if kind == "area" and len(parts) > 1 and has_word("department", parts[-1]):
        head.lines.append([parts.pop()])
        value = ", ".join(parts)
    head.labelled[kind] = Value(value, f"{label}: {value}")
    return True


def _read_point(head: Head, spans: Sequence[Span]) -> bool:
    """Read a point that is a labelled value or a place, and no sentence."""
    text = to_markup(spans, bare="bold italic raw color link")
    if len(text) > _LONGEST_POINT:
        return False
    collected: dict[str, str] = {}
    collect_links(collected, spans)
    head.links.update(collected)
    if _read_short_point(head, text) or _take_labelled(head, text):
        return True
    for words in collected:
        head.links.pop(words, None)
    return False


def _read_short_point(head: Head, text: str) -> bool:
    """Read a point that is a grade, a supervisor, or an institution where none is named yet."""
    if len(text) > _LONGEST_PIECE or has_word("thesis", text):
        return False
    before = len(head.scores), len(head.supervisors.people)
    without_people = take_supervisors(head.supervisors, head.links, text)
    rest = strip_edges(take_scores(head.scores, without_people))
    if (len(head.scores), len(head.supervisors.people)) != before:
        _add_line(head, [rest])
        return True
    is_place = ":" not in text and not text.endswith(".") and has_word("institution", text)
    if is_place and not has_word("institution", " ".join(head.list_parts())):
        _add_line(head, [strip_edges(piece) for piece in split_parts(text)])
        return True
    return False


def split_phrase(text: str) -> list[str]:
    """Split a piece at dashes and colons around which spaces stand."""
    parts = split_dashes(text)
    if len(parts) == 1 and re.search(r"[:：]\s*\S", text) and not is_person(text):
        parts = [part.strip() for part in re.split(r"[:：]\s*", text, maxsplit=1)]
    return parts


# --- what an entry becomes


def finish_entry(fields: dict[str, Any], head: Head, *, linked: str = "") -> dict[str, Any]:
    """Add dates, scores and links; what nobody took becomes the summary."""
    fields.update(head.dates)
    fields["score"] = head.scores
    if len(head.scores) == 1:
        fields["score"] = head.scores[0]
    fields["supervisors"] = head.supervisors.list_people()
    rest = head.take_rest()
    for label in head.labelled.values():
        rest = ". ".join(part for part in (rest, label.origin) if part)
    if not is_written_present(rest):
        fields["summary"] = rest
    if head.work_links:
        fields["links"] = dict(head.work_links)
    add_links(fields, head.links, linked)
    return {key: value for key, value in fields.items() if value}


def add_links(fields: dict[str, Any], links: dict[str, str], linked: str) -> None:
    """Add the links of a head: the address of what the entry is linked by, and others by words."""
    name = fields.get(linked)
    if isinstance(name, Value):
        name = name.text
    for words, address in links.items():
        is_only = len(links) == 1 and isinstance(name, str) and words in str(fields)
        if (_is_named(words, name) or is_only) and "url" not in fields:
            fields["url"] = address
        else:
            fields.setdefault("links", {})[words] = address


def _is_named(words: str, name: Any) -> bool:
    """Say whether the words of a link are a name, or a part of it."""
    if not isinstance(name, str) or not words or not name:
        return False
    return words in name or name in words
