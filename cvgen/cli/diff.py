"""`cvgen diff`: takes two profiles, two variants or two PDFs, prints what changed in words."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cvgen.cli import console, options

if TYPE_CHECKING:
    from cvgen.diff.change import Change
    from cvgen.profile.load import Profile


def diff(
    before: Annotated[
        Path, typer.Argument(metavar="A", help="A profile, a folder with one, or a PDF.")
    ],
    after: Annotated[
        Path | None,
        typer.Argument(
            metavar="B", help="What to compare it with, of the same kind.", show_default=False
        ),
    ] = None,
    variant: Annotated[
        list[str] | None,
        typer.Option(
            "--variant",
            help="With two profiles: compare them in this variant. With one: compare this variant with the whole profile, or two variants with each other.",
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print a list in JSON, with every text in full.")
    ] = False,
    exit_code: Annotated[
        bool,
        typer.Option(
            "--exit-code", help="End with 1 when something changed, as 'git diff --exit-code' does."
        ),
    ] = False,
) -> None:
    """Tell what changed between two profiles, two variants of one, or two PDFs.

    Ends with 0, whether something changed or not, unless --exit-code asks for 1 then; with 1 when a file cannot be read,
    with 2 when what is asked for makes no sense.
    """
    wanted = variant or []
    if _is_pdf(before) or (after is not None and _is_pdf(after)):
        changes = _of_pdfs(before, after, wanted)
    else:
        changes = _of_profiles(before, after, wanted)
    _tell(changes, as_json=as_json)
    if changes and exit_code:
        raise typer.Exit(1)


def _tell(changes: tuple[Change, ...], *, as_json: bool) -> None:
    from cvgen.diff import format as wording

    if as_json:
        import json

        found = [
            {
                **asdict(one.at),
                "kind": one.kind,
                "before": one.before,
                "after": one.after,
                "words": wording.sentence(one),
            }
            for one in changes
        ]
        console.print_result(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for line in wording.lines(changes):
        console.print_result(line)
    if not changes:
        console.print_message("no difference")


def _is_pdf(path: Path) -> bool:
    return path.suffix.lower() == ".pdf"


def _of_pdfs(before: Path, after: Path | None, variants: list[str]) -> tuple[Change, ...]:
    if after is None:
        raise typer.BadParameter("name a second PDF to compare it with")
    if not (_is_pdf(before) and _is_pdf(after)):
        raise typer.BadParameter(
            "a profile and a PDF cannot be compared: name two profiles or two PDFs"
        )
    if variants:
        raise typer.BadParameter(
            "a PDF has no variants: give --variant with profiles only", param_hint="--variant"
        )
    from cvgen.diff.pdfs import compare
    from cvgen.pdf.pages import pages

    return compare(pages(before), pages(after))


def _of_profiles(before: Path, after: Path | None, variants: list[str]) -> tuple[Change, ...]:
    if after is None and not variants:
        raise typer.BadParameter("name a second profile, or variants of this one with --variant")
    if len(variants) > (2 if after is None else 1):
        most = "two variants of one profile" if after is None else "two profiles in one variant"
        raise typer.BadParameter(f"only {most} can be compared", param_hint="--variant")
    from cvgen.diff.profiles import compare

    old = _loaded(before)
    new = old if after is None else _loaded(after)
    if not variants:
        return compare(old, new)
    first = variants[0] if after or len(variants) > 1 else None
    return compare(_seen(old, first), _seen(new, variants[-1]))


def _loaded(path: Path) -> Profile:
    from cvgen.build import load_profile

    return load_profile(options.find_profile(path))


def _seen(profile: Profile, variant: str | None) -> Profile:
    from cvgen.diff.profiles import as_read
    from cvgen.profile.select import select

    return as_read(select(profile, variant))
