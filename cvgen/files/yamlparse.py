"""Parse the text of a YAML file into PyYAML's nodes, within limits of size and depth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from cvgen.errors import Diagnostic, Place, ProfileError
from cvgen.files.yamlwords import explain_yaml_error

if TYPE_CHECKING:
    import yaml

MOST_NODES = 100_000
MOST_DEPTH = 60
_MANY_BRACKETS = MOST_NODES // 100
_ANCHOR = re.compile(r"(?:^|[\s\[{,])&", re.MULTILINE)
_POINT = re.compile(r"\s+[-*•] +\S")
_NUMBER_END = re.compile(r"(?<![0-9])[0-9]{1,3}$")
_NUMBER_REST = re.compile(r"[0-9]{3}(?![0-9])")
_NESTED = re.compile(r"(?:[-?] +){40}")


def parse_nodes(text: str, file: str) -> yaml.Node | None:
    """Parse text into a node; an empty file has none.

    Raises ProfileError where it is not YAML.
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        raise ProfileError(explain_yaml_error(error, text, file)) from None
    except yaml.reader.ReaderError as error:
        raise ProfileError(_explain_reader_error(error, text, file)) from None
    except RecursionError:
        raise ProfileError(_report_depth(Place(file))) from None


def _explain_reader_error(error: yaml.reader.ReaderError, text: str, file: str) -> Diagnostic:
    line = text.count("\n", 0, error.position) + 1
    message = str(error.reason)
    if isinstance(error.character, int):
        message = f"the character U+{error.character:04X} cannot stand in a text file"
    return Diagnostic("P102", message, Place(file, line, 1), "delete it")


def _report_depth(place: Place) -> Diagnostic:
    return Diagnostic("P109", f"the file is over {MOST_DEPTH} levels deep", place)


def scan_events(text: str, file: str) -> list[Diagnostic]:
    """Warn of words taken for anchors, without unfolding the file.

    Raises ProfileError for what would nest too deep: composing recurses in C, which nothing could
    catch.
    """
    if not _needs_scan(text):
        return []
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    anchors: dict[str, Place] = {}
    depth = 0
    try:
        for event in yaml.parse(text, Loader=loader):
            place = _place_event(event, file)
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            if isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth > MOST_DEPTH:
                raise ProfileError(_report_depth(place))
            _note_anchor(event, place, anchors)
    except yaml.YAMLError:
        return []  # reading it will say what is wrong
    return [_report_anchor(name, place) for name, place in anchors.items()]


def _needs_scan(text: str) -> bool:
    if _ANCHOR.search(text) or _NESTED.search(text):
        return True
    return text.count("[") + text.count("{") > _MANY_BRACKETS


def _place_event(event: Any, file: str) -> Place:
    return Place(file, event.start_mark.line + 1, event.start_mark.column + 1)


def _note_anchor(event: yaml.Event, place: Place, anchors: dict[str, Place]) -> None:
    """Keep the place of an anchor until an alias uses it."""
    import yaml

    name = getattr(event, "anchor", None)
    if isinstance(event, yaml.AliasEvent):
        anchors.pop(name or "", None)
    elif name:
        anchors[name] = place


def _report_anchor(name: str, place: Place) -> Diagnostic:
    message = f"'&{name}' is YAML's mark for an anchor, and not printed"
    return Diagnostic("P111", message, place, "put the text in quotes to print it", "warning")


def keep_list_lines(node: Any, lines: list[str]) -> str:
    """Keep the lines of a plain text that goes on with a list, which YAML folds into one line.

    So RenderCV's users write points below another; the indents are those of the file.
    """
    start = node.start_mark
    following = lines[start.line + 1 : node.end_mark.line + 1]
    if not any(_POINT.match(line) for line in following):
        return str(node.value)
    first_line = lines[start.line][start.column :]
    kept = [first_line.strip()]
    for line in following[:-1]:
        kept.append(line.rstrip())
    kept.append(following[-1][: node.end_mark.column].rstrip())
    if " ".join("\n".join(kept).split()) != " ".join(node.value.split()):
        return str(node.value)
    return "\n".join(kept)


def is_key_alone(key: yaml.Node, value: yaml.Node, lines: list[str]) -> bool:
    """Say whether a key has no colon behind it, as between commas in { }: most often it is text."""
    start = key.end_mark
    end = value.start_mark
    if start.line >= len(lines) or getattr(value, "value", None):
        return False
    if start.line == end.line:
        between = lines[start.line][start.column : end.column]
    else:
        between = "\n".join([lines[start.line][start.column :], *lines[start.line + 1 : end.line]])
        if end.line < len(lines):
            between += lines[end.line][: end.column]
    return ":" not in between


def list_cut_numbers(node: yaml.SequenceNode) -> Iterator[yaml.ScalarNode]:
    """List the items in [ ] that are the rest of a number, whose comma has ended the item before.

    A list of whole numbers without spaces, as [100,200], is none.
    """
    if not node.flow_style:
        return
    for before, rest in pairwise(node.value):
        if before.id != "scalar" or rest.id != "scalar" or before.style or rest.style:
            continue
        is_close = rest.start_mark.index == before.end_mark.index + 1
        is_cut = _NUMBER_END.search(before.value) and _NUMBER_REST.match(rest.value)
        is_list = before.value.isdigit() and rest.value.isdigit() and rest.value[0] != "0"
        if is_close and is_cut and not is_list:
            yield rest
