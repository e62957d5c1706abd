"""Fill a theme's templates with a document, and read its style sheets.

The page in HTML that is printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from cvgen.compose.view import Document, Letter
from cvgen.errors import CvgenError, ThemeError
from cvgen.render.last_words import keep_last_words
from cvgen.render.template_errors import describe_failure, describe_template_error
from cvgen.render.templates import (
    make_environment,
    read_theme_file,
)
from cvgen.text.foot import has_page_fields, split_foot, strip_page_fields
from cvgen.text.patterns import compile_late
from cvgen.text.units import PAPERS
from cvgen.theme.load import Theme, has_theme_file

_ADDRESS = compile_late(r"""(<a\b[^>]*?)\shref=(?:"[^"]*"|'[^']*')""")
_QUOTED_TYPES = frozenset({"font", "text", "words"})
_COUNTERS = {"": "", "page": " counter(page)", "pages": " counter(pages)"}
_ESCAPED_IN_CSS = '"\\\n<'
_BOOLEANS = {"true": True, "false": False}


class HtmlPage(Struct, frozen=True):
    """A page to print: its HTML, and its style sheets with the folder of each; later ones win.

    `has_quiet_single_page` says that nothing stands in the margins where there is but one page, and
    `has_lowered_text` that the text of a single page is to stand lower where the page has room.
    """

    html: str
    styles: tuple[tuple[str, Path], ...]
    has_quiet_single_page: bool = False
    has_lowered_text: bool = False


def render_page(
    document: Document,
    theme: Theme,
    options: Mapping[str, str],
    cache_folder: Path | None,
    letter: Letter | None = None,
) -> HtmlPage:
    """Fill a theme's templates with a document, or with a letter and the person's document.

    Raises ThemeError with the template's file and line.
    """
    foot = options.get("footer", "")
    shown = {**options, "footer": strip_page_fields(foot)}
    values: dict[str, Any] = {"document": document, "options": convert_options(shown)}
    name = "document.html"
    if letter:
        values["letter"] = letter
        name = "letter.html"
    if letter and letter.kind == "title-page":
        name = "title-page.html"
    html = keep_last_words(fill_template(name, values, theme, cache_folder))
    styles = (*_read_style_sheets(theme), (format_variables(theme, options), theme.folders[0]))
    sheets = tuple((text, folder.resolve()) for text, folder in styles)
    return HtmlPage(
        html,
        sheets,
        has_quiet_single_page=not foot,
        has_lowered_text=name == "letter.html" or bool(document.heading),
    )


def remove_addresses(page: HtmlPage) -> HtmlPage:
    """Take the addresses out of the links of a page, which keeps their words and their looks."""
    return replace(page, html=_ADDRESS.sub(r"\1", page.html))


def fill_template(
    name: str, values: Mapping[str, Any], theme: Theme, cache_folder: Path | None
) -> str:
    """Fill a template of a theme.

    Raises ThemeError with the template's file and line.
    """
    from jinja2 import TemplateError

    environment = make_environment(theme, cache_folder)
    try:
        return environment.get_template(name).render(values)
    except CvgenError:
        raise
    except TemplateError as error:
        raise ThemeError(describe_template_error(error, theme)) from None
    except Exception as error:  # noqa: BLE001 - a template may fail in any way that Python can
        raise ThemeError(describe_failure(error, theme)) from None


class _Options(dict[str, Any]):
    """Options by name; `font-size` is also reached as `font_size`, which a template can write."""

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name.replace("_", "-")]
        except KeyError:
            raise AttributeError(name) from None


def convert_options(options: Mapping[str, str]) -> _Options:
    """Convert options to what templates read: true and false are no words."""
    converted = _Options()
    for name, value in options.items():
        converted[name] = _BOOLEANS.get(value, value)
    return converted


def format_variables(theme: Theme, options: Mapping[str, str]) -> str:
    """Write the options as CSS variables, and the paper as the page's size."""
    declarations = []
    for name, value in options.items():
        css_value = value
        if theme.options[name].type in _QUOTED_TYPES:
            css_value = _quote_for_css(value)
        declarations.append(f"--{name}: {css_value};")
    declarations += _list_foot_variables(options.get("footer", ""))
    paper = options.get("paper", "A4")
    declarations.append(f"--paper-width: {PAPERS.get(paper, PAPERS['A4'])[0]}pt;")
    return f":root {{ {' '.join(declarations)} }}\n@page {{ size: {paper} }}\n"


def _list_foot_variables(foot: str) -> Iterator[str]:
    """Let a foot with page fields stand for the words and the number that a theme has there."""
    if not has_page_fields(foot):
        return
    parts = [_quote_for_css(words) + _COUNTERS[name] for words, name in split_foot(foot)]
    yield f"--foot-words: {' '.join(parts)};"
    yield '--foot-joint: "";'
    yield '--foot-number: "";'


def widen_margins(page: HtmlPage, margins: Mapping[str, float]) -> HtmlPage:
    """Set margins of all pages, in points, by side, whatever the theme says of them.

    A theme that reaches over them knows them as `--margin-top`, and `--widened-margin-top`, which
    is 0 where a margin is the theme's own.
    """
    declarations = [f"margin-{side}: {length:.4f}pt" for side, length in margins.items()]
    variables = [f"--{declaration}; --widened-{declaration}" for declaration in declarations]
    sheet = f"@page {{ {'; '.join(declarations)} }}\n:root {{ {'; '.join(variables)} }}\n"
    last_folder = page.styles[-1][1]
    return replace(page, styles=(*page.styles, (sheet, last_folder)))


def lower_text(page: HtmlPage, length: float) -> HtmlPage:
    """Set the text of a page lower by a length in points; its head stays."""
    sheet = f'main::before {{ content: ""; display: block; height: {length:.2f}pt }}\n'
    last_folder = page.styles[-1][1]
    return replace(page, styles=(*page.styles, (sheet, last_folder)), has_lowered_text=False)


def _quote_for_css(text: str) -> str:
    characters = []
    for character in text:
        if character in _ESCAPED_IN_CSS:
            characters.append(f"\\{ord(character):x} ")
        else:
            characters.append(character)
    return f'"{"".join(characters)}"'


def _read_style_sheets(theme: Theme) -> list[tuple[str, Path]]:
    """Read the style sheets, a layer each, with the folder of each.

    What themes look like comes first, parents before children; then what the user may choose of
    that.
    """
    files = []
    for name in ("style.css", "choices.css"):
        for folder in reversed(theme.folders):
            files.append((folder / name, folder))
    layers = ", ".join(f"layer{index}" for index in range(len(files)))
    sheets = []
    for index, (path, folder) in enumerate(files):
        if has_theme_file(path, folder):
            rules = f"@layer layer{index} {{\n{read_theme_file(path)}\n}}\n"
            sheets.append((f"@layer {layers};\n{rules}", folder))
    return sheets
