"""Records of builds: what PDFs were made of, so that nothing is made again of the same.

Judged by the bytes of all files that were read, never by their times.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from cvgen import __version__
from cvgen.cli.build_jobs import LIBRARIES, Job, Order, Outcome, list_own_files
from cvgen.cli.destination import STANDARD_OUTPUT
from cvgen.files.cache_file import replace_cache_file
from cvgen.files.reads import (
    Reads,
    hash_bytes,
    hash_file,
    hash_listing,
    list_sources,
    list_text_libraries,
)

_FOLDER = "builds"
_LIBRARY_MARK = ".dist-info"
_PYTHON = Path(os.__file__).parent


class BuildRecord(Struct):
    """What the PDFs of one profile were made of, and what came of each.

    Files by their hashes, folders by those of the names in them; both are absolute. Libraries have
    their versions in their names.
    """

    made_by: str
    day: str
    probes: str
    files: dict[str, str]
    folders: dict[str, str]
    libraries: tuple[str, ...]
    pdfs: dict[str, str]
    outcomes: tuple[Outcome, ...]


def find_unchanged(profile: Path, order: Order) -> tuple[Outcome, ...] | None:
    """Find what came of a profile, if it would come of it again and still stands there."""
    record = _read_record(profile, order)
    if record is None or record.day != str(order.environment.today):
        return None
    if record.made_by != _describe_program():
        return None
    if record.probes != _hash_probes(profile, order.output) or not _are_same(record):
        return None
    return record.outcomes


def _read_record(profile: Path, order: Order) -> BuildRecord | None:
    path = _find_record_file(profile, order)
    if path is None:
        return None
    try:
        return msgspec.json.decode(path.read_bytes(), type=BuildRecord)
    except (OSError, msgspec.MsgspecError):
        return None


def _write_record(record: BuildRecord, profile: Path, order: Order) -> None:
    path = _find_record_file(profile, order)
    if path is None:
        return
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_cache_file(path, msgspec.json.encode(record))


def _are_same(record: BuildRecord) -> bool:
    """Say whether all files and folders are as they were."""
    if not all(map(os.path.exists, record.libraries)):
        return False
    for hashes in (record.pdfs, record.files):
        for file, digest in hashes.items():
            if hash_file(file) != digest:
                return False
    pdfs = record.pdfs.keys()
    return all(hash_listing(name, pdfs) == digest for name, digest in record.folders.items())


def keep_record(
    profile: Path, order: Order, reads: Reads, jobs: Iterable[Job], outcomes: Sequence[Outcome]
) -> None:
    """Keep what the PDFs of a profile were made of; a cache that cannot be written to keeps none.

    `reads` is all that was read for them.
    """
    has_cache = order.environment.cache_folder is not None
    is_whole = all(not outcome.is_failure for outcome in outcomes)
    if not has_cache or not is_whole or order.output == STANDARD_OUTPUT:
        return
    pdfs = _hash_pdfs(outcomes)
    ignored = (f"{LIBRARIES}/", f"{_PYTHON}/", f"{order.environment.cache_folder}/")
    files = list_sources(reads.files, ignored) - pdfs.keys()
    folders = {name for name in reads.folders if not _is_of_program(name, ignored)}
    record = BuildRecord(
        _describe_program(),
        str(order.environment.today),
        _hash_probes(profile, order.output),
        _hash_files(files | _list_job_files(jobs)),
        {folder: hash_listing(folder, pdfs.keys()) for folder in sorted(folders)},
        tuple(sorted(list_text_libraries())),
        pdfs,
        tuple(replace(outcome, data=b"", sources=frozenset()) for outcome in outcomes),
    )
    _write_record(record, profile, order)


def move_record(profile: Path, order: Order, before: Outcome, after: Outcome) -> None:
    """Keep where a PDF went in the end."""
    record = _read_record(profile, order)
    if record is None:
        return
    hashes = {}
    for file, digest in record.pdfs.items():
        is_moved = file == str(Path(before.path).absolute())
        hashes[str(Path(after.path).absolute()) if is_moved else file] = digest
    outcomes = []
    for outcome in record.outcomes:
        is_moved = outcome.path == before.path
        outcomes.append(replace(outcome, name=after.name, path=after.path) if is_moved else outcome)
    _write_record(replace(record, pdfs=hashes, outcomes=tuple(outcomes)), profile, order)


def _hash_pdfs(outcomes: Iterable[Outcome]) -> dict[str, str]:
    """Hash what was written, by the absolute names of the files."""
    pdfs = {}
    for outcome in outcomes:
        pdfs[str(Path(outcome.path).absolute())] = hash_bytes(outcome.data)
    return pdfs


def _list_job_files(jobs: Iterable[Job]) -> set[str]:
    """List the files of themes and fonts of jobs that do not come with cvgen."""
    files: set[str] = set()
    for job in jobs:
        files.update(map(str, list_own_files(job)))
    return files


def _list_own_modules() -> set[str]:
    """List the files of cvgen's modules that are loaded, which may be those of a checkout.

    Also where they are installed: another commit of the same version may be installed over them.
    """
    files = set()
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "cvgen" and module.__file__:
            files.add(module.__file__)
    return files


def _hash_files(files: set[str]) -> dict[str, str]:
    """Hash files, and the modules that read them."""
    modules = _list_own_modules()
    hashes = {file: hash_file(file) for file in sorted(files - modules)}
    hashes.update((file, _hash_module(file)) for file in sorted(modules))
    return hashes


@cache
def _hash_module(file: str) -> str:
    """Hash a module once: a process goes on with what it loaded, whatever becomes of the file."""
    return hash_file(file)


def _is_of_program(folder: str, ignored: tuple[str, ...]) -> bool:
    """Say whether a folder is one that Python looks for modules in."""
    if folder.startswith(ignored) or folder in sys.path:
        return True
    return Path(folder, "__init__.py").exists()


def _find_record_file(profile: Path, order: Order) -> Path | None:
    """Find the file of the record that belongs to a profile and all that was asked for."""
    cache_folder = order.environment.cache_folder
    if cache_folder is None:
        return None
    asked = (
        str(Path.cwd()),
        str(profile),
        order.request,
        order.themes,
        order.variants,
        order.languages,
        [str(path) for path in order.overrides],
        str(order.output),
        order.strict,
    )
    key = hash_bytes(msgspec.json.encode(asked, order="deterministic"))
    return cache_folder / _FOLDER / f"{key}.json"


def _describe_program() -> str:
    """Describe the versions of cvgen, of Python, and of the packages beside them."""
    names = [path.name for path in LIBRARIES.iterdir() if path.suffix == _LIBRARY_MARK]
    return f"{__version__} {sys.version} {hash_bytes(chr(0).join(sorted(names)).encode())}"


def _hash_probes(profile: Path, output: Path) -> str:
    """Hash the names of what may stand beside a profile, and be looked for without being read.

    The folder that PDFs go to comes into being meanwhile, and does not count.
    """
    written = output.absolute()
    names = []
    for folder in (profile.parent, Path()):
        with suppress(OSError):
            for path in folder.iterdir():
                is_looked_for = path.name.startswith(f"{profile.stem}.") or path.is_dir()
                if is_looked_for and not written.is_relative_to(path.absolute()):
                    names.append(str(path))
    return hash_bytes("\0".join(sorted(names)).encode())
