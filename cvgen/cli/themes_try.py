"""`cvgen themes try`: one sheet with the first page of one's own CV in every theme."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec.structs import replace

from cvgen.cli import console, options
from cvgen.cli.destination import require_ending, write_output
from cvgen.cli.report import RunReport
from cvgen.errors import CvgenError
from cvgen.render.engine import pause_garbage_collection

if TYPE_CHECKING:
    from cvgen.plan.request import Environment, Request
    from cvgen.profile.model import Profile
    from cvgen.render.preview import CaptionedPdf

SheetOption = Annotated[
    Path, typer.Option("--output", "-o", help="The sheet: a file that ends in .png or .pdf.")
]


def try_themes(
    profile: options.ProfileArgument = None,
    theme: options.ThemesOption = None,
    variant: options.VariantOption = None,
    language: options.LanguageOption = None,
    paper: options.PaperOption = None,
    theme_options: options.SetOption = None,
    output: SheetOption = Path("output/themes.png"),
    day: options.DateOption = None,
) -> None:
    """Print the first page of a CV in every theme on one sheet, to choose from."""
    from cvgen.build import load_profile
    from cvgen.plan.request import Request
    from cvgen.profile.files import list_profile_files
    from cvgen.render.preview import draw_contact_sheet, require_pdfium

    require_ending(output, (".png", ".pdf"), "a PNG or a PDF")
    require_pdfium()
    environment = console.read_environment(options.check_day(day))
    request = Request(
        variant=variant, language=language, options=options.parse_options(theme_options, paper)
    )
    loaded = load_profile(options.find_profile(profile))
    names = list(theme or ()) or _list_theme_names(loaded, environment)
    files = _build_in_each(names, loaded, request, environment)
    kind = output.suffix.lower().removeprefix(".")
    write_output(draw_contact_sheet(files, kind), output, list_profile_files(loaded))


def _list_theme_names(profile: Profile, environment: Environment) -> list[str]:
    from cvgen.theme.load import list_themes

    folders = (profile.folder / "themes", *environment.themes_folders)
    return [theme.name for theme in list_themes(folders)]


def _build_in_each(
    names: Sequence[str], profile: Profile, request: Request, environment: Environment
) -> list[CaptionedPdf]:
    """Build in each theme; what one of them cannot set is told, and the others go on.

    Raises typer.Exit where none could be built.
    """
    from cvgen.build import build
    from cvgen.render.preview import CaptionedPdf

    files = []
    report = RunReport(is_single=False)
    for number, name in enumerate(names, start=1):
        console.show_progress(number, len(names), name)
        try:
            with pause_garbage_collection():
                built = build(profile, replace(request, theme=name), environment)
        except CvgenError as error:
            report.add_failure(name, error.diagnostics)
            continue
        report.add_findings(name, built.warnings)
        report.add_success()
        count = len(built.pdf.pages)
        pages = "1 page" if count == 1 else f"{count} pages"
        files.append(CaptionedPdf(f"{name} · {pages}", built.pdf.data))
    report.close()
    if not files:
        raise typer.Exit(1)
    return files
