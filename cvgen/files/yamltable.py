"""Read the tables that ship inside the package: quickly, because nobody has to be told where."""

from __future__ import annotations

from functools import cache
from typing import Any

from cvgen.files.data import DATA_FOLDER


@cache
def read_table(name: str) -> Any:
    """Read a table by its path in the data folder, without its ending; nobody may change it.

    Scalars are text. What a user's file may hold (tags, merged mappings, empty values) has no
    place in a table.
    """
    return parse_table((DATA_FOLDER / f"{name}.yaml").read_text("utf-8"))


def parse_table(text: str) -> Any:
    """Parse the text of a table, or the lines of it that are needed."""
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return yaml.load(text, Loader=loader)  # noqa: S506 - it makes nothing but text, lists, mappings
