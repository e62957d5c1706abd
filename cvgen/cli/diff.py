"""`cvgen diff`: print what changed between two profiles, two variants or two PDFs, in words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec.structs import asdict

from cvgen.cli import complete, console, options
from cvgen.errors import Diagnostic, PdfError, Place

if TYPE_CHECKING:
    from cvgen.diff.change import Change
    from cvgen.profile.model import Profile


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
            metavar="VARIANT",
            autocompletion=complete.offer_variants,
            help="With two profiles: compare them in this variant. With one: compare this "
            "variant with the whole profile, or two variants with each other.",
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

    Ends with 0, whether something changed or not, unless --exit-code asks for 1 then; with 1 when a
    file cannot be read, with 2 when what is asked for makes no sense.
    """
    variants = variant or []
    if options.is_pdf_path(before) or (after is not None and options.is_pdf_path(after)):
        changes = _compare_pdfs(before, after, variants)
    else:
        changes = _compare_profiles(before, after, variants)
    if as_json:
        console.print_json([_describe_change(change) for change in changes])
    else:
        _print_changes(changes)
    if changes and exit_code:
        raise typer.Exit(1)


def _describe_change(change: Change) -> dict[str, object]:
    from cvgen.diff.format import format_change

    return {
        **asdict(change.spot),
        "kind": change.kind,
        "before": change.before,
        "after": change.after,
        "words": format_change(change),
    }


def _print_changes(changes: Sequence[Change]) -> None:
    from cvgen.diff.format import format_changes

    for line in format_changes(changes):
        console.print_result(line)
    if not changes:
        console.print_message("no difference")


def _compare_pdfs(before: Path, after: Path | None, variants: list[str]) -> tuple[Change, ...]:
    if after is None:
        raise typer.BadParameter("name a second PDF to compare it with")
    if not (options.is_pdf_path(before) and options.is_pdf_path(after)):
        message = "a profile and a PDF cannot be compared: name two profiles or two PDFs"
        raise typer.BadParameter(message)
    if variants:
        message = "a PDF has no variants: give --variant with profiles only"
        raise typer.BadParameter(message, param_hint="--variant")
    from cvgen.diff.pdfs import compare_pdfs
    from cvgen.render.foreign import read_foreign_pages

    for path in (before, after):
        if path.exists() and not (path.is_file() or path.is_dir()):
            hint = "save the PDF as a file, and name that"
            raise PdfError(Diagnostic("F101", "it is not a file", Place(str(path)), hint))
    return compare_pdfs(read_foreign_pages(before), read_foreign_pages(after))


def _compare_profiles(before: Path, after: Path | None, variants: list[str]) -> tuple[Change, ...]:
    _check_count(after, variants)
    from cvgen.build import load_profile
    from cvgen.diff.profiles import compare_profiles

    old = load_profile(options.find_profile(before))
    new = old if after is None else load_profile(options.find_profile(after))
    if not variants:
        return compare_profiles(old, new)
    compares_with_whole = after is None and len(variants) == 1
    old_variant = None if compares_with_whole else variants[0]
    return compare_profiles(_select(old, old_variant), _select(new, variants[-1]))


def _check_count(after: Path | None, variants: list[str]) -> None:
    """Refuse too few or too many things to compare."""
    if after is None and not variants:
        raise typer.BadParameter("name a second profile, or variants of this one with --variant")
    if after is None and len(variants) > 2:
        message = "only two variants of one profile can be compared"
        raise typer.BadParameter(message, param_hint="--variant")
    if after is not None and len(variants) > 1:
        message = "only two profiles in one variant can be compared"
        raise typer.BadParameter(message, param_hint="--variant")


def _select(profile: Profile, variant: str | None) -> Profile:
    from cvgen.diff.profiles import reduce_to_reader_view
    from cvgen.profile.select import select_variant

    return reduce_to_reader_view(select_variant(profile, variant))
