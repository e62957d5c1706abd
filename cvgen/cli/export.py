"""`cvgen export`: write the publications that a CV prints as BibTeX or CSL-JSON."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cvgen.cli import console, options
from cvgen.cli.destination import STANDARD_OUTPUT, refuse_endings, write_output


class Format(StrEnum):
    """The formats that publications leave in."""

    BIBTEX = "bibtex"
    CSL_JSON = "csl-json"


# Endings by which another format is hoped for.
_OTHER_ENDINGS = {
    Format.BIBTEX: (".json", ".ris", ".xml", ".html", ".pdf", ".docx"),
    Format.CSL_JSON: (".bib", ".ris", ".xml", ".html", ".pdf", ".docx"),
}


def export(
    profile: options.ProfileArgument = None,
    form: Annotated[Format, typer.Option("--format", help="What to write.")] = Format.BIBTEX,
    variant: options.VariantOption = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", help="A file to write to; standard output if not said, or '-'."
        ),
    ] = None,
) -> None:
    """Write the publications that the CV prints, for other programs."""
    if output is not None:
        refuse_endings(output, _OTHER_ENDINGS[form], f"{form} ('--format' chooses)")
    from cvgen.bibliography import write
    from cvgen.build import list_publications, load_profile
    from cvgen.errors import Place
    from cvgen.profile.files import list_profile_files
    from cvgen.profile.select import select_variant

    path = options.find_profile(profile)
    selected = select_variant(load_profile(path), variant)
    publications = list_publications(selected)
    losses = write.list_losses(publications, Place(str(path)))
    console.print_findings((*selected.warnings, *losses))
    if form is Format.BIBTEX:
        text = write.format_bibtex(publications)
    else:
        text = write.format_csl_json(publications)
    if output in (None, STANDARD_OUTPUT):
        console.print_result(text.rstrip("\n"))
    elif output is not None:
        write_output(text.encode(), output, set(list_profile_files(selected)))
