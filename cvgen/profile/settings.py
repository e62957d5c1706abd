"""How a profile wants to be printed: takes its settings and variants, gives them checked."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from cvgen.errors import did_you_mean
from cvgen.profile.fields import LanguageTag, Record, Text, Url, wrong
from cvgen.profile.kinds import KINDS
from cvgen.profile.publications import PublicationType, Status

SECTIONS = frozenset({*KINDS, "custom"})


def _check_section(name: str) -> str:
    if name not in SECTIONS:
        raise wrong("P202", f"'{name}' is not a section", did_you_mean(name, SECTIONS))
    return name


def _check_options(options: Any) -> Any:
    if isinstance(options, dict) and all(isinstance(value, str) for value in options.values()):
        return options
    raise wrong("P204", "options are names with one value each", "write, for example, accent: '#1f4e79', with the quotes")


def _listed(files: Any) -> Any:
    return [files] if isinstance(files, str) else files


SectionName = Annotated[str, AfterValidator(_check_section), WithJsonSchema({"type": "string", "enum": sorted(SECTIONS)})]
Options = Annotated[dict[str, str], BeforeValidator(_check_options)]
RegionCode = Annotated[str, WithJsonSchema({"type": "string", "pattern": "^[A-Za-z]{2}$"})]


Count = Annotated[int, Field(ge=0)]


class Sources(Record):
    """What else the publications are made of: bibliography files in the profile's folder, and the pages of co-authors."""

    bibliography: Annotated[tuple[str, ...], BeforeValidator(_listed, json_schema_input_type=str | list[str])] = ()
    coauthors: dict[str, Url] = {}


class PublicationList(Record):
    """One list of publications: which of them, in which order, grouped and numbered how.

    `authors` is the most names to print of one work; one's own is always among them, with its position.
    `style` is a CSL style, by name or as a file beside the profile; without it the theme sets the list.
    `rankings` names the labels to print, such as CCF; without it those that are usual in the language.
    """

    title: Text | None = None
    tags: tuple[str, ...] = ()
    types: tuple[PublicationType, ...] = ()
    status: tuple[Status, ...] = ()
    order: Literal["newest", "oldest", "file"] | None = None
    group: Literal["year", "type", "status", "tag"] | None = None
    numbers: Literal["plain", "type"] | None = None
    direction: Literal["up", "down"] = "up"
    limit: Count | None = None
    pageBreakBefore: bool = False
    keepTogether: bool = False
    authors: Annotated[int, Field(ge=1)] | None = None
    counts: bool = False
    style: str | None = None
    rankings: tuple[str, ...] | None = None


class Settings(Record):
    """What holds for every variant, unless one says otherwise.

    `pageBreakBefore` and `keepTogether` name sections that start on a new page, or that no page should end in.
    """

    language: LanguageTag | None = None
    region: RegionCode | None = None
    theme: str | None = None
    options: Options = {}
    headings: dict[SectionName, Text] = {}
    pageBreakBefore: tuple[SectionName, ...] = ()
    keepTogether: tuple[SectionName, ...] = ()
    publicationLists: tuple[PublicationList, ...] = ()


class Variant(Settings):
    """What one kind of reader sees: which sections in which order, with which tags, and how many entries of each.

    Entries without tags always stay; of the others those that carry one of `tags`, and none of `withoutTags`.
    What it does not say, the variant that it `extends` says; options, headings and limits add up.
    """

    extends: str | None = None
    sections: tuple[SectionName, ...] = ()
    tags: tuple[str, ...] = ()
    withoutTags: tuple[str, ...] = ()
    limits: dict[SectionName, Count] = {}
