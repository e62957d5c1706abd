"""Find and read targets.

Files in `data/targets`, and of the same form in folders of the user, which win.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from cvgen.errors import Diagnostic, Place, ProfileError, TargetError, did_you_mean
from cvgen.files import yamlfile
from cvgen.files.data import DATA_FOLDER
from cvgen.files.openfile import leads_outside
from cvgen.files.yamlfile import KeyPath, Tree
from cvgen.target.demands import DEMANDS, Demands
from cvgen.target.target import (
    FIELD_KEYS,
    REQUIRED_KEYS,
    TARGET_KEYS,
    FormField,
    Target,
)
from cvgen.target.values import DOCUMENT_KINDS, UNKNOWN, WrongValueError

TARGETS_FOLDER = DATA_FOLDER / "targets"
_DEMAND_KEYS = {demand.key: demand for demand in DEMANDS}


def list_targets(folders: Sequence[Path] = ()) -> tuple[str, ...]:
    """List the names of the targets that there are."""
    return tuple(sorted({path.stem for path in _list_files(folders)}))


def find_target(name: str, folders: Sequence[Path] = (), place: Place | None = None) -> Target:
    """Find a target by its name.

    Folders of the user win over what is shipped, the first of them over the others.

    Raises TargetError.
    """
    for path in _list_files(folders):
        if path.stem.casefold() == name.strip().casefold():
            _check_link(path)
            return read_target(path)
    hint = did_you_mean(name, list_targets(folders))
    raise TargetError(Diagnostic("K100", f"there is no target '{name}'", place, hint))


def _check_link(path: Path) -> None:
    """Refuse a link in a folder of targets that leads out of what holds the folder."""
    folder = path.parent
    if folder == TARGETS_FOLDER or not leads_outside(path, folder.absolute().parent):
        return
    message = "this link leads out of the folder, and is not followed"
    hint = "copy the target itself into the folder 'targets'"
    raise TargetError(Diagnostic("K105", message, Place(str(path)), hint))


def _list_files(folders: Sequence[Path]) -> Iterator[Path]:
    for folder in (*folders, TARGETS_FOLDER):
        if folder.is_dir():
            yield from sorted(folder.glob("*.yaml"))


def read_target(path: Path) -> Target:
    """Read and check the file of a target.

    Raises TargetError with all findings.
    """
    try:
        tree = yamlfile.read_yaml(path)
    except ProfileError as error:
        raise TargetError(*error.diagnostics) from None
    reader = _Reader(tree)
    target = reader.read_target(path.stem)
    if reader.findings or target is None:
        raise TargetError(*reader.findings)
    return target


class _Readable(Protocol):
    """A key of a table: the name that the program has for it, and how its value is read."""

    @property
    def name(self) -> str: ...

    @property
    def read(self) -> Any: ...


class _Reader:
    """Carries the tree of a target's file and the findings in it."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.findings: list[Diagnostic] = []

    def report(
        self, code: str, message: str, path: KeyPath, hint: str, *, key: bool = False
    ) -> None:
        """Note a finding at a value, or at its key."""
        self.findings.append(Diagnostic(code, message, self.tree.find_place(path, key=key), hint))

    def read_target(self, name: str) -> Target | None:
        """Read the whole file."""
        data = self.tree.data
        if not isinstance(data, dict):
            hint = "see those that 'cvgen targets list' names"
            self.report("K103", "a target is keys and values", (), hint)
            return None
        values = self.read_record(data, TARGET_KEYS, ())
        for key, hint in REQUIRED_KEYS.items():
            if not data.get(key):
                self.report("K104", f"'{key}' is missing in this target", (key,), hint, key=True)
        values["demands"] = self.read_demands(values.pop("demands", {}), ("demands",))
        values["documents"] = self.read_documents(values.pop("documents", {}))
        values["fields"] = self.read_fields(values.pop("fields", ()))
        if self.findings:
            return None
        defaults = {"about": "", "season": UNKNOWN}
        return Target(name=name, place=self.tree.find_place(()), **{**defaults, **values})

    def read_documents(self, kinds: Mapping[str, Any]) -> dict[str, Demands]:
        """Read what is demanded of single kinds of document."""
        for kind in kinds.keys() - set(DOCUMENT_KINDS):
            hint = did_you_mean(kind, DOCUMENT_KINDS)
            message = f"'{kind}' is not a kind of document"
            self.report("K101", message, ("documents", kind), hint, key=True)
        documents = {}
        for kind, data in kinds.items():
            documents[kind] = self.read_demands(data, ("documents", kind))
        return documents

    def read_demands(self, data: Any, path: KeyPath) -> Demands:
        """Read demands on every file, or on one kind."""
        if isinstance(data, dict):
            return Demands(**self.read_record(data, _DEMAND_KEYS, path))
        hint = "write, for example, {pages: 2}"
        self.report("K102", f"'{path[-1]}' must be keys and values", path, hint)
        return Demands()

    def read_fields(self, listed: Sequence[Any]) -> tuple[FormField, ...]:
        """Read the fields of a form."""
        fields = []
        for index, data in enumerate(listed):
            path: KeyPath = ("fields", index)
            values = self.read_record(data, FIELD_KEYS, path) if isinstance(data, dict) else {}
            if "name" in values:
                fields.append(FormField(**values))
            else:
                hint = "write {name: …, characters: 3000}"
                self.report("K104", "'name' is missing in this field", path, hint)
        return tuple(fields)

    def read_record(
        self, data: Mapping[str, Any], keys: Mapping[str, _Readable], path: KeyPath
    ) -> dict[str, Any]:
        """Read the keys that a table knows; what is wrong is noted, and left out."""
        values = {}
        for key, value in data.items():
            if key not in keys:
                hint = did_you_mean(key, keys)
                self.report("K101", f"'{key}' is not a key here", (*path, key), hint, key=True)
            elif value is not None:
                try:
                    values[keys[key].name] = keys[key].read(value)
                except WrongValueError as wrong:
                    self.report("K102", f"'{key}' {wrong}", (*path, key), wrong.hint)
        return values
