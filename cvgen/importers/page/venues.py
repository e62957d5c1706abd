"""Read where and when a work came out: venue, year, volume, pages, status, notes, numbers."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from cvgen.files.yamltable import read_table
from cvgen.importers.builder import Value
from cvgen.importers.page.dates import DateMatch, iterate_dates
from cvgen.importers.page.phrases import compile_words, has_word, strip_edges
from cvgen.importers.page.scores import join_around
from cvgen.text.parts import split_parts
from cvgen.text.patterns import compile_late

_ARXIV = compile_late(
    r"(?:arxiv\s+(?:e-?print|preprint)?[,:\s]*)?\[?(?:arxiv\s*:\s*|abs/)?(?P<number>\d{4}\.\d{4,5}(?:v\d+)?)\]?(?:\s*\[[\w.-]+\])?",
    re.IGNORECASE,
)
_DOI = compile_late(
    r"(?:doi\s*:?\s*|https?://(?:dx\.)?doi\.org/)(?P<doi>10\.\d{4,9}/[^\s,;]+[^\s,;.)\]])",
    re.IGNORECASE,
)
_VOLUME = compile_late(
    r"^(?P<name>.*?[^\W\d_)][)]?)[,.]{0,2}\s+(?:vol(?:ume|\.)?\s*|bd\.\s*|t\.\s*)?(?P<volume>\d{1,4})"
    r"(?:\s*\(\s*(?P<issue>[\w-]{1,8})\s*\)|[,:]?\s*(?:no\.?|issue|iss\.|nr\.|n°)\s*(?P<number>\d{1,4}))?"
    r"(?:\s*[,:]\s*(?:pp?\.?\s*|s\.\s*|pages?\s*|art(?:icle|\.)?\s*(?:no\.?|id|number)?\s*)?(?P<pages>[A-Za-z]?\d[\w.]*(?:\s*[-–—]+\s*[A-Za-z]?\d[\w.]*)?))?"
    r"\s*$"
)
_NUMBERED = {
    "volume": re.compile(r"\b(?:vol(?:ume|\.)?|bd\.|jg\.)\s*(?P<number>\d{1,4})\b", re.IGNORECASE),
    "issue": re.compile(
        r"(?<=[,;(\s])(?:no\.|nr\.|issue|n[°º])\s*(?P<number>\d{1,4})\b(?=\s*[,;.)]|$)",
        re.IGNORECASE,
    ),
    "pages": re.compile(
        r"\b(?:pp\.?|pages?|S\.|págs?\.|p\.)\s*(?P<number>\w?\d+(?:\s*[-–—]+\s*\w?\d+)?)",
        re.IGNORECASE,
    ),
}
_LEAST_NAME = 3
_ONLY_YEAR = compile_late(r"(?:19|20)\d{2}")
_PREFIX = compile_late(
    r"^(?:in|published in|appeared in|in the|to appear in|en|dans|in:)\s*:?\s+(?=\S)", re.IGNORECASE
)
_JOINT = compile_late(r"^\s*(?:at|by|to|in|for|with|bei|à|a|en)\s+", re.IGNORECASE)
_NOTE_BRACKET = compile_late(
    r"\s{0,9}[(（\[【]\s{0,9}(?P<note>[^()（）\[\]【】]{2,80})\s{0,9}[)）\]】]"
)
_SHORT_NAME = compile_late(
    r"^[A-Z][A-Za-z&/+-]*[A-Z][\w&/+-]*[\s'’-]*(?:\d{2,4})?(?:\s+(?:workshop|findings|main|demo|oral|spotlight|poster).*)?$"
)


def read_venue(fields: dict[str, Any], texts: list[str]) -> None:
    """Read what stands behind title and authors into the fields of a publication."""
    pieces: list[str] = []
    prefix = ""
    for text in texts:
        rest = _take_doi(fields, text)
        rest = _take_arxiv(fields, rest)
        rest = _take_status(fields, rest)
        rest = _take_numbers(fields, rest)
        rest = _take_notes(fields, rest)
        rest = _take_date(fields, rest)
        whole = strip_edges(rest)
        rest = strip_edges(_PREFIX.sub("", whole))
        prefix = prefix or whole[: len(whole) - len(rest)]
        if rest:
            pieces.append(rest)
    venue = ", ".join(pieces)
    if venue:
        _set_venue(fields, venue)
        if prefix.strip():
            fields["publisher"] = Value(fields["publisher"], f"{prefix}{fields['publisher']}")
    _set_type(fields)


def is_doi(text: str) -> bool:
    """Say whether a text is a DOI and nothing else."""
    return bool(_DOI.fullmatch(strip_edges(text)))


def _take_doi(fields: dict[str, Any], text: str) -> str:
    match = _DOI.search(text)
    if match is None or "doi" in fields:
        return text
    fields["doi"] = Value(match["doi"], match[0])
    return text[: match.start()] + text[match.end() :]


def _take_arxiv(fields: dict[str, Any], text: str) -> str:
    match = _ARXIV.search(text)
    if match is None or "arxiv" in fields or "arxiv" not in text.casefold():
        return text
    year, month = match["number"][:2], match["number"][2:4]
    fields["arxiv"] = Value(match["number"], match[0])
    if 1 <= int(month) <= 12 and 7 <= int(year) <= 60:
        note = f"guessed: from arXiv's number {match['number']}"
        fields["arxiv_date"] = Value(f"20{year}-{month}", "", is_guess=True, note=note)
    return text[: match.start()] + text[match.end() :]


@cache
def _list_status_words() -> list[tuple[str, str]]:
    """List the words for how far a work got, the longest first, each with what it says."""
    listed = []
    for table in (read_table("bibliography/status"), read_table("importers/venues")["status"]):
        for status, forms in table.items():
            listed += [(form, status) for form in forms if status != "published"]
    return sorted(listed, key=lambda item: -len(item[0]))


@cache
def _compile_status(form: str) -> re.Pattern[str]:
    pattern = re.escape(form)
    if form.isascii():
        pattern = rf"(?<![\w-]){pattern}(?![\w-])"
    return re.compile(pattern, re.IGNORECASE)


def find_status(text: str) -> tuple[str, re.Match[str]] | None:
    """Find the word for how far a work got that is not out yet."""
    folded = text.casefold()
    for form, status in _list_status_words():
        if form.casefold() not in folded:
            continue
        match = _compile_status(form).search(text)
        if match:
            return status, match
    return None


def _take_status(fields: dict[str, Any], text: str) -> str:
    found = find_status(text)
    if found is None or "status" in fields:
        return text
    status, match = found
    fields["status"] = Value(status, match[0])
    behind = text[match.end() :]
    joint = _JOINT.match(behind)
    if joint and match.start() < 4:
        fields["status"] = Value(status, match[0] + joint[0])
        behind = behind[joint.end() :]
    return _join_around(text[: match.start()], behind)


def _join_around(before: str, behind: str) -> str:
    return join_around(before.rstrip(" ,;("), behind.lstrip(" ,;)"))


def _take_notes(fields: dict[str, Any], text: str) -> str:
    """Take out notes such as Oral, Best paper nominee, IF=4.0."""
    notes: list[str] = []

    def take_bracket(match: re.Match[str]) -> str:
        note = match["note"].strip()
        if not is_note(note):
            return match[0]
        notes.extend(split_parts(note))
        return " "

    rest = _NOTE_BRACKET.sub(take_bracket, text)
    pieces = []
    for piece in split_parts(rest, ",;|·"):
        for part in re.split(r"(?<=[)\w])\.\s+(?=[A-Z])|\s+[-–—]\s+(?=[A-Z])", piece):
            if is_note(part) and len(part) < 80:
                notes.append(strip_edges(part))
            else:
                pieces.append(part.strip())
    if notes:
        fields.setdefault("notes", []).extend(_order_notes(notes, text))
        return ", ".join(piece for piece in pieces if piece)
    return text


def _order_notes(notes: list[str], text: str) -> list[str]:
    return sorted(notes, key=text.find)


def is_note(text: str) -> bool:
    """Say whether a piece is a note on a work: a word for one, with few others beside it."""
    match = compile_words("note", text).search(text)
    if match is None or len(text) > 80:
        return False
    others = len(text) - len(match[0])
    is_named = re.search(
        r"award|nomin|finalist|candidate|runner|mention|rate|impact|\bif\b|top|highlight|oral|spotlight|prize|一作|奖",
        text,
        re.IGNORECASE,
    )
    if has_word("venue", text) and not is_named:
        return False
    return others <= 12 or (bool(is_named) and match.start() < 25)


def _take_numbers(fields: dict[str, Any], text: str) -> str:
    """Take out volume, issue and pages that their words tell."""
    for key, pattern in _NUMBERED.items():
        match = pattern.search(text)
        if match and key not in fields:
            fields[key] = Value(match["number"].rstrip("."), match[0])
            text = f"{text[: match.start()].rstrip(' ,;')}, {text[match.end() :].lstrip(' ,;')}"
    return text


def _take_date(fields: dict[str, Any], text: str) -> str:
    """Take out the year; one that belongs to the venue's name (`ACL 2023`) is read, and stays."""
    found = [dates for dates in iterate_dates(text, single="releaseDate") if not dates.is_range]
    own = [dates for dates in found if _stands_alone(text, dates)]
    if own:
        best = own[-1]
        fields["releaseDate"] = best.fields["releaseDate"]
        return _join_around(
            text[: best.start].rstrip(" ,;([（|"), text[best.end :].lstrip(" ,;.)]）|")
        )
    if found:
        year = found[0].fields["releaseDate"]
        fields.setdefault("releaseDate", Value(year.text))
    return text


def _stands_alone(text: str, dates: DateMatch) -> bool:
    """Say whether a date has commas, points or brackets on both sides, or nothing."""
    before, behind = text[: dates.start].rstrip(), text[dates.end :].lstrip()
    is_parted_before = not before or before[-1] in ",.;:([（、，|"
    is_parted_behind = not behind or behind[0] in ",.;:)]）、，|"
    return is_parted_before and is_parted_behind


def _set_venue(fields: dict[str, Any], venue: str) -> None:
    """Set the venue, and volume, issue and pages where they stand behind it."""
    fields["publisher"] = venue
    numbers = _VOLUME.match(venue)
    if numbers is None or not _is_journal(numbers, fields):
        return
    end = numbers.end("name")
    fields["publisher"] = strip_edges(venue[: end + venue.startswith(".", end)])
    fields["volume"] = Value(numbers["volume"], venue[numbers.end("name") :])
    issue = numbers["issue"] or numbers["number"]
    for key, value in (("issue", issue), ("pages", numbers["pages"])):
        if value:
            fields[key] = Value(value.rstrip("."))


def _is_journal(numbers: re.Match[str], fields: dict[str, Any]) -> bool:
    """Say whether numbers behind a name are a volume, and no year or part of the name."""
    name = strip_edges(numbers["name"])
    if len(name) < _LEAST_NAME or _ONLY_YEAR.fullmatch(numbers["volume"]):
        return False
    has_more = any(numbers[key] for key in ("issue", "pages", "number"))
    return has_more or "pages" in fields or has_word("venue", name)


def _set_type(fields: dict[str, Any]) -> None:
    """Set the type by the words of the venue."""
    venue = fields.get("publisher", "")
    venue = venue.text if isinstance(venue, Value) else venue
    guess = _guess_type(venue, fields)
    if guess and "type" not in fields:
        fields["type"] = Value(guess, "")


def _guess_type(venue: str, fields: dict[str, Any]) -> str:
    folded = venue.casefold()
    for kind, words in _load_types().items():
        for word in words:
            pattern = re.escape(word)
            if word.isascii():
                pattern = rf"(?<![^\W_]){pattern}"
            if re.search(pattern, folded):
                return str(kind)
    if "arxiv" in fields and not venue:
        return "preprint"
    if "volume" in fields:
        return "article-journal"
    if _SHORT_NAME.match(venue) or re.search(r"\([A-Z][\w&-]*[\s'’-]*\d{2,4}\)", venue):
        return "paper-conference"
    return ""


@cache
def _load_types() -> dict[str, list[str]]:
    types: dict[str, list[str]] = read_table("importers/venues")["types"]
    return types


def find_label_type(label: str) -> str:
    """Find the type that a heading over several works says."""
    folded = label.casefold()
    labels = read_table("importers/venues")["labels"]
    for kind, words in labels.items():
        if any(word in folded for word in words):
            return str(kind)
    return ""
