"""Names of towns and countries."""

from __future__ import annotations

from functools import cache

from cvgen.files.yamltable import read_table


def is_place_name(text: str) -> bool:
    """Say whether a text is the name of a town, a region or a country."""
    return text.strip(" .").casefold() in _load_places()


@cache
def _load_places() -> frozenset[str]:
    places = read_table("importers/places")["places"]
    countries = read_table("countries/en")
    return frozenset(str(name).strip(" .").casefold() for name in [*places, *countries.values()])
