"""The kinds of entry that academics need beside JSON Resume's.

Each kind is a class that names the slots its fields go to.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from cvgen.profile.checkers import Range
from cvgen.profile.fields import Date, Person, Text
from cvgen.profile.organizations import Organizations
from cvgen.profile.sections import Column, Entry, Percentage, Positions, Slots
from cvgen.text.dates import Period

BreakReason = Literal[
    "parental-leave",
    "care",
    "illness",
    "service",
    "training",
    "displacement",
    "job-search",
    "sabbatical",
]


class Research(Entry):
    """Time in a laboratory, or a research project: role, supervisor and outcome."""

    name: Text | None = None
    position: Text | None = None
    institution: Organizations | None = None
    department: Text | None = None
    supervisors: tuple[Person, ...] = ()
    keywords: tuple[Text, ...] = ()
    outcome: Text | None = None
    status: Text | None = None
    percentage: Percentage | None = None
    positions: Positions = ()
    logo: str | None = None

    slots: ClassVar[Slots] = Slots(
        ("name",),
        ("position", "institution", "department"),
        ("supervisors", "keywords", "outcome", "status"),
        linked="institution",
    )
    not_printed: ClassVar[frozenset[str]] = Entry.not_printed | {"percentage"}


class Grant(Entry):
    """Money for research; `role` is one's own part in it."""

    name: Text | None = None
    funder: Organizations | None = None
    program: Text | None = None
    number: str | None = None
    role: Text | None = None
    amount: Text | None = None
    investigators: tuple[Person, ...] = ()
    logo: str | None = None

    slots: ClassVar[Slots] = Slots(
        ("name",), ("funder", "program"), ("number", "role", "amount", "investigators")
    )


class Talk(Entry):
    """A talk; `type` says which kind, such as invited or keynote."""

    name: Text | None = None
    event: Text | None = None
    institution: Organizations | None = None
    type: Text | None = None

    slots: ClassVar[Slots] = Slots(("name",), ("event", "institution", "type"))


class Teaching(Entry):
    """A course taught; `terms` lists those it was taught in, where they are no period."""

    name: Text | None = None
    position: Text | None = None
    institution: Organizations | None = None
    level: Text | None = None
    students: Text | None = None
    terms: tuple[Date, ...] = ()
    positions: Positions = ()
    logo: str | None = None

    slots: ClassVar[Slots] = Slots(
        ("name",),
        ("position", "institution"),
        ("level", "students"),
        columns=(
            Column("course", ("name",)),
            Column("level", ("level",)),
            Column("role", ("position",)),
            Column("institution", ("institution", "location")),
            Column("period", ("period",)),
            Column("students", ("students",)),
        ),
    )

    def list_periods(self) -> tuple[Period, ...]:
        """List when it was: the terms it was taught in, where it says no other time."""
        return super().list_periods() or tuple(map(Period, self.terms))


class Supervision(Entry):
    """Somebody supervised."""

    name: Text | None = None
    level: Text | None = None
    institution: Organizations | None = None
    thesis: Text | None = None
    outcome: Text | None = None

    slots: ClassVar[Slots] = Slots(
        ("name",),
        ("level", "institution"),
        ("thesis", "outcome"),
        columns=(
            Column("name", ("name",)),
            Column("level", ("level",)),
            Column("thesis", ("thesis",)),
            Column("institution", ("institution", "location")),
            Column("period", ("period",)),
            Column("outcome", ("outcome",)),
        ),
    )


class Service(Entry):
    """Work for the field: reviewing, organising, serving on a committee."""

    position: Text | None = None
    organization: Organizations | None = None
    venues: tuple[Text, ...] = ()

    slots: ClassVar[Slots] = Slots(
        ("position",),
        ("organization", "venues"),
        layout="pairs",
        columns=(
            Column("role", ("position",)),
            Column("organization", ("organization", "venues", "location")),
            Column("period", ("period",)),
        ),
    )


class Patent(Entry):
    """A patent, granted or applied for."""

    name: Text | None = None
    inventors: tuple[Person, ...] = ()
    office: Text | None = None
    number: str | None = None
    status: Text | None = None

    slots: ClassVar[Slots] = Slots(("name",), ("inventors", "office"), ("number", "status"))


class Software(Entry):
    """A program or a data set that others use."""

    name: Text | None = None
    role: Text | None = None
    version: str | None = None
    license: str | None = None
    description: Text | None = None
    keywords: tuple[Text, ...] = ()

    slots: ClassVar[Slots] = Slots(("name",), ("role",), ("version", "license", "keywords"))


class Media(Entry):
    """Somebody else's report on one's work, or one's own for a wider public."""

    name: Text | None = None
    publisher: Text | None = None
    type: Text | None = None

    slots: ClassVar[Slots] = Slots(("name",), ("publisher", "type"), layout="lines")


class Membership(Entry):
    """A society that one belongs to."""

    organization: Organizations | None = None
    position: Text | None = None

    slots: ClassVar[Slots] = Slots(("organization",), ("position",), layout="lines")


class News(Entry):
    """One line of news."""

    text: Text | None = None

    slots: ClassVar[Slots] = Slots(("text",), layout="lines")


class Statement(Entry):
    """Prose: research interests, or one module of a narrative CV.

    `wordLimit` is the most words that the call allows, and `module` the name by which the target
    knows it, which gives it the funder's heading and limit.
    """

    name: Text | None = None
    text: Text | None = None
    wordLimit: Annotated[int, Range(1)] | None = None
    module: str | None = None

    slots: ClassVar[Slots] = Slots(("name",), text=("text", "summary"), layout="prose")
    not_printed: ClassVar[frozenset[str]] = Entry.not_printed | {"wordLimit", "module"}


class Break(Entry):
    """A career break; calls count it in months.

    `reason` is a neutral word, `name` one's own; without either it is said that there was a break.
    """

    reason: BreakReason | None = None
    name: Text | None = None
    duration: Text | None = None

    slots: ClassVar[Slots] = Slots(("name",), ("reason",), details=("duration",))

    def has_content(self) -> bool:
        """Return whether there is anything to print: its time alone explains a gap."""
        period = self.period()
        return super().has_content() or bool(period.start or period.end)


class General(Entry):
    """An entry of a section that cvgen has no name for."""

    title: Text | None = None
    subtitle: Text | None = None

    slots: ClassVar[Slots] = Slots(("title",), ("subtitle",))
