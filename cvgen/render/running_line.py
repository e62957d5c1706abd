"""Takes what a page was printed from and what is to stand at its foot, gives the same with that line; and makes empty pages."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import replace
from html import escape

from cvgen.render import fonts
from cvgen.render.html import Page
from cvgen.render.pdf import Source, Workshop
from cvgen.theme import load as themes

BAND = (
    10.0,
    22.0,
)  # on an empty page the line lies between these distances from the edge, in points
SIDE = 32.0  # and as far from the sides at least
_OTHERS = ("left-corner", "left", "right", "right-corner")
# The theme's own words give way; its margins and its family stay.
_STYLE = "font-size: 9pt; font-style: normal; font-weight: normal; line-height: 1.2; color: #555; background: none; border: none; width: 100%; padding: 0; margin: 0; text-align: center; vertical-align: middle; text-transform: none; white-space: normal"


def with_line(
    source: Source, lines: Sequence[tuple[str, ...]], heads: Collection[int], *, every_font: bool
) -> Source:
    """Let a line stand at the foot of every page, instead of what the theme says there, or at the head of the pages in `heads`, from 0."""
    none = " ".join(
        f"@bottom-{side} {{ content: none !important }}" for side in ("center", *_OTHERS)
    )
    rules = [f"@page {{ {none} }}"]
    for number, words in enumerate(lines):
        side = "top" if number in heads else "bottom"
        rules.append(
            f"@page :nth({number + 1}) {{ @{side}-center {{ {_important(_STYLE)}; {_important(_said(words))} }} }}"
        )
    page, workshop = source.page, source.workshop
    styles = "".join(text for text, _ in page.styles)
    installed = fonts.folders(())
    more = (
        installed
        if every_font
        else fonts.mentioned(installed, styles, " ".join(word for words in lines for word in words))
    )
    return Source(
        replace(page, styles=(*page.styles, ("\n".join(rules), page.styles[-1][1]))),
        replace(workshop, fonts=tuple(dict.fromkeys((*workshop.fonts, *more)))),
    )


def _important(style: str) -> str:
    return "; ".join(f"{rule} !important" for rule in style.split("; "))


def _said(words: Sequence[str]) -> str:
    """Write the line; where a part of it runs from the right, no part may turn another around."""
    strong = [
        direction
        for word in words
        for letter in word
        if (direction := unicodedata.bidirectional(letter)) in ("L", "R", "AL")
    ]
    if {"R", "AL"}.intersection(strong):
        words = [*(f"\u2068{word}\u2069" for word in words[:-1]), f"\u2066{words[-1]}\u2069"]
    line = " · ".join(words)
    spelled = "".join(f"\\{ord(letter):x} " for letter in line)
    return f'content: "{spelled}"; direction: {"ltr" if strong[:1] in ([], ["L"]) else "rtl"}'


def blank(pages: Sequence[tuple[float, float]], language: str) -> Source:
    """Make empty pages of these sizes, in points."""
    others = [
        family for script, names in fonts.scripts().items() for family in names if script != "latin"
    ]
    families = ", ".join(f'"{family}"' for family in ("Noto Sans", *others))
    rules = [
        f"@page {{ @bottom-center {{ font-family: {families} }} @top-center {{ font-family: {families} }} }}"
    ]
    for number, (wide, high) in enumerate(pages, 1):
        margin = min(SIDE, wide / 8, high / 8)
        rules.append(f"@page :nth({number}) {{ size: {wide}pt {high}pt; margin: {margin}pt }}")
    html = (
        f'<!DOCTYPE html><html lang="{escape(language)}"><title>-</title><body>'
        + '<div style="break-after: page"></div>' * (len(pages) - 1)
        + "<div></div>"
    )
    base = (themes.SHIPPED / "base").resolve()
    noto = fonts.mentioned(fonts.folders(()), "Noto Sans", "")
    return Source(Page(html, (("\n".join(rules), base),)), Workshop((), {}, noto, None))
