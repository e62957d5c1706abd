import pytest

from cvgen.render import fonts
from cvgen.render.html import HtmlPage
from cvgen.render.pdf import RenderContext, Source, lay_out_page, write_pdf
from cvgen.theme.load import SHIPPED


@pytest.fixture(scope="session")
def make_source():
    """Make a page of our own, in one family, ready to be printed."""

    def make(html="<h1>Ada</h1><p>Text", language="en", pictures=None, family="Noto Sans"):
        folders = fonts.select_font_folders(fonts.list_font_folders(()), family, html)
        styles = ((f"html {{ font: 12pt '{family}' }}", SHIPPED / "base"),)
        start = f'<!DOCTYPE html><html lang="{language}"><head><title>T</title></head>'
        page = HtmlPage(f"{start}<body>{html}</body></html>", styles)
        return Source(page, RenderContext((), pictures or {}, folders, None))

    return make


@pytest.fixture(scope="session")
def print_html(make_source):
    """Print a page of our own, in one family."""

    def make_pdf(html="<h1>Ada</h1><p>Text", pictures=None, family="Noto Sans"):
        source = make_source(html, pictures=pictures, family=family)
        return write_pdf(lay_out_page(source.page, source.context), lambda _: None)

    return make_pdf
