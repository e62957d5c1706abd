"""Takes a profile's tree, gives it without the marks `private: true`, and with the paths of what they stand on.

A mapping is marked by a key of its own: an entry, a place, a person. A text is marked as `{value: …, private: true}`,
a whole section as `{private: true, entries: […]}`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from cvgen.errors import Diagnostic, ProfileError
from cvgen.files.yamlfile import Path_, Tree
from cvgen.profile.kinds import KINDS

MARKED = frozenset({"basics", "custom", *KINDS})
_INSIDE = ({"private", "value"}, {"private", "entries"})


def unmarked(tree: Tree) -> Tree:
    """Take the marks out.

    Raises ProfileError where a mark is neither true nor false.
    """
    if not isinstance(tree.data, dict):
        return tree
    walk = _Walk(tree)
    data = {
        key: walk.value(value, (key,)) if key in MARKED else value
        for key, value in tree.data.items()
    }
    if walk.wrong:
        raise ProfileError(*walk.wrong)
    if not walk.seen:
        return tree
    shorter = {path: walk.written(path) for path in (*tree.values, *tree.keys)}
    keys = {shorter[path]: place for path, place in tree.keys.items()}
    values = {shorter[path]: place for path, place in tree.values.items()}
    return replace(tree, data=data, keys=keys, values=values, private=tree.private | walk.private)


def marked(tree: Tree, path: Path_, value: Any) -> Any:
    """Put the marks back into what stands at a path, so that it reads back with them."""
    return _marked(tree, path, value, private=tree.is_private(path))


def _marked(tree: Tree, path: Path_, value: Any, *, private: bool) -> Any:
    whole = value
    if isinstance(value, dict):
        whole = {
            key: _marked(tree, (*path, key), part, private=(*path, key) in tree.private)
            for key, part in value.items()
        }
    elif isinstance(value, list):
        whole = [
            _marked(tree, (*path, index), part, private=(*path, index) in tree.private)
            for index, part in enumerate(value)
        ]
    if not private or path[0] not in MARKED:
        return whole
    if isinstance(whole, dict):
        return {**whole, "private": "true"}
    return {"entries" if len(path) == 1 else "value": whole, "private": "true"}


class _Walk:
    """Carries what is found on the way: private paths, those that lose a step, and marks that say nothing."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.private: set[Path_] = set()
        self.wrapped: set[Path_] = set()
        self.wrong: list[Diagnostic] = []
        self.seen = False

    def value(self, value: Any, at: Path_, written: Path_ | None = None) -> Any:
        """Take the marks out of a value and of all in it; `written` is its path in the file, where that is longer."""
        written = at if written is None else written
        if isinstance(value, list):
            return [
                self.value(part, (*at, index), (*written, index))
                for index, part in enumerate(value)
            ]
        if not isinstance(value, dict):
            return value
        if "private" not in value or not self.mark(value["private"], at, written):
            return {
                key: self.value(part, (*at, key), (*written, key)) for key, part in value.items()
            }
        rest = {key: part for key, part in value.items() if key != "private"}
        inner = next((key for key in rest if set(value) in _INSIDE), None)
        if inner is None:
            return {
                key: self.value(part, (*at, key), (*written, key)) for key, part in rest.items()
            }
        self.wrapped.add((*written, inner))
        return self.value(rest[inner], at, (*written, inner))

    def mark(self, said: Any, at: Path_, written: Path_) -> bool:
        """Note a mark; say whether it is one."""
        if at == ("basics",) or said not in ("true", "false"):
            what = (
                "'basics' cannot be private as a whole"
                if at == ("basics",)
                else f"'private' must be true or false, not '{said}'"
            )
            self.wrong.append(
                Diagnostic(
                    "P213",
                    what,
                    self.tree.place((*written, "private")),
                    "mark single values, entries or sections",
                )
            )
            return False
        self.seen = True
        if said == "true":
            self.private.add(at)
        return True

    def written(self, path: Path_) -> Path_:
        """Give the path that a value has once the marks are gone."""
        return tuple(
            step for length, step in enumerate(path, start=1) if path[:length] not in self.wrapped
        )


def told(paths: Iterable[Path_]) -> str:
    """List paths for a person: `basics.phone, references`."""
    named = (
        ".".join(str(step + 1) if isinstance(step, int) else step for step in path)
        for path in sorted(paths, key=str)
    )
    return ", ".join(dict.fromkeys(named))
