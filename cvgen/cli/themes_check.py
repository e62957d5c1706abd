"""`cvgen themes check`: print what each rule says of a theme, a line each; or the same as JSON."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cvgen.cli import complete, console, options

if TYPE_CHECKING:
    from cvgen.checks.rules import Verdict

_RESULTS = {"ok": "ok     ", "broken": "BROKEN ", "skipped": "skipped"}


def check_theme_rules(
    name: Annotated[
        str,
        typer.Argument(
            autocompletion=complete.offer_themes,
            help="The theme's name, or the path of its folder.",
        ),
    ],
    as_json: options.JsonOption = False,
) -> None:
    """Prove a theme: what every rule says of it, with findings and what mends them."""
    from cvgen.checks import check_theme

    environment = console.read_environment(None)
    verdicts = []
    with TemporaryDirectory(prefix="cvgen-") as folder:
        for verdict in check_theme(name, environment, Path(folder)):
            verdicts.append(verdict)
            if not as_json:
                _print_verdict(verdict)
    if as_json:
        rules = [_describe_verdict(verdict) for verdict in verdicts]
        console.print_json({"theme": name, "rules": rules})
    if any(verdict.result == "broken" for verdict in verdicts):
        raise typer.Exit(1)


def _print_verdict(verdict: Verdict) -> None:
    console.print_result(f"{_RESULTS[verdict.result]}  {verdict.code}  {verdict.what}")
    for finding in verdict.findings:
        console.print_result(f"         {finding}")


def _describe_verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "code": verdict.code,
        "what": verdict.what,
        "why": verdict.why,
        "result": verdict.result,
        "findings": [console.describe_finding(finding) for finding in verdict.findings],
    }
