"""`cvgen check --as-parser`: print what a résumé parser reads in PDFs, beside the profile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from msgspec import Struct
from msgspec.structs import asdict, replace

from cvgen.cli import console, options
from cvgen.cli.table import pad_cells, shorten_text
from cvgen.errors import Diagnostic, Place

if TYPE_CHECKING:
    from cvgen.compose.view import Document
    from cvgen.target.parser.resume import Order, Resume

AsParserOption = Annotated[
    bool, typer.Option("--as-parser", help="Print what a résumé parser reads in the files.")
]
ComparedProfileOption = Annotated[
    Path | None,
    typer.Option(
        "--profile", help="With --as-parser: the profile to show it beside.", show_default=False
    ),
]
_TITLES = ("", "the parser reads", "the profile says")


class _ParserReport(Struct, frozen=True):
    """What is read in a file, in each order, and what is found in comparison."""

    path: Path
    readings: Mapping[Order, Resume]
    document: Document | None
    findings: tuple[Diagnostic, ...]

    @property
    def resume(self) -> Resume:
        """What is read in the order of the content."""
        return self.readings["content"]


class ComparedProfile(Struct, frozen=True):
    """What PDFs are compared with: a profile, if one is named, in a variant and a language."""

    path: Path | None
    variant: str | None
    language: str | None

    def check_use(self, *, as_parser: bool) -> None:
        """Refuse options that would change nothing."""
        if not as_parser and (self.path or self.variant or self.language):
            message = "the profile is shown beside what a parser reads: add --as-parser"
            raise typer.BadParameter(message, param_hint="--profile")
        if not self.path and (self.variant or self.language):
            message = "name the profile that has the variant or the language"
            raise typer.BadParameter(message, param_hint="--profile")

    def compose(self) -> Document | None:
        """Compose the document that the profile becomes.

        Raises ProfileError or VariantError.
        """
        if self.path is None:
            return None
        from cvgen.build import load_profile
        from cvgen.plan.composition import compose_plan
        from cvgen.plan.request import Request
        from cvgen.plan.resolve import resolve

        profile = load_profile(options.find_profile(self.path))
        request = Request(variant=self.variant, language=self.language)
        plan = resolve(profile, request, console.read_environment(None))
        return compose_plan(plan).document


def show_readings(files: Sequence[Path], subject: ComparedProfile, *, as_json: bool) -> None:
    """Print what a parser reads in each file.

    Raises what `ComparedProfile.compose` raises, and typer.Exit where a file cannot be read.
    """
    document = subject.compose()
    reports = []
    for path in files:
        reports.append(_read_as_parser(path, document))
        if not as_json:
            _print_report(reports[-1])
    if as_json:
        console.print_json([_describe_report(report) for report in reports])
    if not all(report.readings for report in reports):
        raise typer.Exit(1)


def _read_as_parser(path: Path, document: Document | None) -> _ParserReport:
    """Read a PDF as a parser does; of a file that cannot be read it is said why."""
    from cvgen.render.foreign import inspect_foreign_pdf
    from cvgen.target.parser.resume import ORDERS, read_resume
    from cvgen.target.parser.words import load_all_titles

    file = inspect_foreign_pdf(path)
    place = Place(str(path))
    if file.problem:
        return _ParserReport(path, {}, document, (Diagnostic("F101", file.problem, place),))
    titles = load_all_titles()
    readings = {order: read_resume(file, titles, order) for order in ORDERS}
    findings = []
    for finding in _list_findings(readings, document):
        findings.append(replace(finding, place=place))
    return _ParserReport(path, readings, document, tuple(findings))


def _list_findings(
    readings: Mapping[Order, Resume], document: Document | None
) -> Iterator[Diagnostic]:
    from cvgen.target.parser.compare import (
        list_lost_facts,
        list_missing_facts,
        list_unknown_titles,
    )
    from cvgen.target.parser.compare_entries import list_differing_entries

    resume = readings["content"]
    if document:
        yield from list_lost_facts(readings, document)
        yield from list_differing_entries(resume, document)
    else:
        yield from list_missing_facts(readings)
    yield from list_unknown_titles(resume)


# --- as text --------------------------------------------------------------------------------------


def _print_report(report: _ParserReport) -> None:
    """Print what is read, a line for each fact, and what is found."""
    if not report.readings:
        console.print_findings(report.findings)
        return
    console.print_result(f"{report.path}, as a résumé parser reads it")
    from cvgen.target.parser.facts import list_facts

    rows: list[tuple[str, ...]] = []
    if report.document:
        rows.append(_TITLES)
    for fact in list_facts(report.resume, report.document):
        rows.append((fact.name, shorten_text(fact.read), shorten_text(fact.said)))
    for cells in pad_cells(rows):
        console.print_result("  " + "  ".join(cells).rstrip())
    console.print_findings(report.findings)


# --- as JSON --------------------------------------------------------------------------------------


def _describe_report(report: _ParserReport) -> dict[str, Any]:
    """Describe for JSON what is read in each order, and what is found."""
    described: dict[str, Any] = {"file": str(report.path)}
    for order, resume in report.readings.items():
        described[order] = _describe_resume(resume)
    described["findings"] = [console.describe_finding(finding) for finding in report.findings]
    return described


def _describe_resume(resume: Resume) -> dict[str, Any]:
    sections = []
    for section in resume.sections:
        sections.append(
            {
                "title": section.title,
                "kind": section.kind,
                "entries": [asdict(entry) for entry in section.entries],
                "lines": [line.text for line in section.lines],
            }
        )
    return {**asdict(resume.person), "sections": sections}
