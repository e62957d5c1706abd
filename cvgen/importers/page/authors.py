"""Read the authors of a work: names, their marks and what these mean, their pages."""

from __future__ import annotations

import re
from typing import Any

from cvgen.importers.builder import Value
from cvgen.importers.page.citations import Citation
from cvgen.importers.page.others import is_others
from cvgen.importers.page.people import (
    is_people_list,
    is_person,
    split_people,
    strip_marks,
)
from cvgen.importers.page.sections import EntryBlocks
from cvgen.text.patterns import compile_late

_LETTERS = re.escape("*#†‡§¶∗⋆✉⁎∥‖+^△♣♠")
_MARKS_BEHIND = compile_late(
    rf"(?P<name>.*?[^\s{_LETTERS},\\])(?P<marks>[\s,\\]*[{_LETTERS}][{_LETTERS},\s\\]*)$", re.DOTALL
)
_AFFILIATION_NUMBERS = compile_late(r"\^[^^\s]{1,12}\^|[¹²³⁴⁵⁶⁷⁸⁹⁰]+|(?<=[^\W\d_])\d(?:,\d)*$")
_SAME_MARKS = {"∗": "*", "⋆": "*", "⁎": "*", "✉": "#", "∥": "‖", "^": "*"}
_KNOWN_MARKS = "*#†‡§¶"
OWN_NAME = Value("", "", is_guess=True, note="guessed: the page names the co-authors only")
_WITH = compile_late(
    r"[(（]?\s*(?:joint(?:\s+work)?\s+)?with:?\s+(?P<people>[^()（）]+?)\s*"
    r"(?:[)）]|(?=[.;]|,\s*(?:\d|[A-Z][\w&]*\s+[\d(]))|$)",
    re.IGNORECASE,
)
_AND = compile_late(r"\s(?:and|und|et|y|e|&)\s+(?=[^,]+$)")
_PREFIX = compile_late(r"^(?:with|by|joint with|joint work with|authors?\s*:)\s+", re.IGNORECASE)


def read_coauthor_pages(entry: EntryBlocks) -> dict[str, Any]:
    """Read the pages that names of authors are linked to."""
    pages: dict[str, Any] = {}
    for line in entry.head:
        for span in line:
            name = strip_marks(span.text)
            if span.href.startswith(("http://", "https://")) and is_person(name):
                pages[name] = Value(span.href, span.href)
    return pages


def read_coauthors(citation: Citation) -> list[Any]:
    """Read `(with Mary Major)`, where the person's own name goes without saying."""
    for number, text in enumerate(citation.venue):
        match = _WITH.search(text)
        if match and is_people_list(match["people"]):
            rest = f"{text[: match.start()]} {text[match.end() :]}"
            citation.venue[number] = rest.strip(" ,.")
            people: list[Any] = split_people(match["people"])
            words = match[0].replace(match["people"], "")
            joint = _AND.search(match["people"])
            people[0] = Value(people[0], f"{words} {joint[0] if joint else ''} {people[0]}")
            return [OWN_NAME, *people]
    return []


def _strip_list(text: str) -> str:
    """Take points and commas off the ends of a list, but not off an initial."""
    stripped = text.strip(" ,:;")
    if re.search(r"[^\W\d_]{2}[*#†‡]*\.$", stripped):
        return stripped[:-1]
    return stripped


def _translate_mark(letter: str, legend: dict[str, str], fields: dict[str, Any]) -> str:
    """Translate a mark: `*` is an equal contribution and `#` the corresponding author here."""
    if letter in " ,\\":
        return ""
    meaning = legend.get(letter, "")
    if meaning in ("*", "#"):
        return meaning
    plain = _SAME_MARKS.get(letter, letter)
    if plain not in _KNOWN_MARKS:
        plain = "†"
    if meaning:
        note = f"{plain} {meaning}"
        notes = fields.setdefault("notes", [])
        if all(str(getattr(other, "text", other)) != note for other in notes):
            notes.append(Value(note, ""))
    return plain


def read_authors(text: str, legend: dict[str, str], fields: dict[str, Any]) -> list[Any]:
    """Read a list of authors with their marks, which a legend may explain."""
    bare = _PREFIX.sub("", text)
    prefix = text[: len(text) - len(bare)]
    authors: list[Any] = []
    for name in _join_marks(split_people(_strip_list(bare))):
        authors.append(_read_author(name, legend, fields))
    joint = _AND.search(bare)
    if joint and authors and isinstance(authors[-1], str):
        authors[-1] = Value(authors[-1], f"{joint[0]} {authors[-1]}")
    if prefix and authors and isinstance(authors[0], str):
        authors[0] = Value(authors[0], prefix + authors[0])
    return authors


def _join_marks(names: list[str]) -> list[str]:
    """Join marks that a comma parted from their name."""
    joined: list[str] = []
    for name in names:
        is_mark = not any(letter.isalpha() for letter in name) and not is_others(name)
        if joined and is_mark:
            joined[-1] += name
        else:
            joined.append(name.strip())
    return joined


def _read_author(name: str, legend: dict[str, str], fields: dict[str, Any]) -> Any:
    """Read one author; what is spelled otherwise on the page accounts for that."""
    if is_others(name):
        return Value("et al.", name)
    bare = name.replace("\\", "")
    match = _MARKS_BEHIND.match(bare)
    marks = ""
    if match:
        bare = match["name"]
        for letter in match["marks"]:
            marks += _translate_mark(letter, legend, fields)
    bare = _AFFILIATION_NUMBERS.sub("", bare).strip(" ,")
    text = bare + "".join(dict.fromkeys(marks))
    if text == name:
        return name
    return Value(text, name)
