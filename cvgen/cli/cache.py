"""The folder for what may be thrown away: where it is, and how large it may grow."""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

_SWITCH = "CVGEN_CACHE"
_OFF = "off"
_MOST_BYTES = 200_000_000
_LOOKED_AT = Path("engine", "looked-at")  # an empty file, as old as the last look
_DAY = 24 * 60 * 60  # seconds
_PARTS = (
    "builds",
    "engine",
    "fontconfig",
    "schema",
    "tables",
    "templates",
)  # nothing else in the folder is removed


class _CachedFile(Struct, frozen=True):
    """A file of the cache, with its age and size."""

    written: float
    bytes: int
    path: Path


def find_cache_folder() -> Path | None:
    """Find the folder for what may be thrown away; None where the user wants nothing kept.

    `CVGEN_CACHE` names another folder to make it in, or is `off`.
    """
    chosen = os.environ.get(_SWITCH)
    if chosen == _OFF:
        return None
    if chosen:
        return Path(chosen) / "cvgen"
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "cvgen"


def limit_cache(folder: Path | None, most_bytes: int = _MOST_BYTES) -> None:
    """Remove the oldest files of a cache that has grown too large, down to half of what it may.

    Once in a day: to look at some thousand files takes as long as to import a library.
    """
    if folder is None or not _is_due(folder / _LOOKED_AT):
        return
    files = _list_files(folder)
    total = sum(file.bytes for file in files)
    if total <= most_bytes:
        return
    for file in sorted(files, key=lambda file: file.written):
        with suppress(OSError):
            file.path.unlink()
            total -= file.bytes
        if total <= most_bytes // 2:
            return


def _is_due(mark: Path) -> bool:
    """Say whether the cache was last looked at a day ago, and mark that it is now."""
    with suppress(OSError):
        if abs(time.time() - mark.stat().st_mtime) < _DAY:
            return False
    with suppress(OSError):
        mark.touch()
    return True


def measure_cache(folder: Path) -> int:
    """Return how many bytes a cache holds."""
    return sum(file.bytes for file in _list_files(folder))


def empty_cache(folder: Path) -> int:
    """Remove what a cache holds, and return how many bytes that were; nothing else goes."""
    removed = 0
    for file in sorted(_list_files(folder), key=lambda file: file.path, reverse=True):
        with suppress(OSError):
            if file.path.is_dir() and not file.path.is_symlink():
                file.path.rmdir()
            else:
                file.path.unlink()
                removed += file.bytes
    return removed


def _list_files(folder: Path) -> list[_CachedFile]:
    files = []
    for part in _PARTS:
        for path in (folder / part).rglob("*"):
            with suppress(OSError):
                status = path.lstat()
                files.append(_CachedFile(status.st_mtime, status.st_size, path))
    return files
