"""`cvgen packet mail`: takes an application, writes the draft of its mail with the finished files, and sends nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from cvgen.cli import console
from cvgen.cli.build import checked_day
from cvgen.errors import Diagnostic, PacketError, Place

if TYPE_CHECKING:
    from cvgen.packet.desk import Desk
    from cvgen.packet.mail import Attached

_NAME = "mail.eml"


def mail(
    application: Annotated[Path, typer.Argument(help="An application, or its folder.")],
    day: Annotated[Optional[str], typer.Option("--date", metavar="YYYY-MM-DD", help="The day to write into the draft; today if not said.")] = None,  # noqa: UP045
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder that 'cvgen packet build' wrote to; the draft goes there too.")] = Path("output"),
    show: Annotated[bool, typer.Option("--open", help="Open the draft when it is done.")] = False,  # noqa: FBT002
) -> None:
    """Write an e-mail draft with the finished files, for a mail program to open; cvgen never sends it."""
    from cvgen.build import write
    from cvgen.packet.application import load
    from cvgen.packet.delivery import folder
    from cvgen.packet.desk import desk
    from cvgen.packet.mail import MEGABYTE, draft

    at = desk(load(application), console.surroundings(checked_day(day)))
    files = _files(at, output)
    made = draft(at, files)
    console.tell((*at.application.warnings, *made.warnings))
    path = write(made.data, folder(at, output) / _NAME)
    console.result(path)
    console.say(f"{len(made.data) / MEGABYTE:.1f} MB on the way, with {', '.join(file.name for file in files)}; open it in a mail program to send it")
    if show:
        typer.launch(str(path))


def _files(at: Desk, output: Path) -> list[Attached]:
    """Read the files that there are to be; what else lies in their folder stays there."""
    from cvgen.packet.delivery import folder, planned
    from cvgen.packet.mail import Attached

    paths = [folder(at, output) / one.name for one in planned(at)]
    if missing := [path for path in paths if not path.is_file()]:
        raise PacketError(*(Diagnostic("A404", "this file is not built yet", Place(str(path)), "run 'cvgen packet build' first") for path in missing))
    return [Attached(path.name, path.read_bytes()) for path in paths]
