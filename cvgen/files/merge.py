"""Merge the trees of files that belong together, lowest first; every value keeps its place.

Later layers win. Keys merge one by one; text and lists replace what is below, but a list of which
every entry names one below (by `id`, or a publication by `key`) changes just those; an empty value
removes what is below.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from cvgen.errors import Diagnostic, ProfileError, did_you_mean
from cvgen.files.yamlfile import KeyPath, Tree, list_children

Data = dict[str, Any]
_KEYED: KeyPath = ("publications",)
_SOURCES = "bibliography"


class _Name(Struct, frozen=True):
    """What an entry of a list is known by: its `id`, or the `key` of a publication."""

    key: str
    name: str


def merge_layers(trees: Sequence[Tree]) -> Tree:
    """Merge trees into the first one; what was private once stays private.

    A tree that is private as a whole, `()`, makes private what it gives, value by value.
    Raises ProfileError with all findings.
    """
    merged = trees[0]
    errors: list[Diagnostic] = []
    for tree in trees:
        errors.extend(_check_names(tree, tree.data, (), ("id",)))
    for above in trees[1:]:
        if isinstance(merged.data, dict):
            layer = _Layer(merged, above)
            merged = layer.merge()
            errors += layer.errors
    if errors:
        raise ProfileError(*errors, *merged.warnings)
    return replace(merged, private=_select_private(merged))


def _select_private(tree: Tree) -> frozenset[KeyPath]:
    """Keep the private paths at which there is a value, without those inside others."""
    present = set[KeyPath]()
    for path in tree.private:
        if get_value_at(tree.data, path) is not None:
            present.add(path)
    outermost = set[KeyPath]()
    for path in present:
        if not any(path[:length] in present for length in range(len(path))):
            outermost.add(path)
    return frozenset(outermost)


def nest_tree(tree: Tree, path: KeyPath) -> Tree:
    """Put what a file holds under a path, as if it had been written there."""
    data = tree.data
    if data is None:
        data = {}
    for step in reversed(path):
        data = {step: data}
    keys = {(*path, *inner): place for inner, place in tree.keys.items()}
    values = {path: tree.find_place(())}
    for inner, place in tree.values.items():
        values[(*path, *inner)] = place
    private = frozenset((*path, *inner) for inner in tree.private)
    return replace(tree, data=data, keys=keys, values=values, private=private)


def get_value_at(data: Any, path: KeyPath) -> Any:
    """Return the value at a path, or None."""
    for step in path:
        if not _has_child(data, step):
            return None
        data = data[step]
    return data


def _has_child(data: Any, step: str | int) -> bool:
    if isinstance(data, list):
        return isinstance(step, int) and step < len(data)
    return isinstance(data, dict) and step in data


class _Layer:
    """A layer and the tree below, which is changed step by step.

    `target` is always a path in the merged tree, and `source` the one in the layer that goes there.
    """

    def __init__(self, below: Tree, above: Tree) -> None:
        self.below = below
        self.above = above
        self.keys = dict(below.keys)
        self.values = dict(below.values)
        self.private = set(below.private)
        self.errors: list[Diagnostic] = []
        self.warnings = [*below.warnings, *above.warnings]

    def merge(self) -> Tree:
        """Merge the whole layer."""
        data = self.above.data
        if data is not None and not isinstance(data, dict):
            self.report_no_mapping(data)
            data = None
        merged = self.merge_mappings(self.below.data, data or {}, (), ())
        private = frozenset(self.private)
        return Tree(merged, self.below.file, self.keys, self.values, self.warnings, private)

    def report_no_mapping(self, data: Any) -> None:
        """Report a layer that is a list or a scalar."""
        kind = "only text"
        if isinstance(data, list):
            kind = "a list"
        message = f"what is laid over a profile is keys and values, and this is {kind}"
        hint = "write just the keys that differ, such as 'basics:'"
        self.errors.append(Diagnostic("P201", message, self.above.find_place(()), hint))

    def merge_values(self, below: Any, above: Any, target: KeyPath, source: KeyPath) -> Any:
        """Merge one value."""
        if source in self.above.private:
            self.private.add(target)  # a mark on a mapping that is only added to
        if isinstance(below, dict) and isinstance(above, dict):
            return self.merge_mappings(below, above, target, source)
        if below and isinstance(below, list) and isinstance(above, list):
            if above and all(_find_name(entry, target) for entry in above):
                return self.merge_entries(below, above, target, source)
            self.warn_of_replaced_entries(below, above, target, source)
        return self.replace_value(below, above, target, source)

    def merge_mappings(self, below: Data, above: Data, target: KeyPath, source: KeyPath) -> Data:
        """Merge key by key; new keys stand behind those below."""
        merged = dict(below)
        for key, value in above.items():
            inner_target = (*target, key)
            inner_source = (*source, key)
            if value is None and key in below:
                self.forget_places(merged.pop(key), inner_target)
                if self.above.is_private(inner_source):
                    self.private.add(inner_target)
                continue
            if value is None and below:
                self.warn_of_nothing_to_remove(key, below, inner_source)
            merged[key] = self.merge_values(below.get(key), value, inner_target, inner_source)
        return merged

    def warn_of_nothing_to_remove(self, key: str, below: Data, source: KeyPath) -> None:
        """Warn of an empty key that removes nothing."""
        message = f"'{key}' is empty here, and there is none below to take away"
        place = self.above.find_place(source, key=True)
        hint = did_you_mean(key, below)
        self.warnings.append(Diagnostic("P235", message, place, hint, "warning"))

    def merge_entries(
        self, below: list[Any], above: list[Any], target: KeyPath, source: KeyPath
    ) -> list[Any]:
        """Change the entries that are named."""
        self.errors += _check_names(self.above, above, source, ("id", "key"))
        positions: dict[_Name, int] = {}
        for position, entry in enumerate(below):
            for name in _list_names(entry, target):
                positions[name] = position
        merged = list(below)
        for index, entry in enumerate(above):
            entry_source = (*source, index)
            name = _require_name(entry, target)
            if name in positions:
                entry_target = (*target, positions[name])
                merged[positions[name]] = self.merge_entry(
                    merged[positions[name]], entry, entry_target, entry_source
                )
            elif name.key == "key" and self.has_bibliography():
                entry_target = (*target, len(merged))
                merged.append(self.replace_value(None, entry, entry_target, entry_source))
            else:
                self.errors.append(self.report_unknown_name(name, positions, entry_source))
        return merged

    def merge_entry(self, below: Data, above: Data, target: KeyPath, source: KeyPath) -> Data:
        """Merge an entry into the one of its name, all but the name."""
        name = _require_name(above, target[:-1])
        changes = dict(above)
        del changes[name.key]
        if source in self.above.private:
            self.private.add(target)
        return self.merge_mappings(below, changes, target, source)

    def has_bibliography(self) -> bool:
        """Return whether a bibliography file may hold publications that the profile does not."""
        if self.below.data.get(_SOURCES):
            return True
        return bool((self.above.data or {}).get(_SOURCES))

    def report_unknown_name(
        self, name: _Name, positions: dict[_Name, int], source: KeyPath
    ) -> Diagnostic:
        """Report a name that no entry below has."""
        names = [other.name for other in positions if other.key == name.key]
        hint = did_you_mean(name.name, names) or (
            f"give the entry below an '{name.key}:',"
            " or write the list without, to put it in the other's place"
        )
        message = f"no entry below has the {name.key} '{name.name}'"
        return Diagnostic("P230", message, self.above.find_place((*source, name.key)), hint)

    def warn_of_replaced_entries(
        self, below: list[Any], above: list[Any], target: KeyPath, source: KeyPath
    ) -> None:
        """Warn of a list that looks as if it changed entries, and replaces all of them."""
        names = set[_Name]()
        for entry in below:
            names.update(_list_names(entry, target))
        if not any(_find_name(entry, target) in names for entry in above):
            return
        message = "not every entry here has an id, so this list takes the place of the one below"
        hint = "to change single entries, give each its 'id'"
        place = self.above.find_place(source, key=True)
        self.warnings.append(Diagnostic("P234", message, place, hint, "warning"))

    def replace_value(self, below: Any, above: Any, target: KeyPath, source: KeyPath) -> Any:
        """Put a value in the place of another."""
        self.forget_places(below, target)
        if isinstance(above, dict) and above:
            self.copy_place(target, source)
            return self.merge_mappings({}, above, target, source)
        for path in _list_paths(above, source):
            self.copy_place((*target, *path[len(source) :]), path)
        if self.above.is_private(source):
            self.private.add(target)
        return above

    def copy_place(self, target: KeyPath, source: KeyPath) -> None:
        """Copy where a value was written, and whether it is marked as private."""
        if source in self.above.keys:
            self.keys[target] = self.above.keys[source]
        if source in self.above.values:
            self.values[target] = self.above.values[source]
        if source in self.above.private:
            self.private.add(target)

    def forget_places(self, below: Any, target: KeyPath) -> None:
        """Forget where a value was written; if part was private, all that replaces it is."""
        for path in _list_paths(below, target):
            self.keys.pop(path, None)
            self.values.pop(path, None)
            if path in self.private:
                self.private.discard(path)
                self.private.add(target)


def _list_names(entry: Any, list_path: KeyPath) -> Iterator[_Name]:
    """List the names by which an entry of a list can be meant."""
    if not isinstance(entry, dict):
        return
    keys = ["id"]
    if list_path == _KEYED:
        keys.append("key")
    for key in keys:
        if isinstance(entry.get(key), str):
            yield _Name(key, entry[key])


def _find_name(entry: Any, list_path: KeyPath) -> _Name | None:
    return next(_list_names(entry, list_path), None)


def _require_name(entry: Any, list_path: KeyPath) -> _Name:
    name = _find_name(entry, list_path)
    assert name, "only lists whose entries all have a name are merged entry by entry"
    return name


def _check_names(
    tree: Tree, data: Any, path: KeyPath, keys: tuple[str, ...]
) -> Iterator[Diagnostic]:
    """Report every name that a list gives twice."""
    first_paths: dict[_Name, KeyPath] = {}
    for step, value in list_children(data):
        child_path = (*path, step)
        yield from _check_names(tree, value, child_path, keys)
        if not isinstance(data, list) or not isinstance(value, dict):
            continue
        for key in keys:
            if not isinstance(value.get(key), str):
                continue
            name = _Name(key, value[key])
            first_path = first_paths.setdefault(name, child_path)
            if first_path != child_path:
                yield _report_duplicate_name(tree, name, first_path, child_path)


def _report_duplicate_name(
    tree: Tree, name: _Name, first_path: KeyPath, second_path: KeyPath
) -> Diagnostic:
    earlier = tree.find_place((*first_path, name.key))
    message = f"the {name.key} '{name.name}' stands in this list twice, first at {earlier}"
    place = tree.find_place((*second_path, name.key))
    return Diagnostic("P231", message, place, "keep one of them")


def _list_paths(data: Any, path: KeyPath) -> Iterator[KeyPath]:
    """List the paths of a value and of all in it."""
    yield path
    for step, value in list_children(data):
        yield from _list_paths(value, (*path, step))
