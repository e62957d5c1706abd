"""Open the files of users: regular ones, which end; and find out where links lead."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO


class NotRegularFileError(OSError):
    """What was to be read is a pipe or a device, which may never end."""


def open_regular_file(path: Path) -> BinaryIO:
    """Open a regular file to read bytes; pipes and devices are refused, and not waited for.

    Raises OSError.
    """
    _check_mode(path, path.stat().st_mode)
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags)
    try:
        _check_mode(path, os.fstat(descriptor).st_mode)
    except OSError:
        os.close(descriptor)
        raise
    return os.fdopen(descriptor, "rb")


def _check_mode(path: Path, mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(mode):
        raise NotRegularFileError(errno.EINVAL, "it is no regular file", str(path))


def leads_outside(path: Path, folder: Path) -> bool:
    """Say whether a path, its links followed, leads out of a folder."""
    # Path.resolve raises for links that go round in circles.
    return not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))
