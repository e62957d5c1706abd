"""`cvgen translations`: takes a profile, prints what of it is not translated, and what has changed since it was."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cvgen.cli import console, options

if TYPE_CHECKING:
    from cvgen.compose.translations import Count


def translations(
    profile: Annotated[
        Path | None,
        typer.Argument(help="A profile; without one, that in this folder.", show_default=False),
    ] = None,
    languages: Annotated[
        list[str] | None,
        typer.Option(
            "--lang",
            help="A language, such as zh; may be given several times. Without it, all that the profile has beside its own.",
            show_default=False,
        ),
    ] = None,
    accept: Annotated[
        bool, typer.Option("--accept", help="Take what is out of date for up to date.")
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing: remember no new translations.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print counts and findings as JSON.")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Fail when anything is missing or out of date.")
    ] = False,
) -> None:
    """Report what is not translated, and what has changed since it was."""
    if accept and check:
        raise typer.BadParameter(
            "--accept writes what it accepts, and --check writes nothing: choose one of them",
            param_hint="--accept",
        )
    from cvgen.compose import translations as of
    from cvgen.files.write import write_file
    from cvgen.profile.load import load

    whole = load(options.find_profile(profile))
    wanted, memory = of.targets(whole, languages or ()), of.memory(whole)
    known = of.recall(memory)
    now = of.updated(whole, known, wanted if accept else ())
    reports = [of.report(whole, language, now) for language in wanted]
    _tell_as_json(reports) if as_json else _tell(reports)
    if now != known and not check:
        write_file(of.written(now, whole), memory)
        console.print_message(
            f"{memory}: what the translations were made from is noted here; keep it in version control"
        )
    if strict and any(total.findings for total, _ in reports):
        raise typer.Exit(1)


def _tell(reports: list[tuple[Count, tuple[Count, ...]]]) -> None:
    for total, sections in reports:
        for section in sections:
            console.print_result(section)
            console.print_findings(section.findings)
        console.print_result(total)
    if not reports:
        console.print_message("the profile is in one language alone; ask for another with --lang")


def _tell_as_json(reports: list[tuple[Count, tuple[Count, ...]]]) -> None:
    found = [
        {
            "language": total.name,
            **_plain(total),
            "sections": [_plain_section(section) for section in sections],
        }
        for total, sections in reports
    ]
    console.print_result(json.dumps({"languages": found}, ensure_ascii=False, indent=2))


def _plain_section(section: Count) -> dict[str, Any]:
    return {
        "section": section.name,
        **_plain(section),
        "findings": [asdict(found) for found in section.findings],
    }


def _plain(count: Count) -> dict[str, int]:
    return {
        "texts": count.texts,
        "translated": count.translated,
        "missing": count.missing,
        "outOfDate": count.out_of_date,
    }
