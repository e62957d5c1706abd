import pytest

from cvgen.render import fonts
from cvgen.render.html import Page
from cvgen.render.pdf import Source, Workshop, pdf
from cvgen.theme.load import SHIPPED


@pytest.fixture(scope="session")
def make_source():
    """Make a page of our own, in one family, ready to be printed."""

    def make(html="<h1>Ada</h1><p>Text", language="en"):
        folders = fonts.mentioned(fonts.folders(()), "Noto Sans", html)
        styles = (("html { font: 12pt 'Noto Sans' }", SHIPPED / "base"),)
        start = f'<!DOCTYPE html><html lang="{language}"><head><title>T</title></head>'
        return Source(
            Page(f"{start}<body>{html}</body></html>", styles), Workshop((), {}, folders, None)
        )

    return make


@pytest.fixture(scope="session")
def print_html(make_source):
    def print_page(html="<h1>Ada</h1><p>Text"):
        source = make_source(html)
        return pdf(source.page, source.context, lambda _: None)

    return print_page
