"""Search the finished files of a plan for what they must not say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from cvgen.errors import Diagnostic, RenderError
from cvgen.files.yamlfile import Tree
from cvgen.plan.places import place_findings
from cvgen.plan.plan import Plan
from cvgen.profile.model import Profile
from cvgen.profile.name_parts import is_cjk
from cvgen.profile.names import NameVersion, is_latin, list_names

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
    if plan.is_anonymous:
        return (*placed, *_find_unread_name(plan.source))
    return placed


def _find_unread_name(profile: Profile) -> Iterator[Diagnostic]:
    """Warn of somebody whose name may stand in A to Z as nobody can tell from its letters."""
    names = list_names(profile.basics)
    if any(is_latin(name.text) for name in names):
        return
    for name in names:
        if _is_read_alike(name, profile.settings.language or ""):
            continue
        message = f"how '{name.text}' is written in A to Z is not known, and was not searched for"
        place = profile.tree.find_place(("basics", "name"))
        hint = "add it in basics: alternateNames: [Given Surname]"
        yield Diagnostic("X104", message, place, hint, "warning")
        return


def _is_read_alike(name: NameVersion, language: str) -> bool:
    """Say whether all read a name alike; Chinese characters are Japanese ones too."""
    from cvgen.profile.romanized_names import list_romanized_parts

    if is_cjk(name.text):
        is_chinese = (name.language or language).partition("-")[0] == "zh"
        return is_chinese and bool(list_romanized_parts(name.parts))
    return bool(list_romanized_parts(name.parts))


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
