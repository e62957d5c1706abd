"""`cvgen export`: write the publications that a CV prints as BibTeX or CSL-JSON."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cvgen.cli import console, options


class Format(StrEnum):
    """The formats that publications leave in."""

    BIBTEX = "bibtex"
    CSL_JSON = "csl-json"


def export(
    profile: Annotated[Path, typer.Argument(help="A profile in YAML, or a JSON Resume file.")],
    form: Annotated[Format, typer.Option("--format", help="What to write.")] = Format.BIBTEX,
    variant: options.VariantOption = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="A file to write to; standard output if not said."),
    ] = None,
) -> None:
    """Write the publications that the CV prints, for other programs."""
    from cvgen.bibliography import write
    from cvgen.build import list_publications, load_profile
    from cvgen.errors import Place
    from cvgen.files.write import write_file
    from cvgen.profile.select import select_variant

    selected = select_variant(load_profile(profile), variant)
    publications = list_publications(selected)
    losses = write.list_losses(publications, Place(str(profile)))
    console.print_findings((*selected.warnings, *losses))
    if form is Format.BIBTEX:
        text = write.format_bibtex(publications)
    else:
        text = write.format_csl_json(publications)
    if output is None:
        console.print_result(text.rstrip("\n"))
    else:
        console.print_result(write_file(text.encode(), output))
