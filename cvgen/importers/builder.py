"""What an importer fills: a profile in the making, and every word that its source had."""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from cvgen.errors import Diagnostic, Place
from cvgen.files.yamlfile import KeyPath, Tree, list_children
from cvgen.importers.source import Source
from cvgen.text.patterns import compile_late

_SPACES = compile_late(r"[ \t\r\f\v\u00a0\u2000-\u200a\u3000]+")
_UNPRINTABLE = compile_late(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2060\ufeff\ufffe\uffff\ud800-\udfff]"
)


class Value(Struct, frozen=True):
    """A value that the source spells otherwise: `origin` is what stands there.

    An empty origin says that its words are counted elsewhere. A guess gets a comment beside it,
    which says `note`, or else where it is from.
    """

    text: str
    origin: str = ""
    is_guess: bool = False
    note: str = ""


class SourceText(Struct, frozen=True):
    """A text of the source, and where it stands."""

    text: str
    place: Place


class LeftOut(Struct, frozen=True):
    """A text of the source that is no part of a profile, and why."""

    text: str
    reason: str
    place: Place


class ProfileBuilder(Struct):
    """A profile in the making; `sections` are lists of entries by kind, in the source's order.

    `custom` are sections with a title of their own. `names_bibliography` are .bib files among
    `files` that the profile names.
    """

    source: Source
    tool: str = ""
    basics: dict[str, Any] = field(default_factory=dict)
    sections: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    custom: list[dict[str, Any]] = field(default_factory=list)
    headings: dict[str, Any] = field(default_factory=dict)
    bibliography: list[str] = field(default_factory=list)
    coauthors: dict[str, Any] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    texts: list[SourceText] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    placed: list[str] = field(default_factory=list)
    warnings: list[Diagnostic] = field(default_factory=list)
    lines: dict[tuple[str, str], int] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)

    def add_text(self, text: str, line: int = 0, file: str = "") -> None:
        """Count the words of a text of the source, which must be accounted for."""
        if text.strip():
            self.lines.setdefault((file, text), line)
            place = self.source.find_place(file, line)
            self.places[text] = place
            self.texts.append(SourceText(text, place))

    def add_tree(self, tree: Tree) -> None:
        """Count the words of every value of a YAML or JSON file."""
        self._add_values(tree, tree.data, ())

    def _add_values(self, tree: Tree, data: Any, path: KeyPath) -> None:
        for key, value in list_children(data):
            self._add_values(tree, value, (*path, key))
        if isinstance(data, str) and data.strip():
            self.texts.append(SourceText(data, tree.find_place(path)))

    def leave_out(self, text: str, reason: str, line: int = 0, file: str = "") -> None:
        """Account for a text that is no part of a profile, which the report says with its line.

        Without one it is that where the text was added as a whole, in whichever file.
        """
        line = line or self.lines.get((file, text), 0)
        place = self.source.find_place(file, line)
        if not line and not file:
            place = self.places.get(text, place)
        if text.strip():
            self.left_out.append(LeftOut(text, reason, place))

    def note_placed(self, text: str) -> None:
        """Account for a text that the profile says in other words, as an address of an account."""
        self.placed.append(text)

    def add_entry(self, kind: str, entry: dict[str, Any]) -> None:
        """Add an entry to a section, which begins where its first entry is added."""
        self.sections.setdefault(kind, []).append(entry)

    def add_custom(self, title: str | Value, entry: dict[str, Any]) -> None:
        """Add an entry (`title`, `subtitle`, …) to a section that has a title of its own."""
        for section in self.custom:
            if read_value(section["title"]) == read_value(title):
                section["entries"].append(entry)
                return
        self.custom.append({"title": title, "entries": [entry]})


def extend_value(value: str | Value, text: str, origin: str = "") -> Value:
    """Add to a value what a further piece of the source says, behind a comma."""
    if isinstance(value, str):
        value = Value(value, value)
    joined = ", ".join(part for part in (value.text, text) if part)
    return replace(value, text=joined, origin=f"{value.origin} {origin or text}".strip())


def read_value(value: Any) -> Any:
    """Return plain data, with the text of each `Value` in it, cleaned of what cannot be printed."""
    if isinstance(value, Value):
        return clean_text(value.text)
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict):
        return {key: read_value(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [read_value(part) for part in value]
    return value


def clean_text(text: str) -> str:
    """Take out what cannot be printed, and needless spaces."""
    lines = []
    for line in text.split("\n"):
        lines.append(_SPACES.sub(" ", _UNPRINTABLE.sub("", line)).strip())
    return "\n".join(lines).strip()


def is_empty(value: Any) -> bool:
    """Say whether a value says nothing, at every level."""
    if isinstance(value, dict):
        return all(map(is_empty, value.values()))
    if isinstance(value, list | tuple):
        return all(map(is_empty, value))
    if isinstance(value, Value):
        return not value.text.strip()
    return value is None or not str(value).strip()


def drop_empty(value: Any) -> Any:
    """Leave out what says nothing, at every level."""
    if isinstance(value, dict):
        return {key: drop_empty(part) for key, part in value.items() if not is_empty(part)}
    if isinstance(value, list | tuple):
        return [drop_empty(part) for part in value if not is_empty(part)]
    return value
