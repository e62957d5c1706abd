"""`cvgen import`: make a profile of what somebody has already."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cvgen.cli import console, options
from cvgen.cli.cache import find_cache_folder
from cvgen.cli.destination import check_free
from cvgen.cli.schema_file import install_schema
from cvgen.files.yamltable import keep_tables
from cvgen.render.engine import pause_garbage_collection

if TYPE_CHECKING:
    from cvgen.importers.convert import Conversion
    from cvgen.importers.web import WebAddress

_ENDINGS = (".yaml", ".yml")


class Accepted(StrEnum):
    """What is written into a profile that is there."""

    new = "new"
    all = "all"


SourceArguments = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCE…",
        help="A file, a folder, a zip or an address: a home page, a RenderCV file, …",
    ),
]
OutputOption = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", help="A folder to write the profile to, or a file such as cv.yaml."
    ),
]


def import_profile(
    sources: SourceArguments,
    output: OutputOption = None,
    into: Annotated[
        Path | None,
        typer.Option(
            "--into",
            help="A profile, or its folder, to compare with: shows what is new and what differs.",
        ),
    ] = None,
    accept: Annotated[
        Accepted | None,
        typer.Option(
            "--accept",
            help="With --into: write new entries into the profile ('new'), or also every other "
            "value ('all'). Comments and the rest of the text stay.",
        ),
    ] = None,
    with_files: Annotated[
        bool,
        typer.Option(
            "--with-files",
            help="Fetch the photo and the .bib file of a page too, from its own host.",
        ),
    ] = False,
) -> None:
    """Make a profile of a home page, or of the file of another tool; nothing is lost."""
    if (output is None) == (into is None):
        raise typer.BadParameter("name either a new folder with -o, or a profile with --into")
    if accept and not into:
        raise typer.BadParameter("--accept goes with --into", param_hint="--accept")
    keep_tables(find_cache_folder())
    # What a source becomes has no rings of objects, and to look for them takes a fifth of the time.
    with pause_garbage_collection():
        named = [_name_source(source, with_files=with_files) for source in sources]
        if into:
            _import_into(named, into, accept)
        elif output:
            import_new(named, output)


def _name_source(text: str, *, with_files: bool) -> Path | WebAddress:
    """Say whether a source is a page in the network or lies here."""
    from cvgen.importers.web import WebAddress, is_address

    if is_address(text):
        return WebAddress(text, with_files)
    return Path(text)


def import_new(sources: list[Path | WebAddress], output: Path) -> None:
    """Make a new profile."""
    from cvgen.files.write import write_files
    from cvgen.importers.convert import REPORT_FILE, convert_sources

    folder, name = _split_output(output)
    conversion = convert_sources(sources, name, install_schema())
    paths = {folder / file: content for file, content in conversion.files.items()}
    check_free(paths)
    here = [source for source in sources if isinstance(source, Path) and source.is_file()]
    write_files(paths, here)
    _print_accounts(conversion)
    console.print_result(folder / name)
    console.print_message(f"next: read {folder / REPORT_FILE}, then run 'cvgen build {output}'")


def _import_into(sources: list[Path | WebAddress], into: Path, accept: Accepted | None) -> None:
    """Show what is new in sources, and write what is accepted into a profile."""
    from cvgen.diff.format import format_changes
    from cvgen.files.write import write_files
    from cvgen.importers.convert import convert_sources
    from cvgen.importers.into.apply import write_difference
    from cvgen.importers.into.profile import compare_with_profile

    conversion = convert_sources(sources)
    comparison = compare_with_profile(conversion, options.find_profile(into))
    _print_accounts(conversion)
    console.print_findings(comparison.warnings)
    difference = comparison.difference
    for line in format_changes([*difference.new, *difference.other]):
        console.print_result(line)
    if not difference.new and not difference.other:
        console.print_message("nothing is new")
    elif accept is None:
        console.print_message(_format_choice(len(difference.new), len(difference.other)))
    else:
        files = write_difference(comparison, with_changes=accept is Accepted.all)
        for path in write_files(files, [comparison.path]) if files else ():
            console.print_message(f"wrote {path}")


def _format_choice(new: int, other: int) -> str:
    """Say what can be written."""
    choices = []
    if new:
        choices.append(f"'--accept new' adds {new} new")
    if other:
        choices.append(f"'--accept all' also takes {other} values that differ")
    return f"nothing is written yet: {', '.join(choices)}"


def _print_accounts(conversion: Conversion) -> None:
    console.print_findings(conversion.warnings)
    for account in conversion.accounts:
        console.print_message(account.format_line())


def _split_output(output: Path) -> tuple[Path, str]:
    """Split what was typed into a folder and the name of the profile in it."""
    if output.suffix.lower() in _ENDINGS and not output.is_dir():
        return output.parent, output.name
    return output, "profile.yaml"
