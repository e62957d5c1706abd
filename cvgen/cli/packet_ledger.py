"""`cvgen packet sent` and `cvgen packet status`: takes applications, keeps what was sent, and prints what changed since."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cvgen.cli import console
from cvgen.cli.packet_build import named
from cvgen.errors import CvgenError, Diagnostic, PacketError, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cvgen.application.ledger import Entry
    from cvgen.application.ledger_changes import Since
    from cvgen.application.model import Application

_FIRST_YEAR = 1000  # what is written with fewer digits sorts wrongly


def sent(
    application: Annotated[Path, typer.Argument(help="An application, or its folder.")],
    note: Annotated[
        str,
        typer.Option(
            "--note", help="What to remember of it, such as the number that the portal gave."
        ),
    ] = "",
    day: Annotated[
        str | None,
        typer.Option(
            "--date",
            metavar="YYYY-MM-DD[THH:MM]",
            help="When it was sent, in UTC unless it says otherwise; now if not said.",
        ),
    ] = None,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The folder that 'cvgen packet build' wrote to.")
    ] = Path("output"),
) -> None:
    """Keep what was sent: a copy of every file, and the hash of all that it was made from."""
    from cvgen import __version__
    from cvgen.application.context import desk
    from cvgen.application.delivery import MAIL, PASTE_KIT, planned
    from cvgen.application.ledger import Sending, keep
    from cvgen.application.ledger_sources import finished, folder_of_sent, newer, sources
    from cvgen.application.load import load_application
    from cvgen.application.referees import check_referees

    when, whole = _moment(day), load_application(application)
    found = desk(whole, console.read_environment(None))
    lying, wanted = finished(output / whole.name), {one.name for one in planned(found)}
    if not wanted & lying.keys():
        raise PacketError(
            Diagnostic(
                "A504",
                "there are no finished files to keep",
                Place(str(output / whole.name)),
                "run 'cvgen packet build' first",
            )
        )
    files = {name: path for name, path in lying.items() if name in {*wanted, PASTE_KIT, MAIL}}
    console.print_findings(
        _others(output / whole.name, lying.keys() - files.keys(), wanted - lying.keys())
    )
    made_from = sources(whole, found.profile, found.target)
    console.print_findings(
        (*newer(whole, made_from, files.values()), *check_referees(whole, found.profile))
    )
    copies = {name: path.read_bytes() for name, path in files.items()}
    facts = _facts(whole) | {
        "target": found.target.name,
        "rules": f"{found.target.source}, read {found.target.checked_on}",
    }
    console.print_result(
        keep(
            Sending(when, facts, copies, made_from, __version__, note.strip()),
            folder_of_sent(whole),
        )
    )
    console.print_message(f"kept {len(files)} files: {', '.join(files)}")


def _others(folder: Path, strange: Iterable[str], missing: Iterable[str]) -> Iterator[Diagnostic]:
    """Tell of files that lie there and are not this application's, and of those of it that do not."""
    for name in sorted(strange):
        yield Diagnostic(
            "A506",
            "this file is none of the application's, and is not kept",
            Place(str(folder / name)),
            "",
            "warning",
        )
    for name in sorted(missing):
        yield Diagnostic(
            "A506",
            "this file is not there, and is not kept",
            Place(str(folder / name)),
            "run 'cvgen packet build' first",
            "warning",
        )


def _moment(said: str | None) -> datetime:
    if not said:
        return console.get_current_time()
    try:
        when = datetime.fromisoformat(said)
        moment = (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        moment = None
    if moment is None or min(when.year, moment.year) < _FIRST_YEAR:
        raise typer.BadParameter(
            f"'{said}' is not YYYY-MM-DD or YYYY-MM-DDTHH:MM", param_hint="--date"
        )
    return moment


def _facts(application: Application) -> dict[str, str]:
    deadline = str(application.deadline) if application.deadline else ""
    return {
        "programme": application.programme,
        "institution": application.institution,
        "reference": application.reference,
        "deadline": deadline,
    }


def status(
    applications: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Applications, their folders, or a folder of them; without one, those in 'applications'.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The folder that 'cvgen packet build' wrote to.")
    ] = Path("output"),
    as_json: Annotated[bool, typer.Option("--json", help="Print a list in JSON.")] = False,
) -> None:
    """Tell of each application how long there is left, what was sent, and what changed since."""
    now, failed, seen = console.get_current_time(), False, []
    for path in named(applications):
        try:
            seen.append(_state(path, output, now))
        except CvgenError as error:
            console.print_findings(error.diagnostics)
            failed = True
    for state in seen:
        console.print_findings(state.warnings)
    if as_json:
        console.print_result(
            json.dumps([_as_data(state) for state in seen], ensure_ascii=False, indent=2)
        )
    elif seen:
        console.print_result("\n\n".join("\n".join(_lines(state)) for state in seen))
    if failed:
        raise typer.Exit(1)


@dataclass(frozen=True, slots=True)
class _State:
    """How an application is: the days left, what was sent of it, and what changed since the last time."""

    application: Application
    days: int | None
    sent: list[Entry]
    since: Since | None
    warnings: tuple[Diagnostic, ...]


def _state(path: Path, output: Path, now: datetime) -> _State:
    from cvgen.application.ledger import entries
    from cvgen.application.ledger_changes import since
    from cvgen.application.ledger_sources import finished, folder_of_sent
    from cvgen.application.load import load_application

    application = load_application(path)
    listed, odd = entries(folder_of_sent(application))
    changed = None
    if listed:
        made_from, broken = _made_from(application, listed[-1])
        changed = since(listed[-1], made_from, finished(output / application.name))
        odd += [*broken, *changed.warnings]
    return _State(application, application.count_days_left(now), listed, changed, tuple(odd))


def _made_from(
    application: Application, last: Entry
) -> tuple[dict[str, str], tuple[Diagnostic, ...]]:
    """Hash the sources of now; where the profile cannot be read any more, those of then."""
    from cvgen.application.context import desk
    from cvgen.application.ledger_sources import hashes, path_of, sources

    try:
        found = desk(application, console.read_environment(None))
        return sources(application, found.profile, found.target), ()
    except CvgenError as error:
        return hashes(
            application, [path_of(name, application) for name in last.sources]
        ), error.diagnostics


def _lines(state: _State) -> Iterator[str]:
    whole = state.application
    yield ": ".join(
        filter(None, (whole.name, ", ".join(filter(None, (whole.programme, whole.institution)))))
    )
    if whole.deadline:
        yield f"  deadline: {whole.deadline}, {_left(state.days or 0)}"
    if not state.sent or state.since is None:
        yield "  not sent yet"
        return
    last = state.sent[-1]
    often = f", {len(state.sent)} times, last" if len(state.sent) > 1 else ""
    yield f"  sent{often}: {last.when}{f' ({last.note})' if last.note else ''}, kept in {last.folder}"
    changes = [*_changes(state.since)]
    yield "  since then:" if changes else "  nothing changed since"
    yield from changes


def _changes(since: Since) -> Iterator[str]:
    from cvgen.diff import format as wording

    for one in (*since.sources, *since.files):
        yield f"    {one.name}: {_KINDS[one.kind]}"
        for line in wording.lines(since.words.get(one.name, ())):
            yield f"      {line}"
    if since.sources and not since.files:
        yield "    (the finished files are still those that were sent: 'cvgen packet build' makes them anew)"


_KINDS = {"changed": "changed", "new": "new, was not there then", "gone": "gone, or no longer used"}


def _left(days: int) -> str:
    if days < 0:
        return f"{-days} day{'s' if days < -1 else ''} ago"
    return "today" if days == 0 else f"{days} day{'s' if days > 1 else ''} left"


def _as_data(state: _State) -> dict[str, Any]:
    from cvgen.diff import format as wording

    whole, since = state.application, state.since
    last = state.sent[-1] if state.sent else None
    return {
        "application": str(whole.path),
        "name": whole.name,
        **_facts(whole),
        "daysLeft": state.days,
        "sent": [
            {"when": one.when, "note": one.note, "folder": str(one.folder), "cvgen": one.version}
            for one in state.sent
        ],
        "since": last and last.when,
        "sources": [asdict(one) for one in since.sources] if since else [],
        "files": [
            {**asdict(one), "words": [*wording.lines(since.words.get(one.name, ()))]}
            for one in since.files
        ]
        if since
        else [],
        "warnings": [str(one) for one in state.warnings],
    }
