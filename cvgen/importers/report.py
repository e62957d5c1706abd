"""Write `import-report.md`: what came in, what was left out, and what should be looked at."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from msgspec import Struct

from cvgen.errors import Place
from cvgen.files.yamlfile import KeyPath, list_children
from cvgen.importers.account import Account
from cvgen.importers.builder import ProfileBuilder, Value, read_value

_MOST_TEXT = 200  # characters of a text that the report shows


class ImportedSource(Struct, frozen=True):
    """A source that was read, and the account of its words."""

    builder: ProfileBuilder
    account: Account


def format_report(sources: list[ImportedSource], data: dict[str, Any], moved: list[str]) -> str:
    """Format the report as Markdown."""
    lines = ["# What was imported", ""]
    for imported in sources:
        lines.append(f"- `{imported.builder.source.label}` ({imported.builder.tool})")
        lines.append(f"  - {imported.account.format_line()}")
    for kind, entries in data.items():
        if isinstance(entries, list) and kind not in ("custom", "bibliography"):
            lines.append(f"- {kind}: {len(entries)}")
    lines += _format_missing(sources)
    lines += _format_list("Guessed: is it so?", _list_guesses(data, ()))
    lines += _format_list("Kept as text, because no field takes it", iter(moved))
    lines += _format_list("In the profile, and not in the source", _list_added(sources))
    lines += _format_left_out(sources)
    return "\n".join(lines) + "\n"


def _format_list(title: str, items: Iterator[str]) -> list[str]:
    lines = [f"- {item}" for item in items]
    if not lines:
        return []
    return ["", f"## {title}", "", *lines]


def _format_missing(sources: list[ImportedSource]) -> list[str]:
    missing = []
    for imported in sources:
        for line in imported.account.missing:
            missing.append(f"{_format_place(line.place)}: {_format_excerpt(line.text)}")
    return _format_list("Not placed: look at it", iter(missing))


def _list_added(sources: list[ImportedSource]) -> Iterator[str]:
    words: list[str] = []
    for imported in sources:
        words += imported.account.added
    if words:
        yield _format_excerpt(" ".join(dict.fromkeys(words)))


def _list_guesses(value: Any, path: KeyPath) -> Iterator[str]:
    if isinstance(value, Value) and value.is_guess:
        where = ".".join(str(step + 1 if isinstance(step, int) else step) for step in path)
        source = value.note or f"from {_format_excerpt(value.origin)}"
        yield f"{where}: {read_value(value)}, {source}"
    for key, part in list_children(value):
        yield from _list_guesses(part, (*path, key))


def _format_left_out(sources: list[ImportedSource]) -> list[str]:
    """Format what was left out, by its reason."""
    items = [item for imported in sources for item in imported.builder.left_out]
    reasons = list(dict.fromkeys(item.reason for item in items))
    lines: list[str] = []
    ordered = sorted(items, key=lambda item: reasons.index(item.reason))
    for reason, group in groupby(ordered, key=lambda item: item.reason):
        lines += _format_list(
            f"Left out as {reason}",
            (f"{_format_place(item.place)}: {_format_excerpt(item.text)}" for item in group),
        )
    return lines


def _format_place(place: Place) -> str:
    if not place.line:
        return f"`{place.file}`"
    return f"`{place.file}` line {place.line}"


def _format_excerpt(text: str) -> str:
    """Format text of the source in one line, so that Markdown shows it as it is."""
    line = " ".join(text.split()).replace("`", "'")
    if len(line) > _MOST_TEXT:
        line = line[:_MOST_TEXT] + "…"
    return f"`{line}`"
