"""Write a profile as YAML that is short and pleasant to edit, with comments beside guesses."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator
from typing import Any

from cvgen.importers.builder import Value, read_value
from cvgen.text.patterns import compile_late

_WIDTH = 110  # columns of a line
_MOST_ORIGIN = 60  # characters of a text in a comment
_PLAIN = compile_late(
    r"(?!(?:null|~|---|\.\.\.)\Z)[^\W_](?:[^\n:#\[\]{},\"'`|>%@&*!?\\]|:(?=[^\s,\[\]{}])|'(?=\w))*"
)
_PLAIN_IN_BLOCK = compile_late(r"(?!(?:null|~|---|\.\.\.)\Z)[^\W_](?:[^\n:#]|:(?=\S)|(?<=\S)#)*")
# The first and the last letter of scripts without spaces between words.
_UNSPACED = (
    ("\u3000", "\u9fff"),
    ("\uac00", "\ud7a3"),
    ("\uf900", "\ufaff"),
    ("\uff00", "\uffef"),
)
_SCHEMA_LINE = "# yaml-language-server: $schema={}"


def write_profile(data: dict[str, Any], schema: str, comments: list[str]) -> str:
    """Write a profile; comments stand at the top, below the line that names its schema, if any."""
    head = [_SCHEMA_LINE.format(schema)] if schema else []
    head += [f"# {comment}" for comment in comments]
    lines = list(head)
    for key, value in data.items():
        if len(lines) > len(head) or comments:
            lines.append("")
        lines += write_pair(key, value, 0)
    return "\n".join(lines) + "\n"


def write_pair(key: str, value: Any, indent: int) -> Iterator[str]:
    """Write a key and its value as lines."""
    start = " " * indent + _quote_text(key, in_flow=False) + ":"
    if isinstance(value, str | Value):
        yield from _write_text(start, value, indent)
        return
    flow = None
    if not _needs_lines(key, value, indent):
        flow = format_flow(value)
    if flow is not None and _fits(value, len(start) + len(flow)):
        yield f"{start} {flow}"
    elif flow is not None and _is_short_list(value):
        yield from _wrap_flow(f"{start} {flow}", indent + 4)
    else:
        yield start
        yield from _write_parts(value, indent + 2)


def _write_parts(value: Any, indent: int) -> Iterator[str]:
    """Write the pairs of a mapping, or the items of a list."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from write_pair(key, inner, indent)
        return
    for item in value:
        yield from write_item(item, indent)


def _needs_lines(key: str, value: Any, indent: int) -> bool:
    """Say whether a value stands on lines of its own however short it is."""
    if key in ("basics", "highlights"):
        return True
    return not indent and _is_entry_list(value)


def _fits(value: Any, length: int) -> bool:
    return length < _WIDTH and not _is_long_list(value)


def _is_short_list(value: Any) -> bool:
    """Say whether a list is one of names and the like, which reads best in few lines."""
    if not isinstance(value, list | tuple):
        return False
    return all(isinstance(item, str | Value) and len(read_value(item)) <= 40 for item in value)


def _wrap_flow(line: str, indent: int) -> Iterator[str]:
    """Wrap a list in brackets between its items."""
    first, *rest = re.split(r"(?<=,) (?=[^\s])", line)
    row = first
    for item in rest:
        if len(row) + len(item) + 1 > _WIDTH:
            yield row
            row = " " * indent + item
        else:
            row += " " + item
    yield row


def _is_entry_list(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(item, dict) for item in value)


def _is_long_list(value: Any) -> bool:
    """Say whether a list is one of entries, which stand on lines of their own."""
    if not isinstance(value, list | tuple):
        return False
    if any(isinstance(item, dict) for item in value):
        return len(value) > 1 or any(len(item) > 2 for item in value)
    return any(len(str(read_value(item))) > 40 for item in value)


def write_item(item: Any, indent: int) -> Iterator[str]:
    """Write an item of a list as lines."""
    start = " " * indent + "-"
    if isinstance(item, str | Value):
        yield from _write_text(start, item, indent)
        return
    flow = format_flow(item)
    if flow is not None and len(item) <= 2 and indent + len(flow) < _WIDTH:
        yield f"{start} {flow}"
        return
    first, *rest = _write_parts(item, indent + 2)
    yield f"{start} {first[indent + 2 :]}"  # the dash takes the place of two spaces
    yield from rest


def _write_text(start: str, value: str | Value, indent: int) -> Iterator[str]:
    text = read_value(value)
    comment = _format_comment(value)
    if "\n" in text:
        yield from _write_paragraphs(start + "{}" + comment, text, indent)
        return
    quoted = _quote_text(text, in_flow=False)
    if len(start) + len(quoted) < _WIDTH or not _can_fold(text):
        yield f"{start} {quoted}{comment}"
        return
    yield f"{start} >-{comment}"
    for line in textwrap.wrap(
        text, _WIDTH - indent, break_long_words=False, break_on_hyphens=False
    ):
        yield " " * (indent + 2) + line


def _write_paragraphs(start: str, text: str, indent: int) -> Iterator[str]:
    """Write text of several lines: paragraphs are folded, other lines stay as they are."""
    paragraphs = text.split("\n\n")
    is_prose = all(_can_fold(part) and "\n" not in part for part in paragraphs)
    if not is_prose or not all(paragraphs):
        yield start.format(" |-")
        for line in text.split("\n"):
            yield (" " * (indent + 2) + line).rstrip()
        return
    yield start.format(" >-")
    for number, paragraph in enumerate(paragraphs):
        if number:
            yield from ("", "")
        for line in textwrap.wrap(
            paragraph, _WIDTH - indent, break_long_words=False, break_on_hyphens=False
        ):
            yield " " * (indent + 2) + line


def _can_fold(text: str) -> bool:
    """Say whether joining lines by spaces gives the text again: not in Chinese or Japanese."""
    return "  " not in text and sum(map(_is_spaced, text)) > 0.5 * len(text)


def _is_spaced(letter: str) -> bool:
    """Say whether a letter is of a script that puts spaces between words."""
    if letter.isspace():
        return False
    return not any(first <= letter <= last for first, last in _UNSPACED)


def _format_comment(value: str | Value) -> str:
    if not isinstance(value, Value) or not value.is_guess:
        return ""
    if value.note:
        return f"  # {value.note}"
    origin = " ".join(value.origin.split())
    if not origin:
        return "  # guessed"
    if len(origin) > _MOST_ORIGIN:
        origin = origin[:_MOST_ORIGIN] + "…"
    return f'  # guessed: from "{origin}"'


def format_flow(value: Any) -> str | None:
    """Format a value in one line; None where a comment stands inside, or text of several lines."""
    if isinstance(value, Value) and value.is_guess:
        return None
    if isinstance(value, str | Value):
        text = read_value(value)
        return None if "\n" in text else _quote_text(text, in_flow=True)
    if isinstance(value, dict):
        pairs = []
        for key, part in value.items():
            inner = format_flow(part)
            if inner is None:
                return None
            pairs.append(f"{_quote_text(key, in_flow=True)}: {inner}")
        return "{" + ", ".join(pairs) + "}"
    items = []
    for part in value:
        inner = format_flow(part)
        if inner is None:
            return None
        items.append(inner)
    return "[" + ", ".join(items) + "]"


def _quote_text(text: str, *, in_flow: bool) -> str:
    """Quote text where YAML would read it as something else."""
    pattern = _PLAIN if in_flow else _PLAIN_IN_BLOCK
    if pattern.fullmatch(text) and not text.endswith(":") and text.strip() == text:
        return text
    if text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    return json.dumps(text, ensure_ascii=False)
