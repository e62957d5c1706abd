"""A YAML or JSON file as it is written: where its values begin and end, and edits of its text."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from cvgen.errors import Diagnostic, Place, ProfileError
from cvgen.files.textfile import read_yaml_text
from cvgen.files.yamlfile import KeyPath
from cvgen.files.yamlparse import parse_nodes
from cvgen.importers.builder import read_value
from cvgen.importers.yaml_writer import format_flow, write_item, write_pair

_WRAPPERS = ("entries", "value")  # which hold a value that is marked as private


class _Edit(Struct, frozen=True):
    """New text between two places; of several at one place, the one that is indented most first."""

    start: int
    end: int
    text: str
    column: int = 0


class WrittenFile(Struct):
    """The text of a file, its nodes, and the edits that are to be made."""

    path: Path
    text: str
    root: Any
    is_windows: bool = False
    edits: list[_Edit] = field(default_factory=list)
    added: Counter[int] = field(default_factory=Counter)

    def apply_edits(self) -> bytes:
        """Apply the edits, which do not overlap, to the text; its lines end as they did."""
        parts = []
        done = 0
        for edit in sorted(self.edits, key=lambda edit: (edit.start, -edit.column)):
            parts += [self.text[done : edit.start], edit.text]
            done = edit.end
        text = "".join([*parts, self.text[done:]])
        return text.replace("\n", "\r\n" if self.is_windows else "\n").encode()

    # --- edits

    def add_item(self, node: Any, number: int, item: Any) -> None:
        """Add an item to a list, before the one of this number, or behind the last."""
        if node.flow_style:
            self._add_in_brackets(node, number, self._write_flow(item))
            return
        column = node.start_mark.column
        lines = list(write_item(item, column))
        has_gaps = len(node.value) > 1 and self._has_gap(node)
        if number < len(node.value):
            start = self._find_item_start(node.value[number], column)
            if number:
                start = self._find_comments_above(start)
            self._insert_lines(start, column, [*lines, *[""] * has_gaps])
        else:
            end = self._find_next_line(node, column)
            self._insert_lines(end, column, [*[""] * has_gaps, *lines])

    def add_key(self, node: Any, key: str, value: Any, behind: str = "") -> None:
        """Add a key to a mapping, behind another one, or behind the last."""
        if node.flow_style:
            self._add_in_brackets(node, len(node.value), self._write_flow({key: value})[1:-1])
            return
        column = node.start_mark.column
        values = {name.value: part for name, part in node.value}
        last = values.get(behind, node.value[-1][1])
        lines = list(write_pair(key, value, column))
        if not column:
            lines.insert(0, "")
        self._insert_lines(self._find_next_line(last, column), column, lines)

    def replace_value(self, node: Any, key: str, value: Any) -> None:
        """Replace the value of a key of a mapping."""
        name, old = next(pair for pair in node.value if pair[0].value == key)
        end = self._find_end(old)
        if node.flow_style:
            self.edits.append(_Edit(old.start_mark.index, end, self._write_flow(value)))
            return
        column = name.start_mark.column
        text = "\n".join(write_pair(key, value, column))[column:]
        if "\n" in text and "#" in self._get_rest_of_line(end):
            text = f"{key}: {self._write_flow(value)}"
        self.edits.append(_Edit(name.start_mark.index, end, text))

    def _add_in_brackets(self, node: Any, number: int, text: str) -> None:
        """Add text to a list or mapping in brackets."""
        start = node.end_mark.index - 1
        place = node.start_mark.index
        if number < len(node.value):
            before = node.value[number].start_mark.index
            self.edits.append(_Edit(before, before, f"{text}, "))
            return
        before = self.text[:start].rstrip()
        is_first = not node.value and not self.added[place]
        self.added[place] += 1
        if not is_first and not before.endswith(","):
            text = f", {text}"
        start = len(before)
        self.edits.append(_Edit(start, start, text))

    def _insert_lines(self, start: int, column: int, lines: list[str]) -> None:
        text = "\n".join(lines) + "\n"
        if start and self.text[start - 1] != "\n":
            text = "\n" + text.removesuffix("\n")
        self.edits.append(_Edit(start, start, text, column))

    # --- places

    def _find_end(self, node: Any) -> int:
        """Find where a value ends, without blank lines and comments that follow it."""
        if node.id == "scalar" or node.flow_style or not node.value:
            end: int = node.end_mark.index
            if node.id == "scalar" and node.style in ("|", ">"):
                end = len(self.text[:end].rstrip())
            return end
        last = node.value[-1]
        if node.id == "mapping":
            last = last[1]
        return self._find_end(last)

    def _find_next_line(self, node: Any, column: int) -> int:
        """Find the line behind a value and the comments that are indented as parts of it."""
        end = self.text.find("\n", self._find_end(node)) + 1 or len(self.text)
        while end < len(self.text):
            line = self.text[end:].partition("\n")[0]
            indent = len(line) - len(line.lstrip())
            if not line.lstrip().startswith("#") or indent <= column:
                break
            end += len(line) + 1
        return min(end, len(self.text))

    def _find_item_start(self, item: Any, column: int) -> int:
        """Find the line of an item's dash."""
        start = self.text.rfind("\n", 0, item.start_mark.index) + 1
        while self.text[start + column : start + column + 1] != "-" and start:
            start = self.text.rfind("\n", 0, start - 1) + 1
        return start

    def _find_comments_above(self, start: int) -> int:
        """Find the first of the comments that stand right above a line."""
        while start:
            above = self.text.rfind("\n", 0, start - 1) + 1
            if not self.text[above:start].lstrip().startswith("#"):
                break
            start = above
        return start

    def _has_gap(self, node: Any) -> bool:
        """Say whether blank lines stand between the items of a list."""
        start = self._find_end(node.value[0])
        return "\n\n" in self.text[start : node.value[1].start_mark.index]

    def _write_flow(self, value: Any) -> str:
        """Write a value in one line, where it must be as JSON, which YAML reads too."""
        flow = format_flow(value)
        if flow is None or self.path.suffix == ".json":
            flow = json.dumps(read_value(value), ensure_ascii=False)
        return flow

    def _get_rest_of_line(self, start: int) -> str:
        return self.text[start:].partition("\n")[0]


class WrittenProfile(Struct):
    """A profile as it is written, with the files that it includes."""

    path: Path
    files: dict[Path, WrittenFile] = field(default_factory=dict)

    def open_file(self, path: Path) -> WrittenFile:
        """Open one of its files, once.

        Raises ProfileError.
        """
        if path not in self.files:
            self.files[path] = _read_file(path)
        return self.files[path]

    def find_node(self, path: KeyPath) -> tuple[WrittenFile, Any]:
        """Find the node of a value, and the file that it is in; None where none is written."""
        file = self.open_file(self.path)
        node = file.root
        file, node = self._follow_include(file, node)
        for step in path:
            node = _find_child(_unwrap(node), step)
            file, node = self._follow_include(file, node)
        return file, _unwrap(node)

    def _follow_include(self, file: WrittenFile, node: Any) -> tuple[WrittenFile, Any]:
        while node is not None and node.tag == "!include":
            file = self.open_file(file.path.parent / str(node.value))
            node = file.root
        return file, node


def _read_file(path: Path) -> WrittenFile:
    """Read a file whole, also what is no YAML in it: comments of JSON, prose below front matter.

    Raises ProfileError.
    """
    parsed = read_yaml_text(path, Place(str(path)))
    written = path.read_bytes().decode()
    mark = "\ufeff" if written.startswith("\ufeff") else ""
    text = written.replace("\r\n", "\n").replace("\r", "\n")
    if mark or (path.suffix == ".json" and len(parsed) != len(text)):
        message = "this cannot be added to: it begins with a byte order mark, or has \\u pairs"
        raise ProfileError(Diagnostic("I123", message, Place(str(path)), "save it as plain UTF-8"))
    return WrittenFile(path, text, parse_nodes(parsed, str(path)), "\r\n" in written)


def _find_child(node: Any, step: str | int) -> Any:
    """Find a value in a mapping or a list."""
    if node is None or node.id == "scalar":
        return None
    if isinstance(step, int):
        is_there = node.id == "sequence" and step < len(node.value)
        return node.value[step] if is_there else None
    if node.id != "mapping":
        return None
    for key, value in node.value:
        if key.value == step:
            return value
    return None


def _unwrap(node: Any) -> Any:
    """Take a value out of the mapping that marks it as private."""
    if node is None or node.id != "mapping" or len(node.value) != 2:
        return node
    values = {key.value: value for key, value in node.value}
    for name in _WRAPPERS:
        if "private" in values and name in values:
            return values[name]
    return node
