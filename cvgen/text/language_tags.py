"""Takes language tags (BCP 47), gives their well-formed spelling, their script, and the nearest of several."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from cvgen.files import yamlfile
from cvgen.files.data import DATA_FOLDER

_DATA = DATA_FOLDER / "languages.yaml"


@dataclass(frozen=True, slots=True)
class _Tag:
    """What a tag says, or means without saying it; `family` is the language whose words print it."""

    text: str
    language: str
    family: str
    script: str
    region: str


def well_formed(tag: str) -> str:
    """Spell a tag as BCP 47 does, by the language's name of today: zh-hant-tw is zh-Hant-TW, iw is he."""
    language, *rest = tag.split("-")
    name = language.lower()
    return "-".join([_table()["today"].get(name, name), *map(_spelled, rest)])


def _spelled(part: str) -> str:
    if len(part) == 2:
        return part.upper()
    return part.title() if _is_script(part) else part.lower()


def _is_script(part: str) -> bool:
    return len(part) == 4 and part.isalpha()


def script(tag: str) -> str:
    """Name the script that a tag says, or else the likely one (ISO 15924): of zh-TW it is Hant."""
    return _read(tag).script


def alike(one: str, other: str) -> bool:
    """Say whether two tags are of one language in one script."""
    first, second = _read(one), _read(other)
    return (first.family, first.script) == (second.family, second.script)


def nearest(wish: str, tags: Iterable[str]) -> str | None:
    """Choose the tag nearest to the one wished for, the first of equals; None where the language is not among them."""
    wanted = _read(wish)
    near = [tag for tag in tags if _read(tag).family == wanted.family]
    return max(near, key=lambda tag: _nearness(_read(tag), wanted), default=None)


def _nearness(tag: _Tag, wanted: _Tag) -> tuple[int, ...]:
    """Rank by script, then language, then region; in both of these what says less is nearer than what says another."""
    return (
        tag.text == wanted.text,
        tag.script == wanted.script,
        2 * (tag.language == wanted.language) + (tag.language == wanted.family),
        2 * (tag.region == wanted.region) + (not tag.region),
    )


@cache
def _read(tag: str) -> _Tag:
    text = well_formed(tag)
    language, *rest = text.split("-")
    region = next((part for part in rest if len(part) == 2 or part.isdigit()), "")
    said = next(filter(_is_script, rest), "")
    likely = _scripts()
    written = said or likely.get(f"{language}-{region}") or likely.get(language, "Latn")
    return _Tag(text, language, _table()["family"].get(language, language), written, region)


@cache
def _scripts() -> dict[str, str]:
    return {tag: name for name, tags in _table()["scripts"].items() for tag in tags}


@cache
def _table() -> dict[str, dict[str, Any]]:
    return yamlfile.read(_DATA).data  # type: ignore[no-any-return]
