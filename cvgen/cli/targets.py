"""`cvgen targets`: print what calls and portals there are rules of, and what each demands."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer
from msgspec import to_builtins

from cvgen.cli import complete, console, options
from cvgen.cli.command import CommandGroup
from cvgen.errors import CvgenError
from cvgen.text.units import format_bytes, format_count

if TYPE_CHECKING:
    from cvgen.target.target import FormField, Target

app = CommandGroup(
    help="The calls and portals that there are rules of, and what each demands.",
    invoke_without_command=True,
)
_DayOption = Annotated[
    str | None,
    typer.Option(
        "--date",
        metavar="YYYY-MM-DD",
        help="The day to judge by; today if not said.",
        show_default=False,
    ),
]
_AsJson = Annotated[bool, typer.Option("--json", help="Print it as JSON; lengths are in points.")]
_DELIVERY = {
    "one": "one PDF of all documents",
    "separate": "a PDF of each document",
    "both": "a PDF of each document, or one of all",
}
_CHARACTERS = {
    "ascii": "ASCII only",
    "ascii-words": "ASCII letters, digits, _ and - only",
    "ascii-letters": "ASCII letters and digits only",
}
_COLUMNS = 80  # of a terminal that is not wide


@app.callback()
def targets(context: typer.Context, *, as_json: _AsJson = False) -> None:
    """List the targets: name, season, the day that the rules were read, and what each asks for."""
    if context.invoked_subcommand is None:
        list_targets(as_json=as_json)


@app.command("list")
def list_targets(*, as_json: _AsJson = False) -> None:
    """List the targets: name, season, the day that the rules were read, and what each asks for."""
    listed, is_broken = _read_targets()
    if as_json:
        console.print_json([_describe_target(one) for one in listed])
    else:
        for one in listed:
            _print_summary(one)
    if is_broken:
        raise typer.Exit(1)


def _read_targets() -> tuple[list[Target], bool]:
    """Read every target, and say whether one could not be read; that is printed."""
    from cvgen.target.load import find_target
    from cvgen.target.load import list_targets as list_names

    folders = console.list_targets_folders()
    targets = []
    is_broken = False
    for name in list_names(folders):
        try:
            targets.append(find_target(name, folders))
        except CvgenError as error:
            console.print_findings(error.diagnostics)
            is_broken = True
    return targets, is_broken


@app.command("check")
def check_targets(*, day: _DayOption = None) -> None:
    """Say which rules were read over a year ago, which nobody dated, and which are closed."""
    from cvgen.target.age import find_age_findings
    from cvgen.target.values import UNKNOWN

    today = console.read_environment(options.check_day(day)).today
    targets, is_broken = _read_targets()
    undated = []
    outdated = 0
    for target in targets:
        findings = list(find_age_findings(target, today, target.place))
        console.print_findings(findings)
        outdated += bool(findings)
        if target.checked_on == UNKNOWN and not target.is_default:
            undated.append(target.name)
    _print_wrapped("nobody knows when these were read: " + ", ".join(undated or ["none"]))
    console.print_result(f"{len(targets)} targets on {today}: {outdated} may hold no longer")
    if is_broken:
        raise typer.Exit(1)


@app.command("show")
def show_target(
    name: Annotated[
        str, typer.Argument(autocompletion=complete.offer_targets, help="The target's name.")
    ],
    *,
    as_json: _AsJson = False,
) -> None:
    """Show a target in words: what it demands, where that was read, when, and for which season."""
    from cvgen.target.load import find_target

    target = find_target(name, console.list_targets_folders())
    if as_json:
        console.print_json(_describe_target(target))
        return
    console.print_result(f"{target.name}: {target.title}")
    if target.about:
        console.print_result(target.about)
    for line in _list_rules(target):
        console.print_result(line)
    console.print_result(f"\nsource: {target.source}")
    for address in target.url:
        console.print_result(f"page: {address}")
    console.print_result(f"checked on: {target.checked_on}")
    console.print_result(f"season: {target.season}")
    for line in _list_doubts(target):
        console.print_result(line)
    console.print_result("may be out of date, check the call")


def _print_summary(target: Target) -> None:
    """Print a line of name, season and day, and below it what the target asks for."""
    facts = [f"season: {target.season}", f"read: {target.checked_on}", *_list_doubts(target)]
    _print_wrapped(f"{target.name}  {', '.join(facts)}")
    rules = "; ".join(_list_rules_in_short(target)) or target.about
    _print_wrapped(f"{target.title}: {rules}", "    ")


def _list_rules_in_short(target: Target) -> Iterator[str]:
    from cvgen.target.demands import describe_demands

    yield from describe_demands(target.demands)
    for kind, demands in target.documents.items():
        words = ", ".join(describe_demands(demands))
        if words:
            yield f"{kind} {words}"
    if target.bytes_in_all:
        yield f"at most {format_bytes(target.bytes_in_all)} in all"
    if target.anonymous:
        yield "anonymous"
    if target.fields:
        yield format_count(len(target.fields), "field")


def _list_doubts(target: Target) -> Iterator[str]:
    """Say in short why rules may hold no longer."""
    if target.closed:
        yield f"closed {target.closed}"
    if target.superseded_by:
        yield f"superseded by {target.superseded_by}"
    if not target.confirmed:
        yield "nobody confirmed it"


def _print_wrapped(text: str, indent: str = "") -> None:
    wrapper = textwrap.TextWrapper(_COLUMNS, indent, indent or "    ", break_on_hyphens=False)
    for line in wrapper.wrap(text):
        console.print_result(line)


def _describe_target(target: Target) -> dict[str, Any]:
    """Give what is said of a target, without what is not."""
    data = to_builtins(target, enc_hook=str)
    data["place"] = target.place.file if target.place else None
    return _remove_empty(data)


def _remove_empty(data: dict[str, Any]) -> dict[str, Any]:
    from cvgen.target.demands import BANS

    filled = {}
    for key, value in data.items():
        kept = _remove_empty(value) if isinstance(value, dict) else value
        is_ban = kept is False and key in (*BANS, "confirmed")
        if kept is True and key == "confirmed":
            continue
        if kept or is_ban:
            filled[key] = kept
    return filled


def _list_rules(target: Target) -> Iterator[str]:
    """Say everything that a target asks for, a line each."""
    from cvgen.target.demands import describe_demands

    for kind, demands in (("every file", target.demands), *target.documents.items()):
        words = "; ".join(describe_demands(demands))
        if words:
            yield f"{kind}: {words}"
    if target.delivery:
        yield f"delivery: {_DELIVERY[target.delivery]}"
    if target.order:
        yield "order: " + ", ".join(target.order)
    yield from _list_file_rules(target)
    if target.anonymous:
        yield "anonymous: the person is not named"
    for key in ("audience", "region", "language"):
        value = getattr(target, key)
        if value:
            yield f"{key}: {value}"
    for field in target.fields:
        yield f"field '{field.name}': {_list_limits(field)}"


def _list_file_rules(target: Target) -> Iterator[str]:
    """Say what a target asks of the files as such."""
    if target.bytes_in_all:
        yield f"all files together: at most {format_bytes(target.bytes_in_all)}"
    characters = _CHARACTERS[target.file_characters]
    if target.file_name_length:
        characters += f", at most {target.file_name_length} characters with the ending"
    if target.file_name:
        yield f"file name: {target.file_name}, {characters}"
    else:
        yield f"file name: {characters}"


def _list_limits(field: FormField) -> str:
    limits = []
    for unit in ("characters", "words", "lines"):
        count = getattr(field, unit)
        if count:
            limits.append(f"at most {count} {unit}")
    if field.source:
        limits.append(f"from {field.source}")
    return ", ".join(limits) or "no limit is known"
