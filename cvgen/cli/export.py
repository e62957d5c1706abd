"""`cvgen export`: takes a profile, prints what the CV prints of its publications as BibTeX or CSL-JSON."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cvgen.cli import console


class Format(StrEnum):
    """The formats that publications leave in."""

    BIBTEX = "bibtex"
    CSL_JSON = "csl-json"


def export(
    profile: Annotated[Path, typer.Argument(help="A profile in YAML, or a JSON Resume file.")],
    form: Annotated[Format, typer.Option("--format", help="What to write.")] = Format.BIBTEX,
    variant: Annotated[
        str | None,
        typer.Option("--variant", help="Only what this variant of the profile prints."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="A file to write to; standard output if not said."),
    ] = None,
) -> None:
    """Write the publications that the CV prints, for other programs."""
    from cvgen.bibliography import write
    from cvgen.build import list_publications, load_profile
    from cvgen.files.write import write_file
    from cvgen.profile.select import select

    whole = load_profile(profile)
    selected = select(whole, variant)
    papers = list_publications(selected)
    console.print_findings(one for one in selected.warnings if one.severity == "note")
    text = write.bibtex(papers) if form is Format.BIBTEX else write.csl_json(papers)
    if output is None:
        console.print_result(text.rstrip("\n"))
    else:
        console.print_result(write_file(text.encode(), output))
