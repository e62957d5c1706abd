"""Record what was sent for an application, and what it was made from, in plain files that stay.

Each submission has a folder of its own, `sent/2026-11-21T1530Z/`, that appears whole or not at all
and is never written to again.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from cvgen.errors import Diagnostic, OutputError, PacketError, Place, ProfileError
from cvgen.files import yamldump, yamlfile
from cvgen.files.openfile import leads_outside

LEDGER_FILE = "ledger.yaml"
COPIES_FOLDER = "files"
_UNFINISHED = ".unfinished-"
_MOST_DIGITS = 9
_LINK_HINT = "delete the link, and put the folder itself in its place"
_HEAD = (
    "# What was sent, when, and the SHA-256 of each file that it was made from. "
    "Written by 'cvgen packet sent'; the copies are in files/.\n"
)


class Submission(Struct, frozen=True):
    """What is sent: facts about the application, copies of the files, and cvgen's version.

    `files` has the bytes by the name of the file, `sources` the SHA-256 by the name of the source;
    `mode` says who may read the copies.
    """

    when: datetime
    facts: Mapping[str, str]
    files: Mapping[str, bytes]
    sources: Mapping[str, str]
    version: str
    note: str = ""
    mode: int = 0o444


class LedgerEntry(Struct, frozen=True):
    """A submission as its ledger has it: the SHA-256 by the names of files and sources."""

    folder: Path
    when: str
    facts: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    version: str = ""
    note: str = ""


def compute_sha256(data: bytes) -> str:
    """Return the SHA-256 of bytes in hexadecimal digits."""
    return sha256(data).hexdigest()


def record_submission(submission: Submission, folder: Path) -> Path:
    """Write a submission below a folder; return its own folder, which no other run can have.

    Raises OutputError; then nothing is left behind.
    """
    if leads_outside(folder, folder.parent):
        message = "what was sent cannot be kept: this folder is a link that leads elsewhere"
        raise OutputError(Diagnostic("A500", message, Place(str(folder)), _LINK_HINT))
    unfinished: Path | None = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=folder))
        _write_submission(unfinished, submission)
        name = f"{submission.when.astimezone(UTC):%Y-%m-%dT%H%MZ}"
        finished = _rename_to_free_name(unfinished, folder, name)
        _sync_folder(folder)
    except OSError as error:
        reason = error.strerror or str(error)
        message = f"what was sent cannot be kept: {reason}"
        raise OutputError(Diagnostic("A500", message, Place(str(folder)))) from None
    finally:
        if unfinished is not None:
            shutil.rmtree(unfinished, ignore_errors=True)
    return finished


def _write_submission(folder: Path, submission: Submission) -> None:
    copies = folder / COPIES_FOLDER
    copies.mkdir()
    for name, data in submission.files.items():
        _write_read_only(copies / name, data, submission.mode)
    _write_read_only(folder / LEDGER_FILE, _format_ledger(submission), submission.mode)
    for directory in (copies, folder):
        shutil.copymode(folder.parent, directory)
        _sync_folder(directory)


def _write_read_only(path: Path, data: bytes, mode: int) -> None:
    """Write a new file to the disk itself, and take the permission to change it."""
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    path.chmod(mode)


def _sync_folder(folder: Path) -> None:
    """Write the names in a folder to the disk itself, where the system can."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _rename_to_free_name(unfinished: Path, folder: Path, name: str) -> Path:
    """Rename a folder to a name, or to the first of `name-2`, `name-3`, … that is free.

    A system never renames a folder onto one that holds something, so another run cannot take it.
    """
    number = 1
    target = folder / name
    while True:
        if not os.path.lexists(target):
            try:
                return unfinished.rename(target)
            except OSError:
                if not os.path.lexists(target):
                    raise
        number += 1
        target = folder / f"{name}-{number}"


def _format_ledger(submission: Submission) -> bytes:
    data: dict[str, Any] = {"sent": f"{submission.when.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"}
    if submission.note:
        data["note"] = submission.note
    data["cvgen"] = submission.version
    data["application"] = {name: value for name, value in submission.facts.items() if value}
    files = {}
    for name, content in submission.files.items():
        files[name] = {"bytes": str(len(content)), "sha256": compute_sha256(content)}
    data["files"] = files
    data["sources"] = dict(sorted(submission.sources.items()))
    text = _HEAD + yamldump.write_yaml(data)
    return text.encode()


def read_ledger(folder: Path) -> tuple[list[LedgerEntry], list[Diagnostic]]:
    """Read what was sent, in the order of time, with warnings of what cannot be read or counted."""
    entries: list[LedgerEntry] = []
    warnings: list[Diagnostic] = []
    if leads_outside(folder, folder.parent):
        message = "this ledger is a link that leads elsewhere, and is not read"
        return [], [Diagnostic("A502", message, Place(str(folder)), _LINK_HINT, "warning")]
    for submission in _list_submissions(folder):
        if submission.name.startswith(_UNFINISHED):
            warnings.append(_describe_unfinished(submission))
            continue
        try:
            entries.append(_read_entry(submission))
        except PacketError as error:
            warnings += error.diagnostics
    entries.sort(key=_get_order)
    return entries, warnings


def _list_submissions(folder: Path) -> Iterator[Path]:
    """List the folders of submissions, also of those that were not finished."""
    if not folder.is_dir():
        return
    for child in sorted(folder.iterdir()):
        is_hidden = child.name.startswith(".") and not child.name.startswith(_UNFINISHED)
        if child.is_dir() and not is_hidden:
            yield child


def _describe_unfinished(folder: Path) -> Diagnostic:
    message = "this sending was not finished, and does not count"
    hint = "another run is at work just now, or one was stopped: then delete this folder"
    return Diagnostic("A501", message, Place(str(folder)), hint, "warning")


def _get_order(entry: LedgerEntry) -> tuple[str, int]:
    """Return the key to sort by: the time, then the number of those at the same minute."""
    time, _, number = entry.folder.name.partition("Z-")
    if number.isdecimal() and len(number) <= _MOST_DIGITS:
        return time, int(number)
    return time.rstrip("Z"), 1


def _read_entry(folder: Path) -> LedgerEntry:
    """Read the ledger of one submission.

    Raises PacketError, with a warning, for one that is not as it was written.
    """
    path = folder / LEDGER_FILE
    reason = "it is a link that leads elsewhere"
    try:
        if not leads_outside(path, folder.parent):
            return _parse_entry(folder, yamlfile.read_yaml(path).data)
    except ProfileError as error:
        reason = error.diagnostics[0].message
    except (KeyError, TypeError, ValueError, AttributeError):
        reason = "it is not as 'cvgen packet sent' wrote it"
    message = f"this ledger cannot be read: {reason}"
    hint = "restore it from a backup or from version control"
    raise PacketError(Diagnostic("A502", message, Place(str(path)), hint, "warning"))


def _parse_entry(folder: Path, data: Any) -> LedgerEntry:
    hashes = {}
    for name, file in _as_mapping(data["files"]).items():
        hashes[str(name)] = str(file["sha256"])
    return LedgerEntry(
        folder,
        str(data["sent"]),
        _as_mapping(data["application"]),
        hashes,
        _as_mapping(data["sources"]),
        str(data["cvgen"]),
        str(data.get("note", "")),
    )


def _as_mapping(value: Any) -> dict[str, Any]:
    """Return a mapping of YAML; an empty value is an empty one."""
    return dict(value or {})
