"""`cvgen check`: takes PDFs and a target, prints what each rule finds, and a line for each file; or the same as JSON."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cvgen.cli import console

if TYPE_CHECKING:
    from cvgen.checks.rules import Verdict
    from cvgen.errors import Diagnostic
    from cvgen.pdf.facts import Inspected
    from cvgen.target.load import Target


def check(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="FILE.pdf …",
            help="Any PDFs, also such as cvgen did not make.",
            show_default=False,
        ),
    ] = None,
    target: Annotated[
        str | None,
        typer.Option(
            "--target",
            "-t",
            help="The call or portal that it is for; without one, what is safe for all.",
            show_default=False,
        ),
    ] = None,
    kind: Annotated[
        str, typer.Option("--document", help="What the files are: cv, letter, transcript, …")
    ] = "cv",
    rules: Annotated[
        bool, typer.Option("--rules", help="List the rules, and why they are.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
) -> None:
    """Check PDFs before they are sent: size, pages, fonts, text, and what is hidden in them.

    Ends with 1 when a file has an error.
    """
    if rules:
        _list(as_json=as_json)
        return
    if not files:
        raise typer.BadParameter("name a PDF", param_hint="FILE.pdf")
    from cvgen.checks import pdf as preflight
    from cvgen.errors import Place, did_you_mean
    from cvgen.pdf.inspect import inspect
    from cvgen.target.schema import KINDS

    if kind not in KINDS:
        raise typer.BadParameter(
            f"there is no kind '{kind}': {did_you_mean(kind, KINDS)}", param_hint="--document"
        )

    goal = preflight.wanted(target, console.list_targets_folders())
    checked = []
    for path in files:
        file = inspect(path)
        verdicts = list(preflight.check(file, goal, kind, Place(str(path))))
        checked.append((path, file, verdicts))
        if not as_json:
            console.print_findings(_found(verdicts))
            console.print_result(_line(path, file, goal, _found(verdicts)))
    if as_json:
        console.print_result(
            json.dumps([_plain(one, goal) for one in checked], ensure_ascii=False, indent=2)
        )
    if any(verdict.result == "broken" for _, _, verdicts in checked for verdict in verdicts):
        raise typer.Exit(1)


def _found(verdicts: list[Verdict]) -> list[Diagnostic]:
    return [found for verdict in verdicts for found in verdict.findings]


def _list(*, as_json: bool) -> None:
    from cvgen.checks.pdf import RULES

    if as_json:
        listed = [
            {"code": rule.code, "what": rule.what, "why": rule.why, "mend": rule.mend}
            for rule in RULES
        ]
        console.print_result(json.dumps(listed, ensure_ascii=False, indent=2))
        return
    for rule in RULES:
        console.print_result(f"{rule.code}  {rule.what}\n      {rule.why}")


def _line(path: Path, file: Inspected, goal: Target, found: list[Diagnostic]) -> str:
    """Say in a line what a file is, and whether it is fit."""
    from cvgen.target.load import DEFAULT

    counts = Counter(one.severity for one in found)
    told = ", ".join(
        _count(counts[severity], severity) for severity in ("error", "warning") if counts[severity]
    )
    about = "" if file.problem else f"{_facts(file)}: "
    wanted = "" if goal.name == DEFAULT else f" for {goal.name}"
    fit = "" if counts["error"] else f"fit{wanted}"
    return (
        f"{path}: {about}"
        + (f"{told}{wanted}" if not fit else f"{fit}, {told}" if told else fit)
        + _source(goal)
    )


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _facts(file: Inspected) -> str:
    from cvgen.units import find_paper, format_bytes, format_page_size

    papers = dict.fromkeys(
        find_paper(page.width, page.height) or format_page_size(page.width, page.height)
        for page in file.pages
    )
    sizes = next(iter(papers)) if len(papers) == 1 else "of several sizes"
    return f"{_count(len(file.pages), 'page')}, {sizes}, {format_bytes(file.bytes)}, PDF {file.version}"


def _source(goal: Target) -> str:
    from cvgen.target.load import DEFAULT, UNKNOWN

    if goal.name == DEFAULT:
        return ""
    read = "" if goal.checked_on == UNKNOWN else f" read {goal.checked_on}"
    return f" (rules{read} from {goal.source}; may be out of date, check the call)"


def _plain(one: tuple[Path, Inspected, list[Verdict]], goal: Target) -> dict[str, Any]:
    from cvgen.checks.pdf import RULES

    path, file, verdicts = one
    mends = {rule.code: rule.mend for rule in RULES}
    return {
        "file": str(path),
        "target": {
            "name": goal.name,
            "title": goal.title,
            "source": goal.source,
            "checked_on": goal.checked_on,
            "season": goal.season,
        },
        "bytes": file.bytes,
        "version": file.version,
        "pages": [
            {"width": round(page.width, 1), "height": round(page.height, 1)} for page in file.pages
        ],
        "fonts": [
            {"name": font.name, "kind": font.kind, "embedded": font.embedded, "subset": font.subset}
            for font in file.fonts
        ],
        "fit": not any(verdict.result == "broken" for verdict in verdicts),
        "rules": [
            {
                "code": verdict.code,
                "what": verdict.what,
                "why": verdict.why,
                "mend": mends[verdict.code],
                "result": verdict.result,
                "findings": [
                    {
                        "code": found.code,
                        "severity": found.severity,
                        "message": found.message,
                        "hint": found.hint,
                    }
                    for found in verdict.findings
                ],
            }
            for verdict in verdicts
        ],
    }
