"""`cvgen targets`: takes a target's name or none, prints what calls and portals there are rules of, and what each demands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cvgen.cli import console
from cvgen.errors import CvgenError
from cvgen.units import format_bytes, format_length

if TYPE_CHECKING:
    from cvgen.target.load import Demands, Field, Target

app = typer.Typer(
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
    from cvgen.target import load as target

    found, broken = [], False
    for name in target.known(console.list_targets_folders()):
        try:
            found.append(target.find(name, console.list_targets_folders()))
        except CvgenError as error:
            console.print_findings(error.diagnostics)
            broken = True
    if as_json:
        console.print_result(
            json.dumps([_plain(one) for one in found], ensure_ascii=False, indent=2)
        )
    else:
        _table(found)
    if broken:
        raise typer.Exit(1)


@app.command("show")
def show(
    name: Annotated[str, typer.Argument(help="The target's name.")], *, as_json: _AsJson = False
) -> None:
    """Show a target in words: what it demands, where that was read, when, and for which season."""
    from cvgen.target import load as target

    found = target.find(name, console.list_targets_folders())
    if as_json:
        console.print_result(json.dumps(_plain(found), ensure_ascii=False, indent=2))
        return
    console.print_result(f"{found.name}: {found.title}")
    for line in filter(None, (found.about, *_lines(found))):
        console.print_result(line)
    console.print_result(
        f"\nsource: {found.source}\nchecked on: {found.checked_on}\nseason: {found.season}\nmay be out of date, check the call"
    )


def _table(found: list[Target]) -> None:
    width = max((len(one.name) for one in found), default=0)
    for one in found:
        parts = [
            *_words(one.demands),
            *(f"{kind} {', '.join(_words(own))}" for kind, own in one.documents.items()),
        ]
        console.print_result(f"{one.name:{width}}  {one.title}: {'; '.join(parts) or one.about}")


def _plain(one: Target) -> dict[str, Any]:
    """Give what is said of a target, without what is not."""
    return _said({**asdict(one), "place": one.place.file if one.place else None})


def _said(data: dict[str, Any]) -> dict[str, Any]:
    whole = {key: _said(value) if isinstance(value, dict) else value for key, value in data.items()}
    return {
        key: value for key, value in whole.items() if value or (key == "photo" and value is False)
    }


def _lines(one: Target) -> Iterator[str]:
    """Say everything that a target asks for, a line each."""
    for kind, demands in (("every file", one.demands), *one.documents.items()):
        if words := "; ".join(_words(demands)):
            yield f"{kind}: {words}"
    if one.delivery:
        yield f"delivery: {_DELIVERY[one.delivery]}"
    if one.order:
        yield "order: " + ", ".join(one.order)
    yield "file name: " + ", ".join(filter(None, (one.file_name, _CHARACTERS[one.file_characters])))
    if one.anonymous:
        yield "anonymous: the person is not named"
    yield from (
        f"{key}: {value}"
        for key in ("audience", "region", "language")
        if (value := getattr(one, key))
    )
    yield from (f"field '{field.name}': {_limits(field)}" for field in one.fields)


def _words(demands: Demands) -> Iterator[str]:
    """Say demands, the shortest way."""
    if demands.papers:
        yield "on " + " or ".join(demands.papers)
    if demands.pages:
        yield f"at most {demands.pages} {'page' if demands.pages == 1 else 'pages'}"
    if demands.bytes:
        yield f"at most {format_bytes(demands.bytes)}"
    if demands.margin:
        yield f"margins of {format_length(demands.margin)} or more"
    if demands.type_size:
        yield f"type of {demands.type_size:g}pt or more"
    if demands.fonts:
        yield "set in " + " or ".join(demands.fonts)
    yield from _rest(demands)


def _rest(demands: Demands) -> Iterator[str]:
    if demands.version:
        yield f"PDF {demands.version} or lower"
    if demands.line_spacing:
        yield f"line spacing of {demands.line_spacing:g}"
    if demands.dpi:
        yield f"scans of at most {demands.dpi} dots an inch"
    if demands.headings:
        yield "with the headings " + ", ".join(demands.headings)
    if demands.photo is not None:
        yield "with a photo" if demands.photo else "without a photo"
    if demands.enclosure_mark:
        yield "name and reference on every page"


def _limits(field: Field) -> str:
    limits = [
        f"at most {count} {unit}"
        for unit in ("characters", "words", "lines")
        if (count := getattr(field, unit))
    ]
    return (
        ", ".join(limits + ([f"from {field.source}"] if field.source else []))
        or "no limit is known"
    )
