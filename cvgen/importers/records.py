"""Pick values out of data whose shape nobody promises, and account for what is not picked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from msgspec import Struct, field

from cvgen.errors import Place
from cvgen.files.yamlfile import KeyPath, Tree, list_children
from cvgen.files.yamltable import read_table
from cvgen.importers.builder import LeftOut, ProfileBuilder


def pick_value(data: Any, *path: str) -> Any:
    """Pick what stands under keys in each other; None where there is none."""
    for key in path:
        if isinstance(data, list) and data:
            data = data[0]
        if not isinstance(data, dict):
            return None
        data = data.get(key)
    return data


def pick_list(data: Any, *path: str) -> list[Any]:
    """Pick a list; a single value is a list of one."""
    value = pick_value(data, *path)
    if isinstance(value, list):
        return value
    if value is None or value == "":
        return []
    return [value]


def pick_text(data: Any, *path: str) -> str:
    """Pick a text, trimmed; of a list its first, and of a mapping what stands under `value`."""
    value = pick_value(data, *path)
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("value")
    if not isinstance(value, str):
        return ""
    return value.strip()


def convert_texts(data: Any, convert: Callable[[str], str]) -> Any:
    """Convert every text of data."""
    if isinstance(data, dict):
        return {key: convert_texts(value, convert) for key, value in data.items()}
    if isinstance(data, list):
        return [convert_texts(value, convert) for value in data]
    return convert(data) if isinstance(data, str) else data


class Bookkeeping(Struct, frozen=True):
    """Keys of a format whose values are no words, and those whose words have no place in a CV.

    A key may be written with the one around it, as `source.name`.
    """

    ignored: frozenset[str] = frozenset()
    left_out: Mapping[str, str] = field(default_factory=dict)

    def find_reason(self, keys: Iterable[str]) -> str | None:
        """Find why a value is left out; an empty reason says that it is no word."""
        for key in keys:
            if key in self.ignored:
                return ""
            if key in self.left_out:
                return self.left_out[key]
        return None


def account_for_tree(
    builder: ProfileBuilder,
    tree: Tree,
    bookkeeping: Bookkeeping,
    convert: Callable[[str], str] = str,
) -> None:
    """Count the words of every value, and leave out those of a format's bookkeeping."""
    ignored: dict[str, None] = {}
    for path, text in _list_texts(tree.data, ()):
        reason = bookkeeping.find_reason(_list_names(path))
        if reason == "":
            keys = [name for name in _list_names(path) if name in bookkeeping.ignored]
            ignored[keys[0]] = None
            continue
        words = convert(text)
        line = tree.find_place(path).line
        builder.add_text(words, line)
        if reason:
            builder.leave_out(words, reason, line)
    if ignored:
        place = Place(f"{builder.source.label}, keys")
        text = ", ".join(sorted(ignored))
        builder.left_out.append(LeftOut(text, "bookkeeping of the service, without words", place))


def _list_texts(data: Any, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    for key, value in list_children(data):
        yield from _list_texts(value, (*path, key))
    if isinstance(data, str) and data.strip():
        yield path, data


def _list_names(path: KeyPath) -> Iterator[str]:
    """List the keys of a path, from the outside in, alone and with the one around them."""
    around = ""
    for key in path:
        if isinstance(key, str):
            yield f"{around}.{key}"
            yield key
            around = key


@cache
def load_format(name: str) -> dict[str, Any]:
    """Load what data/importers/ says of a format: its keys and ours."""
    table: dict[str, Any] = read_table(f"importers/{name}")
    return table


def load_bookkeeping(name: str) -> Bookkeeping:
    """Load the bookkeeping of a format."""
    table = load_format(name)
    left_out = {}
    for reason, keys in table.get("left_out", {}).items():
        for key in keys:
            left_out[key] = reason
    return Bookkeeping(frozenset(table.get("ignored", [])), left_out)
