"""Judge whether two works that have a number or a title in common are one."""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate
from typing import Any

from cvgen.bibliography.reference import normalize_author, normalize_title
from cvgen.bibliography.tables import load_table
from cvgen.text.patterns import compile_late

SHORTEST_TITLE = 8
# The share of a title's words that two versions of a work have in common at least.
_LEAST_COMMON_WORDS = 0.6
_NUMBER = compile_late(r"(?:part|teil|partie|no|nr|volume|vol)?[ivx\d]+")
_LONG_WORD = compile_late(r"[^\W\d_]{5,}")
# What a subtitle stands behind;.
_SUBTITLE = compile_late(r"\s?[:.?!–—(]|\s-\s")

# What a work is known by: the kind ("doi", "arxiv" or "title") and its values.
Identity = tuple[str, ...]


def is_preprint(data: dict[str, Any]) -> bool:
    """Say whether a work is a preprint."""
    return data.get("type") == "preprint"


def is_same_work(first: dict[str, Any], second: dict[str, Any], common_identity: Identity) -> bool:
    """Say whether two works with a common identity are one.

    A talk and a paper may share a title; two DOIs never lead to one work.
    """
    kind = common_identity[0]
    preprint_count = is_preprint(first) + is_preprint(second)
    if kind != "title":
        is_renamed = preprint_count == 1 and _is_renamed(first, second)
        if not (is_renamed or _is_similar(first, second)) or _is_about_other(first, second):
            # A number alone makes no two works one: it may be pasted into the wrong entry, and
            # the chapters of a book may share it.
            return False
    if preprint_count == 1 or (preprint_count == 2 and kind == "arxiv"):
        return True
    if kind == "doi":
        return not _are_two_of_one_doi(first, second)
    return _are_alike_otherwise(first, second)


def _are_alike_otherwise(first: dict[str, Any], second: dict[str, Any]) -> bool:
    """Say whether two works of one title are the same in all else that tells works apart."""
    if _differ_in_appearance(first, second) or _differ_in_place(first, second):
        return False
    return not _differ_in_doi(first, second)


def _is_about_other(first: dict[str, Any], second: dict[str, Any]) -> bool:
    """Say whether a title is the other one and words such as "Erratum" or "Reply to"."""
    first_words = _list_title_words(first)
    second_words = _list_title_words(second)
    if not (first_words < second_words or second_words < first_words):
        return False
    return not _load_companions().isdisjoint(first_words ^ second_words)


def _are_two_of_one_doi(first: dict[str, Any], second: dict[str, Any]) -> bool:
    """Say whether two works with one DOI and much the same title are two all the same.

    Editions of one title may differ in year and pages, and a name in its spelling.
    """
    if not _differ_in_year(first, second):
        return False
    has_one_title = normalize_title(first) == normalize_title(second)
    if not has_one_title and _differ_in_pages(first, second):
        return True
    first_surnames = _list_surnames(first)
    second_surnames = _list_surnames(second)
    has_surnames = bool(first_surnames and second_surnames)
    return has_surnames and set(first_surnames).isdisjoint(second_surnames)


def _differ_in_year(first: dict[str, Any], second: dict[str, Any]) -> bool:
    if "releaseDate" not in first or "releaseDate" not in second:
        return False
    return str(first["releaseDate"])[:4] != str(second["releaseDate"])[:4]


def _differ_in_doi(first: dict[str, Any], second: dict[str, Any]) -> bool:
    if "doi" not in first or "doi" not in second:
        return False
    return bool(first["doi"].casefold() != second["doi"].casefold())


def _differ_in_appearance(first: dict[str, Any], second: dict[str, Any]) -> bool:
    """Say whether two works appeared as another thing, at another time, or somewhere else."""
    for key in ("type", "releaseDate"):
        if first.get(key) != second.get(key):
            return True
    return bool(_get_venue(first) != _get_venue(second))


def _differ_in_place(first: dict[str, Any], second: dict[str, Any]) -> bool:
    """Say whether two works of one title, such as editorials, stand in different places."""
    for key in ("volume", "issue", "number"):
        if key in first and key in second and first[key] != second[key]:
            return True
    return _differ_in_pages(first, second)


def _differ_in_pages(first: dict[str, Any], second: dict[str, Any]) -> bool:
    if "pages" not in first or "pages" not in second:
        return False
    return bool(first["pages"].partition("–")[0] != second["pages"].partition("–")[0])


def _is_similar(first: dict[str, Any], second: dict[str, Any]) -> bool:
    """Say whether two titles are the same but for a subtitle, a slip or a few words."""
    shorter, longer = sorted((normalize_title(first), normalize_title(second)), key=len)
    if shorter == longer:
        return True
    if longer.startswith(shorter) and _NUMBER.fullmatch(longer.removeprefix(shorter)):
        return False
    if _has_subtitle(first, shorter) or _has_subtitle(second, shorter):
        return True
    first_words = _list_title_words(first)
    second_words = _list_title_words(second)
    common = first_words & second_words
    different = first_words ^ second_words
    if different and all(_NUMBER.fullmatch(word) for word in different):
        return False
    most = max(len(first_words), len(second_words))
    return bool(common) and len(common) >= _LEAST_COMMON_WORDS * most


def _has_subtitle(data: dict[str, Any], main_title: str) -> bool:
    """Say whether a title is another one with a subtitle."""
    if len(main_title) < SHORTEST_TITLE or not normalize_title(data).startswith(main_title):
        return False
    title = str(data.get("name", "")).casefold()
    ends = accumulate(character.isalnum() for character in title)
    end = next(index for index, count in enumerate(ends) if count == len(main_title))
    return bool(_SUBTITLE.match(title, end + 1))


@cache
def _load_companions() -> frozenset[str]:
    """Load the words by which a title says that a work is about another one."""
    return frozenset(load_table("fields")["companions"])


def _list_title_words(data: dict[str, Any]) -> set[str]:
    return set(re.findall(r"\w+", str(data.get("name", "")).casefold()))


def _is_renamed(first: dict[str, Any], second: dict[str, Any]) -> bool:
    """Say whether a preprint came out under another title: with its authors, and a long word."""
    if not _list_surnames(first) or _list_surnames(first) != _list_surnames(second):
        return False
    first_words = set(_LONG_WORD.findall(str(first.get("name", "")).casefold()))
    second_words = set(_LONG_WORD.findall(str(second.get("name", "")).casefold()))
    return not first_words.isdisjoint(second_words)


def _list_surnames(data: dict[str, Any]) -> list[str]:
    surnames = []
    for author in data.get("authors", ()):
        surnames.append(normalize_author(author))
    return surnames


def _get_venue(data: dict[str, Any]) -> Any:
    return data.get("containerTitle") or data.get("publisher")
