"""Rules that prove a theme, and later a finished PDF or a profile: takes what is to be proved, gives a verdict for each rule."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cvgen.checks import theme_manifest as theme
from cvgen.checks import theme_pages as pages
from cvgen.checks import theme_text as text
from cvgen.checks.rules import Verdict, judge
from cvgen.checks.theme_subject import Proof
from cvgen.request import Environment


def prove(name: str, around: Environment, folder: Path) -> Iterator[Verdict]:
    """Try every rule on a theme; `folder` is an empty one, for profiles that are made to be printed.

    Raises ThemeError where there is no such theme.
    """
    rules = sorted(
        (*theme.RULES.all, *text.RULES.all, *pages.RULES.all), key=lambda rule: rule.code
    )
    proof = Proof(name, around, folder)
    proof.check_there()
    yield from judge(rules, proof)


__all__ = ["prove"]
