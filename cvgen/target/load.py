"""Takes the name of a target, gives what that call or portal demands of documents, with the source and date of its rules.

They stand in `targets/*.yaml`; files of the same form in folders of the user win over those.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Literal

from cvgen.errors import Diagnostic, Place, ProfileError, TargetError, did_you_mean
from cvgen.files import yamlfile
from cvgen.files.data import DATA_FOLDER
from cvgen.files.yamlfile import Path_, Tree
from cvgen.target import schema as targetkeys
from cvgen.target.schema import Key, WrongValueError

FOLDER = DATA_FOLDER / "targets"
DEFAULT = "default"  # the target that is safe for all, and that nobody in particular demands
UNKNOWN = targetkeys.UNKNOWN
Delivery = Literal["one", "separate", "both"]
Characters = Literal["ascii", "ascii-letters"]


@dataclass(frozen=True, slots=True)
class Demands:
    """What a file must keep: the most pages, bytes, PDF version and dots an inch; the least margin and type size in points."""

    papers: tuple[str, ...] = ()
    pages: int | None = None
    bytes: int | None = None
    version: str | None = None
    margin: float | None = None
    type_size: float | None = None
    fonts: tuple[str, ...] = ()
    line_spacing: float | None = None
    dpi: int | None = None
    headings: tuple[str, ...] = ()
    photo: bool | None = None
    enclosure_mark: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a portal's form, the most that it takes, and what of the profile or of a letter fills it."""

    name: str
    characters: int | None = None
    words: int | None = None
    lines: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """A call or a portal; `documents` holds demands on single kinds of document, over those on every file."""

    name: str
    title: str
    about: str
    source: str
    checked_on: str
    season: str
    demands: Demands = Demands()
    documents: dict[str, Demands] = field(default_factory=dict)
    delivery: Delivery | None = None
    order: tuple[str, ...] = ()
    file_name: str | None = None
    file_characters: Characters = "ascii"
    language: str | None = None
    audience: str | None = None
    anonymous: bool | None = None
    region: str | None = None
    fields: tuple[Field, ...] = ()
    place: Place | None = None

    def of(self, kind: str) -> Demands:
        """Give what is demanded of one kind of document."""
        own = self.documents.get(kind)
        return _over(own, self.demands) if own else self.demands


def _over(own: Demands, below: Demands) -> Demands:
    said = {
        one.name: getattr(own, one.name)
        for one in fields(own)
        if getattr(own, one.name) != one.default
    }
    return replace(below, **said)


def known(folders: Sequence[Path] = ()) -> tuple[str, ...]:
    """List the names of the targets that there are."""
    return tuple(sorted({path.stem for path in _files(folders)}))


def find(name: str, folders: Sequence[Path] = (), place: Place | None = None) -> Target:
    """Find a target by its name; folders of the user win over what is shipped, the first of them over the others.

    Raises TargetError.
    """
    path = next(
        (path for path in _files(folders) if path.stem.casefold() == name.strip().casefold()), None
    )
    if path is None:
        raise TargetError(
            Diagnostic(
                "K100", f"there is no target '{name}'", place, did_you_mean(name, known(folders))
            )
        )
    return read(path)


def _files(folders: Sequence[Path]) -> Iterator[Path]:
    for folder in (*folders, FOLDER):
        if folder.is_dir():
            yield from sorted(folder.glob("*.yaml"))


def read(path: Path) -> Target:
    """Read and check the file of a target.

    Raises TargetError with all findings.
    """
    try:
        tree = yamlfile.read(path)
    except ProfileError as error:
        raise TargetError(*error.diagnostics) from None
    reader = _Reader(tree)
    target = reader.target(path.stem)
    if reader.errors or target is None:
        raise TargetError(*reader.errors)
    return target


class _Reader:
    """Carries the tree of a target's file and the findings in it."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.errors: list[Diagnostic] = []

    def target(self, name: str) -> Target | None:
        """Read the whole file."""
        if not isinstance(self.tree.data, dict):
            hint = "see those that 'cvgen targets list' names"
            self.errors.append(
                Diagnostic("K103", "a target is keys and values", self.tree.place(()), hint)
            )
            return None
        read = self.record(self.tree.data, targetkeys.TARGET, ())
        for key, hint in targetkeys.MISSING.items():
            if not self.tree.data.get(key):
                self.errors.append(
                    Diagnostic(
                        "K104",
                        f"'{key}' is missing in this target",
                        self.tree.place((key,), key=True),
                        hint,
                    )
                )
        read["demands"] = self.demands(read.pop("demands", {}), ("demands",))
        read["documents"] = self.documents(read.pop("documents", {}))
        read["fields"] = tuple(self.fields(read.pop("fields", ())))
        if self.errors:
            return None
        return Target(
            **{"name": name, "about": "", "season": UNKNOWN, "place": self.tree.place(()), **read}
        )

    def documents(self, kinds: Mapping[str, Any]) -> dict[str, Demands]:
        """Read what is demanded of single kinds of document."""
        for kind in kinds.keys() - set(targetkeys.KINDS):
            place = self.tree.place(("documents", kind), key=True)
            self.errors.append(
                Diagnostic(
                    "K101",
                    f"'{kind}' is not a kind of document",
                    place,
                    did_you_mean(kind, targetkeys.KINDS),
                )
            )
        return {kind: self.demands(own, ("documents", kind)) for kind, own in kinds.items()}

    def demands(self, data: Any, at: Path_) -> Demands:
        """Read demands on every file, or on one kind."""
        if isinstance(data, dict):
            return Demands(**self.record(data, targetkeys.DEMANDS, at))
        self.errors.append(
            Diagnostic(
                "K102",
                f"'{at[-1]}' must be keys and values",
                self.tree.place(at),
                "write, for example, {pages: 2}",
            )
        )
        return Demands()

    def fields(self, listed: Sequence[Any]) -> Iterator[Field]:
        """Read the fields of a form."""
        for index, one in enumerate(listed):
            at = ("fields", index)
            read = self.record(one, targetkeys.FIELD, at) if isinstance(one, dict) else {}
            if "name" in read:
                yield Field(**read)
            else:
                self.errors.append(
                    Diagnostic(
                        "K104",
                        "'name' is missing in this field",
                        self.tree.place(at),
                        "write {name: …, characters: 3000}",
                    )
                )

    def record(
        self, data: Mapping[str, Any], table: Mapping[str, Key], at: Path_
    ) -> dict[str, Any]:
        """Read the keys that a table knows; what is wrong is kept, and left out."""
        read = {}
        for key, value in data.items():
            if key not in table:
                place = self.tree.place((*at, key), key=True)
                self.errors.append(
                    Diagnostic(
                        "K101", f"'{key}' is not a key here", place, did_you_mean(key, table)
                    )
                )
            elif value is not None:
                try:
                    read[table[key].name] = table[key].read(value)
                except WrongValueError as wrong:
                    self.errors.append(
                        Diagnostic(
                            "K102", f"'{key}' {wrong}", self.tree.place((*at, key)), wrong.hint
                        )
                    )
        return read
