"""List an entry of a selection value by value: what is left of its points and positions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from cvgen.files import merge
from cvgen.files.yamlfile import KeyPath
from cvgen.profile.points import iterate_points
from cvgen.profile.sections import Entry, get_positions

_POSITIONS = "positions"


class Part(Struct, frozen=True):
    """A value of the selection: where it goes in the new data, and where the profile says it."""

    target: KeyPath
    source: KeyPath


def number_entry(entry: Entry, index: int) -> Entry:
    """Number an entry, and the positions in it; of short words only those that are the same."""
    update: dict[str, Any] = {"id": str(index)}
    positions = get_positions(entry)
    if positions:
        numbered = [number_entry(position, number) for number, position in enumerate(positions)]
        update["positions"] = tuple(numbered)
    short = entry.short
    if short:
        is_same = get_positions(short) == positions
        short = short.model_copy(update=update if is_same else {"id": str(index)})
    update["highlights"] = _number_points(entry.highlights, ())
    return entry.model_copy(update={**update, "short": short})


def _number_points(points: tuple[Any, ...], path: tuple[int, ...]) -> tuple[Any, ...]:
    """Make the path of every point its text, as numbers with a space between them."""
    numbered: list[Any] = []
    for index, point in enumerate(points):
        point_path = (*path, index)
        if isinstance(point, tuple):
            numbered.append(_number_points(point, point_path))
        else:
            text = " ".join(map(str, point_path))
            numbered.append(point.model_copy(update={"text": text}))
    return tuple(numbered)


def list_entry(entry: Entry, data: dict[str, Any], part: Part) -> list[Part]:
    """List an entry as one part; key by key where some points or positions are left out."""
    written = merge.get_value_at(data, part.source)
    if not isinstance(written, dict) or _is_whole(entry, written):
        return [part]
    parts: list[Part] = []
    for key in written:
        inner = Part((*part.target, key), (*part.source, key))
        if key == "highlights":
            parts += _list_points(entry.highlights, inner)
        elif key == _POSITIONS:
            parts += _list_positions(entry, data, inner)
        else:
            parts.append(inner)
    return parts


def _is_whole(entry: Entry, written: Any) -> bool:
    """Say whether all points and positions of an entry are left, or cannot be told apart."""
    if not isinstance(written, dict):
        return True
    numbers = [point.text for point in iterate_points(entry.highlights)]
    if _are_numbers(numbers) and len(numbers) != _count_points(written.get("highlights") or []):
        return False
    positions = get_positions(entry)
    if not _are_numbers([position.id for position in positions]):
        return True
    written_positions = written.get(_POSITIONS) or []
    if len(positions) != len(written_positions):
        return False
    return all(map(_is_whole, positions, written_positions))


def _list_positions(entry: Entry, data: dict[str, Any], part: Part) -> Iterator[Part]:
    """List what is left of the positions in an entry."""
    for new_index, position in enumerate(get_positions(entry)):
        source = (*part.source, int(position.id or new_index))
        yield from list_entry(position, data, Part((*part.target, new_index), source))


def _count_points(written: list[Any]) -> int:
    count = 0
    for point in written:
        if isinstance(point, list):
            count += _count_points(point)
        else:
            count += 1
    return count


def _list_points(points: tuple[Any, ...], part: Part) -> Iterator[Part]:
    """List what is left of numbered points, those in lists too."""
    for index, point in enumerate(points):
        target = (*part.target, index)
        if isinstance(point, tuple):
            yield from _list_points(point, Part(target, part.source))
        else:
            yield Part(target, (*part.source, *map(int, point.text.split())))


def _are_numbers(texts: list[Any]) -> bool:
    return all(isinstance(text, str) and text.replace(" ", "").isdecimal() for text in texts)
