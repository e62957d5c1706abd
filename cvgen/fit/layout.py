"""Lay out a composition once."""

from __future__ import annotations

from pathlib import Path

from cvgen.compose.view import PHOTO, PICTURE
from cvgen.errors import RenderError
from cvgen.plan.composition import Composition
from cvgen.render import fonts, html
from cvgen.render.pdf import Pdf, RenderContext, print_page


def lay_out(composition: Composition) -> Pdf:
    """Print with the families that the theme names.

    Only if a character is missing, look for it in all of them.

    Raises ThemeError or RenderError.
    """
    style = composition.plan.style
    page = html.render_page(
        composition.document, style.theme, style.options, style.template_cache, composition.letter
    )
    sheets = "".join(text for text, _ in page.styles)
    named_folders = fonts.select_font_folders(style.font_folders, sheets, page.html)
    try:
        return _print(page, composition, named_folders)
    except RenderError:
        return _print(page, composition, style.font_folders)


def _print(page: html.HtmlPage, composition: Composition, font_folders: tuple[Path, ...]) -> Pdf:
    plan = composition.plan
    pictures = {PICTURE + name: path for name, path in plan.profile.images.items()}
    if plan.profile.picture:
        pictures[PHOTO] = plan.profile.picture
    context = RenderContext(
        (*plan.style.theme.folders, *font_folders),
        pictures,
        font_folders,
        plan.style.engine_cache,
    )
    return print_page(page, context, plan.profile.tree.find_text)
