"""What bibliographies mean, as data: takes the name of a file in `data`, gives what it holds."""

from __future__ import annotations

from functools import cache
from typing import Any

from cvgen.files import yamlfile
from cvgen.files.data import DATA_FOLDER


@cache
def table(name: str) -> Any:
    """Read one file of data, once."""
    return yamlfile.read(DATA_FOLDER / "bibliography" / f"{name}.yaml").data


@cache
def spellings(name: str, part: str = "") -> dict[str, str]:
    """Turn a table of words and their spellings round: each spelling to its word."""
    words = table(name)[part] if part else table(name)
    return {spelling.casefold(): word for word, found in words.items() for spelling in found}
