"""Tell works by the same people in the same year apart: 2021a, 2021b (CSL 1.0.2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from cvgen.bibliography.citeproc_patches import YEAR_LETTER

_ROLES = ("author", "editor", "translator")
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"


def find_year_letters(items: Sequence[dict[str, Any]], *, by_title: bool) -> dict[str, str]:
    """Find the letter of every work that shares people and year with another, by its id.

    They go by the alphabet of the titles where a style sorts by them, else as the works stand.
    """
    items_by_citation: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for item in items:
        people = _get_people(item)
        year = item.get("issued", {}).get("date-parts", [[""]])[0][0]
        if people and year:
            items_by_citation[f"{people} {year}"].append(item)
    letters = {}
    for same in items_by_citation.values():
        if len(same) < 2:
            continue
        if by_title:
            same.sort(key=_get_title)
        for index, item in enumerate(same):
            letters[item["id"]] = _format_letters(index)
    return letters


def _get_people(item: dict[str, Any]) -> str:
    for role in _ROLES:
        if item.get(role):
            return str(item[role])
    return ""


def _get_title(item: dict[str, Any]) -> str:
    return str(item.get("title", "")).casefold()


def _format_letters(index: int) -> str:
    """Count in letters: 0 is a, 26 is aa."""
    letters = _ALPHABET[index % 26]
    while index >= 26:
        index = index // 26 - 1
        letters = _ALPHABET[index % 26] + letters
    return letters


def add_year_letter(reference: Any, letter: str) -> None:
    """Put the letter behind the last year of a reference of citeproc."""
    issued = reference.get("issued")
    if issued is None:
        return
    date = issued
    if "begin" in issued:
        date = issued.get("end") or issued["begin"]
    date[YEAR_LETTER] = letter
