"""Find the closing and the name in the text of a letter, which has both below by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from cvgen.errors import Diagnostic, Place
from cvgen.files.textfile import find_prose_place, read_prose
from cvgen.files.yamltable import read_table
from cvgen.profile.letter import LetterSource
from cvgen.text.patterns import compile_late

_MOST_LINES = 4  # of a closing with name and title
_NO_LETTERS = compile_late(r"[^\w\s]+|_+")
_COMMA = compile_late("[,،，]")


def check_end(source: LetterSource, names: Iterable[str]) -> Iterator[Diagnostic]:
    """Warn where the text of a letter ends in a closing, or in the name of who writes it."""
    lines = [line.strip() for line in source.prose.splitlines() if line.strip()]
    line = _find_closing(lines[-_MOST_LINES:]) or _find_name(lines[-1:], names)
    if line:
        message = f"the letter ends in '{line[-60:]}', and closing and name follow by themselves"
        hint = "delete it; 'closing:' in the front matter sets other words"
        yield Diagnostic("L102", message, _find_last(line, source), hint, "warning")


def _find_closing(lines: list[str]) -> str:
    """Find the first line that is nothing but a closing, or one with a name behind a comma."""
    known = _list_closings("letters")
    ends = tuple(_list_closings("lettersEnd"))
    for line in lines:
        if _reduce_to_words(line).endswith(ends):
            return line
        if line[0].islower():  # the rest of a sentence, such as "best."
            continue
        words = {_reduce_to_words(line)}
        if line == lines[-1]:
            words.add(_reduce_to_words(_COMMA.split(line)[0]))
        if words & known:
            return line
    return ""


def _list_closings(key: str) -> set[str]:
    closings = set[str]()
    for texts in read_table("closings")[key].values():
        closings.update(_reduce_to_words(text) for text in texts)
    return closings


def _find_name(lines: list[str], names: Iterable[str]) -> str:
    known = {_reduce_to_words(name) for name in names if name}
    for line in lines:
        if _reduce_to_words(line) in known:
            return line
    return ""


def _reduce_to_words(text: str) -> str:
    """Leave words alone, in small letters."""
    return " ".join(_NO_LETTERS.sub(" ", text).casefold().split())


def _find_last(line: str, source: LetterSource) -> Place:
    """Find a line in the file, whose prose may have fields that were filled in since."""
    path = Path(source.tree.file)
    offset = read_prose(path).rfind(line)
    return find_prose_place(path, max(offset, 0))
