"""Rules that prove a theme, and later a finished PDF or a profile: takes what is to be proved, gives a verdict for each rule."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cvgen.build import Surroundings
from cvgen.checks import pages, text, theme
from cvgen.checks.proof import Proof
from cvgen.checks.rules import Verdict, judge


def prove(name: str, around: Surroundings, folder: Path) -> Iterator[Verdict]:
    """Try every rule on a theme; `folder` is an empty one, for profiles that are made to be printed.

    Raises ThemeError where there is no such theme.
    """
    rules = sorted((*theme.RULES.all, *text.RULES.all, *pages.RULES.all), key=lambda rule: rule.code)
    proof = Proof(name, around, folder)
    proof.check_there()
    yield from judge(rules, proof)


__all__ = ["prove"]
