"""Names of towns and countries."""

from __future__ import annotations

from functools import cache

from cvgen.files import yamlfile
from cvgen.files.data import DATA_FOLDER


def is_place_name(text: str) -> bool:
    """Say whether a text is the name of a town, a region or a country."""
    return text.strip(" .").casefold() in _load_places()


@cache
def _load_places() -> frozenset[str]:
    places = yamlfile.read_yaml(DATA_FOLDER / "importers" / "places.yaml").data["places"]
    countries = yamlfile.read_yaml(DATA_FOLDER / "countries" / "en.yaml").data
    return frozenset(str(name).strip(" .").casefold() for name in [*places, *countries.values()])
