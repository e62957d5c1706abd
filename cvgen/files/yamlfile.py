"""YAML 1.1 files as plain data (dicts, lists, text, None) with the place of every key and value.

Scalars stay text, so that `NO` is Norway and `3.80` keeps its zero. JSON is read the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from cvgen.errors import Diagnostic, Place, ProfileError
from cvgen.files.textfile import find_unprintable, join_line_breaks, read_yaml_text
from cvgen.files.yamlparse import (
    MOST_DEPTH,
    MOST_NODES,
    is_key_alone,
    keep_list_lines,
    list_cut_numbers,
    parse_nodes,
    scan_events,
)

if TYPE_CHECKING:
    import yaml

KeyPath = tuple[str | int, ...]
_STANDARD = "tag:yaml.org,2002:"
_TYPES = ("str", "int", "float", "bool", "null", "seq", "map", "merge", "timestamp", "value")
_TAGS = frozenset(_STANDARD + name for name in _TYPES)
_NULLS = ("", "~", "null")
_LOST_TEXT = re.compile(r"\s+#[^\s#!]")
_TEX = re.compile(r"(?<!\\)\\(?:t(?:au|ext|heta|imes|ilde|op|o)|n(?:u|abla|eq|e|ot))(?![a-z])")


class Tree(Struct, frozen=True):
    """Plain data, where each key and value was written, and the paths of what is private."""

    data: Any
    file: str
    keys: dict[KeyPath, Place] = field(default_factory=dict)
    values: dict[KeyPath, Place] = field(default_factory=dict)
    warnings: list[Diagnostic] = field(default_factory=list)
    private: frozenset[KeyPath] = frozenset()

    def find_place(self, path: KeyPath, *, key: bool = False) -> Place:
        """Find the place of a value (or its key), or else of the nearest thing around it."""
        maps = [self.values, self.keys]
        if key:
            maps.reverse()
        for length in range(len(path), -1, -1):
            start = path[:length]
            for places in maps:
                if start in places:
                    return places[start]
        return Place(self.file)

    def is_private(self, path: KeyPath) -> bool:
        """Return whether a value is private, or part of something that is."""
        return any(path[:length] in self.private for length in range(len(path) + 1))

    def find_text(self, text: str) -> Place | None:
        """Find the first value that holds the text."""
        for path, value in list_scalars(self.data):
            if text in value:
                return self.find_place(path)
        return None

    def find_key(self, key: str, value: str) -> Place | None:
        """Find where a key was given this value, looking at the end of every path."""
        for path, scalar in list_scalars(self.data):
            if path[-1:] == (key,) and scalar == value:
                return self.find_place(path)
        return None


def list_children(data: Any) -> Iterable[tuple[str | int, Any]]:
    """List what a mapping or a list holds, each with its key or index; else nothing."""
    if isinstance(data, dict):
        return data.items()
    if isinstance(data, list):
        return enumerate(data)
    return ()


def list_scalars(data: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, str]]:
    """List every text in data, with its path."""
    for key, value in list_children(data):
        yield from list_scalars(value, (*path, key))
    if isinstance(data, str):
        yield path, data


def read_yaml(path: Path, root: Path | None = None) -> Tree:
    """Read a YAML or JSON file; `!include` reaches files below `root` (the file's own folder) only.

    Raises ProfileError with every finding of the file.
    """
    reader = _Reader(Tree(None, str(path)), (root or path.parent).resolve())
    data = reader.read_file(path, Place(str(path)), ())
    if reader.errors:
        raise ProfileError(*reader.errors, *reader.tree.warnings)
    return Tree(data, str(path), reader.tree.keys, reader.tree.values, reader.tree.warnings)


def parse_yaml(text: str, file: str) -> Tree:
    """Parse YAML or JSON that is read already, in which `!include` reaches nothing.

    Raises ProfileError with every finding.
    """
    reader = _Reader(Tree(None, file), Path(file).parent)
    data = reader.parse_text(text, file, ())
    if reader.errors:
        raise ProfileError(*reader.errors, *reader.tree.warnings)
    return Tree(data, file, reader.tree.keys, reader.tree.values, reader.tree.warnings)


class _Reader:
    """What a file and the files that it includes share: places, findings, and how much was read."""

    def __init__(self, tree: Tree, root: Path) -> None:
        self.tree = tree
        self.root = root
        self.errors: list[Diagnostic] = []
        self.nodes = 0
        self.depth = 0
        self.open_files: list[Path] = []
        self.file_name = ""
        self.lines: list[str] = []

    def read_file(self, path: Path, place: Place, at: KeyPath) -> Any:
        """Read one file into the tree at a path; `place` is where the file was named."""
        text = read_yaml_text(path, place)
        self.open_files.append(path.resolve())
        data = self.parse_text(text, str(path), at)
        self.open_files.pop()
        return data

    def parse_text(self, text: str, name: str, at: KeyPath) -> Any:
        """Parse the text of one file into the tree at a path."""
        outer_name = self.file_name
        outer_lines = self.lines
        self.file_name = name
        self.lines = text.splitlines()
        self.tree.warnings.extend(scan_events(text, self.file_name))
        node = parse_nodes(text, self.file_name)
        data = None
        if node is not None:
            data = self.read_node(node, at)
        self.file_name = outer_name
        self.lines = outer_lines
        return data

    def read_node(self, node: yaml.Node, at: KeyPath) -> Any:
        """Turn a node into plain data."""
        self.nodes += 1
        self.check_size(node)
        self.tree.values.setdefault(at, self.place_of(node))
        if node.tag == "!include":
            return self.include_file(node, at)
        if not self.has_known_tag(node):
            return None
        self.depth += 1
        data = self.read_known_node(node, at)
        self.depth -= 1
        return data

    def read_known_node(self, node: Any, at: KeyPath) -> Any:
        """Turn a node of one of YAML's three kinds into plain data."""
        if node.id == "scalar":
            return self.read_scalar(node)
        if node.id == "sequence":
            return self.read_sequence(node, at)
        return self.read_mapping(node, at)

    def check_size(self, node: yaml.Node) -> None:
        """Raise ProfileError when aliases have unfolded the file to more than any profile has."""
        if self.nodes > MOST_NODES:
            size = f"more than {MOST_NODES:,} values"
        elif self.depth > MOST_DEPTH:
            size = f"more than {MOST_DEPTH} levels"
        else:
            return
        hint = "do its aliases, such as *name, repeat what they should not?"
        raise ProfileError(
            Diagnostic("P109", f"the file unfolds to {size}", self.place_of(node), hint)
        )

    def has_known_tag(self, node: yaml.Node) -> bool:
        """Return whether a tag is one of YAML's own, and report one that is not."""
        if node.tag in _TAGS:
            return True
        tag = node.tag.replace(_STANDARD, "!!")
        message = f"'{tag}' is a tag of YAML that has no meaning here"
        self.report("P107", message, node, "quote text that starts with '!'")
        return False

    def read_scalar(self, node: Any) -> str | None:
        """Keep a scalar as it was typed; only an empty one, `~` and `null` are nothing."""
        text = join_line_breaks(node.value)
        character = find_unprintable(text)
        if character:
            message = f"the character U+{ord(character):04X} cannot be printed"
            self.report("P102", message, node, "delete it")
        if node.style:
            self.warn_of_tex(node)
            return text
        self.warn_of_lost_text(node)
        if node.value in _NULLS:
            return None
        return keep_list_lines(node, self.lines)

    def warn_of_lost_text(self, node: Any) -> None:
        """Warn of text behind ' #', which YAML takes for a comment."""
        end = node.end_mark
        if end.line >= len(self.lines):
            return
        if not _LOST_TEXT.match(self.lines[end.line], end.column):
            return
        place = Place(self.file_name, end.line + 1, end.column + 2)
        message = "what follows ' #' counts as a comment and is lost"
        hint = "put the whole text in quotes to keep it, or a space after '#' if it is a comment"
        self.tree.warnings.append(Diagnostic("P110", message, place, hint, "warning"))

    def warn_of_tex(self, node: Any) -> None:
        """Warn of TeX in double quotes, where YAML takes some commands for a tab or a new line."""
        if node.style != '"':
            return
        command = _TEX.search(self.find_written(node))
        if not command:
            return
        escape = "a tab" if command[0][1] == "t" else "a new line"
        message = f"in \"double quotes\" '{command[0]}' is {escape} and '{command[0][2:]}'"
        hint = "use 'single quotes' around TeX"
        self.tree.warnings.append(Diagnostic("P112", message, self.place_of(node), hint, "warning"))

    def find_written(self, node: Any) -> str:
        """Find how a scalar was written, with its quotes; JSON may have all of them in one line."""
        start, end = node.start_mark, node.end_mark
        lines = self.lines[start.line : end.line + 1]
        if lines and end.line < len(self.lines):
            lines[-1] = lines[-1][: end.column]
        if lines:
            lines[0] = lines[0][start.column :]
        return "\n".join(lines)

    def read_sequence(self, node: yaml.SequenceNode, at: KeyPath) -> list[Any]:
        """Read a list."""
        for rest in list_cut_numbers(node):
            message = f"'{rest.value}' is an item of its own: inside [ ] a comma ends one"
            self.report("P244", message, rest, "quote a text that has a comma in it")
        return [self.read_node(child, (*at, index)) for index, child in enumerate(node.value)]

    def read_mapping(self, node: yaml.MappingNode, at: KeyPath) -> dict[str, Any]:
        """Read a mapping; what `<<` merges in gives way to what stands in the mapping itself."""
        own: dict[str, Any] = {}
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if _is_merge_key(key_node):
                data.update(self.read_merge(value_node, at))
                continue
            key = self.read_key(key_node)
            if key is None:
                continue
            if key in own:
                self.report_duplicate(key, key_node, at)
                continue
            if node.flow_style and is_key_alone(key_node, value_node, self.lines):
                message = f"'{key}' stands between {{ }} without a value"
                self.report("P113", message, key_node, "quote a value that has a comma in it")
            self.tree.keys[(*at, key)] = self.place_of(key_node)
            self.tree.values[(*at, key)] = self.place_of(value_node)
            own[key] = self.read_node(value_node, (*at, key))
        for key in own:
            data.pop(key, None)
        data.update(own)
        return data

    def report_duplicate(self, key: str, node: yaml.Node, at: KeyPath) -> None:
        """Report a key that a mapping has already."""
        line = self.tree.keys[(*at, key)].line
        message = f"'{key}' stands here twice, first in line {line}"
        self.report("P103", message, node, "keep one of them")

    def read_key(self, node: yaml.Node) -> str | None:
        """Read a key, which must be a plain word."""
        if node.id != "scalar":  # type: ignore[attr-defined]
            hint = "quote text that starts with '[' or '{'"
            self.report("P104", "a key must be a word", node, hint)
            return None
        if not self.has_known_tag(node):
            return None
        if node.value[:1].isspace() and node.value.strip() and not getattr(node, "style", ""):
            message = "a no-break space, or another that YAML does not know, stands before a key"
            self.report("P101", message, node, "indent with plain spaces")
        return str(node.value)

    def read_merge(self, node: yaml.Node, at: KeyPath) -> dict[str, Any]:
        """Read what `<<` names: a mapping, or a list of them of which the first wins."""
        if node.id == "sequence":  # type: ignore[attr-defined]
            merged: dict[str, Any] = {}
            for child in reversed(node.value):
                merged.update(self.read_merge(child, at))
            return merged
        value = self.read_node(node, at)
        if isinstance(value, dict):
            return value
        hint = "write '<<: *name', where '&name' stands before keys"
        self.report("P105", "what '<<' names has no keys to take over", node, hint)
        return {}

    def include_file(self, node: Any, at: KeyPath) -> Any:
        """Read the file that `!include` names, if it lies in the profile's folder."""
        if node.id != "scalar" or not node.value or "\0" in node.value:
            hint = "write, for example, !include publications.yaml"
            self.report("P106", "'!include' takes the name of one file", node, hint)
            return None
        name = str(node.value)
        if not self.open_files:
            self.report("P106", f"'{name}' is not read here", node, "copy its text in")
            return None
        resolved = Path(self.open_files[-1].parent, name).resolve()
        if not resolved.is_relative_to(self.root):
            message = f"'{name}' lies outside the profile's folder"
            self.report("P106", message, node, "copy it into the folder")
            return None
        if resolved in self.open_files:
            hint = "remove one of the two '!include'"
            self.report("P106", f"'{name}' includes itself", node, hint)
            return None
        return self.read_file(Path(self.file_name).parent / name, self.place_of(node), at)

    def place_of(self, node: yaml.Node) -> Place:
        """Return the place of a node."""
        return Place(self.file_name, node.start_mark.line + 1, node.start_mark.column + 1)

    def report(self, code: str, message: str, node: yaml.Node, hint: str) -> None:
        """Keep an error; reading goes on, so that all are told at once."""
        self.errors.append(Diagnostic(code, message, self.place_of(node), hint))


def _is_merge_key(node: yaml.ScalarNode) -> bool:
    if node.tag == _STANDARD + "merge":
        return True
    return node.value == "<<" and not node.style
