"""The only door to YAML: takes a file, gives plain data (dicts, lists, text, None) and the place of every key.

Scalars stay text, so that `NO` is Norway and `3.80` keeps its zero. A JSON file is read the same way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cvgen.errors import Diagnostic, Place, ProfileError
from cvgen.files import textfile, yamlwords

if TYPE_CHECKING:
    import yaml

Path_ = tuple[str | int, ...]
MOST_NODES = 100_000
MOST_DEPTH = 60
_STANDARD = "tag:yaml.org,2002:"
_TAGS = frozenset(
    _STANDARD + name
    for name in ("str", "int", "float", "bool", "null", "seq", "map", "merge", "timestamp", "value")
)
_NULLS = ("", "~", "null")
_LOST_TEXT = re.compile(r"\s+#[^\s#!]")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
_ANCHOR = re.compile(r"(?:^|[\s\[{,])&", re.MULTILINE)
_TEX = re.compile(r"(?<!\\)\\(?:t(?:au|ext|heta|imes|ilde|op|o)|n(?:u|abla|eq|e|ot))(?![a-z])")
_NESTED = re.compile(r"(?:[-?] +){40}")


@dataclass(frozen=True, slots=True)
class Tree:
    """Plain data, where each key and value of it was written, what was odd about the writing, and what of it is private."""

    data: Any
    file: str
    keys: dict[Path_, Place] = field(default_factory=dict)
    values: dict[Path_, Place] = field(default_factory=dict)
    warnings: list[Diagnostic] = field(default_factory=list)
    private: frozenset[Path_] = frozenset()

    def place(self, path: Path_, *, key: bool = False) -> Place:
        """Find the place of a value (or its key), or else of the nearest thing around it."""
        for length in range(len(path), -1, -1):
            for places in (self.keys, self.values) if key else (self.values, self.keys):
                if path[:length] in places:
                    return places[path[:length]]
        return Place(self.file)

    def is_private(self, path: Path_) -> bool:
        """Say whether a value is private, or part of something that is."""
        return any(path[:length] in self.private for length in range(len(path) + 1))

    def find(self, text: str) -> Place | None:
        """Find the first value that holds the text."""
        for path, value in _scalars(self.data, ()):
            if text in value:
                return self.place(path)
        return None

    def find_key(self, key: str, value: str) -> Place | None:
        """Find where a key was given this value, looking at the end of every path."""
        return next(
            (
                self.place(path)
                for path, found in _scalars(self.data, ())
                if path[-1:] == (key,) and found == value
            ),
            None,
        )


def children(data: Any) -> Iterable[tuple[str | int, Any]]:
    """Give what a mapping or a list holds, each with its key or its index; of anything else nothing."""
    return (
        data.items()
        if isinstance(data, dict)
        else enumerate(data)
        if isinstance(data, list)
        else ()
    )


def _scalars(data: Any, path: Path_) -> Iterator[tuple[Path_, str]]:
    for key, value in children(data):
        yield from _scalars(value, (*path, key))
    if isinstance(data, str):
        yield path, data


def read(path: Path, root: Path | None = None) -> Tree:
    """Read a YAML or JSON file; `!include` reaches files below `root` (the file's own folder) only.

    Raises ProfileError with every finding of the file.
    """
    reader = _Reader(Tree(None, str(path)), (root or path.parent).resolve())
    data = reader.file(path, Place(str(path)), ())
    if reader.errors:
        raise ProfileError(*reader.errors, *reader.tree.warnings)
    return Tree(data, str(path), reader.tree.keys, reader.tree.values, reader.tree.warnings)


def written(data: Any) -> str:
    """Write plain data as YAML that reads back as the same: as text, in quotes only where it would be something else."""
    import yaml

    class Writer(yaml.SafeDumper):
        """Knows of no values but text and nothing, as reading does."""

        yaml_implicit_resolvers = {
            first: [(tag, pattern) for tag, pattern in found if tag.endswith((":null", ":merge"))]
            for first, found in yaml.SafeDumper.yaml_implicit_resolvers.items()
        }

    def text(writer: yaml.SafeDumper, value: str) -> yaml.Node:
        return writer.represent_scalar(
            _STANDARD + "str", value, style="|" if "\n" in value else None
        )

    Writer.add_representer(str, text)
    return yaml.dump(data, Dumper=Writer, allow_unicode=True, sort_keys=False, width=100)


class _Reader:
    """Carries what a file and the files that it includes share: places, findings, and how much was read."""

    def __init__(self, tree: Tree, root: Path) -> None:
        self.tree = tree
        self.root = root
        self.errors: list[Diagnostic] = []
        self.nodes = 0
        self.depth = 0
        self.open_files: list[Path] = []
        self.shown = ""
        self.lines: list[str] = []

    def file(self, path: Path, asked_at: Place, at: Path_) -> Any:
        """Read one file into the tree at the given path."""
        text = textfile.read(path, asked_at)
        outer = self.shown, self.lines
        self.open_files.append(path.resolve())
        self.shown, self.lines = str(path), text.splitlines()
        if (
            _ANCHOR.search(text)
            or _NESTED.search(text)
            or text.count("[") + text.count("{") > MOST_NODES // 100
        ):
            self.tree.warnings.extend(_overlooked(text, self.shown))
        node = _compose(text, self.shown)
        data = None if node is None else self.value(node, at)
        self.open_files.pop()
        self.shown, self.lines = outer
        return data

    def value(self, node: yaml.Node, at: Path_) -> Any:
        """Turn a node into plain data."""
        self.nodes += 1
        if self.nodes > MOST_NODES or self.depth > MOST_DEPTH:
            what = (
                f"more than {MOST_NODES:,} values"
                if self.nodes > MOST_NODES
                else f"more than {MOST_DEPTH} levels"
            )
            raise ProfileError(
                Diagnostic(
                    "P109",
                    f"the file unfolds to {what}",
                    self.at(node),
                    "do its aliases, such as *name, repeat what they should not?",
                )
            )
        self.tree.values.setdefault(at, self.at(node))
        if node.tag == "!include":
            return self.include(node, at)
        if not self.known(node):
            return None
        readers: dict[str, Callable[[Any, Path_], Any]] = {
            "sequence": self.items,
            "mapping": self.mapping,
        }
        self.depth += 1
        data = self.scalar(node) if node.id == "scalar" else readers[node.id](node, at)  # type: ignore[attr-defined]
        self.depth -= 1
        return data

    def known(self, node: yaml.Node) -> bool:
        """Report a tag that is none of YAML's own."""
        if node.tag not in _TAGS:
            self.report(
                "P107",
                f"'{node.tag.replace(_STANDARD, '!!')}' is a tag of YAML that has no meaning here",
                node,
                "quote text that starts with '!'",
            )
        return node.tag in _TAGS

    def scalar(self, node: Any) -> str | None:
        """Keep a scalar as the text that was typed; only an empty one, `~` and `null` are nothing."""
        unprintable = _UNPRINTABLE.search(node.value)
        if unprintable:
            self.report(
                "P102",
                f"the character U+{ord(unprintable[0]):04X} cannot be printed",
                node,
                "delete it",
            )
        if node.style:
            self.notice_tex(node)
            return str(node.value)
        end = node.end_mark
        if end.line < len(self.lines) and _LOST_TEXT.match(self.lines[end.line][end.column :]):
            place = Place(self.shown, end.line + 1, end.column + 2)
            hint = (
                "put the whole text in quotes to keep it, or a space after '#' if it is a comment"
            )
            self.tree.warnings.append(
                Diagnostic(
                    "P110",
                    "what follows ' #' counts as a comment and is lost",
                    place,
                    hint,
                    "warning",
                )
            )
        return None if node.value in _NULLS else str(node.value)

    def notice_tex(self, node: Any) -> None:
        """Warn of TeX in double quotes, where YAML takes the start of some commands for a tab or a new line."""
        start, end = node.start_mark, node.end_mark
        lines = self.lines[start.line : end.line + 1]
        found = _TEX.search("\n".join(lines)) if node.style == '"' else None
        if found:
            message = f"in \"double quotes\" '{found[0]}' is {'a tab' if found[0][1] == 't' else 'a new line'} and '{found[0][2:]}'"
            place = Place(self.shown, start.line + 1, start.column + 1)
            self.tree.warnings.append(
                Diagnostic("P112", message, place, "use 'single quotes' around TeX", "warning")
            )

    def items(self, node: yaml.SequenceNode, at: Path_) -> list[Any]:
        """Read a list."""
        return [self.value(child, (*at, index)) for index, child in enumerate(node.value)]

    def mapping(self, node: yaml.MappingNode, at: Path_) -> dict[str, Any]:
        """Read a mapping; what `<<` merges in gives way to what stands in the mapping itself."""
        own: dict[str, Any] = {}
        merged: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if key_node.tag == _STANDARD + "merge" or (
                key_node.value == "<<" and not key_node.style
            ):
                merged.update(self.merge(value_node, at))
                continue
            key = self.key(key_node)
            if key is None:
                continue
            if key in own:
                first = self.tree.keys[(*at, key)].line
                self.report(
                    "P103",
                    f"'{key}' stands here twice, first in line {first}",
                    key_node,
                    "keep one of them",
                )
                continue
            self.tree.keys[(*at, key)] = self.at(key_node)
            self.tree.values[(*at, key)] = self.at(value_node)
            own[key] = self.value(value_node, (*at, key))
        return {**{key: value for key, value in merged.items() if key not in own}, **own}

    def key(self, node: yaml.Node) -> str | None:
        """Read a key, which must be a plain word."""
        if node.id == "scalar":  # type: ignore[attr-defined]
            return str(node.value) if self.known(node) else None
        self.report("P104", "a key must be a word", node, "quote text that starts with '[' or '{'")
        return None

    def merge(self, node: yaml.Node, at: Path_) -> dict[str, Any]:
        """Read what `<<` names: a mapping, or a list of them of which the first wins."""
        if node.id == "sequence":  # type: ignore[attr-defined]
            parts = [self.merge(child, at) for child in reversed(node.value)]
            return {key: value for part in parts for key, value in part.items()}
        value = self.value(node, at)
        if isinstance(value, dict):
            return value
        self.report(
            "P105",
            "what '<<' names has no keys to take over",
            node,
            "write '<<: *name', where '&name' stands before keys",
        )
        return {}

    def include(self, node: yaml.Node, at: Path_) -> Any:
        """Read the file that `!include` names, if it lies in the profile's folder."""
        if node.id != "scalar" or not node.value or "\0" in node.value:  # type: ignore[attr-defined]
            self.report(
                "P106",
                "'!include' takes the name of one file",
                node,
                "write, for example, !include publications.yaml",
            )
            return None
        resolved = Path(self.open_files[-1].parent, str(node.value)).resolve()
        if not resolved.is_relative_to(self.root):
            self.report(
                "P106",
                f"'{node.value}' lies outside the profile's folder",
                node,
                "copy it into the folder",
            )
        elif resolved in self.open_files:
            self.report(
                "P106", f"'{node.value}' includes itself", node, "remove one of the two '!include'"
            )
        else:
            shown = Path(self.shown).parent / str(node.value)
            return self.file(shown, self.at(node), at)
        return None

    def at(self, node: yaml.Node) -> Place:
        """Give the place of a node."""
        return Place(self.shown, node.start_mark.line + 1, node.start_mark.column + 1)

    def report(self, code: str, message: str, node: yaml.Node, hint: str) -> None:
        """Keep a finding; reading goes on, so that all are told at once."""
        self.errors.append(Diagnostic(code, message, self.at(node), hint))


def _compose(text: str, file: str) -> yaml.Node | None:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        raise ProfileError(yamlwords.broken(error, text, file)) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        message = (
            f"the character U+{error.character:04X} cannot stand in a text file"
            if isinstance(error.character, int)
            else str(error.reason)
        )
        raise ProfileError(Diagnostic("P102", message, Place(file, line, 1), "delete it")) from None
    except RecursionError:
        raise ProfileError(
            Diagnostic("P109", f"the file is over {MOST_DEPTH} levels deep", Place(file))
        ) from None


def _overlooked(text: str, file: str) -> list[Diagnostic]:
    """Walk the file without unfolding it: warn of words taken for anchors, stop at what would nest too deep.

    Composing recurses in C, which nothing could catch.
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    anchors: dict[str, Place] = {}
    depth = 0
    try:
        for event in yaml.parse(text, Loader=loader):
            place = Place(file, event.start_mark.line + 1, event.start_mark.column + 1)  # type: ignore[union-attr]
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(
                event, yaml.CollectionEndEvent
            )
            if depth > MOST_DEPTH:
                raise ProfileError(
                    Diagnostic("P109", f"the file is over {MOST_DEPTH} levels deep", place)
                )
            name = getattr(event, "anchor", None)
            if isinstance(event, yaml.AliasEvent):
                anchors.pop(name or "", None)
            elif name:
                anchors[name] = place
    except yaml.YAMLError:
        return []  # reading it will say what is wrong
    hint = "put the text in quotes to print it"
    return [
        Diagnostic(
            "P111",
            f"'&{name}' is YAML's mark for an anchor, and not printed",
            place,
            hint,
            "warning",
        )
        for name, place in anchors.items()
    ]
