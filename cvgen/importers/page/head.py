"""Take the head of an entry apart: dates, scores, supervisors, labelled values; pieces are left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from cvgen.importers.builder import Value
from cvgen.importers.page.blocks import Span, get_raw_text, to_markup
from cvgen.importers.page.dates import find_dates
from cvgen.importers.page.links import take_links
from cvgen.importers.page.people import is_person, read_people
from cvgen.importers.page.phrases import (
    compile_words,
    find_word,
    has_word,
    is_word,
    split_dashes,
    split_pieces,
    strip_edges,
)
from cvgen.importers.page.places import is_place_name
from cvgen.importers.page.sections import EntryBlocks
from cvgen.text.written_dates import is_written_present

_LABEL = re.compile(r"^[(（]?\s*(?P<label>[^:：()]{2,40}?)\s*[:：]\s*(?P<value>\S.*)$", re.DOTALL)
_SCORE = re.compile(
    r"(?P<value>\d{1,3}(?:[.,]\d{1,3})?%?)\s*(?:(?:/|out of|von|sur|su|de)\s*(?P<scale>\d{1,3}(?:[.,]\d{1,2})?))?",
    re.IGNORECASE,
)
_OTHER_SCORE = re.compile(
    r"\s*[(（]\s*(?P<value>\d{1,3}(?:\.\d+)?)\s*/\s*(?P<scale>\d{1,3})\s*[)）]"
)
_RANK = re.compile(
    r"(?:rank(?:ed|ing)?|class rank|排名|专业排名|석차|rang)\s*[:：]?\s*(?P<rank>(?:top\s*)?[\d.]+\s*%?(?:\s*(?:/|of|out of|von|sur)\s*\d+)?)"
    r"|(?P<top>\btop\s*[\d.]+\s*%)",
    re.IGNORECASE,
)
_LABELS = (
    "thesis",
    "courses",
    "area",
    "rank",
    "outcome",
    "role",
    "score",
    "supervisor",
    "status_label",
)
_LONGEST_PIECE = 90


@dataclass(slots=True)
class Head:
    """What the head of an entry says; `pieces` are what has no place yet, line by line."""

    dates: dict[str, Value] = field(default_factory=dict)
    scores: list[dict[str, Any]] = field(default_factory=list)
    supervisors: list[Any] = field(default_factory=list)
    labelled: dict[str, Any] = field(default_factory=dict)
    lines: list[list[str]] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)
    work_links: dict[str, str] = field(default_factory=dict)

    def list_pieces(self) -> list[str]:
        """List the pieces of all lines."""
        return [piece for line in self.lines for piece in line]

    def take(self, kind: str) -> str:
        """Take the first piece that has a word of a class."""
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

    def take_rest(self) -> str:
        """Take all that is left, as text."""
        rest = ", ".join(self.list_pieces())
        self.lines = []
        return rest


def read_head(
    entry: EntryBlocks, *, separators: str = ",;|·•，；｜", has_dates: bool = True
) -> Head:
    """Read the head of an entry; short paragraphs behind it that tell of the same belong to it."""
    head = Head()
    lines = list(entry.head)
    while entry.texts and _is_head_line(entry.texts[0]):
        lines.append(entry.texts.pop(0))
    for line in lines:
        spans = take_links(line, head.work_links)
        collect_links(head.links, spans)
        text = " ".join(to_markup(spans, bare="bold italic link raw color").split())
        _read_line(head, text, separators, has_dates=has_dates)
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
    if len(text) > 140 or (text.endswith((".", "!", "。")) and not has_word("supervisor", text)):
        return False
    return bool(find_dates(text)) or any(
        has_word(kind, text) for kind in ("supervisor", "team", "position", "institution", "score")
    )


def _read_line(head: Head, text: str, separators: str, *, has_dates: bool) -> None:
    """Read a line; what is no date, score or supervisor is left in pieces."""
    if has_dates and not head.dates:
        text = _take_dates(head, text)
    text = take_supervisors(head, text)
    text = _take_scores(head, text)
    pieces = []
    for piece in split_pieces(text, separators):
        if not take_labelled(head, piece):
            pieces.append(strip_edges(piece))
    pieces = [piece for piece in pieces if piece]
    if pieces:
        head.lines.append(pieces)


def _take_dates(head: Head, text: str) -> str:
    found = find_dates(text)
    if found is None:
        return text
    head.dates = found.fields
    before = text[: found.start].rstrip(" ([（【-–—:|,;")
    behind = text[found.end :].lstrip(" )]）】-–—:|,;.")
    joint = ", "
    if before.count("(") > before.count(")") or behind.startswith(("(", "（")):
        joint = " "
    return f"{before}{joint}{behind}" if before and behind else before + behind


def take_supervisors(head: Head, text: str) -> str:
    """Take out the names behind a word such as "supervised by"."""
    for match in compile_words("supervisor").finditer(text):
        start = match.end()
        gap = re.match(r"\s*(?:are|is|were|was)?\s*[:：]?\s*", text[start:])
        start += gap.end() if gap else 0
        people = read_people(_cut_affiliation(text[start:]))
        if not people.names:
            continue
        end = start + people.end
        affiliation = re.match(
            r"\s*[(（]\s*([^)）]+)[)）]|\s+(?:at|from|of)\s+([^,;.()]+)", text[end:]
        )
        where = ""
        if affiliation and has_word("institution", affiliation[0]):
            where = affiliation[1] or affiliation[2]
            end += affiliation.end()
        for number, name in enumerate(people.names):
            is_last = number == len(people.names) - 1
            head.supervisors.append(_make_person(head, name, where if is_last else ""))
        before = text[: match.start()].rstrip(" ,;(（|-–—·")
        behind = text[end:].lstrip(" ).）")
        word = match[0]
        head.labelled.setdefault("supervisor_words", []).append(word)
        return f"{before}, {behind}" if before and behind.strip(" .,") else before + behind
    return text


def _cut_affiliation(text: str) -> str:
    """Cut a list of names where a bracket, a sentence or a preposition ends it."""
    return re.split(
        r"[(（\]）)]|\.\s+(?=[A-Z][a-z]+ing\b|[a-z])|\s+(?:at|from|in|on)\s+", text, maxsplit=1
    )[0]


def _make_person(head: Head, name: str, affiliation: str) -> Any:
    """Make a person, with the address that the name is linked to."""
    url = head.links.pop(strip_edges(name), "")
    if not url:
        for words in list(head.links):
            if name in words or words in name:
                url = head.links.pop(words)
                break
    if not url and not affiliation:
        return name
    person = {"name": name}
    if url:
        person["url"] = url
    if affiliation:
        person["affiliation"] = affiliation.strip()
    return person


def _take_scores(head: Head, text: str) -> str:
    """Take out grades that stand in the line: `GPA: 3.77/4`, `(92.6/100, rank 2 of 120)`."""
    rank = _RANK.search(text)
    name = find_word("score", text)
    while name is not None:
        value = re.match(
            r"\s*(?:[(（][^)）]*[)）])?\s*(?:of|is|was|von|:|：|=)?\s*", text[name.end() :]
        )
        start = name.end() + (value.end() if value else 0)
        number = _SCORE.match(text, start)
        if number is None or not number["value"]:
            break
        score = {"name": name[0], "value": number["value"]}
        if number["scale"]:
            score["scale"] = number["scale"]
        head.scores.append(score)
        before = text[: name.start()].rstrip(" ,;-–—|(（")
        end = number.end()
        other = _OTHER_SCORE.match(text, end)
        if other:
            head.scores.append({"value": other["value"], "scale": other["scale"]})
            end = other.end()
        behind = text[end:].lstrip(" ,;-–—|")
        text = f"{before}, {behind}" if before and behind else before + behind
        name = find_word("score", text)
    rank = _RANK.search(text)
    if rank and head.scores:
        head.scores[-1]["rank"] = Value(rank["rank"] or rank["top"], rank[0])
        text = text[: rank.start()] + text[rank.end() :]
    return text


def take_labelled(head: Head, piece: str) -> bool:
    """Take a piece that says what it is: `Thesis: …`, `Role: PI`."""
    match = _LABEL.match(piece)
    if match is None:
        return False
    label = match["label"].strip(" *_")
    value = match["value"].strip(" )）")
    for kind in _LABELS:
        if not is_word(kind, label):
            continue
        if kind == "score":
            return _add_score(head, label, value)
        if kind == "supervisor":
            return False
        _set_labelled_value(head, kind, label, value)
        return True
    return False


def _set_labelled_value(head: Head, kind: str, label: str, value: str) -> None:
    """Keep a labelled value; of a field of study, the department behind it is a piece."""
    parts = split_pieces(value)
    if kind == "area" and len(parts) > 1 and has_word("department", parts[-1]):
        head.lines.append([parts.pop()])
        value = ", ".join(parts)
    head.labelled[kind] = Value(value, f"{label}: {value}")


def _add_score(head: Head, label: str, value: str) -> bool:
    number = _SCORE.match(value)
    if number is None or not number["value"]:
        return False
    score: dict[str, Any] = {"name": label, "value": number["value"]}
    if number["scale"]:
        score["scale"] = number["scale"]
    rest = value[number.end() :].strip(" ,;()（）")
    rank = _RANK.search(rest)
    if rank:
        score["rank"] = Value(rank["rank"] or rank["top"], rest)
    elif rest:
        score["rank"] = rest
    head.scores.append(score)
    return True


def _read_point(head: Head, spans: Sequence[Span]) -> bool:
    """Read a point that is a labelled value, and no sentence."""
    text = to_markup(spans, bare="bold italic raw color link")
    if len(text) > 400:
        return False
    collected: dict[str, str] = {}
    collect_links(collected, spans)
    head.links.update(collected)
    if len(text) < _LONGEST_PIECE and not has_word("thesis", text):
        before = len(head.scores), len(head.supervisors)
        rest = strip_edges(_take_scores(head, take_supervisors(head, text)))
        if (len(head.scores), len(head.supervisors)) != before:
            if rest:
                head.lines.append([rest])
            return True
    if take_labelled(head, text):
        return True
    is_place = len(text) < _LONGEST_PIECE and ":" not in text and not text.endswith(".")
    if (
        is_place
        and has_word("institution", text)
        and not has_word("institution", " ".join(head.list_pieces()))
    ):
        head.lines.append([strip_edges(piece) for piece in split_pieces(text)])
        return True
    for words in collected:
        head.links.pop(words, None)
    return False


def split_phrase(text: str) -> list[str]:
    """Split a piece at dashes and colons around which spaces stand."""
    parts = split_dashes(text)
    if len(parts) == 1 and re.search(r"[:：]\s*\S", text) and not is_person(text):
        parts = [part.strip() for part in re.split(r"[:：]\s*", text, maxsplit=1)]
    return parts


def finish_entry(fields: dict[str, Any], head: Head, *, linked: str = "") -> dict[str, Any]:
    """Add dates, scores and links; what nobody took becomes the summary."""
    fields.update(head.dates)
    if head.scores:
        fields["score"] = head.scores[0] if len(head.scores) == 1 else head.scores
    if head.supervisors:
        fields["supervisors"] = head.supervisors
    words = head.labelled.pop("supervisor_words", [])
    if words and head.supervisors:
        first = head.supervisors[0]
        name = first if isinstance(first, str) else first["name"]
        marked = Value(name, f"{' '.join(words)} {name}")
        fields["supervisors"] = [
            marked if isinstance(first, str) else {**first, "name": marked},
            *head.supervisors[1:],
        ]
    rest = head.take_rest()
    for label in head.labelled.values():
        rest = f"{rest}. {label.origin}" if rest else label.origin
    if rest and not is_written_present(rest):
        fields["summary"] = rest
    if head.work_links:
        fields["links"] = dict(head.work_links)
    add_links(fields, head.links, linked)
    return {key: value for key, value in fields.items() if value}


def add_links(fields: dict[str, Any], links: dict[str, str], linked: str) -> None:
    """Add the links of a head: the address of what the entry is linked by, and others by words."""
    name = fields.get(linked)
    for words, address in links.items():
        is_own = isinstance(name, str) and words and (words in name or name in words)
        if is_own and "url" not in fields:
            fields["url"] = address
        elif "url" not in fields and len(links) == 1:
            fields["url"] = address
            if not isinstance(name, str) or words not in str(fields):
                fields.pop("url")
                fields["links"] = {words: address}
        else:
            fields.setdefault("links", {})[words] = address
