"""Preflight: takes any PDF that was inspected and the target that it is for, gives what each rule says of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from cvgen.checks import pdf_file as file
from cvgen.checks import pdf_name as name
from cvgen.checks import pdf_pages as pages
from cvgen.checks import pdf_text as text
from cvgen.checks.pdf_subject import Case
from cvgen.checks.rules import Rule, Verdict, judge
from cvgen.errors import Place
from cvgen.pdf.facts import Inspected
from cvgen.target import load as target
from cvgen.target.load import DEFAULT, Target

RULES: tuple[Rule[Case], ...] = tuple(
    sorted(
        (*file.RULES.all, *name.RULES.all, *pages.RULES.all, *text.RULES.all),
        key=lambda rule: rule.code,
    )
)


def wanted(asked: str | None, folders: Sequence[Path] = ()) -> Target:
    """Find a target, or the one that is safe for all.

    Raises TargetError.
    """
    return target.find(asked or DEFAULT, folders)


def check(
    inspected: Inspected, goal: Target, kind: str = "cv", place: Place | None = None
) -> Iterator[Verdict]:
    """Try every rule on a file that is to be a document of a kind (cv, letter, transcript, …)."""
    safe = goal if goal.name == DEFAULT else wanted(None)
    yield from judge(
        RULES, Case(inspected, goal, kind, safe.of(kind), place or Place(inspected.name))
    )
