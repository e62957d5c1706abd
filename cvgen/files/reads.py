"""Keep a log of the files that are read and the folders that are listed, as Python reports them.

So it is known what a result was made of, whichever part of the program read it. What other
processes and compiled libraries read is not in it.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from functools import cache
from hashlib import blake2b
from pathlib import Path

from msgspec import Struct, field

_LISTING_EVENTS = frozenset({"os.listdir", "os.scandir"})
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_DIGEST_BYTES = 16
_CACHED_MODULES = "__pycache__"
# What sets the text, as Linux names it among the files that a process has open.
_LIBRARIES = re.compile(r"(/\S*/lib(?:pango|harfbuzz|fontconfig|freetype)[^/\s]*)$", re.MULTILINE)
# These tell of the machine and not of what is printed.
_PASSED_OVER = ("/proc/", "/sys/", "/dev/")


class Reads(Struct):
    """The absolute paths of files that were read, and of folders that were listed."""

    files: set[str] = field(default_factory=set)
    folders: set[str] = field(default_factory=set)

    def update(self, other: Reads) -> None:
        """Add what stands in another log."""
        self.files |= other.files
        self.folders |= other.folders


class _Log(Struct):
    """Where what is read is noted; nowhere while `reads` is None."""

    reads: Reads | None = None


_log = _Log()


@contextmanager
def log_reads(reads: Reads) -> Iterator[None]:
    """Note in `reads` what is read meanwhile, and in no outer log."""
    _install_hook()
    outer = _log.reads
    _log.reads = reads
    try:
        yield
    finally:
        _log.reads = outer


@cache
def _install_hook() -> None:
    # A hook stays as long as the process.
    sys.addaudithook(_note_event)


def _note_event(event: str, arguments: tuple[object, ...]) -> None:
    reads = _log.reads
    if reads is None:
        return
    if event == "open":
        path, _, flags = arguments
        if isinstance(path, str) and isinstance(flags, int) and not flags & _WRITING:
            reads.files.add(os.path.abspath(path))  # noqa: PTH100 - links stay
    elif event in _LISTING_EVENTS and isinstance(arguments[0], str | os.PathLike):
        reads.folders.add(os.path.abspath(arguments[0]))  # noqa: PTH100


def list_text_libraries() -> set[str]:
    """List the files of the libraries that set text here; none where the system does not tell."""
    try:
        maps = Path("/proc/self/maps").read_text("utf-8")
    except OSError:
        return set()
    return set(_LIBRARIES.findall(maps))


def list_sources(files: AbstractSet[str], ignored: tuple[str, ...]) -> set[str]:
    """List what files stand for as sources: a compiled module for its text.

    What lies below one of the `ignored` folders is left out, and so is what is gone again.
    """
    sources = set()
    for file in files:
        if file.startswith((*_PASSED_OVER, *ignored)):
            continue
        folder, _, name = file.rpartition(os.sep)
        source = file
        if folder.endswith(_CACHED_MODULES):
            source = f"{folder[: -len(_CACHED_MODULES)]}{name.partition('.')[0]}.py"
        if os.path.isfile(source):  # noqa: PTH113 - as hash_file
            sources.add(source)
    return sources


def hash_bytes(data: bytes) -> str:
    """Hash what a file holds."""
    return blake2b(data, digest_size=_DIGEST_BYTES).hexdigest()


def hash_file(path: str | Path) -> str:
    """Hash the bytes of a file; "" where none can be read."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - hundreds of files, and Path is slow
            return hash_bytes(file.read())
    except OSError:
        return ""


def hash_listing(folder: str, ignored: AbstractSet[str]) -> str:
    """Hash the names in a folder but those of `ignored` paths; "" where there is no folder."""
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208 - as hash_file
    except OSError:
        return ""
    kept = [name for name in names if os.path.join(folder, name) not in ignored]  # noqa: PTH118
    return hash_bytes("\0".join(kept).encode())
