"""Read who supervised: the names behind "supervised by", with their pages and affiliations."""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field

from cvgen.importers.builder import Value
from cvgen.importers.page.people import read_people
from cvgen.importers.page.phrases import compile_words, has_word, strip_edges
from cvgen.importers.page.scores import join_around
from cvgen.text.patterns import compile_late

_GAP = compile_late(r"\s*(?:are|is|were|was)?\s*[:：]?\s*")
_AFFILIATION = compile_late(r"\s*[(（]\s*([^)）]+)[)）]|\s+(?:at|from|of)\s+([^,;.()]+)")
_END = compile_late(r"[(（\]）)]|\.\s+(?=[A-Z][a-z]+ing\b|[a-z])|\s+(?:at|from|in|on)\s+")


class Supervisors(Struct):
    """People who supervised, and the words that said so."""

    people: list[Any] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def list_people(self) -> list[Any]:
        """List the people; the first one accounts for the words before the names."""
        if not self.words or not self.people:
            return self.people
        first, *others = self.people
        words = " ".join(self.words)
        if isinstance(first, str):
            return [Value(first, f"{words} {first}"), *others]
        return [{**first, "name": Value(first["name"], f"{words} {first['name']}")}, *others]


def take_supervisors(found: Supervisors, links: dict[str, str], text: str) -> str:
    """Take out the names behind a word such as "supervised by"; links of theirs are used up."""
    for match in compile_words("supervisor", text).finditer(text):
        gap = _GAP.match(text, match.end())
        start = match.end()
        if gap:
            start = gap.end()
        people = read_people(_END.split(text[start:], maxsplit=1)[0])
        if not people.names:
            continue
        end = start + people.end
        where, end = _take_affiliation(text, end)
        for name in people.names[:-1]:
            found.people.append(_make_person(links, name, ""))
        found.people.append(_make_person(links, people.names[-1], where))
        found.words.append(match[0])
        before = text[: match.start()].rstrip(" ,;(（|-–—·")
        behind = text[end:].lstrip(" ).）")
        return join_around(before, behind.strip(" .,") and behind)
    return text


def _take_affiliation(text: str, end: int) -> tuple[str, int]:
    """Take where a supervisor is, and return where that ends."""
    match = _AFFILIATION.match(text, end)
    if match is None or not has_word("institution", match[0]):
        return "", end
    return match[1] or match[2], match.end()


def _make_person(links: dict[str, str], name: str, affiliation: str) -> Any:
    """Make a person, with the address that the name is linked to."""
    url = _take_link(links, name)
    if not url and not affiliation:
        return name
    person = {"name": name}
    if url:
        person["url"] = url
    if affiliation:
        person["affiliation"] = affiliation.strip()
    return person


def _take_link(links: dict[str, str], name: str) -> str:
    """Take the link whose words are the name, or have it in them."""
    if strip_edges(name) in links:
        return links.pop(strip_edges(name))
    for words in list(links):
        if name in words or words in name:
            return links.pop(words)
    return ""
