"""List what the finished file of a plan must not say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cvgen.plan.plan import Plan

if TYPE_CHECKING:
    from cvgen.leaks import Secret


def list_secrets(plan: Plan) -> list[Secret]:
    """List who it is, where nobody is to be named, and what the reader is not to see."""
    if not (plan.is_anonymous or plan.selected.settings.audience or plan.source.tree.private):
        return []
    from cvgen import leaks

    secrets: list[Secret] = []
    if plan.is_anonymous:
        secrets += leaks.list_identifying_secrets(plan.source)
    secrets += leaks.list_redacted_secrets(plan.source, plan.selected)
    return secrets
