"""Takes the trees of files that belong together, lowest first, gives one: later ones win, and every value keeps its place.

Keys merge one by one; text and lists take the place of what is below, but a list of which every entry names one below
(by `id`, or a publication by `key`) changes just those; an empty value takes what is below away.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from cvgen.errors import Diagnostic, ProfileError, did_you_mean
from cvgen.files.yamlfile import Path_, Tree, children

Data = dict[str, Any]
Name = tuple[str, str]  # the key that names an entry, and the name
_KEYED: Path_ = ("publications",)
_SOURCES = "bibliography"


def laid(trees: Sequence[Tree]) -> Tree:
    """Lay trees upon the first one; what was private once stays private.

    A tree that is private as a whole, `()`, makes private what it gives, value by value.
    Raises ProfileError with all findings.
    """
    whole = trees[0]
    errors = [found for tree in trees for found in _repeated(tree, tree.data, (), ("id",))]
    for above in trees[1:]:
        if isinstance(whole.data, dict):
            layer = _Layer(whole, above)
            whole = layer.laid()
            errors += layer.errors
    if errors:
        raise ProfileError(*errors, *whole.warnings)
    there = {path for path in whole.private if at(whole.data, path) is not None}
    return replace(
        whole,
        private=frozenset(
            path for path in there if not any(path[:length] in there for length in range(len(path)))
        ),
    )


def under(tree: Tree, path: Path_) -> Tree:
    """Put what a file holds under a path, as if it had been written there."""
    data = {} if tree.data is None else tree.data
    for step in reversed(path):
        data = {step: data}
    keys = {(*path, *inner): place for inner, place in tree.keys.items()}
    values = {
        path: tree.place(()),
        **{(*path, *inner): place for inner, place in tree.values.items()},
    }
    private = frozenset((*path, *inner) for inner in tree.private)
    return replace(tree, data=data, keys=keys, values=values, private=private)


def at(data: Any, path: Path_) -> Any:
    """Give what stands at a path, or None."""
    for step in path:
        inside = (
            isinstance(step, int) and step < len(data)
            if isinstance(data, list)
            else isinstance(data, dict) and step in data
        )
        if not inside:
            return None
        data = data[step]
    return data


class _Layer:
    """Carries what is below, changed step by step, and what goes on top of it: `here` is a path below, `there` above."""

    def __init__(self, below: Tree, above: Tree) -> None:
        self.below = below
        self.above = above
        self.keys = dict(below.keys)
        self.values = dict(below.values)
        self.private = set(below.private)
        self.errors: list[Diagnostic] = []
        self.warnings = [*below.warnings, *above.warnings]

    def laid(self) -> Tree:
        """Lay the whole."""
        data = self.above.data
        if data is not None and not isinstance(data, dict):
            what = "a list" if isinstance(data, list) else "only text"
            hint = "write just the keys that differ, such as 'basics:'"
            message = f"what is laid over a profile is keys and values, and this is {what}"
            self.errors.append(Diagnostic("P201", message, self.above.place(()), hint))
            data = None
        merged = self.mapping(self.below.data, data or {}, (), ())
        return Tree(
            merged, self.below.file, self.keys, self.values, self.warnings, frozenset(self.private)
        )

    def value(self, below: Any, above: Any, here: Path_, there: Path_) -> Any:
        """Lay one value."""
        if there in self.above.private:
            self.private.add(here)  # a mark on a mapping that is only added to
        if isinstance(below, dict) and isinstance(above, dict):
            return self.mapping(below, above, here, there)
        if below and isinstance(below, list) and isinstance(above, list):
            if above and all(_name(entry, here) for entry in above):
                return self.entries(below, above, here, there)
            self.notice(below, above, here, there)
        return self.replaced(below, above, here, there)

    def mapping(self, below: Data, above: Data, here: Path_, there: Path_) -> Data:
        """Lay key by key; what is new stands behind what is there."""
        merged = dict(below)
        for key, value in above.items():
            if value is None and key in below:
                self.forget(merged.pop(key), (*here, key))
                if self.above.is_private((*there, key)):
                    self.private.add((*here, key))
                continue
            if value is None and below:
                message = f"'{key}' is empty here, and there is none below to take away"
                self.warnings.append(
                    Diagnostic(
                        "P235",
                        message,
                        self.above.place((*there, key), key=True),
                        did_you_mean(key, below),
                        "warning",
                    )
                )
            merged[key] = self.value(below.get(key), value, (*here, key), (*there, key))
        return merged

    def entries(self, below: list[Any], above: list[Any], here: Path_, there: Path_) -> list[Any]:
        """Change the entries that are named."""
        self.errors += _repeated(self.above, above, there, ("id", "key"))
        known = {name: index for index, entry in enumerate(below) for name in _names(entry, here)}
        merged = list(below)
        for index, entry in enumerate(above):
            name = _name(entry, here)
            assert name
            if name in known:
                rest = {key: value for key, value in entry.items() if key != name[0]}
                position = known[name]
                if (*there, index) in self.above.private:
                    self.private.add((*here, position))
                merged[position] = self.mapping(
                    merged[position], rest, (*here, position), (*there, index)
                )
            elif name[0] == "key" and (
                self.below.data.get(_SOURCES) or (self.above.data or {}).get(_SOURCES)
            ):
                merged.append(self.replaced(None, entry, (*here, len(merged)), (*there, index)))
            else:
                self.errors.append(self.unknown(name, known, (*there, index)))
        return merged

    def unknown(self, name: Name, known: dict[Name, int], there: Path_) -> Diagnostic:
        """Tell that nobody below has a name."""
        word, wrong = name
        names = [other for key, other in known if key == word]
        hint = (
            did_you_mean(wrong, names)
            or f"give the entry below an '{word}:', or write the list without, to put it in the other's place"
        )
        return Diagnostic(
            "P230",
            f"no entry below has the {word} '{wrong}'",
            self.above.place((*there, word)),
            hint,
        )

    def notice(self, below: list[Any], above: list[Any], here: Path_, there: Path_) -> None:
        """Warn of a list that looks as if it changed entries, and takes the place of all of them."""
        known = {name for entry in below for name in _names(entry, here)}
        if any(_name(entry, here) in known for entry in above):
            message = (
                "not every entry here has an id, so this list takes the place of the one below"
            )
            hint = "to change single entries, give each its 'id'"
            self.warnings.append(
                Diagnostic("P234", message, self.above.place(there, key=True), hint, "warning")
            )

    def replaced(self, below: Any, above: Any, here: Path_, there: Path_) -> Any:
        """Put a value in the place of another."""
        self.forget(below, here)
        if isinstance(above, dict) and above:
            self.take(here, there)
            return self.mapping({}, above, here, there)
        for path in _paths(above, there):
            self.take((*here, *path[len(there) :]), path)
        if self.above.is_private(there):
            self.private.add(here)
        return above

    def take(self, here: Path_, there: Path_) -> None:
        """Take over where a value was written, and whether that is marked as private."""
        for places, given in ((self.keys, self.above.keys), (self.values, self.above.values)):
            if there in given:
                places[here] = given[there]
        if there in self.above.private:
            self.private.add(here)

    def forget(self, below: Any, here: Path_) -> None:
        """Forget where a value was written; where part of it was private, all that takes its place is."""
        for path in _paths(below, here):
            self.keys.pop(path, None)
            self.values.pop(path, None)
            if path in self.private:
                self.private.discard(path)
                self.private.add(here)


def _names(entry: Any, here: Path_) -> Iterator[Name]:
    """Give the names by which an entry of a list can be meant."""
    for word in ("id", "key") if here == _KEYED else ("id",):
        if isinstance(entry, dict) and isinstance(entry.get(word), str):
            yield word, entry[word]


def _name(entry: Any, here: Path_) -> Name | None:
    return next(_names(entry, here), None)


def _repeated(tree: Tree, data: Any, here: Path_, words: tuple[str, ...]) -> Iterator[Diagnostic]:
    """Tell every name that a list gives twice."""
    first: dict[tuple[str, Any], Path_] = {}
    for step, value in children(data):
        path = (*here, step)
        yield from _repeated(tree, value, path, words)
        for word in words if isinstance(data, list) and isinstance(value, dict) else ():
            name = value.get(word)
            if isinstance(name, str) and first.setdefault((word, name), path) != path:
                earlier = tree.place((*first[(word, name)], word))
                yield Diagnostic(
                    "P231",
                    f"the {word} '{name}' stands in this list twice, first at {earlier}",
                    tree.place((*path, word)),
                    "keep one of them",
                )


def _paths(data: Any, here: Path_) -> Iterator[Path_]:
    """Give the paths of a value and of all in it."""
    yield here
    for step, value in children(data):
        yield from _paths(value, (*here, step))
