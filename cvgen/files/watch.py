"""Look whether files in folders have changed.

By looking again and again, not by events of the system: these do not come from network disks, nor
from the other side of a virtual machine. A few hundred files take a millisecond.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path

from msgspec import Struct

# Beyond it, somebody keeps profiles in a folder with all else: what lies deep is not looked at.
_MOST_FILES = 5000
_PASSED_OVER = frozenset({"__pycache__", "node_modules"})

Snapshot = Mapping[str, tuple[int, int, int]]


class WatchedFolders(Struct, frozen=True):
    """Folders with all below them, but for what is ignored: files and folders that a run writes."""

    folders: AbstractSet[Path]
    ignored: AbstractSet[Path]


def take_snapshot(watched: WatchedFolders) -> Snapshot:
    """Give for each file its number in the file system, its size and when it was written.

    An editor that writes a new file and renames it changes the number. Hidden files are passed
    over: editors keep their own there.
    """
    ignored = {str(path.absolute()) for path in watched.ignored}
    files: dict[str, tuple[int, int, int]] = {}
    for folder in sorted(watched.folders):
        for entry in _walk_folder(str(folder.absolute()), ignored):
            if len(files) >= _MOST_FILES:
                break
            try:
                status = Path(entry).stat()
            except OSError:  # gone meanwhile, or a link to nowhere
                continue
            files[entry] = (status.st_ino, status.st_size, status.st_mtime_ns)
    return files


def _walk_folder(folder: str, ignored: AbstractSet[str]) -> Iterator[str]:
    """List files, those of a folder before those below it."""
    below = []
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name in _PASSED_OVER or entry.path in ignored:
            continue
        if entry.is_dir(follow_symlinks=False):
            below.append(entry.path)
        else:
            yield entry.path
    for path in below:
        yield from _walk_folder(path, ignored)
