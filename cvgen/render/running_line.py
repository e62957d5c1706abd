"""Put a running line on every page of a document that is printed again; make empty pages."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence
from html import escape

from msgspec.structs import replace

from cvgen.render import fonts
from cvgen.render.html import HtmlPage
from cvgen.render.pdf import RenderContext, Source
from cvgen.theme.load import SHIPPED

# On an empty page the line lies between these distances from the edge, in points,
RUNNING_LINE_BAND = (10.0, 22.0)
RUNNING_LINE_SIDE = 32.0  # and as far from the sides at least.
_MARGIN_BOXES = ("center", "left-corner", "left", "right", "right-corner")
# The theme's own words give way; its margins and its family stay.
_STYLE = (
    "font-size: 9pt; font-style: normal; font-weight: normal; line-height: 1.2; color: #555;"
    " background: none; border: none; width: 100%; padding: 0; margin: 0; text-align: center;"
    " vertical-align: middle; text-transform: none; white-space: normal"
)
_FIRST_STRONG_ISOLATE = "\u2068"
_LEFT_TO_RIGHT_ISOLATE = "\u2066"
_POP_ISOLATE = "\u2069"


def add_running_line(
    source: Source, lines: Sequence[tuple[str, ...]], heads: Collection[int], *, every_font: bool
) -> Source:
    """Let a line stand at the foot of every page, instead of what the theme says there.

    On the pages in `heads`, from 0, it stands at the head. A line is given in parts. `every_font`
    lets the engine see all families that come with the installation.
    """
    style_sheet = _format_style_sheet(lines, heads)
    page = source.page
    last_folder = page.styles[-1][1]
    font_folders = fonts.list_font_folders(())
    if not every_font:
        styles = "".join(text for text, _ in page.styles)
        words = " ".join(" ".join(line) for line in lines)
        font_folders = fonts.select_font_folders(font_folders, styles, words)
    context = source.context
    font_folders = tuple(dict.fromkeys((*context.font_folders, *font_folders)))
    return Source(
        replace(
            page, styles=(*page.styles, (style_sheet, last_folder)), has_quiet_single_page=False
        ),
        RenderContext(context.roots, context.pictures, font_folders, context.cache_folder),
    )


def _format_style_sheet(lines: Sequence[tuple[str, ...]], heads: Collection[int]) -> str:
    emptied = [f"@bottom-{box} {{ content: none !important }}" for box in _MARGIN_BOXES]
    rules = [f"@page {{ {' '.join(emptied)} }}", 'html { --again-page: "" !important }']
    for number, parts in enumerate(lines):
        side = "bottom"
        if number in heads:
            side = "top"
        style = f"{_make_important(_STYLE)}; {_make_important(_format_content(parts))}"
        rules.append(f"@page :nth({number + 1}) {{ @{side}-center {{ {style} }} }}")
    return "\n".join(rules)


def _make_important(style: str) -> str:
    return "; ".join(f"{declaration} !important" for declaration in style.split("; "))


def _format_content(parts: Sequence[str]) -> str:
    """Format the line as CSS.

    Where a part of it runs from the right, no part may turn another around (UAX 9).
    """
    directions = _list_strong_directions("".join(parts))
    if "R" in directions or "AL" in directions:
        *others, page_number = parts
        isolated = [f"{_FIRST_STRONG_ISOLATE}{part}{_POP_ISOLATE}" for part in others]
        isolated.append(f"{_LEFT_TO_RIGHT_ISOLATE}{page_number}{_POP_ISOLATE}")
        parts = isolated
    line = " · ".join(parts)
    escaped = "".join(f"\\{ord(letter):x} " for letter in line)
    direction = "ltr"
    if directions and directions[0] != "L":
        direction = "rtl"
    return f'content: "{escaped}"; direction: {direction}'


def _list_strong_directions(text: str) -> list[str]:
    directions = []
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction in {"L", "R", "AL"}:
            directions.append(direction)
    return directions


def make_blank_pages(pages: Sequence[tuple[float, float]], language: str) -> Source:
    """Make empty pages of these sizes, in points."""
    families = ", ".join(f'"{family}"' for family in _list_line_families())
    style = f"{{ font-family: {families} }}"
    rules = [f"@page {{ @bottom-center {style} @top-center {style} }}"]
    for number, (width, height) in enumerate(pages, 1):
        margin = min(RUNNING_LINE_SIDE, width / 8, height / 8)
        rules.append(f"@page :nth({number}) {{ size: {width}pt {height}pt; margin: {margin}pt }}")
    html = (
        f'<!DOCTYPE html><html lang="{escape(language)}"><title>-</title><body>'
        + '<div style="break-after: page"></div>' * (len(pages) - 1)
        + "<div></div>"
    )
    base = (SHIPPED / "base").resolve()
    font_folders = fonts.select_font_folders(fonts.list_font_folders(()), "Noto Sans", "")
    return Source(
        HtmlPage(html, (("\n".join(rules), base),)), RenderContext((), {}, font_folders, None)
    )


def _list_line_families() -> list[str]:
    families = ["Noto Sans"]
    for script, names in fonts.read_script_families().items():
        if script != "latin":
            families += names
    return families
