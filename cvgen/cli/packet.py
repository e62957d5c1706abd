"""`cvgen packet`: the commands for applications of several documents."""

from __future__ import annotations

import typer

from cvgen.cli import (
    packet_build,
    packet_check,
    packet_ledger,
    packet_list,
    packet_mail,
    packet_new,
    packet_paste,
)

app = typer.Typer(
    name="packet",
    help="Make and keep whole applications: letter, CV, enclosures.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.command("new")(packet_new.new)
app.command("build")(packet_build.build)
app.command("check")(packet_check.check)
app.command("list")(packet_list.listed)
app.command("mail")(packet_mail.mail)
app.command("paste")(packet_paste.paste)
app.command("sent")(packet_ledger.sent)
app.command("status")(packet_ledger.status)
