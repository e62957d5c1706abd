"""The commands: takes what was typed, does one call, and prints one result.

Exit codes: 0 done, 1 something that the user can mend, 2 wrong usage, 70 a bug of ours.
"""

from __future__ import annotations

import sys
from typing import Annotated, NoReturn

import typer

from cvgen import __version__
from cvgen.cli import (
    build,
    check,
    diff,
    doctor,
    export,
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
from cvgen.errors import CvgenError

_INTERRUPTED = 130

app = typer.Typer(
    name="cvgen",
    help="Typeset a CV: a profile in YAML becomes a PDF.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command("new")(new.new)
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
app.command("export")(export.export)
app.command("schema")(schema.schema)
app.command("doctor")(doctor.doctor)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"cvgen {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show where in cvgen an error arose.")
    ] = False,
) -> None:
    """Typeset a CV: a profile in YAML becomes a PDF."""


def main() -> NoReturn:
    """Run the command line."""
    from cvgen.cli import console
    from cvgen.render.engine import leave

    debug = "--debug" in sys.argv
    try:
        app(standalone_mode=True)
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1 if ended.code else 0
        if code == _INTERRUPTED:
            console.print_message("stopped; earlier files are untouched")
    except CvgenError as error:
        console.print_findings(error.diagnostics)
        code = 1
    except BrokenPipeError:
        code = 1
    except OSError as error:
        console.print_message(f"{error.filename or 'the result'}: {error.strerror or error}")
        code = 1
    except Exception as error:
        if debug:
            raise
        console.print_message(
            f"this is a bug in cvgen, not yours: {type(error).__name__}: {error} (run it again with --debug, and report what it prints)"
        )
        code = 70
    leave(code)
