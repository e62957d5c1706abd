"""`cvgen show`: print a profile as one YAML file.

Or each of its values with where it was written.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated
from unicodedata import combining, east_asian_width

import typer

from cvgen.cli import console, options

if TYPE_CHECKING:
    from cvgen.profile.origin import ProfileValue

_LONGEST_TEXT = 48  # columns


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
    from cvgen.profile.origin import extract_variant_data, list_variant_values

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
        declined = [value.name for value in listed if _is_declined_consent(value)]
        if declined:
            names = ", ".join(name.rpartition(".")[0] for name in declined)
            console.print_message(f"declined, and so never printed: {names}")
    console.print_findings(whole.warnings)


def _is_declined_consent(value: ProfileValue) -> bool:
    return value.text == "declined" and value.name.startswith("references")


def _format_table(values: Sequence[ProfileValue]) -> list[str]:
    rows = []
    for value in values:
        rows.append((f"{value.name}:", _shorten(value.text), str(value.place)))
    widths = [max(map(_count_columns, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row, value in zip(rows, values, strict=True):
        cells = [_pad(cell, width) for cell, width in zip(row, widths, strict=True)]
        if value.private:
            cells.append("private")
        if value.variant:
            cells.append(f"variant {value.variant}")
        lines.append("  ".join(cells).rstrip())
    return lines


def _shorten(text: str) -> str:
    line = " ".join(text.split())
    while _count_columns(line) > _LONGEST_TEXT:
        line = line[:-2].rstrip() + "…"
    return line


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _count_columns(text))


def _count_columns(text: str) -> int:
    """Count the columns of a terminal that a text takes (Unicode Standard Annex 11)."""
    columns = 0
    for character in text:
        if combining(character):
            continue
        columns += 2 if east_asian_width(character) in "WF" else 1
    return columns
