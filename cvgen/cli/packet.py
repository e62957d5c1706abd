"""`cvgen packet`: the commands for applications of several documents."""

from __future__ import annotations

from cvgen.cli.command import CommandGroup
from cvgen.cli.packet_build import build_applications
from cvgen.cli.packet_check import check_applications
from cvgen.cli.packet_list import list_applications
from cvgen.cli.packet_mail import write_mail
from cvgen.cli.packet_new import make_application
from cvgen.cli.packet_paste import print_paste_kit
from cvgen.cli.packet_sent import record_sent
from cvgen.cli.packet_status import print_status

app = CommandGroup(
    name="packet",
    help="Make and keep whole applications: letter, CV, enclosures.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.command("new")(make_application)
app.command("build")(build_applications)
app.command("check")(check_applications)
app.command("list")(list_applications)
app.command("mail")(write_mail)
app.command("paste")(print_paste_kit)
app.command("sent")(record_sent)
app.command("status")(print_status)
