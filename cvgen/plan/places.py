"""Find where in a profile something stands that was found in its finished file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from cvgen.errors import Diagnostic, Place
from cvgen.files.yamlfile import Tree
from cvgen.text.patterns import compile_late

_QUOTED = compile_late(r"'([^']{2,})'")
_WINDOWS = ((3, 3), (2, 2), (1, 1), (1, 0), (0, 1))  # words before and after a quote


def place_findings(findings: Iterable[Diagnostic], tree: Tree) -> tuple[Diagnostic, ...]:
    """Give findings without a place that of the text they quote, or the file's first line."""
    placed = []
    for finding in findings:
        place = finding.place or _find_place(finding.message, tree)
        placed.append(replace(finding, place=place))
    return tuple(placed)


def _find_place(message: str, tree: Tree) -> Place:
    for quote in _list_quotes(message):
        place = tree.find_text(quote)
        if place is not None and place.line:
            return place
    return Place(tree.file, 1, 1)


def _list_quotes(message: str) -> Iterator[str]:
    """List what a message quotes, first together with what stands around it in its excerpt."""
    _, _, excerpt = message.rpartition(": ")
    quotes = _QUOTED.findall(message)
    for quote in quotes:
        before, is_there, after = excerpt.strip("…").partition(quote)
        if is_there:
            yield from _list_surroundings(before.split(), quote, after.split())
    yield from quotes


def _list_surroundings(before: list[str], quote: str, after: list[str]) -> Iterator[str]:
    for words_before, words_after in _WINDOWS:
        words = [*before[-words_before:], quote, *after[:words_after]]
        if words_before == 0:
            words = [quote, *after[:words_after]]
        if len(words) > 1:
            yield " ".join(words)
