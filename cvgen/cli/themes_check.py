"""`cvgen themes check`: takes a theme, prints what each rule says of it, a line each; or the same as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cvgen.cli import console

if TYPE_CHECKING:
    from cvgen.checks.rules import Verdict
    from cvgen.errors import Diagnostic

_WORDS = {"ok": "ok     ", "broken": "BROKEN ", "skipped": "skipped"}


def check(
    name: Annotated[str, typer.Argument(help="The theme's name, or the path of its folder.")],
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the rules and their findings as JSON.")
    ] = False,
) -> None:
    """Prove a theme: what every rule says of it, with findings and what mends them."""
    from cvgen.checks import prove

    around = console.read_environment(None)
    verdicts = []
    with TemporaryDirectory(prefix="cvgen-") as folder:
        for verdict in prove(name, around, Path(folder)):
            verdicts.append(verdict)
            if not as_json:
                _tell(verdict)
    if as_json:
        console.print_result(
            json.dumps(
                {"theme": name, "rules": [_plain(verdict) for verdict in verdicts]},
                ensure_ascii=False,
                indent=2,
            )
        )
    if any(verdict.result == "broken" for verdict in verdicts):
        raise typer.Exit(1)


def _tell(verdict: Verdict) -> None:
    console.print_result(f"{_WORDS[verdict.result]}  {verdict.code}  {verdict.what}")
    for found in verdict.findings:
        console.print_result(f"         {found}")


def _plain(verdict: Verdict) -> dict[str, Any]:
    findings = [_plain_finding(found) for found in verdict.findings]
    return {
        "code": verdict.code,
        "what": verdict.what,
        "why": verdict.why,
        "result": verdict.result,
        "findings": findings,
    }


def _plain_finding(found: Diagnostic) -> dict[str, Any]:
    place = (
        {"file": found.place.file, "line": found.place.line, "column": found.place.column}
        if found.place
        else None
    )
    return {
        "code": found.code,
        "severity": found.severity,
        "message": found.message,
        "place": place,
        "hint": found.hint,
    }
