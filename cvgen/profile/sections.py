"""The entries of a CV, and JSON Resume's kinds of them.

Each kind is a class that names the slots its fields go to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Any, ClassVar, Literal

from msgspec import Struct

from cvgen.profile.checkers import Described, Range
from cvgen.profile.faults import WrongValueError, make_field_error
from cvgen.profile.fields import (
    Date,
    Email,
    EndDate,
    Locations,
    Moments,
    Person,
    Scores,
    ShortWords,
    Tag,
    Text,
    Url,
)
from cvgen.profile.organizations import (
    Organizations,
    check_end,
    make_periods,
    span_organizations,
)
from cvgen.profile.points import Highlights
from cvgen.profile.record import Record
from cvgen.text.dates import Period, span_periods

Layout = Literal["entries", "lines", "pairs", "prose", "publications"]


class Column(Struct, frozen=True):
    """A column of a table: the word that its heading is, and the fields that stand in a cell.

    `period` among the fields is when it was.
    """

    word: str
    fields: tuple[str, ...]


class Slots(Struct, frozen=True):
    """Which fields of a kind stand where, in the order of reading.

    Where all fields of `title` are empty, the first full one of `subtitle` moves up.
    `linked` is the field that the entry's own address stands behind: the title, unless said
    otherwise.
    `details` are printed with their name in front, in the words of the language. A kind with
    `columns` may be a table; they hold every field of the other slots.
    """

    title: tuple[str, ...] = ()
    subtitle: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    linked: str = ""
    text: tuple[str, ...] = ("description", "summary")
    layout: Layout = "entries"
    columns: tuple[Column, ...] = ()


Years = Annotated[int, Range(1)]
Percentage = Annotated[int, Range(1, 100)]
Priority = Annotated[int, Range(1)]


class Entry(Record):
    """What every kind of entry can have beside its own fields.

    `id` is a name by which other files can change it; `short` is what differs where a variant wants
    texts short. `priority` says how much it matters where pages are counted: 1 stays longest, and
    what has none always stays.
    """

    date: Moments = ()
    startDate: Date | None = None
    endDate: EndDate | None = None
    location: Locations = ()
    url: Url | None = None
    summary: Text | None = None
    highlights: Highlights = ()
    links: dict[str, Url] = {}
    tags: tuple[Tag, ...] = ()
    id: str | None = None
    priority: Priority | None = None
    short: ShortWords = None
    pageBreakBefore: bool = False
    keepTogether: bool = False

    slots: ClassVar[Slots] = Slots()
    not_printed: ClassVar[frozenset[str]] = frozenset(
        {"tags", "id", "priority", "short", "pageBreakBefore", "keepTogether", "logo"}
    )

    def list_periods(self) -> tuple[Period, ...]:
        """List when it was, as the entry itself says it."""
        return make_periods(self.date, self.startDate, self.endDate)

    def period(self) -> Period:
        """Return when it was, from the first day to the last.

        Where the entry says no time itself, those at its organizations count.
        """
        periods = self.list_periods()
        if periods:
            return span_periods(periods)
        return span_organizations(getattr(self, name) for name in self.slots.subtitle)

    def check_whole(self) -> None:
        """Check that the entry ends after it starts, and says something."""
        check_end(self.list_periods())
        if not self.has_content():
            raise make_field_error("P209", "this entry says nothing", "fill it in or delete it")

    def has_content(self) -> bool:
        """Return whether there is anything to print beside dates."""
        for name in self.model_fields_set:
            if name not in _NOT_CONTENT and getattr(self, name):
                return True
        return False


_NOT_CONTENT = Entry.not_printed | {"date", "startDate", "endDate"}


# Made a position before it is checked.
_ShortPosition = Annotated[Any, Described({"type": "object"})]


class Position(Entry):
    """One of several positions at a place, which the entry names that it stands in.

    For example `{position: Team lead, startDate: 2021-03, highlights: [Led six people]}`.
    """

    position: Text | None = None
    department: Text | None = None
    description: Text | None = None
    percentage: Percentage | None = None
    short: _ShortPosition = None

    slots: ClassVar[Slots] = Slots(("position",), ("department",))
    not_printed: ClassVar[frozenset[str]] = Entry.not_printed | {"percentage"}

    @classmethod
    def prepare(cls, data: Any) -> Any:
        """Make a position of what is given under `short`, and of what it does not change."""
        if not isinstance(data, dict) or not isinstance(data.get("short"), dict):
            return data
        words = {**data, **data["short"]}
        del words["short"]
        try:
            short = cls.model_validate(words)
        except WrongValueError as error:
            raise WrongValueError([fault.move_below("short") for fault in error.faults]) from None
        return {**data, "short": short}


Positions = tuple[Position, ...]


def get_positions(entry: Entry) -> tuple[Position, ...]:
    """Return the positions in an entry, of which most kinds have none."""
    positions: tuple[Position, ...] = getattr(entry, "positions", ())
    return positions


def iterate_entries(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Iterate over entries, each with the positions in it behind it."""
    for entry in entries:
        yield entry
        yield from get_positions(entry)


class Work(Entry):
    """A job, or several `positions` at one employer."""

    position: Text | None = None
    name: Organizations | None = None
    department: Text | None = None
    description: Text | None = None
    supervisors: tuple[Person, ...] = ()
    keywords: tuple[Text, ...] = ()
    percentage: Percentage | None = None
    positions: Positions = ()
    logo: str | None = None

    slots: ClassVar[Slots] = Slots(
        ("position",), ("name", "department"), ("supervisors", "keywords"), linked="name"
    )
    not_printed: ClassVar[frozenset[str]] = Entry.not_printed | {"percentage"}


class Volunteer(Entry):
    """Unpaid work."""

    position: Text | None = None
    organization: Organizations | None = None
    positions: Positions = ()
    logo: str | None = None

    slots: ClassVar[Slots] = Slots(("position",), ("organization",), linked="organization")


class Education(Entry):
    """A degree or a course of study."""

    studyType: Text | None = None
    area: Text | None = None
    institution: Organizations | None = None
    department: Text | None = None
    score: Scores = ()
    thesis: Text | None = None
    supervisors: tuple[Person, ...] = ()
    courses: tuple[Text, ...] = ()
    logo: str | None = None

    slots: ClassVar[Slots] = Slots(
        ("studyType", "area"),
        ("institution", "department"),
        ("score", "thesis", "supervisors", "courses"),
        linked="institution",
    )


class Project(Entry):
    """Something made."""

    name: Text | None = None
    description: Text | None = None
    roles: tuple[Text, ...] = ()
    entity: Organizations | None = None
    type: Text | None = None
    supervisors: tuple[Person, ...] = ()
    keywords: tuple[Text, ...] = ()
    logo: str | None = None

    slots: ClassVar[Slots] = Slots(
        ("name",), ("roles", "entity", "type"), ("supervisors", "keywords")
    )


class Award(Entry):
    """A prize, a scholarship, an honour; `level` is how far it reached, such as national."""

    title: Text | None = None
    level: Text | None = None
    awarder: Organizations | None = None

    slots: ClassVar[Slots] = Slots(("title",), ("level", "awarder"), layout="lines")


class Certificate(Entry):
    """A certificate or a test."""

    name: Text | None = None
    issuer: Organizations | None = None
    score: Scores = ()

    slots: ClassVar[Slots] = Slots(("name",), ("issuer", "score"), layout="lines")


class Skill(Entry):
    """A field of skill: what belongs to it, its level in words, and how many years it was used.

    `evidence` names the entries that show it, by their `id`, or by the `key` of a work.
    """

    name: Text | None = None
    keywords: tuple[Text, ...] = ()
    level: Text | None = None
    years: Years | None = None
    evidence: tuple[str, ...] = ()

    slots: ClassVar[Slots] = Slots(
        ("name",),
        ("keywords", "level", "years"),
        ("evidence",),
        layout="pairs",
        columns=(
            Column("skill", ("name",)),
            Column("level", ("level",)),
            Column("experience", ("years",)),
            Column("keywords", ("keywords", "location")),
            Column("evidence", ("evidence",)),
            Column("period", ("period",)),
        ),
    )


class Language(Entry):
    """A language and how well it is known."""

    language: Text | None = None
    fluency: Text | None = None
    score: Scores = ()

    slots: ClassVar[Slots] = Slots(("language",), ("fluency", "score"), layout="pairs")


class Interest(Entry):
    """A field of interest."""

    name: Text | None = None
    keywords: tuple[Text, ...] = ()

    slots: ClassVar[Slots] = Slots(("name",), ("keywords",), layout="pairs")


class Reference(Entry):
    """Somebody who speaks for the applicant.

    `consent` says whether they will: who declined is never printed. `askedFor` names the
    applications they know of.
    """

    name: Text | None = None
    position: Text | None = None
    institution: Organizations | None = None
    relation: Text | None = None
    email: Email | None = None
    phone: str | None = None
    reference: Text | None = None
    consent: Literal["asked", "agreed", "declined"] | None = None
    askedFor: tuple[str, ...] = ()

    slots: ClassVar[Slots] = Slots(
        ("name",),
        ("position", "institution", "relation"),
        ("email", "phone"),
        text=("reference", "summary"),
    )
    not_printed: ClassVar[frozenset[str]] = Entry.not_printed | {"consent", "askedFor"}

    def has_declined(self) -> bool:
        """Return whether they will not speak for the applicant, by any of the entry's words."""
        return "declined" in (self.consent, getattr(self.short, "consent", None))
