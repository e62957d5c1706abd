"""Which families of fonts meet a demand for some."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from cvgen.files import yamlfile
from cvgen.files.data import DATA_FOLDER


def list_equal_families(fonts: Sequence[str]) -> list[str]:
    """List the families that meet a demand.

    Themselves, and those in which a page keeps its lines.
    """
    families = list(fonts)
    for font in fonts:
        families += read_families("faces.yaml").get(font, ())
    return list(dict.fromkeys(families))


def choose_family(fonts: Sequence[str], installed: frozenset[str]) -> str | None:
    """Choose a family that is installed.

    One that is demanded, else one as wide, else one like it.
    """
    candidates = list_equal_families(fonts)
    for font in fonts:
        candidates += read_families("alike.yaml").get(font, ())
    for family in candidates:
        if family in installed:
            return family
    return None


@cache
def read_families(name: str) -> dict[str, list[str]]:
    """Read a table of families, by the family that they stand in for."""
    return yamlfile.read_yaml(DATA_FOLDER / name).data  # type: ignore[no-any-return]
