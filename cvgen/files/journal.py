"""Remember which files are about to take which places, so that all of them do or none.

The journal lies in the folder while they do. One that is found there was left by a run that was
killed: its files take their places then, or, where it was being undone, the earlier ones come back.
"""

from __future__ import annotations

import json
import os
import re
import stat
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from msgspec import Struct

COPY_MARK = ".cvgen-"
COPY_NAME = re.compile(rf"\..+{re.escape(COPY_MARK)}[a-z0-9_]{{8}}")
_NAME = ".cvgen-journal"
_FINISH = "finish"
_UNDO = "undo"
_MOST_BYTES = 1_000_000
_TRIES = 200
_SECONDS_BETWEEN_TRIES = 0.05


class Replacement(Struct, frozen=True):
    """A place, the new file that is to take it, and the earlier one (None where there was none).

    `inode` is the number of the new file in its file system, by which it is known in any place.
    """

    path: Path
    new: Path
    inode: int
    earlier: Path | None = None


@contextmanager
def lock_folder(folder: Path) -> Iterator[bool]:
    """Let no other run write to a folder meanwhile; False where that cannot be had.

    Then no journal may be kept, which the other run could take for one that was left.
    """
    if sys.platform == "win32":  # folders have no locks there
        yield False
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        yield False
        return
    try:
        yield _wait_for_lock(descriptor)
    finally:
        os.close(descriptor)


def _wait_for_lock(descriptor: int) -> bool:
    """Wait for a lock, but not for ever: anybody may hold one on a folder that all can read."""
    import fcntl

    for _ in range(_TRIES):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(_SECONDS_BETWEEN_TRIES)
        except OSError:  # some network drives know no locks
            return False
        else:
            return True
    return False


def write(folder: Path, replacements: Sequence[Replacement]) -> None:
    """Write the journal: from now on, the files are to take their places.

    Raises OSError.
    """
    _write(folder, replacements, _FINISH)


def undo(folder: Path | None, replacements: Sequence[Replacement]) -> None:
    """Give back every place that one of several new files has taken.

    The folder is that of the journal, or None where none is kept.
    """
    if len(replacements) < 2:
        return
    if folder and (folder / _NAME).is_file():
        with suppress(OSError):
            _write(folder, replacements, _UNDO)
    for replacement in replacements:
        if not _has_inode(replacement.path, replacement.inode):
            continue
        with suppress(OSError):
            if replacement.earlier:
                replacement.earlier.replace(replacement.path)
            else:
                replacement.path.unlink()


def clear(folder: Path | None, replacements: Sequence[Replacement]) -> None:
    """Remove the journal in a folder, if one is kept, then the copies that have no place."""
    if folder:
        for path in (folder / _NAME, folder / f"{_NAME}.new"):
            with suppress(OSError):
                path.unlink()
    for replacement in replacements:
        for copy in (replacement.new, replacement.earlier):
            if copy and COPY_NAME.fullmatch(copy.name):
                with suppress(OSError):
                    copy.unlink()


def recover(folder: Path) -> None:
    """Finish what the journal in a folder says, or undo it where that is not possible."""
    data = _read(folder)
    replacements = _parse(data, folder)
    if data and data.get("do") == _FINISH:
        try:
            _finish(replacements)
        except OSError:
            undo(folder, replacements)
    elif replacements:
        undo(folder, replacements)
    clear(folder, replacements)


def _finish(replacements: Sequence[Replacement]) -> None:
    for replacement in replacements:
        if not _has_inode(replacement.new, replacement.inode):
            continue
        path = replacement.path
        if os.path.lexists(path) and not stat.S_ISREG(path.lstat().st_mode):
            raise FileExistsError(path)
        replacement.new.replace(path)


def _has_inode(path: Path, inode: int) -> bool:
    try:
        return path.lstat().st_ino == inode
    except OSError:
        return False


def _write(folder: Path, replacements: Sequence[Replacement], action: str) -> None:
    files = []
    for replacement in replacements:
        earlier = None
        if replacement.earlier:
            earlier = os.path.relpath(replacement.earlier, folder)
        files.append(
            {
                "path": os.path.relpath(replacement.path, folder),
                "new": os.path.relpath(replacement.new, folder),
                "inode": replacement.inode,
                "earlier": earlier,
            }
        )
    text = json.dumps({"do": action, "files": files})
    path = folder / f"{_NAME}.new"
    with path.open("x", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    path.replace(folder / _NAME)


def _read(folder: Path) -> dict[str, Any] | None:
    path = folder / _NAME
    try:
        if not stat.S_ISREG(path.lstat().st_mode) or path.stat().st_size > _MOST_BYTES:
            return None
        data = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    if isinstance(data, dict):
        return data
    return None


def _parse(data: dict[str, Any] | None, folder: Path) -> list[Replacement]:
    """Parse what a journal lists; nothing, where one of its names leads out of the folder.

    Somebody else may have put it there, who cannot know the numbers of files here.
    """
    if not data:
        return []
    replacements = []
    try:
        for file in data["files"]:
            earlier = None
            if file["earlier"]:
                earlier = _find_inside(folder, file["earlier"])
            path = _find_inside(folder, file["path"])
            new = _find_inside(folder, file["new"])
            replacements.append(Replacement(path, new, file["inode"], earlier))
    except (KeyError, TypeError, ValueError):
        return []
    return replacements


def _find_inside(folder: Path, name: str) -> Path:
    """Find a place below a folder.

    Raises ValueError for any other.
    """
    path = folder / name
    parent = path.parent.resolve()
    if ".." in Path(name).parts or not parent.is_relative_to(folder.resolve()):
        raise ValueError(name)
    return path
