"""Find what has nowhere to break: the engine's time grows with the square of its length."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from markupsafe import Markup
from msgspec import Struct

from cvgen.errors import Diagnostic, Place, RenderError
from cvgen.files.yamlfile import KeyPath, list_children
from cvgen.plan.composition import Composition
from cvgen.text.patterns import compile_late

MOST_CHARACTERS = 3000  # of one run: some 0.1 seconds
_SHOWN_CHARACTERS = 30
_TAG = compile_late("<[^>]*>")
# Where a line may end: blanks but for those that join, and the scripts that are written without.
_BLANKS = " \t\n\r\f\v\u1680\u2000-\u2006\u2008-\u200b\u2028\u2029\u205f\u3000"
_UNSPACED = "\u0e00-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60"
_BREAK = compile_late(f"[{_BLANKS}{_UNSPACED}\U00020000-\U0003ffff]+")


def check_runs(composition: Composition) -> None:
    """Raise RenderError for every run of text without a break that is longer than any word."""
    found: dict[str, None] = {}
    for text in _iterate_texts((composition.document, composition.letter)):
        for run in _list_long_runs(text):
            found[run] = None
    errors = [_describe_run(run, composition) for run in found]
    if errors:
        raise RenderError(*errors)


def _iterate_texts(value: Any) -> Iterator[str]:
    """Iterate over all that is printed of a view."""
    if isinstance(value, Markup):
        yield Markup(
            _TAG.sub("", value)
        ).unescape()  # striptags would take a no-break space for one
    elif isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _iterate_texts(part)
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            if name != "url":  # which is behind the text
                yield from _iterate_texts(getattr(value, name))


def _list_long_runs(text: str) -> Iterator[str]:
    if len(text) <= MOST_CHARACTERS:
        return
    for run in _BREAK.split(text):
        if len(run) > MOST_CHARACTERS:
            yield run


def _describe_run(run: str, composition: Composition) -> Diagnostic:
    start = run[:_SHOWN_CHARACTERS]
    place, key = _find_run(start, composition)
    owner = ""
    if key:
        owner = f"in '{key}', "
    message = f"{owner}'{start}…' goes on for {len(run):,} characters without a blank"
    hint = f"put blanks in it: at most {MOST_CHARACTERS:,} characters can be set in one"
    return Diagnostic("R215", message, place, hint)


def _find_run(start: str, composition: Composition) -> tuple[Place | None, str]:
    """Find where a run was written, and the key that it is the value of."""
    plan = composition.plan
    trees = [plan.profile.tree]
    if plan.letter:
        trees.insert(0, plan.letter.tree)
    for tree in trees:
        path = _find_path(tree.data, (), start)
        if path:
            return tree.find_place(path), _name_key(path)
    folder = Path(plan.profile.tree.file).parent
    files = [Path(tree.file) for tree in trees]
    files += [folder / name for name in plan.profile.bibliography]
    for file in files:
        line = _find_line(file, start)
        if line:
            return Place(str(file), line, 1), ""
    return Place(trees[0].file), ""


def _find_path(data: Any, path: KeyPath, start: str) -> KeyPath:
    if isinstance(data, str) and start in data:
        return path
    for step, child in list_children(data):
        found = _find_path(child, (*path, step), start)
        if found:
            return found
    return ()


def _name_key(path: KeyPath) -> str:
    names = [step for step in path if isinstance(step, str)]
    return names[-1]


def _find_line(file: Path, start: str) -> int:
    """Find the line of a file that holds a text; 0 where none does."""
    try:
        text = file.read_text("utf-8", "replace")
    except OSError:
        return 0
    before, found, _ = text.partition(start)
    if not found:
        return 0
    return before.count("\n") + 1
