"""Strip the marks `private: true` from a profile's tree, note what they stand on, and restore them.

A mapping is marked by a key of its own: an entry, a place, a person. A text is marked as
`{value: …, private: true}`, a whole section as `{private: true, entries: […]}`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from cvgen.errors import Diagnostic, ProfileError
from cvgen.files.yamlfile import KeyPath, Tree
from cvgen.profile.kinds import KINDS

MARKABLE_KEYS = frozenset({"basics", "custom", *KINDS})
_BASICS: KeyPath = ("basics",)
_WRAPPING_KEYS = ("value", "entries")


def strip_private_marks(tree: Tree) -> Tree:
    """Take the marks out; the paths of what they stand on join the tree's private paths.

    Raises ProfileError where a mark is neither true nor false.
    """
    if not isinstance(tree.data, dict):
        return tree
    stripper = _MarkStripper(tree)
    data = {}
    for key, value in tree.data.items():
        data[key] = value
        if key in MARKABLE_KEYS:
            data[key] = stripper.strip_value(value, (key,), (key,))
    if stripper.errors:
        raise ProfileError(*stripper.errors)
    if not stripper.has_marks:
        return tree
    keys = {stripper.shorten_path(path): place for path, place in tree.keys.items()}
    values = {stripper.shorten_path(path): place for path, place in tree.values.items()}
    private = tree.private | stripper.private
    return replace(tree, data=data, keys=keys, values=values, private=private)


class _MarkStripper:
    """Walks through a tree and collects private paths, wrapping keys, and marks that say nothing.

    Every value has two paths: `path` without the marks, and `file_path` as it is written, where
    the keys that only wrap a marked value count as well.
    """

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.private: set[KeyPath] = set()
        self.wrapping: set[KeyPath] = set()
        self.errors: list[Diagnostic] = []
        self.has_marks = False

    def strip_value(self, value: Any, path: KeyPath, file_path: KeyPath) -> Any:
        """Take the marks out of a value and of all in it."""
        if isinstance(value, list):
            items = []
            for index, item in enumerate(value):
                items.append(self.strip_value(item, (*path, index), (*file_path, index)))
            return items
        if not isinstance(value, dict):
            return value
        if "private" not in value or not self.note_mark(value["private"], path, file_path):
            return self.strip_mapping(value, path, file_path)
        content = {key: part for key, part in value.items() if key != "private"}
        if len(content) == 1:
            (key,) = content
            if key in _WRAPPING_KEYS:
                self.wrapping.add((*file_path, key))
                return self.strip_value(content[key], path, (*file_path, key))
        return self.strip_mapping(content, path, file_path)

    def strip_mapping(self, mapping: dict[str, Any], path: KeyPath, file_path: KeyPath) -> Any:
        """Take the marks out of every value of a mapping."""
        stripped = {}
        for key, value in mapping.items():
            stripped[key] = self.strip_value(value, (*path, key), (*file_path, key))
        return stripped

    def note_mark(self, mark: Any, path: KeyPath, file_path: KeyPath) -> bool:
        """Note a mark; False if it cannot be one, which is kept as an error."""
        if path == _BASICS:
            self.report_mark("'basics' cannot be private as a whole", file_path)
            return False
        if mark not in ("true", "false"):
            self.report_mark(f"'private' must be true or false, not '{mark}'", file_path)
            return False
        self.has_marks = True
        if mark == "true":
            self.private.add(path)
        return True

    def report_mark(self, message: str, file_path: KeyPath) -> None:
        """Keep an error about a mark."""
        place = self.tree.find_place((*file_path, "private"))
        hint = "mark single values, entries or sections"
        self.errors.append(Diagnostic("P213", message, place, hint))

    def shorten_path(self, file_path: KeyPath) -> KeyPath:
        """Return the path that a value has once the marks are gone."""
        steps = []
        for length, step in enumerate(file_path, start=1):
            if file_path[:length] not in self.wrapping:
                steps.append(step)
        return tuple(steps)


def restore_private_marks(tree: Tree, path: KeyPath, value: Any) -> Any:
    """Put the marks back into what stands at a path, so that it reads back with them."""
    return _mark_value(tree, path, value, is_private=tree.is_private(path))


def _mark_value(tree: Tree, path: KeyPath, value: Any, *, is_private: bool) -> Any:
    marked = value
    if isinstance(value, dict):
        marked = {}
        for key, part in value.items():
            part_path = (*path, key)
            marked[key] = _mark_value(tree, part_path, part, is_private=part_path in tree.private)
    elif isinstance(value, list):
        marked = []
        for index, part in enumerate(value):
            part_path = (*path, index)
            marked.append(_mark_value(tree, part_path, part, is_private=part_path in tree.private))
    if not is_private or path[0] not in MARKABLE_KEYS:
        return marked
    if isinstance(marked, dict):
        return {**marked, "private": "true"}
    if len(path) == 1:
        return {"entries": marked, "private": "true"}
    return {"value": marked, "private": "true"}


def format_paths(paths: Iterable[KeyPath]) -> str:
    """Format paths for a person, entries counted from 1: `basics.phone, work.2.position`."""
    names: dict[str, None] = {}
    for path in sorted(paths, key=str):
        words = [str(step + 1) if isinstance(step, int) else step for step in path]
        names[".".join(words)] = None
    return ", ".join(names)
