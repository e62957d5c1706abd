"""Parse JSON with the line of every scalar, all of which stay text, as they are written.

Answers of a service hold far more values than a profile may, often in a single line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from json import JSONDecoder
from typing import Any

from cvgen.errors import Place
from cvgen.files.yamlfile import KeyPath, Tree
from cvgen.text.patterns import compile_late

_SCALAR = compile_late(r'"|[^\s{}\[\]:,"]+')
_MOST_DEPTH = 60
_MOST_COMMAS = 1_000_000
_MOST_SCALARS = 500_000


def parse_json(text: str, file: str) -> Tree:
    """Parse JSON; raises ValueError for what is none, or is deeper or longer than any CV."""
    if text.count(",") > _MOST_COMMAS:
        raise ValueError(f"it has more than {_MOST_SCALARS:,} values")
    decoder = JSONDecoder(
        object_pairs_hook=_make_mapping,
        parse_int=str,
        parse_float=str,
        parse_constant=_refuse_constant,
        strict=False,
    )
    try:
        data = decoder.decode(text)
    except RecursionError:
        raise ValueError("it is too deep") from None
    paths: list[KeyPath | None] = []
    _collect_paths(data, (), paths)
    line_starts = [0]
    line_starts += [match.end() for match in re.finditer("\n", text)]
    places = {}
    for path, start in zip(paths, _list_starts(text), strict=True):
        if path is not None:
            line = bisect_right(line_starts, start)
            places[path] = Place(file, line, start - line_starts[line - 1] + 1)
    return Tree(_clean_scalars(data), file, values=places)


def _make_mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping = dict(pairs)
    if len(mapping) < len(pairs):
        raise ValueError("a key stands twice in one place")
    return mapping


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is no value")


def _list_starts(text: str) -> Iterator[int]:
    """List where keys and scalars start, in their order."""
    strings = JSONDecoder(strict=False)
    position = 0
    for _ in range(_MOST_SCALARS):
        match = _SCALAR.search(text, position)
        if match is None:
            return
        yield match.start()
        position = match.end()
        if match[0] == '"':
            position = strings.raw_decode(text, match.start())[1]
    raise ValueError(f"it has more than {_MOST_SCALARS:,} values")


def _collect_paths(data: Any, path: KeyPath, paths: list[KeyPath | None]) -> None:
    """Collect the paths of scalars as they are written; None stands for a key."""
    if len(path) > _MOST_DEPTH:
        raise ValueError("it is too deep")
    if isinstance(data, dict):
        for key, value in data.items():
            paths.append(None)
            _collect_paths(value, (*path, key), paths)
    elif isinstance(data, list):
        for index, value in enumerate(data):
            _collect_paths(value, (*path, index), paths)
    else:
        paths.append(path)


def _clean_scalars(data: Any) -> Any:
    """Make text of truth values; halves of surrogate pairs, which no text has, are replaced."""
    if isinstance(data, dict):
        return {_clean_scalars(key): _clean_scalars(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_clean_scalars(value) for value in data]
    if isinstance(data, bool):
        return str(data).lower()
    if isinstance(data, str) and not data.isascii():
        return data.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return data
