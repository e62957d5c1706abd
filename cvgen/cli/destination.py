"""Where results go: into a folder, into a file of one's own, or to the standard output (`-`)."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from cvgen.cli import console
from cvgen.errors import Diagnostic, OutputError, Place
from cvgen.text.patterns import compile_late

STANDARD_OUTPUT = Path("-")
_ENDING = compile_late(r"\.[a-z][a-z0-9]{1,4}", re.IGNORECASE)


def is_single_file(path: Path) -> bool:
    """Say whether an output takes one document, and is no folder."""
    return path == STANDARD_OUTPUT or path.suffix.lower() == ".pdf"


def check_output(path: Path, *, is_for_one: bool) -> None:
    """Refuse a name that asks for a file of another kind than is made here.

    A folder that is there may be called as it likes. `is_for_one` says that a PDF can be named.
    Raises OutputError.
    """
    if path.is_dir() or (is_for_one and is_single_file(path)):
        return
    if path == STANDARD_OUTPUT:
        message = "several files are made here, which need a folder"
    elif not _ENDING.fullmatch(path.suffix):
        return
    elif path.suffix.lower() == ".pdf":
        message = "several files are made here, which need a folder, and this is the name of one"
    else:
        message = f"only PDF is made here, and no '{path.suffix}'"
    hint = "name a folder"
    if is_for_one:
        hint = "name a file that ends in .pdf, or a folder (make it first if it has a dot)"
    raise OutputError(Diagnostic("O106", message, Place(str(path)), hint))


def refuse_endings(path: Path, endings: Iterable[str], made: str) -> None:
    """Refuse a name that has one of the endings of other kinds of file than is made.

    Raises OutputError.
    """
    if path.suffix.lower() in endings:
        message = f"{made} is made here, and no '{path.suffix}'"
        raise OutputError(Diagnostic("O106", message, Place(str(path)), "name another file"))


def check_export_output(path: Path, formats: Sequence[str], endings: Sequence[str]) -> bool:
    """Say whether an output is one file in one format, and no folder.

    Raises OutputError for a name that asks for a file of another kind, or for one of several.
    """
    is_file = path == STANDARD_OUTPUT or path.is_fifo()
    is_file = is_file or path.suffix.lower() in filter(None, endings)
    if path.is_dir():
        return False
    if is_file and len(formats) == 1:
        return True
    if is_file:
        message = "several files are made here, which need a folder"
    elif _ENDING.fullmatch(path.suffix):
        message = f"{', '.join(formats)} is made here, and no '{path.suffix}'"
    else:
        return False
    hint = "name a folder (make it first if it has a dot)"
    raise OutputError(Diagnostic("O106", message, Place(str(path)), hint))


def check_free(paths: Iterable[Path]) -> None:
    """Refuse to write over files, which may be edited by now.

    Raises OutputError.
    """
    findings = []
    for path in paths:
        if os.path.lexists(path):
            message = "this file is there already, and is left as it is"
            findings.append(Diagnostic("O102", message, Place(str(path)), "name another folder"))
    if findings:
        raise OutputError(*findings)


def require_ending(path: Path, endings: Iterable[str], made: str) -> None:
    """Refuse a name with the ending of any other kind of file than is made.

    Raises OutputError.
    """
    ending = path.suffix.lower()
    if _ENDING.fullmatch(ending) and ending not in endings:
        refuse_endings(path, (ending,), made)


def write_output(data: bytes, path: Path, sources: Iterable[Path] = ()) -> None:
    """Write a result and print its path, or write it to the standard output.

    Who may not read the sources may not read a new file. Raises OutputError.
    """
    from cvgen.files.write import write_file

    if path != STANDARD_OUTPUT:
        if not _write_to_pipe(data, path):
            write_file(data, path, sources)
        console.print_result(path)
        return
    if sys.stdout.isatty() and b"\0" in data:
        message = "this is no text, and would garble the terminal"
        hint = "send it on, as in 'cvgen … -o - > cv.pdf', or name a file"
        raise OutputError(Diagnostic("O106", message, None, hint))
    console.write_bytes(data)


def _write_to_pipe(data: bytes, path: Path) -> bool:
    """Write into a pipe (`mkfifo`) that somebody reads; False for anything else."""
    if not path.is_fifo():
        return False
    try:
        # Without waiting for a reader; while one reads, writing waits.
        descriptor = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
    except OSError:
        return False
    os.set_blocking(descriptor, True)
    with os.fdopen(descriptor, "wb") as pipe:
        pipe.write(data)
    return True
