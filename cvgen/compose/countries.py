"""The names of countries, and where each puts its postal code."""

from __future__ import annotations

from functools import cache

from cvgen.files.data import DATA_FOLDER
from cvgen.files.yamltable import read_table


@cache
def load_countries(language: str, territory: str = "") -> dict[str, str]:
    """Load the names of countries (Unicode's CLDR) by ISO 3166 code, if need be in English.

    What a territory calls otherwise is called so.
    """
    folder = DATA_FOLDER / "countries"
    if not (folder / f"{language}.yaml").is_file():
        language = "en"
    names: dict[str, str] = read_table(f"countries/{language}")
    own = f"{language}-{territory}"
    if (folder / f"{own}.yaml").is_file():
        return {**names, **read_table(f"countries/{own}")}
    return names


def find_code_place(country: str) -> str:
    """Find where a country puts its postal code: after-city, after-region, or "" for before it."""
    places: dict[str, list[str]] = read_table("addresses")
    for code_place, countries in places.items():
        if country in countries:
            return code_place
    return ""
