"""`cvgen manual`: print the manual page, for `man`."""

from __future__ import annotations

from cvgen.cli import console


def manual() -> None:
    """Print the manual page, for 'man'."""
    from typer.main import get_command

    from cvgen.cli.commands import make_app
    from cvgen.cli.manual_page import write_manual_page

    today = console.read_environment(None).today
    console.write_bytes(write_manual_page(get_command(make_app()), str(today)).encode())
