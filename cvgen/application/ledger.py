"""Takes the files that were sent for an application and what they were made from; keeps both in plain files, for good.

Each sending has a folder of its own, `sent/2026-11-21T1530Z/`, that appears whole or not at all and is never written to again.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

from cvgen.errors import Diagnostic, OutputError, PacketError, Place, ProfileError
from cvgen.files import yamlfile

LEDGER, FILES = "ledger.yaml", "files"
_UNFINISHED = ".unfinished-"
_HEAD = "# What was sent, when, and the SHA-256 of each file that it was made from. Written by 'cvgen packet sent'; the copies are in files/.\n"


@dataclass(frozen=True, slots=True)
class Sending:
    """What was sent: facts in words, the copies by name, the hash of each source by name, a note, and cvgen's version."""

    when: datetime
    facts: Mapping[str, str]
    files: Mapping[str, bytes]
    sources: Mapping[str, str]
    version: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A sending as its folder tells it: hashes by the names of files and sources."""

    folder: Path
    when: str
    facts: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    version: str = ""
    note: str = ""


def hashed(data: bytes) -> str:
    """Give the SHA-256 of bytes."""
    return sha256(data).hexdigest()


def keep(sending: Sending, folder: Path) -> Path:
    """Freeze a sending below a folder; gives the folder that it got, which no other run can have.

    Raises OutputError; then nothing is left behind.
    """
    unfinished: Path | None = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=folder))
        _fill(unfinished, sending)
        done = _named(unfinished, folder, f"{sending.when.astimezone(UTC):%Y-%m-%dT%H%MZ}")
        _settle(folder)
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(
            Diagnostic("A500", f"what was sent cannot be kept: {reason}", Place(str(folder)))
        ) from None
    finally:
        if unfinished is not None:
            shutil.rmtree(unfinished, ignore_errors=True)
    return done


def _fill(folder: Path, sending: Sending) -> None:
    (folder / FILES).mkdir()
    for name, data in sending.files.items():
        _write(folder / FILES / name, data)
    _write(folder / LEDGER, _written(sending))
    for inner in (folder / FILES, folder):
        shutil.copymode(folder.parent, inner)
        _settle(inner)


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    path.chmod(0o444)


def _settle(folder: Path) -> None:
    """See that the names in a folder outlive a power cut, where the system can."""
    if hasattr(os, "O_DIRECTORY"):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _named(unfinished: Path, folder: Path, name: str) -> Path:
    """Give a finished folder the first name that is free; a system never renames a folder onto one that holds something."""
    for number in count(1):
        target = folder / (name if number == 1 else f"{name}-{number}")
        if not os.path.lexists(target):
            try:
                return unfinished.rename(target)
            except OSError:
                if not os.path.lexists(target):
                    raise
    raise AssertionError


def _written(sending: Sending) -> bytes:
    data = {
        "sent": f"{sending.when.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        **({"note": sending.note} if sending.note else {}),
        "cvgen": sending.version,
        "application": {name: value for name, value in sending.facts.items() if value},
        "files": {
            name: {"bytes": str(len(content)), "sha256": hashed(content)}
            for name, content in sending.files.items()
        },
        "sources": dict(sorted(sending.sources.items())),
    }
    return (_HEAD + yamlfile.written(data)).encode()


def entries(folder: Path) -> tuple[list[Entry], list[Diagnostic]]:
    """Read what was sent, in the order of time; what cannot be read, or was not finished, is told."""
    found, odd = list[Entry](), list[Diagnostic]()
    for inner in _inside(folder):
        if inner.name.startswith("."):
            hint = "another run is at work just now, or one was stopped: then delete this folder"
            odd.append(
                Diagnostic(
                    "A501",
                    "this sending was not finished, and does not count",
                    Place(str(inner)),
                    hint,
                    "warning",
                )
            )
            continue
        try:
            found.append(_entry(inner))
        except PacketError as error:
            odd += error.diagnostics
    return sorted(found, key=_order), odd


def _inside(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from (
            inner
            for inner in sorted(folder.iterdir())
            if inner.is_dir()
            and (not inner.name.startswith(".") or inner.name.startswith(_UNFINISHED))
        )


def _order(entry: Entry) -> tuple[str, int]:
    base, _, number = entry.folder.name.partition("Z-")
    return base.rstrip("Z"), int(number) if number.isdigit() else 1


def _entry(folder: Path) -> Entry:
    path = folder / LEDGER
    try:
        data = yamlfile.read(path).data
        files = {str(name): str(about["sha256"]) for name, about in _mapping(data["files"]).items()}
        facts, sources = (_mapping(data[key]) for key in ("application", "sources"))
        return Entry(
            folder,
            str(data["sent"]),
            facts,
            files,
            sources,
            str(data["cvgen"]),
            str(data.get("note", "")),
        )
    except ProfileError as error:
        reason = error.diagnostics[0].message
    except (KeyError, TypeError, ValueError, AttributeError):
        reason = "it is not as 'cvgen packet sent' wrote it"
    hint = "restore it from a backup or from version control"
    raise PacketError(
        Diagnostic(
            "A502", f"this ledger cannot be read: {reason}", Place(str(path)), hint, "warning"
        )
    )


def _mapping(value: Any) -> dict[str, Any]:
    return dict(value or {})
