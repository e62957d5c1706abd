"""Split the notes in which Zotero keeps, as labelled lines, what a format has no field for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from cvgen.bibliography.tables import load_table
from cvgen.text.patterns import compile_late

_LABELLED_LINE = compile_late(r"\n(?=\s*_?[A-Za-z][A-Za-z _-]{1,30}:\s)")
# One that is indented goes on with the line before, which was too long.
_NEXT_LINE = compile_late(r"\n(?=\S)")
_LONGEST_ABBREVIATION = 5


def list_note_lines(text: str) -> Iterator[str]:
    """List the labelled lines of a note, and between them the notes of its author as they are."""
    for part in _LABELLED_LINE.split(text):
        if ":" not in part or not _compile_labels().match(part.lstrip()):
            yield part
            continue
        first, *rest = _NEXT_LINE.split(part.strip(), maxsplit=1)
        yield from split_labels(first)
        yield from rest


def split_labels(line: str) -> Iterator[str]:
    """Split a line that begins with a label at further ones: some programs join lines."""
    bare = line.lstrip()
    if ":" not in bare or not _compile_labels().match(bare):
        yield line
        return
    starts = [match.start() for match in _compile_labels().finditer(bare)]
    for start, end in zip(starts, [*starts[1:], None], strict=True):
        yield bare[start:end].rstrip()


@cache
def _compile_labels() -> re.Pattern[str]:
    """Compile a pattern of the labels as Zotero writes them: Series Title, ISBN, event-title."""
    labels = set[str]()
    for label in (*load_table("fields")["zotero"], "doi"):
        labels.update((label.title(), label.capitalize()))
        if "-" in label or "_" in label:
            labels.add(label)
        if len(label) <= _LONGEST_ABBREVIATION:
            labels.add(label.upper())
    longest_first = sorted(labels, key=lambda label: (-len(label), label))
    return re.compile(rf"(?<!\S)(?:{'|'.join(map(re.escape, longest_first))}):\s")
