"""`cvgen translations`.

Print what of a profile is not translated, and what has changed since it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer
from msgspec import to_builtins

from cvgen.cli import complete, console, options

if TYPE_CHECKING:
    from cvgen.compose.translations import TranslationCount

    Report = tuple[
        TranslationCount, tuple[TranslationCount, ...]
    ]  # of a language, and of each of its sections

_LanguagesOption = Annotated[
    list[str] | None,
    typer.Option(
        "--lang",
        metavar="LANGUAGE",
        autocompletion=complete.offer_languages,
        help="A language, such as zh; may be given several times. "
        "Without it, all that the profile has beside its own.",
        show_default=False,
    ),
]
_AcceptOption = Annotated[
    bool, typer.Option("--accept", help="Take what is out of date for up to date.")
]
_CheckOption = Annotated[
    bool, typer.Option("--check", help="Write nothing: remember no new translations.")
]


def translations(
    profile: options.ProfileArgument = None,
    languages: _LanguagesOption = None,
    accept: _AcceptOption = False,
    check: _CheckOption = False,
    as_json: options.JsonOption = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Fail when anything is missing or out of date.")
    ] = False,
) -> None:
    """Report what is not translated, and what has changed since it was."""
    _check_flags(accept=accept, check=check)
    from cvgen.compose.translations import (
        format_sources,
        get_sources_path,
        list_target_languages,
        read_sources,
        report_translations,
        update_sources,
    )
    from cvgen.files.write import write_file
    from cvgen.profile.load import read_profile

    whole = read_profile(options.find_profile(profile))
    requested = list_target_languages(whole, languages or ())
    path = get_sources_path(whole)
    known = read_sources(path)
    updated = update_sources(whole, known, requested if accept else ())
    reports = [report_translations(whole, language, updated) for language in requested]
    _print_reports(reports, as_json=as_json)
    if updated != known and not check:
        write_file(format_sources(updated, whole), path)
        console.print_message(
            f"{path}: what the translations were made from is noted here; "
            "keep it in version control"
        )
    if strict and any(total.findings for total, _ in reports):
        raise typer.Exit(1)


def _check_flags(*, accept: bool, check: bool) -> None:
    if accept and check:
        message = "--accept writes what it accepts, and --check writes nothing: choose one of them"
        raise typer.BadParameter(message, param_hint="--accept")


def _print_reports(reports: Sequence[Report], *, as_json: bool) -> None:
    if as_json:
        console.print_json({"languages": [_describe_report(report) for report in reports]})
        return
    for total, sections in reports:
        for section in sections:
            console.print_result(section)
            console.print_findings(section.findings)
        console.print_result(total)
    if not reports:
        console.print_message("the profile is in one language alone; ask for another with --lang")


def _describe_report(report: Report) -> dict[str, Any]:
    total, sections = report
    described = []
    for section in sections:
        findings = to_builtins(section.findings)
        described.append(
            {"section": section.name, **_describe_count(section), "findings": findings}
        )
    return {"language": total.name, **_describe_count(total), "sections": described}


def _describe_count(count: TranslationCount) -> dict[str, int]:
    return {
        "texts": count.texts,
        "translated": count.translated,
        "missing": count.missing,
        "outOfDate": count.out_of_date,
    }
