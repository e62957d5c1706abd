"""Rules that prove a theme (T201 and on) and a finished PDF (F101 and on)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cvgen.checks import theme_application, theme_manifest, theme_pages, theme_text
from cvgen.checks.rules import Verdict, sort_rules, try_rules
from cvgen.checks.theme_subject import Proof
from cvgen.plan.request import Environment


def check_theme(name: str, environment: Environment, folder: Path) -> Iterator[Verdict]:
    """Try every rule on a theme; `folder` is an empty one, for profiles to be printed.

    Raises ThemeError where there is no such theme.
    """
    proof = Proof(name, environment, folder)
    proof.require_theme()
    rules = sort_rules(
        theme_manifest.RULES, theme_text.RULES, theme_pages.RULES, theme_application.RULES
    )
    yield from try_rules(rules, proof)


__all__ = ["check_theme"]
