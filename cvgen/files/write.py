"""Write files whole or not at all, several of them all or none, and only where a file can go.

Each is complete beside its place before one takes its place. Of several files a journal says, as
long as they take their places, what is to go where: a run that is killed then is finished by the
next one that writes there, which also removes the copies that were left.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from msgspec.structs import replace

from cvgen.errors import Diagnostic, OutputError, Place
from cvgen.files import journal
from cvgen.files.journal import COPY_MARK, COPY_NAME, Replacement

_OLD_LEFTOVER = re.compile(r"\.(?P<name>.+)\.[a-z0-9_]{8}")  # by cvgen before 0.2
_LONGEST_PREFIX = 60  # characters of a name that its copy keeps
_READABLE_BY_OTHERS = 0o066


def write_file(data: bytes, path: Path, sources: Iterable[Path] = ()) -> Path:
    """Write a file whole or not at all: what stood there stays until the new one is complete.

    Who may not read each of the sources may not read a new file; an earlier one keeps its rights.
    Raises OutputError, also where no regular file stands, such as a device, a pipe or a link.
    """
    return write_files({path: data}, sources)[0]


def write_files(files: Mapping[Path, bytes], sources: Iterable[Path] = ()) -> list[Path]:
    """Write several files, all or none, with rights as `write_file` gives them.

    Raises OutputError.
    """
    for path in files:
        _make_folder(path.parent)
    home = _find_common_folder(files)
    mode = _compute_mode(sources)
    with journal.lock_folder(home) as is_locked:
        if is_locked:
            _finish_earlier_run(home, files)
        for path in files:
            _check_place(path)
        journal_folder = None
        if is_locked and len(files) > 1:
            journal_folder = home
        _replace_files(files, mode, journal_folder)
    return list(files)


def recover_files(folder: Path) -> None:
    """Finish or undo what a run that was killed has begun to write into a folder.

    To be called before the files there are read as belonging together.
    """
    if not folder.is_dir():
        return
    with journal.lock_folder(folder) as is_locked:
        if is_locked:
            _finish_earlier_run(folder, ())


def _check_place(path: Path) -> None:
    """Refuse a place where something stands that is no regular file.

    Raises OutputError.
    """
    try:
        mode = path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        raise _describe_os_error(path, error) from None
    if stat.S_ISREG(mode):
        return
    if stat.S_ISDIR(mode):
        message = "the file cannot be written: a folder stands here"
        raise OutputError(Diagnostic("O100", message, Place(str(path)), "name a file"))
    kind = "a device"
    hint = "name a file"
    if stat.S_ISLNK(mode):
        kind = "a link"
        hint = "name the file itself"
    elif stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode):
        kind = "a pipe that nobody reads"
    message = f"{kind} stands here, and only a regular file is written to"
    raise OutputError(Diagnostic("O105", message, Place(str(path)), hint))


def _find_common_folder(files: Iterable[Path]) -> Path:
    folders = [os.path.abspath(path.parent) for path in files]  # noqa: PTH100 - links stay
    return Path(os.path.commonpath(folders))


def _compute_mode(sources: Iterable[Path]) -> int:
    """Compute the rights of a new file: what the umask leaves, and every source has."""
    mode = 0o666 & ~_get_umask()
    for source in sources:
        with suppress(OSError):
            hidden = ~source.stat().st_mode & 0o044
            mode &= ~(hidden | hidden >> 1)
    return mode


def _replace_files(files: Mapping[Path, bytes], mode: int, journal_folder: Path | None) -> None:
    """Write every file beside its place, then let them take their places, all or none."""
    replacements: list[Replacement] = []
    path = Path()
    try:
        for path, data in files.items():
            new = _make_copy_name(path)
            replacements.append(Replacement(path, new, new.lstat().st_ino))
            _write_and_sync(new, data)
            new.chmod(_get_mode(path, mode))
        if len(files) > 1:
            for number, replacement in enumerate(replacements):
                replacements[number] = _keep_earlier(replacement)
        if journal_folder:
            journal.write(journal_folder, replacements)
        for replacement in replacements:
            path = replacement.path
            replacement.new.replace(path)
    except OSError as error:
        journal.undo(journal_folder, replacements)
        raise _describe_os_error(path, error) from None
    except KeyboardInterrupt:
        journal.undo(journal_folder, replacements)
        raise
    finally:
        journal.clear(journal_folder, replacements)


def _make_copy_name(path: Path) -> Path:
    prefix = f".{path.name[:_LONGEST_PREFIX]}{COPY_MARK}"
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=prefix)
    os.close(descriptor)
    return Path(name)


def _keep_earlier(replacement: Replacement) -> Replacement:
    """Keep what stands at a place under another name, until all are in their places."""
    path = replacement.path
    if not os.path.lexists(path):
        return replacement
    earlier = _make_copy_name(path)
    earlier.unlink()
    try:
        earlier.hardlink_to(path)
    except OSError:
        shutil.copy2(path, earlier)
    return replace(replacement, earlier=earlier)


def _write_and_sync(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _get_mode(path: Path, mode: int) -> int:
    """Return the rights of the file that stands at a place, or else those given."""
    with suppress(OSError):
        return stat.S_IMODE(path.lstat().st_mode)
    return mode


def _finish_earlier_run(home: Path, files: Iterable[Path]) -> None:
    """Finish or undo what a run left that was killed, and remove its copies."""
    journal.recover(home)
    names: dict[Path, set[str]] = {home: set()}
    for path in files:
        names.setdefault(path.parent, set()).add(path.name)
    for folder, names_in_folder in names.items():
        for copy in _list_stale_copies(folder, names_in_folder):
            with suppress(OSError):
                copy.unlink()


def _list_stale_copies(folder: Path, names: set[str]) -> Iterator[Path]:
    with suppress(OSError):
        for path in sorted(folder.glob(".*")):
            old = _OLD_LEFTOVER.fullmatch(path.name)
            is_leftover = COPY_NAME.fullmatch(path.name) or (old and old["name"] in names)
            if is_leftover and stat.S_ISREG(path.lstat().st_mode):
                yield path


def _describe_os_error(path: Path, error: OSError) -> OutputError:
    reason = error.strerror or str(error)
    hint = ""
    if path.is_file():
        hint = "an earlier file of this name is untouched"
    message = f"the file cannot be written: {reason}"
    return OutputError(Diagnostic("O100", message, Place(str(path)), hint))


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        hint = "name a folder, or a file that ends in .pdf"
        raise OutputError(
            Diagnostic("O103", "this is a file, not a folder", Place(str(folder)), hint)
        ) from None
    except OSError as error:
        raise _describe_os_error(folder, error) from None


def _get_umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
