"""Read the tables that ship inside the package: quickly, because nobody has to be told where.

What is made of them may be kept between calls, in a folder that a call names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from cvgen import __version__
from cvgen.errors import CvgenError
from cvgen.files.data import DATA_FOLDER

_FOLDER = "tables"
_cached_in: list[Path] = []
T = TypeVar("T")


def keep_tables(folder: Path | None) -> None:
    """Keep what is made of tables in a cache folder, or nowhere."""
    _cached_in[:] = [folder / _FOLDER] if folder else []


@cache
def read_table(name: str) -> Any:
    """Read a table by its path in the data folder, without its ending; nobody may change it.

    Scalars are text. What a user's file may hold (tags, merged mappings, empty values) has no
    place in a table.
    """
    path = DATA_FOLDER / f"{name}.yaml"
    return load_cached(name, [path], lambda: parse_table(path.read_text("utf-8")), Any)


def parse_table(text: str) -> Any:
    """Parse the text of a table, or the lines of it that are needed."""
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return yaml.load(text, Loader=loader)  # noqa: S506 - it makes nothing but text, lists, mappings


def load_cached(name: str, sources: Iterable[Path], make: Callable[[], T], kind: Any) -> T:
    """Load what is kept under a name, or make it anew where one of its sources has changed."""
    if not _cached_in:
        return make()
    from msgspec import MsgspecError, json

    found = [source.stat() for source in sources]
    newest = max(status.st_mtime_ns for status in found)
    size = sum(status.st_size for status in found)
    file = f"{name.replace('/', '-')}-{__version__}-{newest:x}-{size:x}.json"
    path = _cached_in[0] / file
    with suppress(OSError, MsgspecError):
        kept: T = json.decode(path.read_bytes(), type=kind)
        return kept
    made = make()
    from cvgen.files.write import write_file

    with suppress(CvgenError, OSError):
        write_file(json.encode(made), path)
    return made
