"""Search the finished files of a plan for what they must not say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from cvgen.errors import Diagnostic, RenderError
from cvgen.files.yamlfile import Tree
from cvgen.plan.places import place_findings
from cvgen.plan.plan import Plan

if TYPE_CHECKING:
    from cvgen.target.leaks import Secret


def get_source_tree(plan: Plan) -> Tree:
    """Return the file that a document is made of: the letter's, or else the profile."""
    if plan.letter:
        return plan.letter.tree
    return plan.source.tree


def find_plan_leaks(plan: Plan, files: Mapping[str, bytes]) -> tuple[Diagnostic, ...]:
    """Search files of any kind, each with words for what it is; the warnings are to be looked at.

    Raises RenderError with the place of every leak.
    """
    secrets = _list_secrets(plan)
    if not secrets:
        return ()
    from cvgen.target import leaks

    findings: list[Diagnostic] = []
    for name, data in files.items():
        findings += leaks.find_file_leaks(data, secrets, name)
    placed = place_findings(findings, get_source_tree(plan))
    if any(finding.severity == "error" for finding in placed):
        raise RenderError(*placed)
    return placed


def _list_secrets(plan: Plan) -> list[Secret]:
    """List who it is, where nobody is to be named, and what the reader is not to see."""
    if not (plan.is_anonymous or plan.selected.settings.audience or plan.source.tree.private):
        return []
    from cvgen.target import leaks

    secrets: list[Secret] = []
    if plan.is_anonymous:
        secrets += leaks.list_identifying_secrets(plan.source)
    secrets += leaks.list_redacted_secrets(plan.source, plan.selected)
    return secrets
