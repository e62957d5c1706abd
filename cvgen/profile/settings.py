"""The settings and variants of a profile: how it wants to be printed."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from cvgen.errors import did_you_mean
from cvgen.profile import described
from cvgen.profile.checkers import After, Before, Described, Range
from cvgen.profile.closing import Closing
from cvgen.profile.faults import make_field_error
from cvgen.profile.fields import (
    AudienceName,
    ChosenTag,
    PrintedLanguage,
    TargetName,
    Text,
    ThemeName,
    Url,
    VariantName,
)
from cvgen.profile.kinds import KINDS
from cvgen.profile.publications import AUTHOR_MARKS, PublicationType, Status
from cvgen.profile.record import Record
from cvgen.profile.sections import Priority
from cvgen.text.patterns import compile_late

MOST_PAGES = 50
SECTION_NAMES = frozenset({*KINDS, "custom"})
_LIMIT = compile_late(r"\s*(-?\d+)(\s+newest)?\s*")


def _check_section(name: str) -> str:
    if name not in SECTION_NAMES:
        raise make_field_error(
            "P202", f"'{name}' is not a section", did_you_mean(name, SECTION_NAMES)
        )
    return name


def _check_mark(mark: str) -> str:
    if len(mark) != 1 or mark not in AUTHOR_MARKS:
        hint = "marks are " + " ".join(AUTHOR_MARKS)
        raise make_field_error("P202", f"'{mark}' is no mark behind an author's name", hint)
    return mark


def _check_options(options: Any) -> Any:
    if isinstance(options, dict) and all(isinstance(value, str) for value in options.values()):
        return options
    message = "options are names with one value each"
    raise make_field_error(
        "P204", message, "write, for example, accent: '#1f4e79', with the quotes"
    )


def _wrap_in_list(value: Any) -> Any:
    if isinstance(value, str):
        return [value]
    return value


Tags = Annotated[tuple[str, ...], Before(_wrap_in_list, ChosenTag | list[ChosenTag])]
SectionName = Annotated[
    str,
    After(_check_section),
    Described({"type": "string", "enum": sorted(SECTION_NAMES)}, name="section"),
]
TABLE_NAMES = tuple(name for name, kind in KINDS.items() if kind.slots.columns)


def _check_table(name: str) -> str:
    if name not in TABLE_NAMES:
        message = f"'{name}' is no section that can be a table"
        raise make_field_error("P320", message, "tables are " + ", ".join(TABLE_NAMES))
    return name


TableName = Annotated[
    str,
    After(_check_table),
    Described({"type": "string", "enum": sorted(TABLE_NAMES)}),
]
Mark = Annotated[
    str,
    After(_check_mark),
    Described({"type": "string", "enum": sorted(AUTHOR_MARKS)}, name="mark"),
]
Options = Annotated[dict[str, str], Before(_check_options), described.OPTIONS]
Paper = Annotated[str, described.PAPER]
RegionCode = Annotated[str, described.REGION]


Count = Annotated[int, Range(0)]
Pages = Annotated[int, Range(1, MOST_PAGES)]


class Limit(Record):
    """How many entries of a section stay: the first ones, or else the newest."""

    count: Count
    newest: bool = False


def _parse_limit(value: Any) -> Any:
    match = None
    if isinstance(value, str):
        match = _LIMIT.fullmatch(value)
    if match is None:
        raise make_field_error("P213", "a limit must be a whole number", "write 5, or '5 newest'")
    if match[1].startswith("-"):
        raise make_field_error("P213", "a limit must not be negative", "write 0 for none")
    return {"count": match[1], "newest": bool(match[2])}


_LimitWords = Annotated[str, Described({"type": "string", "pattern": r"^\d+( newest)?$"})]
LimitField = Annotated[
    Limit,
    Before(_parse_limit, int | _LimitWords),
]


def _name_sections(value: Any) -> Any:
    """Let an order for all sections be that of each."""
    if isinstance(value, str):
        return dict.fromkeys(sorted(SECTION_NAMES), value)
    return value


OrderWord = Literal["newest", "file"]
Orders = Annotated[
    dict[SectionName, OrderWord],
    Before(_name_sections, OrderWord | dict[SectionName, OrderWord]),
]


_BREAKS = "breaks"


def _name_timeline(value: Any) -> Any:
    """Let true be what the breaks alone say, and false nothing."""
    if isinstance(value, bool) or (isinstance(value, str) and value in ("true", "false")):
        return _BREAKS if value in (True, "true") else None
    return value


Timeline = Annotated[
    Literal["breaks", "career"] | None,
    Before(_name_timeline, bool | Literal["breaks", "career"]),
]


class Sources(Record):
    """What else the publications are made of.

    These are bibliography files in the profile's folder, and the pages of co-authors.
    """

    bibliography: Annotated[tuple[str, ...], Before(_wrap_in_list, str | list[str])] = ()
    coauthors: dict[str, Url] = {}


class PublicationList(Record):
    """One list of publications: which of them, in which order, grouped and numbered how.

    `authors` is the most names to print of one work; one's own is always among them, with its
    position. `style` is a CSL style, by name or as a file beside the profile; without it the theme
    sets the list. `rankings` names the labels to print, such as CCF; without it those that are
    usual in the language.
    """

    title: Text | None = None
    tags: tuple[ChosenTag, ...] = ()
    types: tuple[PublicationType, ...] = ()
    status: tuple[Status, ...] = ()
    order: Literal["newest", "oldest", "file"] | None = None
    group: Literal["year", "type", "status", "tag"] | None = None
    numbers: Literal["plain", "type"] | None = None
    direction: Literal["up", "down"] = "up"
    limit: Count | None = None
    pageBreakBefore: bool = False
    keepTogether: bool = False
    authors: Annotated[int, Range(1)] | None = None
    counts: bool = False
    style: str | None = None
    rankings: tuple[str, ...] | None = None


class Settings(Record):
    """What holds for every variant, unless one says otherwise.

    `paper` is short for the theme's option; `pages` is the most pages, and `priorities` are those
    of entries without their own. `target` is the call or portal whose rules hold where nothing else
    is said. `order` is that of entries: newest (what goes on first) or file, for all or by section.
    `audience` decides what is redacted, `anonymous` leaves out who it is, `text` chooses
    what entries say under `short`. `legend` says what the marks behind authors' names mean.
    `pageBreakBefore` and `keepTogether` name sections that start on a new page, or that no page
    should end in. `closing` is what stands below all sections. `counts` names sections that say how
    many entries they have, `sums` those that add up their amounts. `timeline` explains the breaks:
    what each lies between, or the whole `career`.
    `facts` prints what is personal and seldom asked for: nationality, work permit and
    availability. `tables` names sections that are set as tables, where the theme has them.
    """

    language: PrintedLanguage | None = None
    region: RegionCode | None = None
    theme: ThemeName | None = None
    options: Options = {}
    paper: Paper | None = None
    pages: Pages | None = None
    priorities: dict[SectionName, Priority] = {}
    audience: AudienceName | None = None
    anonymous: bool | None = None
    target: TargetName | None = None
    text: Literal["short", "long"] | None = None
    order: Orders = {}
    headings: dict[SectionName, Text] = {}
    legend: dict[Mark, Text] = {}
    pageBreakBefore: tuple[SectionName, ...] = ()
    keepTogether: tuple[SectionName, ...] = ()
    publicationLists: tuple[PublicationList, ...] = ()
    closing: Closing | None = None
    facts: bool | None = None
    counts: Annotated[tuple[SectionName, ...], Before(_wrap_in_list, str | list[SectionName])] = ()
    sums: Annotated[tuple[Literal["grants"], ...], Before(_wrap_in_list)] = ()
    timeline: Timeline | None = None
    tables: tuple[TableName, ...] = ()

    @classmethod
    def prepare(cls, data: Any) -> Any:
        """Make the paper an option of the theme, unless the options say it too."""
        if not isinstance(data, dict) or not isinstance(data.get("paper"), str):
            return data
        options = data.get("options") or {}
        if not isinstance(options, dict):
            return data
        return {**data, "options": {"paper": data["paper"], **options}}


class Variant(Settings):
    """What one kind of reader sees: which sections in which order, and how many entries of each.

    Entries without tags always stay; of the others those that carry one of `tags`, and none of
    `withoutTags`.
    `only` names sections of which nothing stays but what carries one of its tags.
    What it does not say, the variant that it `extends` says; options, headings, limits and the like
    add up.
    """

    extends: VariantName | None = None
    sections: tuple[SectionName, ...] = ()
    withoutSections: tuple[SectionName, ...] = ()
    tags: tuple[ChosenTag, ...] = ()
    withoutTags: tuple[ChosenTag, ...] = ()
    only: dict[SectionName, Tags] = {}
    limits: dict[SectionName, LimitField] = {}
