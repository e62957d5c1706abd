"""`cvgen show`: takes a profile, prints it as one YAML file, or each of its values with where it was written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from unicodedata import combining, east_asian_width

import typer

from cvgen.cli import console, options

if TYPE_CHECKING:
    from cvgen.profile.origin import Value

_LONGEST = 48


def show(
    profile: Annotated[
        Path | None,
        typer.Argument(help="A profile; without one, that in this folder.", show_default=False),
    ] = None,
    overrides: Annotated[
        list[Path] | None,
        typer.Option(
            "--with",
            metavar="FILE",
            help="A YAML file with what differs; may be given several times, and later ones win.",
        ),
    ] = None,
    variant: Annotated[
        str | None,
        typer.Option(
            "--variant", help="Only what this variant of the profile keeps, with its settings."
        ),
    ] = None,
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
    from cvgen.files.yamlfile import written
    from cvgen.profile.origin import seen, values

    whole = load_profile(options.find_profile(profile), tuple(overrides or ()))
    found = values(whole, variant)
    if origin:
        console.print_result("\n".join(_lines(found)))
    else:
        console.print_result(written(seen(whole, variant)).rstrip("\n"))
        private = [value.name for value in found if value.private]
        if private:
            console.print_message(
                f"private, and so kept back from most readers: {', '.join(private)}"
            )
    console.print_findings(whole.warnings)


def _lines(found: list[Value]) -> list[str]:
    rows = [(value.name + ":", _shortened(value.text), str(value.place)) for value in found]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join([*map(_padded, row, widths), *_remarks(value)]).rstrip()
        for row, value in zip(rows, found, strict=True)
    ]


def _remarks(value: Value) -> list[str]:
    return ["private"] * value.private + [f"variant {value.variant}"] * bool(value.variant)


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    while _width(line) > _LONGEST:
        line = line[:-2].rstrip() + "…"
    return line


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    """Count the columns of a terminal that a text takes."""
    return sum(
        0 if combining(character) else 2 if east_asian_width(character) in "WF" else 1
        for character in text
    )
