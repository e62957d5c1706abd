"""`cvgen targets`: print what calls and portals there are rules of, and what each demands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer
from msgspec import to_builtins

from cvgen.cli import complete, console
from cvgen.cli.command import CommandGroup
from cvgen.errors import CvgenError

if TYPE_CHECKING:
    from cvgen.target.target import FormField, Target

app = CommandGroup(
    help="The calls and portals that there are rules of, and what each demands.",
    invoke_without_command=True,
)
_AsJson = Annotated[bool, typer.Option("--json", help="Print it as JSON; lengths are in points.")]
_DELIVERY = {
    "one": "one PDF of all documents",
    "separate": "a PDF of each document",
    "both": "a PDF of each document, or one of all",
}
_CHARACTERS = {"ascii": "ASCII only", "ascii-letters": "ASCII letters and digits only"}


@app.callback()
def targets(context: typer.Context, *, as_json: _AsJson = False) -> None:
    """List the targets, a line each: name, title, and what it demands in short."""
    if context.invoked_subcommand is None:
        list_targets(as_json=as_json)


@app.command("list")
def list_targets(*, as_json: _AsJson = False) -> None:
    """List the targets, a line each: name, title, and what it demands in short."""
    from cvgen.target.load import find_target
    from cvgen.target.load import list_targets as list_names

    folders = console.list_targets_folders()
    listed = []
    is_broken = False
    for name in list_names(folders):
        try:
            listed.append(find_target(name, folders))
        except CvgenError as error:
            console.print_findings(error.diagnostics)
            is_broken = True
    if as_json:
        console.print_json([_describe_target(one) for one in listed])
    else:
        _print_table(listed)
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
    console.print_result(f"checked on: {target.checked_on}")
    console.print_result(f"season: {target.season}")
    console.print_result("may be out of date, check the call")


def _print_table(targets: list[Target]) -> None:
    from cvgen.target.demands import describe_demands

    width = max((len(target.name) for target in targets), default=0)
    for target in targets:
        parts = describe_demands(target.demands)
        for kind, demands in target.documents.items():
            parts.append(f"{kind} {', '.join(describe_demands(demands))}")
        summary = "; ".join(parts) or target.about
        console.print_result(f"{target.name:{width}}  {target.title}: {summary}")


def _describe_target(target: Target) -> dict[str, Any]:
    """Give what is said of a target, without what is not."""
    data = to_builtins(target, enc_hook=str)
    data["place"] = target.place.file if target.place else None
    return _remove_empty(data)


def _remove_empty(data: dict[str, Any]) -> dict[str, Any]:
    filled = {}
    for key, value in data.items():
        kept = _remove_empty(value) if isinstance(value, dict) else value
        is_no_photo = key == "photo" and kept is False
        if kept or is_no_photo:
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
    characters = _CHARACTERS[target.file_characters]
    if target.file_name:
        yield f"file name: {target.file_name}, {characters}"
    else:
        yield f"file name: {characters}"
    if target.anonymous:
        yield "anonymous: the person is not named"
    for key in ("audience", "region", "language"):
        value = getattr(target, key)
        if value:
            yield f"{key}: {value}"
    for field in target.fields:
        yield f"field '{field.name}': {_list_limits(field)}"


def _list_limits(field: FormField) -> str:
    limits = []
    for unit in ("characters", "words", "lines"):
        count = getattr(field, unit)
        if count:
            limits.append(f"at most {count} {unit}")
    if field.source:
        limits.append(f"from {field.source}")
    return ", ".join(limits) or "no limit is known"
