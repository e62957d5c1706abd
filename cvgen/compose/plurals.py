"""Choose the form of a word that stands behind a number, by the plural rules of CLDR."""

from __future__ import annotations

from functools import cache
from typing import Any

from msgspec import Struct

from cvgen.files.yamltable import read_table

_HUNDRED = 100


class PluralRules(Struct, frozen=True):
    """The forms of a language in their order, and which numbers take which of them."""

    forms: tuple[str, ...]
    exact: dict[int, str]
    ends: dict[int, str]

    def choose_form(self, number: int) -> str:
        """Choose the form behind a whole number."""
        exact = self.exact.get(number)
        return exact or self.ends.get(number % _HUNDRED) or self.forms[-1]


@cache
def find_plural_rules(language: str) -> PluralRules:
    """Find the rules of a language that there are words for."""
    for family in read_table("plurals"):
        if language in family["languages"]:
            return _make_rules(family)
    raise KeyError(language)


def _make_rules(family: dict[str, Any]) -> PluralRules:
    exact = {int(number): form for number, form in (family.get("exact") or {}).items()}
    ends: dict[int, str] = {}
    for form, numbers in (family.get("ends") or {}).items():
        for number in numbers:
            ends[int(number)] = form
    return PluralRules(tuple(family["forms"]), exact, ends)
