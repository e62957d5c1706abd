"""Lay out a composition once, to be measured and perhaps written."""

from __future__ import annotations

from urllib.parse import quote

from cvgen.compose.view import LOGO, PHOTO, PICTURE
from cvgen.plan.composition import Composition
from cvgen.plan.embedding import make_embedded_files
from cvgen.plan.foot import fill_foot
from cvgen.plan.places import locate_text
from cvgen.render import fonts, html
from cvgen.render.pdf import (
    Layout,
    Pdf,
    RenderContext,
    UnwrittenPdf,
    lay_out_page,
    write_pdf,
)


def lay_out(composition: Composition) -> UnwrittenPdf:
    """Lay out with the families that the theme names, or with all that are at hand.

    Raises ThemeError or RenderError.
    """
    plan = composition.plan
    style = plan.style
    options = {**style.options, "footer": fill_foot(plan, composition.document)}
    page = html.render_page(
        composition.document, style.theme, options, style.template_cache, composition.letter
    )
    if plan.demands.links is False:
        page = html.remove_addresses(page)
    if style.margins:
        page = html.widen_margins(page, style.margins)
    font_folders = style.font_folders
    if not style.with_every_font:
        sheets = "".join(text for text, _ in page.styles)
        font_folders = fonts.select_font_folders(style.font_folders, sheets, page.html)
    images = plan.profile.images
    pictures = {PICTURE + name: path for name, path in images.items()}
    pictures.update({LOGO + quote(name, safe=""): path for name, path in images.items()})
    if plan.profile.picture:
        pictures[PHOTO] = plan.profile.picture
    roots = (*style.theme.folders, *font_folders)
    context = RenderContext(roots, pictures, font_folders, style.engine_cache)
    return lay_out_page(page, context)


def measure_layout(composition: Composition) -> Layout:
    """Lay out, and give only what was measured, which another process can take.

    Raises ThemeError or RenderError.
    """
    unwritten = lay_out(composition)
    return Layout(unwritten.pages, unwritten.elements, unwritten.measures)


def write_layout(unwritten: UnwrittenPdf, composition: Composition) -> Pdf:
    """Draw what was laid out, and write its file.

    Raises UndrawableTextError or RenderError.
    """
    files = make_embedded_files(composition)
    return write_pdf(unwritten, lambda text: locate_text(text, composition.plan), files)
