"""Options and arguments that several commands share, each declared once."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from cvgen.cli import complete

ProfileArgument = Annotated[
    Path | None,
    typer.Argument(help="A profile; without one, that in this folder.", show_default=False),
]
ProfilesArgument = Annotated[
    list[Path] | None,
    typer.Argument(
        help="Profiles in YAML, JSON Resume files, or folders of them; "
        "without one, the profile in this folder.",
        show_default=False,
    ),
]
LettersArgument = Annotated[
    list[Path], typer.Argument(help="Letters or statements in Markdown, with front matter.")
]
WriterOption = Annotated[
    Path | None,
    typer.Option(
        "--profile",
        help="The profile of who writes; "
        "without it, the one beside the letter or up to two folders above.",
        show_default=False,
    ),
]
ThemeOption = Annotated[
    str | None,
    typer.Option(
        "--theme",
        "-t",
        metavar="THEME",
        autocompletion=complete.offer_themes,
        help="A theme by name or by path.",
    ),
]
ThemesOption = Annotated[
    list[str] | None,
    typer.Option(
        "--theme",
        "-t",
        metavar="THEME",
        autocompletion=complete.offer_themes_and_all,
        help="A theme by name or by path, or 'all'; may be given several times.",
    ),
]
VariantsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--variant",
        metavar="VARIANT",
        autocompletion=complete.offer_variants,
        help="A variant of the profile, or 'all'; may be given several times.",
    ),
]
AnonymousOption = Annotated[
    bool | None,
    typer.Option(
        "--anonymous/--named",
        help="Leave out whose CV it is, and search the file for leaks.",
        show_default=False,
    ),
]
EmbedOption = Annotated[
    bool,
    typer.Option(
        "--embed-profile",
        help="Put the profile, as it is printed, into the PDF: 'cvgen import cv.pdf' reads it.",
    ),
]
PagesOption = Annotated[
    int | None,
    typer.Option(
        "--pages",
        metavar="NUMBER",
        min=1,
        max=50,
        help="The most pages: set closer, then left out by priority, or told why not.",
    ),
]
OverridesOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--with",
        metavar="FILE",
        help="A YAML file with what differs from the profile; "
        "may be given several times, and later ones win.",
    ),
]
VariantOption = Annotated[
    str | None,
    typer.Option(
        "--variant",
        metavar="VARIANT",
        autocompletion=complete.offer_variants,
        help="Only what this variant of the profile prints.",
    ),
]
LanguageOption = Annotated[
    str | None,
    typer.Option(
        "--lang",
        metavar="LANGUAGE",
        autocompletion=complete.offer_languages,
        help="The language of the document, such as en, de or zh.",
    ),
]
LanguagesOption = Annotated[
    list[str] | None,
    typer.Option(
        "--lang",
        metavar="LANGUAGE",
        autocompletion=complete.offer_languages,
        help="The language of the document, such as en, de or zh; may be given several times.",
    ),
]
TargetOption = Annotated[
    str | None,
    typer.Option(
        "--target",
        metavar="TARGET",
        autocompletion=complete.offer_targets,
        help="The call or portal whose rules hold, such as cambridge; "
        "'cvgen targets list' names them.",
    ),
]
RegionOption = Annotated[
    str | None,
    typer.Option(
        "--region",
        metavar="REGION",
        autocompletion=complete.offer_regions,
        help="Whose habits the document follows, such as us, de or jp.",
    ),
]
AudienceOption = Annotated[
    str | None,
    typer.Option(
        "--audience",
        metavar="AUDIENCE",
        autocompletion=complete.offer_audiences,
        help="Who reads it: public, portal, email or print; decides what is kept back.",
    ),
]
PaperOption = Annotated[
    str | None,
    typer.Option(
        "--paper", metavar="PAPER", autocompletion=complete.offer_papers, help="A4 or Letter."
    ),
]
SetOption = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="OPTION=VALUE",
        autocompletion=complete.offer_options,
        help="An option of the theme; may be given several times.",
    ),
]
OutputOption = Annotated[
    Path,
    typer.Option(
        "--output",
        "-o",
        help="A folder, or for a single document the name of a PDF file; "
        "'-' is the standard output.",
    ),
]
OutputFolderOption = Annotated[
    Path,
    typer.Option("--output", "-o", help="The folder in which each application gets a folder."),
]
BuiltFolderOption = Annotated[
    Path,
    typer.Option("--output", "-o", help="The folder that 'cvgen packet build' wrote to."),
]
DateOption = Annotated[
    str | None,
    typer.Option(
        "--date",
        metavar="YYYY-MM-DD",
        help="The day to print and to write into the file; today if not said.",
    ),
]
OpenOption = Annotated[bool, typer.Option("--open", help="Open the PDF when it is done.")]
WatchOption = Annotated[
    bool, typer.Option("--watch", help="Stay, and build again after each change; Ctrl-C ends it.")
]
ServeOption = Annotated[
    bool,
    typer.Option("--serve", help="Watch, and show the pages in a browser, new ones by itself."),
]
ForceOption = Annotated[
    bool, typer.Option("--force", help="Build also what is unchanged since it was built.")
]
JobsOption = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        "-j",
        metavar="NUMBER",
        min=1,
        help="How many profiles are built at once; as many as there are processors if not said.",
        show_default=False,
    ),
]
ExecutorOption = Annotated[
    str | None,
    typer.Option(
        "--executor",
        metavar="dask://HOST:PORT",
        help="A Dask cluster that builds the profiles; inputs and PDFs travel as bytes.",
    ),
]
StrictOption = Annotated[bool, typer.Option("--strict", help="Fail when there are warnings.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the results as JSON.")]


def parse_options(given: list[str] | None, paper: str | None) -> dict[str, str]:
    """Read what `--set` and `--paper` ask of the theme."""
    options: dict[str, str] = {}
    if paper:
        options["paper"] = paper
    for text in given or ():
        name, equals, value = text.partition("=")
        if not equals or not name.strip():
            message = f"'{text}' is not OPTION=VALUE, such as accent=#1f4e79"
            raise typer.BadParameter(message, param_hint="--set")
        options[name.strip()] = value.strip()
    return options


def check_day(day: str | None) -> str | None:
    """Check that a day is one."""
    from datetime import date

    if not day:
        return None
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError:
        raise typer.BadParameter(f"'{day}' is not YYYY-MM-DD", param_hint="--date") from None


def find_profile(path: Path | None) -> Path:
    """Find the profile that was named, in the folder that was named, or else in this folder.

    Raises ProfileError for one in a folder that is a link which leads out of it.
    """
    from cvgen.profile.files import PROFILE_FILE_NAMES, check_profile_link, find_profile_in

    if path is not None and not _is_folder(path):
        return path
    folder = path or Path()
    profile = find_profile_in(folder)
    check_profile_link(profile, folder)
    if path is not None or profile.is_file():
        return profile
    message = (
        f"there is no {PROFILE_FILE_NAMES[0]} in this folder: "
        "name a profile, or make one with 'cvgen new'"
    )
    raise typer.BadParameter(message)


def find_profiles(paths: list[Path] | None) -> list[Path]:
    """Find the profiles that were named, each once; a folder of profiles stands for all of them.

    Raises ProfileError as `find_profile` does.
    """
    from cvgen.profile.files import check_profile_link, list_profiles_in

    if not paths:
        return [find_profile(None)]
    profiles: dict[Path, None] = {}
    for path in paths:
        inner = []
        if _is_folder(path):
            inner = list_profiles_in(path)
        for profile in inner:
            check_profile_link(profile, path)
        profiles.update(dict.fromkeys(inner or [find_profile(path)]))
    return list(profiles)


def is_pdf_path(path: Path) -> bool:
    """Say whether a path is that of a PDF, by its ending."""
    return path.suffix.lower() == ".pdf"


def _is_folder(path: Path) -> bool:
    return os.path.isdir(path)  # noqa: PTH112 - Path.is_dir raises for names that are too long
