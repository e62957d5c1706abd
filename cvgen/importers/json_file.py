"""Parse JSON with the line of every value; all scalars stay text, as they are written.

Answers of a service hold far more values than a profile may, often in a single line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from json import JSONDecoder
from typing import Any

from cvgen.errors import Place
from cvgen.files.yamlfile import KeyPath, Tree

_TOKEN = re.compile(r'\s*(?:(")|([{}\[\]:,])|([^\s{}\[\]:,"]+))')
_STRINGS = JSONDecoder(strict=False)
_MOST_DEPTH = 60
_MOST_VALUES = 500_000


def parse_json(text: str, file: str) -> Tree:
    """Parse JSON; raises ValueError for what is none, or is deeper or longer than any CV."""
    parser = _Parser(text, file)
    end = len(text.rstrip())
    while parser.position < end:
        parser.take_token()
    return Tree(parser.finish(), file, values=parser.places)


@dataclass(slots=True)
class _Parser:
    """Where parsing is: the open lists and mappings, and the key whose value comes next."""

    text: str
    file: str
    position: int = 0
    root: list[Any] = field(default_factory=list)
    open_values: list[Any] = field(default_factory=list)
    paths: list[KeyPath] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    places: dict[KeyPath, Place] = field(default_factory=dict)
    line_starts: list[int] = field(default_factory=list)
    is_expecting: bool = True  # a value or a key, and no comma or end

    def __post_init__(self) -> None:
        self.line_starts = [0]
        self.line_starts += [match.end() for match in re.finditer("\n", self.text)]

    def finish(self) -> Any:
        """Return what was parsed, which must be one whole value."""
        if len(self.root) != 1 or self.open_values:
            raise ValueError("the file is cut off")
        return self.root[0]

    def take_token(self) -> None:
        """Take the next word, text or sign."""
        match = _TOKEN.match(self.text, self.position)
        if match is None:
            raise ValueError("this is no sign of JSON")
        self.position = match.end()
        quote, sign, word = match.groups()
        start = match.start(match.lastindex or 0)
        if sign:
            self.take_sign(sign, start)
        elif quote:
            text, self.position = _STRINGS.raw_decode(self.text, start)
            self.take_text(_mend_surrogates(text), start)
        else:
            self.take_value(_decode_word(word), start)

    def take_sign(self, sign: str, start: int) -> None:
        """Open or close a list or mapping, or go on to its next value."""
        if sign == "{":
            self.open_value({}, start)
        elif sign == "[":
            self.open_value([], start)
        elif sign in "}]":
            self.close_value(sign)
        elif self.is_expecting or not self.open_values:
            raise ValueError("a value is missing")
        else:
            is_key = isinstance(self.open_values[-1], dict) and self.keys[-1] is not None
            if (sign == ":") != is_key:
                raise ValueError("a key or a value is missing")
            self.is_expecting = True

    def open_value(self, value: Any, start: int) -> None:
        """Open a list or mapping."""
        path = self.take_value(value, start)
        if len(self.open_values) >= _MOST_DEPTH:
            raise ValueError("the file is too deep")
        self.open_values.append(value)
        self.paths.append(path)
        self.keys.append(None)
        self.is_expecting = True

    def close_value(self, sign: str) -> None:
        """Close the innermost list or mapping."""
        kind = dict if sign == "}" else list
        if not self.open_values or not isinstance(self.open_values[-1], kind):
            raise ValueError("a bracket is missing")
        if self.keys[-1] is not None:
            raise ValueError("a value is missing")
        self.open_values.pop()
        self.paths.pop()
        self.keys.pop()
        self.is_expecting = False

    def take_text(self, text: str, start: int) -> None:
        """Take a text, which is a key or a value."""
        is_key = bool(self.open_values) and isinstance(self.open_values[-1], dict)
        if is_key and self.keys[-1] is None and self.is_expecting:
            self.keys[-1] = text
            self.is_expecting = False
        else:
            self.take_value(text, start)

    def take_value(self, value: Any, start: int) -> KeyPath:
        """Take a value into the innermost list or mapping; return its path."""
        if not self.is_expecting:
            raise ValueError("a comma is missing")
        if len(self.places) > _MOST_VALUES:
            raise ValueError(f"it has more than {_MOST_VALUES:,} values")
        path: KeyPath = ()
        if not self.open_values:
            self.root.append(value)
        elif isinstance(self.open_values[-1], list):
            path = (*self.paths[-1], len(self.open_values[-1]))
            self.open_values[-1].append(value)
        else:
            key = self.keys[-1]
            if key is None:
                raise ValueError("a key is missing")
            path = (*self.paths[-1], key)
            self.open_values[-1][key] = value
            self.keys[-1] = None
        self.is_expecting = False
        line = bisect_right(self.line_starts, start)
        self.places[path] = Place(self.file, line, start - self.line_starts[line - 1] + 1)
        return path


def _mend_surrogates(text: str) -> str:
    """Replace halves of surrogate pairs, which no text can have."""
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _decode_word(word: str) -> str | None:
    if word == "null":
        return None
    if word not in ("true", "false"):
        float(word)
    return word
