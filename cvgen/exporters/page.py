"""Write a document as one page for the web, which asks for nothing from outside.

A theme gives its colours, its faces and what its pages are known by; the words, separators and
marks are those of the PDF, by the same macros.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from markupsafe import Markup
from msgspec import Struct

from cvgen.compose.locale import Locale
from cvgen.compose.view import Link
from cvgen.errors import Diagnostic
from cvgen.exporters.exporter import ExportOrder
from cvgen.exporters.linked_data import format_linked_data
from cvgen.exporters.page_colors import format_colors
from cvgen.exporters.page_fonts import choose_fonts
from cvgen.exporters.page_works import list_logos, list_pictures, list_references
from cvgen.exporters.printed_pictures import find_portrait, find_signature
from cvgen.files.data import DATA_FOLDER
from cvgen.files.yamltable import read_table
from cvgen.render.html import convert_options, fill_template
from cvgen.render.text_width import is_serif
from cvgen.text.patterns import compile_late
from cvgen.text.units import parse_length
from cvgen.theme.load import SHIPPED, Theme

_FOLDER = DATA_FOLDER / "exporters"
_PAGE = _FOLDER / "page"
_BASE = "base"
# What options of themes mean for a page.
_HEADS = {"center": "centred", "start": "plain"}
_DATES = {"left": "start", "right": "end"}
_USUAL_SIZE = 10.5  # points, of a theme's text; on a page of the web it is
_USUAL_REMS = 1.0625
_LEAST_REMS = 1.0
_MOST_REMS = 1.2
_COMMENT = compile_late(r"(?m)/\*.*?\*/\n?|^//.*\n|^ +")
_ICON = (
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'>"
    "<rect width='8' height='8' rx='2' fill='{}'/></svg>"
)
# Nothing is loaded, nothing sent, and no script runs but the one of the page.
_POLICY = (
    "default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'; "
    "script-src 'sha256-{}'; base-uri 'none'; form-action 'none'"
)


class Page(Struct, frozen=True):
    """A finished page, and what is to be told of it."""

    html: bytes
    findings: tuple[Diagnostic, ...]


def write_page(order: ExportOrder, downloads: Sequence[Link] = ()) -> Page:
    """Write the page of a document; the downloads are files beside it."""
    values = _collect_values(order, downloads)
    body = fill_template("page.html", values, _make_theme(order), order.plan.style.template_cache)
    fonts = choose_fonts(order, body, embed=order.embeds_fonts)
    html = body.replace(_STYLE_HERE, _format_style(order, fonts.style), 1)
    return Page(html.lstrip().encode(), fonts.findings)


_STYLE_HERE = "/*style*/"


def _make_theme(order: ExportOrder) -> Theme:
    """Make what the templates of the page are found by: in its folder, then in that of `base`."""
    theme = order.plan.style.theme
    return Theme(
        name="page",
        title="",
        summary="",
        purpose="",
        machines="",
        folders=(_PAGE, SHIPPED / _BASE),
        names=("page", _BASE),
        options=theme.options,
    )


def _collect_values(order: ExportOrder, downloads: Sequence[Link]) -> dict[str, Any]:
    """Collect what the templates ask for."""
    style = order.plan.style
    document = order.document
    script = _read_lean("page.js")
    icon = quote(_ICON.format(style.options["accent"]), safe="/:=")
    return {
        "document": document,
        "options": convert_options(style.options),
        "classes": " ".join(_list_classes(order)),
        "words": read_page_words(order.plan.locale),
        "description": document.subject or document.title,
        "is_indexed": not order.plan.is_anonymous,
        "icon_address": f"data:image/svg+xml,{icon}",
        "photo": find_portrait(order),
        "pictures": list_pictures(order),
        "logos": list_logos(order),
        "signature": find_signature(order),
        "references": list_references(order),
        "downloads": downloads,
        "linked_data": Markup(format_linked_data(order)),
        "style": Markup(_STYLE_HERE),
        "script": Markup(script),
        "policy": Markup(_POLICY.format(_hash(script))),
    }


def _hash(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode()


@cache
def _read_lean(name: str) -> str:
    """Read a file of the page without its comments and indents."""
    text = (_PAGE / name).read_text("utf-8")
    return _COMMENT.sub("", text)


@cache
def _read_table(name: str) -> dict[str, Any]:
    data: dict[str, Any] = read_table(f"exporters/{name}")
    return data


def read_page_words(locale: Locale) -> Mapping[str, str]:
    """Read what a page says beside the profile, in the language of the document."""
    table = _read_table("page_words")
    words: dict[str, str] = table.get(locale.words_of) or table["en"]
    return words


def _choose_traits(theme: Theme) -> dict[str, str]:
    """Find how the pages of a theme look: as its own, or as those of the nearest parent."""
    looks = _read_table("looks")
    for name in theme.names:
        if name in looks:
            return dict(looks[name])
    return dict(looks[_BASE])


def _list_classes(order: ExportOrder) -> list[str]:
    """List the classes of the root, by which the style sheet knows how the theme looks."""
    options = order.plan.style.options
    traits = _choose_traits(order.plan.style.theme)
    if options.get("heading-style", "own") != "own":
        traits["headings"] = options["heading-style"]
    traits["head"] = _HEADS.get(options.get("head", ""), traits["head"])
    traits["dates"] = _DATES.get(options.get("date-side", ""), traits["dates"])
    classes = [
        f"head-{traits['head']}",
        f"headings-{traits['headings']}",
        f"dates-{traits['dates']}",
    ]
    classes.append(f"photo-{options.get('photo-shape', 'rectangle')}")
    classes.append("serif" if is_serif(options["font-body"]) else "sans")
    if options.get("sidebar") == "right":
        classes.append("side-end")
    if "line" in traits:
        classes.append("line-drawn")
    return classes


def _format_style(order: ExportOrder, faces: str) -> str:
    """Write the whole style sheet: faces, colours and size as variables, then the rules."""
    options = order.plan.style.options
    rems = _USUAL_REMS * parse_length(options["font-size"]) / _USUAL_SIZE
    size = min(max(rems, _LEAST_REMS), _MOST_REMS)
    colors = format_colors(options["accent"], options.get("side-color", ""))
    variables = f":root {{ --size: {size * 100:.0f}% }}\n"
    return faces + colors + variables + _read_lean("page.css")
