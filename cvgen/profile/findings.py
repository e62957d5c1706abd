"""Give what checkers find wrong its place in the files, and its words for the user."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from cvgen.errors import Diagnostic, did_you_mean
from cvgen.files.yamlfile import KeyPath, Tree
from cvgen.files.yamltable import read_table
from cvgen.profile.faults import Fault, Location

# A key that is less like another is another word: "experience" is not "references".
_KEY_NEARNESS = 0.75


def locate_fault(fault: Fault, tree: Tree, base: KeyPath) -> Diagnostic:
    """Make a finding of a fault; `base` is the path in the tree of the record that was checked."""
    path = _find_written_path(fault.location, tree, base)
    if fault.kind == "unknown":
        hint = suggest_key(str(path[-1]), fault.known, str(path[0]))
        return Diagnostic(fault.code, fault.message, tree.find_place(path, key=True), hint)
    if fault.kind == "missing":
        return _describe_missing_key(fault, path, tree)
    if fault.kind == "word":
        return _describe_unknown_word(fault, path, tree)
    path = _drop_unwritten_step(path, tree)
    place_path = path
    if fault.key:
        place_path = (*path, fault.key)
    place = tree.find_place(place_path, key=fault.is_key)
    return Diagnostic(fault.code, _name_key(fault.message, path), place, fault.hint)


def suggest_key(key: str, known: Iterable[str], section: str = "") -> str:
    """Name the key that is meant by a word of other tools, or else the nearest one."""
    names = set(known)
    word = re.sub(r"[\W_]+", "", key).lower()
    synonyms = _load_synonyms()
    for meant in (*synonyms.get(f"{section}/{word}", ()), *synonyms.get(word, ())):
        if meant in names:
            return f"did you mean '{meant}'?"
    return did_you_mean(key, names, _KEY_NEARNESS)


@cache
def _load_synonyms() -> dict[str, list[str]]:
    synonyms: dict[str, list[str]] = read_table("synonyms")
    return synonyms


def _describe_missing_key(fault: Fault, path: KeyPath, tree: Tree) -> Diagnostic:
    key = path[-1]
    message = f"'{key}' is missing in {_name_owner(path)}"
    return Diagnostic(fault.code, message, tree.find_place(path[:-1], key=True), f"add '{key}:'")


def _name_owner(path: KeyPath) -> str:
    """Name what the value at a path stands in."""
    if len(path) == 1:
        return "'the profile'"
    if isinstance(path[-2], str):
        return f"'{path[-2]}'"
    return "this entry"


def _describe_unknown_word(fault: Fault, path: KeyPath, tree: Tree) -> Diagnostic:
    message = f"'{fault.value}' is not a word for '{path[-1]}'"
    hint = did_you_mean(fault.value, fault.known)
    return Diagnostic(fault.code, message, tree.find_place(path), hint)


def _name_key(message: str, path: KeyPath) -> str:
    """Put the key in the place of "this", where there is one."""
    if path and isinstance(path[-1], str):
        return message.replace("this must", f"'{path[-1]}' must", 1)
    return message


def _find_written_path(location: Location, tree: Tree, base: KeyPath) -> KeyPath:
    """Find the path in the file for the location of a fault.

    Where one thing stands for a list of one, the location has a step that is not in the file.
    """
    path = base
    for number, step in enumerate(location, start=1):
        if number == len(location) or (*path, step) in tree.values:
            path = (*path, step)
    return path


def _drop_unwritten_step(path: KeyPath, tree: Tree) -> KeyPath:
    """Leave out a last key that nobody wrote: of the one field for which a plain value stands."""
    if path not in tree.values and path[:-1] in tree.values and isinstance(path[-2:-1][0], int):
        return path[:-1]
    return path


def remove_value(data: Any, path: Location) -> None:
    """Remove the value at a path from plain data."""
    for step in path[:-1]:
        if isinstance(data, dict) and step not in data:
            continue  # one thing that stands for a list of one
        data = data[step]
    del data[path[-1]]
