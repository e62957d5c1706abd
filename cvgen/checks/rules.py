"""What a check is made of: takes functions that look at a subject, gives a verdict for each.

A rule is a function with a decorator that says what it asks, why, and what mends it. It yields a `Found` for what
it sees, or diagnostics that it was given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from cvgen.errors import CvgenError, Diagnostic, Place, Severity

Subject = TypeVar("Subject")
Result = Literal["ok", "broken", "skipped"]


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that a rule saw; code and hint are the rule's."""

    message: str
    place: Place | None = None
    severity: Severity = "error"


Look = Callable[[Subject], Iterable["Found | Diagnostic"]]


@dataclass(frozen=True, slots=True)
class Rule(Generic[Subject]):
    """What is asked, why, and what to do where it is not so; after a `decisive` one that is broken, no other is tried."""

    code: str
    what: str
    why: str
    mend: str
    look: Look[Subject]
    decisive: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule found; one that could not be tried has found nothing."""

    code: str
    what: str
    why: str
    findings: tuple[Diagnostic, ...]
    tried: bool = True

    @property
    def result(self) -> Result:
        """Say in a word how it went; warnings break no rule."""
        if not self.tried:
            return "skipped"
        return "broken" if any(found.severity == "error" for found in self.findings) else "ok"


class Rules(Generic[Subject]):
    """A list of rules, which functions join by being decorated."""

    def __init__(self) -> None:
        self.all: list[Rule[Subject]] = []

    def rule(
        self, code: str, what: str, *, why: str, mend: str, decisive: bool = False
    ) -> Callable[[Look[Subject]], Look[Subject]]:
        """Make a rule of a function."""

        def join(look: Look[Subject]) -> Look[Subject]:
            self.all.append(Rule(code, what, why, mend, look, decisive))
            return look

        return join


def judge(rules: Iterable[Rule[Subject]], subject: Subject) -> Iterator[Verdict]:
    """Try rules one after the other; a finding is told once, by the first rule that meets it."""
    told: set[Diagnostic] = set()
    over = False
    for rule in rules:
        found = () if over else _looked(rule, subject)
        new = tuple(one for one in found if one not in told)
        yield Verdict(
            rule.code, rule.what, rule.why, new, tried=not over and bool(new or not found)
        )
        told |= {*found}
        over |= rule.decisive and any(one.severity == "error" for one in found)


def _looked(rule: Rule[Subject], subject: Subject) -> tuple[Diagnostic, ...]:
    """Try one rule; what it raises is a finding too."""
    found: list[Diagnostic] = []
    try:
        for seen in rule.look(subject):
            if isinstance(seen, Diagnostic):
                found.append(seen)
            else:
                found.append(
                    Diagnostic(rule.code, seen.message, seen.place, rule.mend, seen.severity)
                )
    except CvgenError as error:
        found += error.diagnostics
    except Exception as error:  # noqa: BLE001 - a broken theme or file can break what reads it in any way
        found.append(
            Diagnostic(
                rule.code,
                f"this could not be tried: {type(error).__name__}: {error}",
                hint=rule.mend,
            )
        )
    return tuple(dict.fromkeys(found))
