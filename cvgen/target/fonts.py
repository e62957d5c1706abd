"""Which families of fonts meet a demand for some."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from cvgen.files.yamltable import read_table


def list_equal_families(fonts: Sequence[str]) -> list[str]:
    """List the families that meet a demand.

    Themselves, and those in which a page keeps its lines.
    """
    families = list_face_names(fonts)
    for font in list_face_names(fonts):
        families += read_families("faces").get(font, ())
    return list(dict.fromkeys(families))


def list_face_names(fonts: Sequence[str]) -> list[str]:
    """List demanded faces with the other names of each: `Nimbus` is Nimbus Roman too."""
    wanted = {font.casefold() for font in fonts}
    names = list(fonts)
    for name, others in read_families("face_names").items():
        same = [name, *others]
        if wanted & {other.casefold() for other in same}:
            names += same
    return list(dict.fromkeys(names))


def choose_family(fonts: Sequence[str], installed: frozenset[str]) -> str | None:
    """Choose a family that is installed.

    One that is demanded, else one as wide, else one like it.
    """
    candidates = list_equal_families(fonts)
    for font in fonts:
        candidates += read_families("alike").get(font, ())
    for family in candidates:
        if family in installed:
            return family
    return None


@cache
def read_families(name: str) -> dict[str, list[str]]:
    """Read a table of families, by the family that they stand in for."""
    return read_table(name)  # type: ignore[no-any-return]
