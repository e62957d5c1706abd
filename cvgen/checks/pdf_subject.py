"""What preflight judges: an inspected PDF and the target that it is for."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from msgspec import Struct

from cvgen.checks.rules import Finding
from cvgen.errors import Place, Severity
from cvgen.pdf.facts import PdfFacts
from cvgen.target.demands import DEMANDS_BY_NAME, Demands
from cvgen.target.target import DEFAULT_TARGET, Target


class Case(Struct, frozen=True):
    """A file, its target, and its kind of document (cv, letter, transcript, …).

    `safe` are the demands on this kind that hold anywhere.
    """

    file: PdfFacts
    target: Target
    kind: str
    safe: Demands
    place: Place

    @property
    def demands(self) -> Demands:
        """What the target demands of this kind of document."""
        return self.target.get_demands(self.kind)

    @property
    def is_for_all(self) -> bool:
        """Whether the file is for no target in particular, but for the default one."""
        return self.target.name == DEFAULT_TARGET

    @property
    def severity_of_demand(self) -> Severity:
        """How bad it is to miss a demand: the default target's are nobody's in particular."""
        return "warning" if self.is_for_all else "error"

    @property
    def severity_of_wish(self) -> Severity:
        """How bad it is to miss what only some calls ask for: of the default target a note."""
        return "note" if self.is_for_all else "error"

    @property
    def target_name(self) -> str:
        """The subject of a sentence about who demands something."""
        return "some calls" if self.is_for_all else self.target.name

    @property
    def target_asks(self) -> str:
        """The target's name with the verb: "some calls ask"."""
        verb = "ask" if self.is_for_all else "asks"
        return f"{self.target_name} {verb}"


def choose_verb(subjects: Collection[object], singular: str, plural: str) -> str:
    """Choose the form of a verb for one or several subjects."""
    return singular if len(subjects) == 1 else plural


def check_demand(
    case: Case, name: str, severity: Severity, minor_severity: Severity = "warning"
) -> Iterator[Finding]:
    """Judge a file by a demand that its target makes, as a build for the target does.

    `minor_severity` is for what nobody would send the file back for; the default target, whose
    demands are nobody's in particular, is silent about it.
    """
    demand = DEMANDS_BY_NAME[name]
    for missed in demand.find_missed(case.file, case.demands):
        if missed.is_minor and case.is_for_all:
            continue
        message = f"{missed.actual}, and {case.target_asks} for {missed.demanded}"
        yield Finding(message, case.place, minor_severity if missed.is_minor else severity)
