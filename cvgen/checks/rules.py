"""Rules: functions that look at a subject and yield what they find, and the verdicts on them.

What a rule asks for, why, and what mends it stand in the table of codes (`cvgen.codes`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Generic, Literal, TypeVar

from msgspec import Struct

from cvgen.codes import find_code
from cvgen.errors import CvgenError, Diagnostic, Place, Severity

Subject = TypeVar("Subject")
Result = Literal["ok", "broken", "skipped"]


class Finding(Struct, frozen=True):
    """One thing that a rule found; the code and the hint of its diagnostic are the rule's."""

    message: str
    place: Place | None = None
    severity: Severity = "error"


Check = Callable[[Subject], Iterable["Finding | Diagnostic"]]


class Rule(Struct, Generic[Subject], frozen=True):
    """A check under its code; once a decisive rule is broken, no other one is tried."""

    code: str
    check: Check[Subject]
    is_decisive: bool = False

    @property
    def what(self) -> str:
        """What the rule asks for."""
        return find_code(self.code).what

    @property
    def why(self) -> str:
        """Why it asks for that."""
        return find_code(self.code).why

    @property
    def mend(self) -> str:
        """What to do where it is broken."""
        return find_code(self.code).mend


class Verdict(Struct, frozen=True):
    """What a rule found; a rule that could not be tried has found nothing."""

    code: str
    what: str
    why: str
    findings: tuple[Diagnostic, ...]
    is_tried: bool = True

    @property
    def result(self) -> Result:
        """The outcome in a word; warnings and notes break no rule."""
        if not self.is_tried:
            return "skipped"
        if _has_error(self.findings):
            return "broken"
        return "ok"


class Rules(Generic[Subject]):
    """A list of rules, to which a decorator adds functions."""

    def __init__(self) -> None:
        self.all: list[Rule[Subject]] = []

    def add_rule(
        self, code: str, *, is_decisive: bool = False
    ) -> Callable[[Check[Subject]], Check[Subject]]:
        """Return the decorator that adds a function as the rule of this code."""

        def add_check(check: Check[Subject]) -> Check[Subject]:
            self.all.append(Rule(code, check, is_decisive))
            return check

        return add_check


def sort_rules(*lists: Rules[Subject]) -> tuple[Rule[Subject], ...]:
    """Join lists of rules, sorted by code."""
    rules: list[Rule[Subject]] = []
    for each in lists:
        rules += each.all
    rules.sort(key=lambda rule: rule.code)
    return tuple(rules)


def try_rules(rules: Iterable[Rule[Subject]], subject: Subject) -> Iterator[Verdict]:
    """Try rules one after the other; what several of them find is the first one's finding.

    A rule that finds only what was reported before counts as not tried: it failed as another did.
    """
    reported: set[Diagnostic] = set()
    is_over = False
    for rule in rules:
        if is_over:
            yield Verdict(rule.code, rule.what, rule.why, (), is_tried=False)
            continue
        findings = _try_rule(rule, subject)
        new = tuple(finding for finding in findings if finding not in reported)
        is_tried = bool(new or not findings)
        yield Verdict(rule.code, rule.what, rule.why, new, is_tried)
        reported.update(findings)
        is_over = rule.is_decisive and _has_error(findings)


def _has_error(findings: Iterable[Diagnostic]) -> bool:
    return any(finding.severity == "error" for finding in findings)


def _try_rule(rule: Rule[Subject], subject: Subject) -> tuple[Diagnostic, ...]:
    """Try one rule; what it raises is a finding too."""
    findings: list[Diagnostic] = []
    try:
        for finding in rule.check(subject):
            findings.append(_make_diagnostic(rule, finding))
    except CvgenError as error:
        findings += error.diagnostics
    except Exception as error:  # noqa: BLE001 - a broken theme or file can break its reader in any way
        message = f"this could not be tried: {type(error).__name__}: {error}"
        findings.append(Diagnostic(rule.code, message, hint=rule.mend))
    return tuple(dict.fromkeys(findings))


def _make_diagnostic(rule: Rule[Subject], finding: Finding | Diagnostic) -> Diagnostic:
    if isinstance(finding, Diagnostic):
        return finding
    return Diagnostic(rule.code, finding.message, finding.place, rule.mend, finding.severity)
