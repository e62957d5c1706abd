"""All commands, under the one that is called `cvgen`; a call loads those that it may mean."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Annotated

import typer

from cvgen import __version__
from cvgen.cli import console
from cvgen.cli.command import CommandGroup

# By the names that are typed: the modules, and the functions or groups in them.
_COMMANDS = {
    "new": ("new", "new"),
    "import": ("import_profile", "import_profile"),
    "build": ("build", "build"),
    "letter": ("letter", "letter"),
    "variants": ("variants", "variants"),
    "show": ("show", "show"),
    "translations": ("translations", "translations"),
    "diff": ("diff", "diff"),
    "check": ("check", "check"),
    "packet": ("packet", "app"),
    "themes": ("themes", "app"),
    "targets": ("targets", "app"),
    "explain": ("explain", "explain"),
    "export": ("export", "export"),
    "schema": ("schema", "schema"),
    "manual": ("manual", "manual"),
    "doctor": ("doctor", "doctor"),
    "cache": ("cache_command", "cache"),
}


def make_app(arguments: Sequence[str] = ()) -> CommandGroup:
    """Make the command line for what was typed: the command that comes first, or else all."""
    app = CommandGroup(
        name="cvgen",
        help="Typeset a CV: a profile in YAML becomes a PDF.",
        epilog="Messages carry a code: 'cvgen explain P202' says why it matters and what to do.",
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    app.callback()(declare_options)
    names = list(arguments[:1])
    if not names or names[0] not in _COMMANDS:
        names = list(_COMMANDS)
    for name in names:
        module, member = _COMMANDS[name]
        command = getattr(import_module(f"cvgen.cli.{module}"), member)
        if isinstance(command, CommandGroup):
            app.add_typer(command, name=name)
        else:
            app.command(name)(command)
    return app


def _print_version(is_wanted: bool) -> None:
    if is_wanted:
        console.print_result(f"cvgen {__version__}")
        raise typer.Exit


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
