"""Tell what came of several things at once: each message once, and a last line for all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from cvgen.cli import console
from cvgen.errors import Diagnostic, in_order
from cvgen.text.units import format_count

_FORCE_HINT = "('--force' builds all the same)"


class RunReport:
    """What was built and what failed in one run, and what is still to be told.

    What fails is told at once. Warnings wait for the end of the run, where one that several files
    have in common is told once; but for a single file nothing waits, and no last line follows.
    """

    def __init__(self, *, is_single: bool) -> None:
        self.is_single = is_single
        self.built = 0
        self.unchanged = 0
        self.warnings = 0
        self.pages: list[int] = []
        self.failed = 0
        self.errors: list[Diagnostic] = []
        self.findings: dict[str, list[Diagnostic]] = {}

    def add_findings(self, name: str, findings: Iterable[Diagnostic]) -> None:
        """Take what was found in a file of some name."""
        findings = tuple(findings)
        self.warnings += sum(finding.severity == "warning" for finding in findings)
        if self.is_single:
            console.print_findings(findings)
        else:
            self.findings.setdefault(name, []).extend(findings)

    def add_failure(self, name: str, findings: Iterable[Diagnostic] = ()) -> None:
        """Tell at once why a file was not made, with what waited to be told of it."""
        self.failed += 1
        findings = in_order((*self.findings.pop(name, []), *findings))
        self.errors += (finding for finding in findings if finding.severity == "error")
        self._print_group(name, findings)

    def add_success(self, pages: int = 0) -> None:
        """Count a file, with its pages, or an application, that was made."""
        self.built += 1
        self.pages.append(pages)

    def add_unchanged(self, pages: int) -> None:
        """Count a file that need not be made again."""
        self.unchanged += 1
        self.pages.append(pages)

    def close(self) -> None:
        """Tell what is left to be told, and how it ended where several were asked for."""
        console.clear_progress()
        if self.is_single:
            if self.unchanged:
                console.print_message(f"unchanged since it was built {_FORCE_HINT}")
            return
        counts = self._count_files()
        _print_common_findings(counts)
        for name, findings in self.findings.items():
            own = [finding for finding in in_order(findings) if counts[finding] == 1]
            self._print_group(name, own)
        warnings = [finding for finding in counts if finding.severity == "warning"]
        console.print_message(self._summarize(len(warnings)))

    def _count_files(self) -> Counter[Diagnostic]:
        """Count the files that each finding is of."""
        counts = Counter[Diagnostic]()
        for findings in self.findings.values():
            counts.update(set(findings))
        return counts

    def _print_group(self, name: str, findings: Iterable[Diagnostic]) -> None:
        """Print findings below the name that they belong to, where their places do not name it."""
        group = tuple(findings)
        is_placed = all(finding.place and finding.place.file == name for finding in group)
        if not self.is_single and not is_placed:
            console.print_message(f"{name}:")
        console.print_findings(group)

    def _summarize(self, warnings: int) -> str:
        parts = []
        if self.built or not self.unchanged:
            parts.append(f"{self.built} built")
        if self.unchanged:
            parts.append(f"{self.unchanged} unchanged {_FORCE_HINT}")
        if self.failed:
            parts.append(f"{self.failed} failed")
        if warnings:
            parts.append(format_count(warnings, "warning"))
        return ", ".join(parts)


def _print_common_findings(counts: Counter[Diagnostic]) -> None:
    """Print what several files have in common, each finding once, with how many they are."""
    for finding in in_order(counts):
        if counts[finding] > 1:
            console.print_finding(finding, counts[finding])
