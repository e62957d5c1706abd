"""`cvgen show`: print a profile as one YAML file.

Or each of its values with where it was written.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from cvgen.cli import console, options
from cvgen.cli.table import pad_cells, shorten_text

if TYPE_CHECKING:
    from cvgen.profile.origin import ProfileValue


def show(
    profile: options.ProfileArgument = None,
    overrides: options.OverridesOption = None,
    variant: options.VariantOption = None,
    origin: Annotated[
        bool,
        typer.Option(
            "--origin",
            help="A line for each value, with the file, line and column where it was written.",
        ),
    ] = False,
) -> None:
    """Show a profile with all its files laid together, and where each value comes from."""
    from cvgen.build import load_profile
    from cvgen.files.yamldump import write_yaml
    from cvgen.profile.origin import (
        extract_variant_data,
        list_declined_paths,
        list_variant_values,
        name_value,
    )

    whole = load_profile(options.find_profile(profile), tuple(overrides or ()))
    listed = list_variant_values(whole, variant)
    if origin:
        for line in _format_table(listed):
            console.print_result(line)
    else:
        console.print_result(write_yaml(extract_variant_data(whole, variant)).rstrip("\n"))
        private = [value.name for value in listed if value.private]
        if private:
            names = ", ".join(private)
            console.print_message(f"private, and so kept back from most readers: {names}")
        declined = list_declined_paths(whole)
        if declined and variant is None:
            names = ", ".join(name_value(whole, path) for path in declined)
            console.print_message(f"declined, and so never printed: {names}")
    console.print_findings(whole.warnings)


def _format_table(values: Sequence[ProfileValue]) -> list[str]:
    rows = []
    for value in values:
        rows.append((f"{value.name}:", shorten_text(value.text), str(value.place)))
    lines = []
    for cells, value in zip(pad_cells(rows), values, strict=True):
        marks = []
        if value.private:
            marks.append("private")
        if value.variant:
            marks.append(f"variant {value.variant}")
        lines.append("  ".join([*cells, *marks]).rstrip())
    return lines
