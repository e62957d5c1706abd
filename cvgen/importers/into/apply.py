"""Write a difference into the files of a profile: the rest of their text stays as it is."""

from __future__ import annotations

import copy
import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cvgen.build import load_profile
from cvgen.errors import Diagnostic, Place, ProfileError, SourceError
from cvgen.importers.builder import read_value
from cvgen.importers.into.compare import NewItem, NewKey, NewValue
from cvgen.importers.into.profile import Comparison, read_plain_data
from cvgen.importers.into.written import WrittenFile, WrittenProfile
from cvgen.profile.files import list_profile_files
from cvgen.profile.kinds import KINDS

_SECTIONS = ("basics", "custom", "bibliography", *KINDS)

Edit = NewItem | NewKey | NewValue


def write_difference(comparison: Comparison, *, with_changes: bool) -> dict[Path, bytes]:
    """Write what is new, and what changes, into the texts of the profile's files.

    Raises SourceError where the result would be no profile, or another one than is meant.
    """
    edits: list[Edit] = [*comparison.difference.additions]
    if with_changes:
        edits += comparison.difference.changes
    written = WrittenProfile(comparison.path)
    for edit in edits:
        _edit_text(written, edit)
    files = dict(comparison.files)
    for file in written.files.values():
        if file.edits:
            files[file.path] = file.apply_edits()
    expected = copy.deepcopy(comparison.data)
    for edit in reversed(edits):
        _edit_data(expected, edit)
    _check_result(comparison, files, expected)
    return files


def _edit_text(written: WrittenProfile, edit: Edit) -> None:
    """Edit the text of the file that has the value."""
    file, node = written.find_node(edit.path)
    if node is None or node.id == "scalar":
        raise SourceError(_report_unwritable(written.path, edit))
    if isinstance(edit, NewItem):
        file.add_item(node, edit.number, edit.value)
        return
    names = [key.value for key, _ in node.value]
    if edit.key in names:
        file.replace_value(node, edit.key, edit.value)
    else:
        file.add_key(node, edit.key, edit.value, _find_last_section(file, node, names))


def _find_last_section(file: WrittenFile, node: Any, names: Sequence[str]) -> str:
    """Find the last section of a profile, behind which new ones go."""
    if node is not file.root:
        return ""
    sections = [name for name in names if name in _SECTIONS]
    return sections[-1] if sections else ""


def _edit_data(data: Any, edit: Edit) -> None:
    """Edit data as the text is edited."""
    for step in edit.path:
        data = data[step]
    if isinstance(edit, NewItem):
        data.insert(edit.number, read_value(edit.value))
    else:
        data[edit.key] = read_value(edit.value)


def _check_result(comparison: Comparison, files: dict[Path, bytes], expected: Any) -> None:
    """Check that the files, before they are written, are the profile that is meant.

    Raises SourceError.
    """
    folder = comparison.path.parent
    with tempfile.TemporaryDirectory() as name:
        copied = Path(name)
        sources = {path for path in list_profile_files(comparison.profile) if path.is_file()}
        for path in {*sources, *files}:
            target = copied / os.path.relpath(path, folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            if path in files:
                target.write_bytes(files[path])
            else:
                shutil.copyfile(path, target)
        try:
            load_profile(copied / comparison.path.name)
            same = read_plain_data(copied / comparison.path.name) == expected
        except ProfileError as error:
            first = error.diagnostics[0]
            message = f"with what is new this would be no profile: {first.message}"
            raise SourceError(_report_result(comparison, message)) from None
    if not same:
        message = "the text of this profile cannot be edited without changing what it says"
        raise SourceError(_report_result(comparison, message))


def _report_result(comparison: Comparison, message: str) -> Diagnostic:
    hint = "import into a new folder with '-o', and copy over what you want"
    return Diagnostic("I123", message[:150], Place(str(comparison.path)), hint)


def _report_unwritable(path: Path, edit: Edit) -> Diagnostic:
    where = ".".join(map(str, edit.path)) or "the profile"
    message = f"'{where}' stands here in a form that nothing can be added to"
    hint = "write it as keys and values, a line each"
    return Diagnostic("I123", message, Place(str(path)), hint)
