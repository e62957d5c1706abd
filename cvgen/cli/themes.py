"""`cvgen themes`: print what themes there are and what they let one choose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cvgen.cli import complete, console, themes_check, themes_new, themes_preview, themes_try
from cvgen.cli.command import CommandGroup

if TYPE_CHECKING:
    from cvgen.theme.load import Theme
    from cvgen.theme.options import Option

app = CommandGroup(
    help="The themes that there are, their options, and what it takes to make one.",
    no_args_is_help=True,
)
app.command("new")(themes_new.new)
app.command("check")(themes_check.check_theme_rules)
app.command("preview")(themes_preview.preview)
app.command("try")(themes_try.try_themes)

_VALUES_BY_TYPE = {
    "boolean": "true | false",
    "color": "a colour",
    "font": "a family",
    "length": "a length",
    "text": "any words",
}


@app.command("list")
def list_themes() -> None:
    """List the themes: what each is, what it is for, and how programs read its pages.

    Those that do not come with cvgen with the place where they lie.
    """
    from cvgen.theme import load as themes

    listed = themes.list_themes(console.list_themes_folders())
    width = max((len(theme.name) for theme in listed), default=0)
    for theme in listed:
        origin = "" if theme.is_shipped else f"  ({theme.folders[0]})"
        console.print_result(f"{theme.name:{width}}  {theme.summary}{origin}")
        _print_uses(theme, " " * (width + 2))


def _print_uses(theme: Theme, indent: str) -> None:
    if theme.purpose:
        console.print_result(f"{indent}for: {theme.purpose}")
    if theme.machines:
        console.print_result(f"{indent}machines: {theme.machines}")


@app.command("show")
def show_theme(
    name: Annotated[
        str,
        typer.Argument(
            autocompletion=complete.offer_themes,
            help="The theme's name, or the path of its folder.",
        ),
    ],
) -> None:
    """Show a theme and its options: name, default, what may be said, and what it is for."""
    from cvgen.theme import load as themes

    theme = themes.find_theme(name, console.list_themes_folders())
    console.print_result(f"{theme.title}: {theme.summary}")
    _print_uses(theme, "")
    console.print_result("made of " + " → ".join(theme.names) + "\n")
    _print_options(list(theme.options.values()))


def _print_options(options: list[Option]) -> None:
    name_width = max((len(option.name) for option in options), default=0)
    default_width = max((len(_format_default(option)) for option in options), default=0)
    for option in options:
        default = _format_default(option)
        values = _list_values(option)
        console.print_result(f"{option.name:{name_width}}  {default:{default_width}}  {values}")
        console.print_result(f"{'':{name_width}}  {option.about}")


@app.command("contract")
def contract() -> None:
    """Print what a theme may use, in Markdown.

    The fields of a document, the options, the templates.
    """
    from cvgen.checks.theme_contract import describe_contract

    console.print_result(describe_contract())


def _format_default(option: Option) -> str:
    return option.default or '""'


def _list_values(option: Option) -> str:
    values = _VALUES_BY_TYPE.get(option.type) or " | ".join(option.choices) or option.type
    if option.least and option.most:
        values += f", {option.least} to {option.most}"
    return values
