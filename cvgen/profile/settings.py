"""How a profile wants to be printed: takes its settings and variants, gives them checked."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from cvgen.errors import did_you_mean
from cvgen.profile.fields import Record, Text, is_language, wrong
from cvgen.profile.kinds import KINDS

SECTIONS = frozenset({*KINDS, "custom"})


def _check_section(name: str) -> str:
    if name not in SECTIONS:
        raise wrong("P202", f"'{name}' is not a section", did_you_mean(name, SECTIONS))
    return name


def _check_language(tag: str) -> str:
    if not is_language(tag):
        raise wrong("P210", f"'{tag}' is no language tag", "write en, de, zh-Hans, …")
    return tag


def _check_options(options: Any) -> Any:
    if isinstance(options, dict) and all(isinstance(value, str) for value in options.values()):
        return options
    raise wrong("P204", "options are names with one value each", "write, for example, accent: '#1f4e79', with the quotes")


SectionName = Annotated[str, AfterValidator(_check_section)]
LanguageTag = Annotated[str, AfterValidator(_check_language)]
Options = Annotated[dict[str, str], BeforeValidator(_check_options)]


class Settings(Record):
    """What holds for every variant, unless one says otherwise."""

    language: LanguageTag | None = None
    theme: str | None = None
    options: Options = {}
    headings: dict[SectionName, Text] = {}


class Variant(Settings):
    """What one kind of reader sees: which sections in which order, with which tags, and how many entries of each.

    Entries without tags always stay; of the others those that carry one of `tags`.
    """

    sections: tuple[SectionName, ...] = ()
    tags: tuple[str, ...] = ()
    limits: dict[SectionName, Annotated[int, Field(ge=0)]] = {}
