"""`cvgen check profile.yaml`: print what is to be said of profiles, and a line for each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from msgspec import Struct

from cvgen.cli import console, options
from cvgen.errors import CvgenError, Diagnostic, in_order
from cvgen.text.units import format_count

GapsOption = Annotated[
    int,
    typer.Option(
        "--gaps", metavar="MONTHS", min=1, help="Of a profile: tell gaps of so many months."
    ),
]
_PROFILE_ENDINGS = (".yaml", ".yml", ".json")
_APPLICATION = "application.yaml"


class _ProfileReport(Struct, frozen=True):
    """What was found of a profile, and what it holds in a few words."""

    path: Path
    content: str
    findings: tuple[Diagnostic, ...]

    @property
    def is_broken(self) -> bool:
        """Whether no CV can be made of it."""
        return any(finding.severity == "error" for finding in self.findings)


def is_profile(path: Path) -> bool:
    """Say whether a path is that of a profile, or of a folder of them, by its name."""
    if path.name == _APPLICATION:
        return False
    return path.is_dir() or path.suffix.lower() in _PROFILE_ENDINGS


def check_profiles(
    paths: Sequence[Path], choice: ProfileChoice, gaps: int, *, as_json: bool
) -> bool:
    """Print what is found of profiles; say whether no CV can be made of one."""
    reports = []
    for path in options.find_profiles(list(paths)):
        reports.append(_check_profile(path, choice, gaps))
        if not as_json:
            console.print_findings(reports[-1].findings)
            console.print_result(_summarize(reports[-1]))
    if as_json:
        console.print_json([_describe_report(report) for report in reports])
    return any(report.is_broken for report in reports)


class ProfileChoice(Struct, frozen=True):
    """What of a profile is looked at: a variant, in a language, for a target, on a day."""

    variant: str | None
    language: str | None
    target: str | None
    day: str | None


def _check_profile(path: Path, choice: ProfileChoice, gaps: int) -> _ProfileReport:
    try:
        content, findings = _collect_findings(path, choice, gaps)
    except CvgenError as error:
        return _ProfileReport(path, "", tuple(in_order(error.diagnostics)))
    return _ProfileReport(path, content, tuple(findings))


def _collect_findings(path: Path, choice: ProfileChoice, gaps: int) -> tuple[str, list[Diagnostic]]:
    """Collect what loading, deciding and wording tell, and what is odd about the time.

    Raises CvgenError with all errors of a step.
    """
    from cvgen.build import load_profile
    from cvgen.plan.career import check_career
    from cvgen.plan.composition import compose_plan
    from cvgen.plan.request import Request
    from cvgen.plan.resolve import resolve
    from cvgen.profile.metrics import find_old_figures

    profile = load_profile(path)
    environment = console.read_environment(choice.day)
    request = Request(variant=choice.variant, language=choice.language, target=choice.target)
    plan = resolve(profile, request, environment)
    composition = compose_plan(plan)
    findings = dict.fromkeys(
        (
            *plan.warnings,
            *composition.warnings,
            *find_old_figures(profile.tree, environment.today),
            *check_career(profile, environment.today, gaps),
        )
    )
    count = sum(len(section.entries) for section in plan.profile.sections)
    entries = "1 entry" if count == 1 else f"{count} entries"
    sections = format_count(len(composition.document.sections), "section")
    return f"{entries} in {sections}", list(in_order(findings))


def _summarize(report: _ProfileReport) -> str:
    """Say in a line whether a CV can be made of a profile, and how much was found."""
    counts = Counter(finding.severity for finding in report.findings)
    counted = []
    for severity in ("error", "warning", "note"):
        if counts[severity]:
            counted.append(format_count(counts[severity], severity))
    if not report.is_broken:
        counted.insert(0, "fit")
    content = f"{report.content}: " if report.content else ""
    return f"{report.path}: {content}{', '.join(counted)}"


def _describe_report(report: _ProfileReport) -> dict[str, Any]:
    return {
        "file": str(report.path),
        "fit": not report.is_broken,
        "findings": [console.describe_finding(finding) for finding in report.findings],
    }
