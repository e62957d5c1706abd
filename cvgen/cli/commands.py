"""All commands, under the one that is called `cvgen`."""

from __future__ import annotations

from typing import Annotated

import typer

from cvgen import __version__
from cvgen.cli import (
    build,
    check,
    console,
    diff,
    doctor,
    explain,
    export,
    import_profile,
    letter,
    new,
    packet,
    schema,
    show,
    targets,
    themes,
    translations,
    variants,
)
from cvgen.cli.command import CommandGroup

app = CommandGroup(
    name="cvgen",
    help="Typeset a CV: a profile in YAML becomes a PDF.",
    epilog="Messages carry a code: 'cvgen explain P202' says why it matters and what to do.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command("new")(new.new)
app.command("import")(import_profile.import_profile)
app.command("build")(build.build)
app.command("letter")(letter.letter)
app.command("variants")(variants.variants)
app.command("show")(show.show)
app.command("translations")(translations.translations)
app.command("diff")(diff.diff)
app.command("check")(check.check)
app.add_typer(packet.app, name="packet")
app.add_typer(themes.app, name="themes")
app.add_typer(targets.app, name="targets")
app.command("explain")(explain.explain)
app.command("export")(export.export)
app.command("schema")(schema.schema)
app.command("doctor")(doctor.doctor)


def _print_version(is_wanted: bool) -> None:
    if is_wanted:
        console.print_result(f"cvgen {__version__}")
        raise typer.Exit


@app.callback()
def declare_options(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show where in cvgen an error arose.")
    ] = False,
) -> None:
    """Typeset a CV: a profile in YAML becomes a PDF."""
