"""The words by which résumé parsers know titles of sections, schools and addresses."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from msgspec import Struct

from cvgen.files.yamltable import read_table


class ParserWords(Struct, frozen=True):
    """The table of words; titles are by their letters alone, with the kind of their section."""

    bold: tuple[str, ...]
    qualifiers: frozenset[str]
    joints: frozenset[str]
    documents: frozenset[str]
    titles: Mapping[str, str]
    schools: tuple[str, ...]
    roles: tuple[str, ...]
    domains: tuple[str, ...]
    headings: Mapping[str, Mapping[str, str]]  # by language and kind


@cache
def load_parser_words() -> ParserWords:
    """Load the table of words."""
    data: dict[str, Any] = read_table("parsers")
    titles = {}
    for kind, spellings in data["titles"].items():
        titles.update(dict.fromkeys(map(fold_title, spellings), kind))
    return ParserWords(
        bold=tuple(data["bold"]),
        qualifiers=frozenset(data["qualifiers"]),
        joints=frozenset(data["joints"]),
        documents=frozenset(map(fold_title, data["documents"])),
        titles=titles,
        schools=tuple(data["schools"]),
        roles=tuple(data["roles"]),
        domains=tuple(data["domains"]),
        headings=data["headings"],
    )


def fold_title(text: str) -> str:
    """Reduce a text to its letters and digits, in small letters."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(filter(str.isalnum, plain))


@cache
def load_all_titles() -> Mapping[str, str]:
    """Load the titles of all languages with the kinds of their sections."""
    from cvgen.compose.locale import find_locale, list_languages

    titles: dict[str, str] = {}
    kinds = find_locale("en").headings.keys()
    for language in list_languages():
        for kind, heading in find_locale(language).headings.items():
            titles.setdefault(fold_title(heading), kind)
    for headings in load_parser_words().headings.values():
        for kind, heading in headings.items():
            titles.setdefault(fold_title(heading), kind)
    synonyms = read_table("synonyms")
    for word, meanings in synonyms.items():
        if meanings[0] in kinds:
            titles.setdefault(fold_title(word), meanings[0])
    return {**titles, **load_parser_words().titles}


def find_kind(title: str, titles: Mapping[str, str]) -> str:
    """Find the kind of section that a title names; nothing where parsers do not know it."""
    kind = titles.get(fold_title(title))
    if kind:
        return kind
    words = title.casefold().split()
    while words and words[0] in load_parser_words().qualifiers:
        words = words[1:]
    kinds = [titles.get(part, "") for part in map(fold_title, _split_title(words)) if part]
    if kinds and all(kinds):
        return kinds[0]
    return ""


def _split_title(words: Iterable[str]) -> list[str]:
    """Split a title where two are joined: "awards and honours"."""
    parts: list[list[str]] = [[]]
    for word in words:
        if word in load_parser_words().joints:
            parts.append([])
            continue
        parts[-1].append(word)
        if word.endswith(","):
            parts.append([])
    return [" ".join(part) for part in parts]
