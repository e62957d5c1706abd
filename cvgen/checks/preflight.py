"""Preflight: takes any PDF that was inspected and the target that it is for, gives what each rule says of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from cvgen import target
from cvgen.checks import preflight_file, preflight_name, preflight_pages, preflight_text
from cvgen.checks.preflight_case import DEFAULT, Case
from cvgen.checks.rules import Rule, Verdict, judge
from cvgen.errors import Place
from cvgen.reading.inspection import Inspected
from cvgen.target import Target

RULES: tuple[Rule[Case], ...] = tuple(
    sorted(
        (*preflight_file.RULES.all, *preflight_name.RULES.all, *preflight_pages.RULES.all, *preflight_text.RULES.all),
        key=lambda rule: rule.code,
    )
)


def wanted(name: str | None, folders: Sequence[Path] = ()) -> Target:
    """Find a target, or the one that is safe for all.

    Raises TargetError.
    """
    return target.find(name or DEFAULT, folders)


def check(file: Inspected, goal: Target, kind: str = "cv", place: Place | None = None) -> Iterator[Verdict]:
    """Try every rule on a file that is to be a document of a kind (cv, letter, transcript, …)."""
    safe = goal if goal.name == DEFAULT else wanted(None)
    yield from judge(RULES, Case(file, goal, kind, safe.of(kind), place or Place(file.name)))
