"""Find where in a profile something stands that was found in its finished file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from cvgen.errors import Diagnostic, Place
from cvgen.files.textfile import find_text_in_file
from cvgen.files.yamlfile import Tree
from cvgen.text.patterns import compile_late

if TYPE_CHECKING:
    from cvgen.plan.plan import Plan

_QUOTED = compile_late(r"'([^']{2,})'")
_WINDOWS = ((3, 3), (2, 2), (1, 1), (1, 0), (0, 1))  # words before and after a quote


def place_findings(findings: Iterable[Diagnostic], tree: Tree) -> tuple[Diagnostic, ...]:
    """Give findings without a place that of the text they quote, or the file's first line."""
    placed = []
    for finding in findings:
        place = finding.place or _find_place(finding.message, tree)
        placed.append(replace(finding, place=place))
    return tuple(placed)


def locate_text(text: str, plan: Plan) -> Place | None:
    """Find where a text of a document stands: in its letter, its profile, or its publications."""
    if plan.letter and text in plan.letter.prose:
        return find_text_in_file(Path(plan.letter.tree.file), text)
    place = plan.profile.tree.find_text(text)
    for name in plan.profile.bibliography:
        place = place or find_text_in_file(plan.profile.folder / name, text)
    return place


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
