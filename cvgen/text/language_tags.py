"""Language tags (BCP 47): their well-formed spelling, their script, and the nearest of several."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from msgspec import Struct

from cvgen.files.yamltable import read_table


class _Tag(Struct, frozen=True):
    """A tag's subtags, said or likely; `family` is the language whose words print it."""

    text: str
    language: str
    family: str
    script: str
    region: str


def normalize_tag(tag: str) -> str:
    """Spell a tag as BCP 47 does: zh-hant-tw is zh-Hant-TW, and iw, of before 1989, is he."""
    language, *subtags = tag.split("-")
    language = language.lower()
    language = _read_table()["today"].get(language, language)
    return "-".join([language, *map(_spell_subtag, subtags)])


def _spell_subtag(subtag: str) -> str:
    if len(subtag) == 2:
        return subtag.upper()
    if _is_script(subtag):
        return subtag.title()
    return subtag.lower()


def _is_script(subtag: str) -> bool:
    return len(subtag) == 4 and subtag.isalpha()


def _is_region(subtag: str) -> bool:
    return len(subtag) == 2 or subtag.isdigit()


def find_script(tag: str) -> str:
    """Find the script that a tag says, or else the likely one (ISO 15924): of zh-TW it is Hant."""
    return _parse_tag(tag).script


def find_territory(tag: str) -> str:
    """Find the territory that a tag says (ISO 3166, UN M49), such as PT of pt-PT; else nothing."""
    return _parse_tag(tag).region


def is_same_language(one: str, other: str) -> bool:
    """Return whether two tags are of one language in one script."""
    first = _parse_tag(one)
    second = _parse_tag(other)
    return first.family == second.family and first.script == second.script


def find_nearest_tag(requested: str, tags: Iterable[str]) -> str | None:
    """Find the tag nearest to a requested one, the first of equals; None in other languages."""
    target = _parse_tag(requested)
    near = [tag for tag in tags if _parse_tag(tag).family == target.family]
    if not near:
        return None
    return max(near, key=lambda tag: _rank_nearness(_parse_tag(tag), target))


def _rank_nearness(tag: _Tag, requested: _Tag) -> tuple[int, ...]:
    """Rank by script, then language, then region.

    In both of the latter a tag that says less is nearer than one that says another.
    """
    is_language = tag.language == requested.language
    is_family = tag.language == requested.family
    is_region = tag.region == requested.region
    return (
        tag.text == requested.text,
        tag.script == requested.script,
        2 * is_language + is_family,
        2 * is_region + (not tag.region),
    )


@cache
def _parse_tag(tag: str) -> _Tag:
    text = normalize_tag(tag)
    language, *subtags = text.split("-")
    region = next(filter(_is_region, subtags), "")
    script = next(filter(_is_script, subtags), "") or _find_likely_script(language, region)
    family = _read_table()["family"].get(language, language)
    return _Tag(text, language, family, script, region)


def _find_likely_script(language: str, region: str) -> str:
    scripts = _read_likely_scripts()
    return scripts.get(f"{language}-{region}") or scripts.get(language, "Latn")


@cache
def _read_likely_scripts() -> dict[str, str]:
    """Read the likely script of tags, as CLDR's likely subtags have it."""
    scripts: dict[str, str] = {}
    for script, tags in _read_table()["scripts"].items():
        for tag in tags:
            scripts[tag] = script
    return scripts


@cache
def _read_table() -> dict[str, dict[str, Any]]:
    return read_table("languages")  # type: ignore[no-any-return]
