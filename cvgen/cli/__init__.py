"""The commands: each reads what was typed, makes one call, and prints one result.

Exit codes: 0 done, 1 something that the user can mend, 2 wrong usage, 70 a bug of ours, 130
interrupted.
"""

from __future__ import annotations

import sys
from typing import Annotated, NoReturn

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
from cvgen.errors import CvgenError

_BUG = 70
_INTERRUPTED = 130

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


def main() -> NoReturn:
    """Run the command line."""
    from cvgen.render.engine import exit_process

    exit_process(_run())


def _run() -> int:
    """Run a command, and return its exit code."""
    try:
        app(standalone_mode=True)
    except SystemExit as ended:
        return _read_exit_code(ended)
    except CvgenError as error:
        console.print_findings(error.diagnostics)
        return 1
    except BrokenPipeError:
        return 1
    except OSError as error:
        subject = error.filename or "the result"
        console.print_message(f"{subject}: {error.strerror or error}")
        return 1
    except Exception as error:
        if "--debug" in sys.argv:
            raise
        console.print_message(
            f"this is a bug in cvgen, not yours: {type(error).__name__}: {error} "
            "(run it again with --debug, and report what it prints)"
        )
        return _BUG
    return 0


def _read_exit_code(ended: SystemExit) -> int:
    if ended.code == _INTERRUPTED:
        console.print_message("stopped; earlier files are untouched")
    if isinstance(ended.code, int):
        return ended.code
    return 1 if ended.code else 0
