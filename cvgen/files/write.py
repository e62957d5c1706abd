"""Write files whole or not at all: beside their place first, then into it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from cvgen.errors import Diagnostic, OutputError, Place


def write_file(data: bytes, path: Path) -> Path:
    """Write a file whole or not at all: what stood there stays until the new one is complete.

    Raises OutputError.
    """
    return write_files({path: data})[0]


def write_files(files: Mapping[Path, bytes]) -> list[Path]:
    """Write several files, all or none: each is complete beside its place before one takes it.

    Raises OutputError.
    """
    temporaries: dict[Path, Path] = {}
    try:
        for path, data in files.items():
            with _report_os_error(path):
                _make_folder(path.parent)
                descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
                temporaries[path] = Path(name)
                _write_and_sync(descriptor, data)
                temporaries[path].chmod(0o666 & ~_get_umask())
        for path, temporary in temporaries.items():
            with _report_os_error(path):
                temporary.replace(path)
    finally:
        for temporary in temporaries.values():
            with suppress(OSError):
                temporary.unlink()
    return list(files)


def _write_and_sync(descriptor: int, data: bytes) -> None:
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _report_os_error(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        hint = "an earlier file of this name is untouched" if path.is_file() else ""
        raise OutputError(
            Diagnostic("O100", f"the file cannot be temporaries: {reason}", Place(str(path)), hint)
        ) from None


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        hint = "name a folder, or a file that ends in .pdf"
        raise OutputError(
            Diagnostic("O103", "this is a file, not a folder", Place(str(folder)), hint)
        ) from None


def _get_umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
