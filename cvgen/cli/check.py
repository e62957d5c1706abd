"""`cvgen check`: print what each rule finds in PDFs, and a line for each file.

Or the same as JSON.
"""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from msgspec import Struct

from cvgen.cli import check_parser, check_profile, complete, console, options
from cvgen.text.units import format_count

if TYPE_CHECKING:
    from cvgen.checks.rules import Verdict
    from cvgen.errors import Diagnostic
    from cvgen.pdf.facts import PdfFacts
    from cvgen.target.target import Target

# The commands that make PDFs of files, by the endings of these.
_MAKERS = {".yaml": "build", ".yml": "build", ".json": "build", ".md": "letter"}

_KindOption = Annotated[
    str,
    typer.Option(
        "--document",
        metavar="KIND",
        autocompletion=complete.offer_documents,
        help="What the files are: cv, letter, transcript, …",
    ),
]
_TargetOption = Annotated[
    str | None,
    typer.Option(
        "--target",
        "-t",
        metavar="TARGET",
        autocompletion=complete.offer_targets,
        help="The call or portal that it is for; without one, what is safe for all.",
        show_default=False,
    ),
]
_RulesOption = Annotated[
    bool,
    typer.Option("--rules", help="List the rules, and why they are; see also 'cvgen explain'."),
]


def check(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="FILE …",
            help="PDFs, also such as cvgen did not make; or profiles, and folders of them.",
            show_default=False,
        ),
    ] = None,
    target: _TargetOption = None,
    kind: _KindOption = "cv",
    rules: _RulesOption = False,
    as_parser: check_parser.AsParserOption = False,
    profile: check_parser.ComparedProfileOption = None,
    variant: options.VariantOption = None,
    language: options.LanguageOption = None,
    gaps: check_profile.GapsOption = 3,
    day: options.DateOption = None,
    as_json: options.JsonOption = False,
) -> None:
    """Check PDFs before they are sent: size, pages, fonts, text, and what is hidden in them.

    Of a profile: what is wrong in it, gaps of months, full-time posts at once, old figures.
    Ends with 1 when a file has an error.
    """
    if rules:
        _print_rules(as_json=as_json)
        return
    if not files:
        raise typer.BadParameter("name a PDF or a profile", param_hint="FILE")
    if not as_parser and not profile and all(map(check_profile.is_profile, files)):
        choice = check_profile.ProfileChoice(variant, language, target, day)
        if check_profile.check_profiles(files, choice, gaps, as_json=as_json):
            raise typer.Exit(1)
        return
    for path in files:
        _refuse_source(path)
    subject = check_parser.ComparedProfile(profile, variant, language)
    subject.check_use(as_parser=as_parser)
    if as_parser:
        check_parser.show_readings(files, subject, as_json=as_json)
    else:
        _check_files(files, target, kind, as_json=as_json)


def _check_files(files: Sequence[Path], target: str | None, kind: str, *, as_json: bool) -> None:
    """Print what each rule finds in files.

    Raises typer.Exit where a file has an error.
    """
    from cvgen.checks.pdf import find_target_or_default

    _check_kind(kind)
    checked_for = find_target_or_default(target, console.list_targets_folders())
    console.print_findings(_find_age_findings(checked_for))
    reports = []
    for path in files:
        reports.append(_check_file(path, checked_for, kind))
        if not as_json:
            _print_report(reports[-1])
    in_all = _check_bytes_in_all(reports, checked_for)
    console.print_findings(in_all)
    if as_json:
        console.print_json([_describe_report(report) for report in reports])
    if in_all or any(report.is_broken for report in reports):
        raise typer.Exit(1)


def _find_age_findings(target: Target) -> list[Diagnostic]:
    from cvgen.target.age import find_age_findings

    today = console.get_current_time().date()
    return list(find_age_findings(target, today, target.place))


def _check_bytes_in_all(reports: Sequence[_Report], target: Target) -> list[Diagnostic]:
    """Compare the bytes of several files together with what the target takes."""
    from cvgen.errors import Diagnostic
    from cvgen.target.judge import judge_bytes_in_all

    findings = []
    if target.bytes_in_all and len(reports) > 1:
        sizes = [report.file.bytes for report in reports]
        for missed in judge_bytes_in_all(sizes, target.bytes_in_all):
            message = f"{missed.actual}, and {target.name} asks for {missed.demanded}"
            hint = "make the largest smaller: scans and photos take most"
            findings.append(Diagnostic("K135", message, target.place, hint))
    return findings


class _Report(Struct, frozen=True):
    """What the rules found in one file."""

    path: Path
    file: PdfFacts
    target: Target
    verdicts: tuple[Verdict, ...]

    @property
    def findings(self) -> list[Diagnostic]:
        """All findings in the order of the rules."""
        findings: list[Diagnostic] = []
        for verdict in self.verdicts:
            findings += verdict.findings
        return findings

    @property
    def is_broken(self) -> bool:
        """Whether the file breaks a rule."""
        return any(verdict.result == "broken" for verdict in self.verdicts)


def _print_report(report: _Report) -> None:
    console.print_findings(report.findings)
    console.print_result(_summarize(report))


def _check_kind(kind: str) -> None:
    from cvgen.errors import did_you_mean
    from cvgen.target.values import DOCUMENT_KINDS

    if kind not in DOCUMENT_KINDS:
        message = f"there is no kind '{kind}': {did_you_mean(kind, DOCUMENT_KINDS)}"
        raise typer.BadParameter(message, param_hint="--document")


def _refuse_source(path: Path) -> None:
    """Refuse what PDFs are made from, and say which command makes them.

    Raises PdfError.
    """
    from cvgen.errors import Diagnostic, PdfError, Place

    command = _MAKERS.get(path.suffix.lower())
    if path.is_dir():
        command = "build"
    if path.name == "application.yaml":
        command = "packet build"
    if command and path.exists():
        message = "this is no PDF, but what one is made from"
        name = shlex.quote(str(path))
        hint = f"'cvgen {command} {name}' makes the PDF to check; a profile is checked by itself"
        raise PdfError(Diagnostic("F101", message, Place(str(path)), hint))


def _check_file(path: Path, target: Target, kind: str) -> _Report:
    from cvgen.checks.pdf import check_pdf
    from cvgen.errors import Place
    from cvgen.render.foreign import inspect_foreign_pdf

    file = inspect_foreign_pdf(path)
    verdicts = tuple(check_pdf(file, target, kind, Place(str(path))))
    return _Report(path, file, target, verdicts)


def _print_rules(*, as_json: bool) -> None:
    from cvgen.checks.pdf import RULES

    if as_json:
        described = []
        for rule in RULES:
            described.append(
                {"code": rule.code, "what": rule.what, "why": rule.why, "mend": rule.mend}
            )
        console.print_json(described)
        return
    for rule in RULES:
        console.print_result(f"{rule.code}  {rule.what}\n      {rule.why}")


def _summarize(report: _Report) -> str:
    """Say in a line what a file is, and whether it is fit."""
    counts = Counter(finding.severity for finding in report.findings)
    counted = []
    for severity in ("error", "warning"):
        if counts[severity]:
            counted.append(format_count(counts[severity], severity))
    purpose = "" if _is_default(report.target) else f" for {report.target.name}"
    if counts["error"]:
        verdict = ", ".join(counted) + purpose
    else:
        verdict = ", ".join([f"fit{purpose}", *counted])
    facts = "" if report.file.problem else f"{_list_facts(report.file)}: "
    return f"{report.path}: {facts}{verdict}{_name_source(report.target)}"


def _is_default(target: Target) -> bool:
    from cvgen.target.target import DEFAULT_TARGET

    return target.name == DEFAULT_TARGET


def _list_facts(file: PdfFacts) -> str:
    from cvgen.text.units import find_paper, format_bytes, format_count, format_page_size

    papers: set[str] = set()
    for page in file.pages:
        papers.add(find_paper(page.width, page.height) or format_page_size(page.width, page.height))
    paper = papers.pop() if len(papers) == 1 else "of several sizes"
    pages = format_count(len(file.pages), "page")
    return f"{pages}, {paper}, {format_bytes(file.bytes)}, PDF {file.version}"


def _name_source(target: Target) -> str:
    from cvgen.target.values import UNKNOWN

    if _is_default(target):
        return ""
    day = "" if target.checked_on == UNKNOWN else f" read {target.checked_on}"
    return f" (rules{day} from {target.source}; may be out of date, check the call)"


def _describe_report(report: _Report) -> dict[str, Any]:
    file, target = report.file, report.target
    pages = []
    for page in file.pages:
        pages.append({"width": round(page.width, 1), "height": round(page.height, 1)})
    fonts = []
    for font in file.fonts:
        fonts.append(
            {
                "name": font.name,
                "kind": font.kind,
                "embedded": font.is_embedded,
                "subset": font.is_subset,
            }
        )
    return {
        "file": str(report.path),
        "target": {
            "name": target.name,
            "title": target.title,
            "source": target.source,
            "checked_on": target.checked_on,
            "season": target.season,
            "url": list(target.url),
            "warnings": [finding.message for finding in _find_age_findings(target)],
        },
        "bytes": file.bytes,
        "version": file.version,
        "pages": pages,
        "fonts": fonts,
        "fit": not report.is_broken,
        "rules": _describe_verdicts(report.verdicts),
    }


def _describe_verdicts(verdicts: Sequence[Verdict]) -> list[dict[str, Any]]:
    from cvgen.checks.pdf import RULES

    mends = {rule.code: rule.mend for rule in RULES}
    described = []
    for verdict in verdicts:
        findings = []
        for finding in verdict.findings:
            findings.append(
                {
                    "code": finding.code,
                    "severity": finding.severity,
                    "message": finding.message,
                    "hint": finding.hint,
                }
            )
        described.append(
            {
                "code": verdict.code,
                "what": verdict.what,
                "why": verdict.why,
                "mend": mends[verdict.code],
                "result": verdict.result,
                "findings": findings,
            }
        )
    return described
