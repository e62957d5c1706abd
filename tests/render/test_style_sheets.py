"""A style sheet is parsed once for many builds, and no build can tell."""

from io import BytesIO

import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from cvgen.render import fonts, style_sheets
from cvgen.render.pdf import lay_out_page, write_pdf


@pytest.fixture
def print_styled(make_source, tmp_path):
    """Print a page with a style sheet of our own, which may read the files beside it."""

    def print_styled(style):
        source = make_source()
        page = replace(source.page, styles=(*source.page.styles, (style, tmp_path)))
        context = replace(source.context, roots=(tmp_path,))
        return write_pdf(lay_out_page(page, context), lambda _: None)

    return print_styled


@pytest.fixture
def parsed(monkeypatch):
    """Count the sheets that are parsed."""
    texts = []
    load = style_sheets._load

    def count(source, *rest):
        texts.append(source.text)
        return load(source, *rest)

    monkeypatch.setattr(style_sheets, "_load", count)
    return texts


def test_the_same_sheet_is_parsed_once_and_prints_the_same(print_styled, parsed):
    style = "h1 { font-size: 31pt }"
    assert print_styled(style).data == print_styled(style).data
    assert parsed.count(style) == 1


@pytest.mark.parametrize(
    ("style", "said"),
    [
        ("h1 { colour: #112233 }", "colour"),
        (":root { --wrong: 5furlongs } h1 { margin: var(--wrong) }", "5furlongs"),
        (":root { --wrong: 6furlongs } @page { margin: var(--wrong) }", "6furlongs"),
        ("h1:: { color: red }", "selector"),
        ("@import url(nothing.css);", "nothing.css"),
    ],
)
def test_every_build_is_warned_of_what_is_wrong_in_a_sheet(print_styled, style, said):
    first = [str(warning) for warning in print_styled(style).warnings]
    assert [warning for warning in first if said in warning]
    assert [str(warning) for warning in print_styled(style).warnings] == first


def test_what_one_build_is_warned_of_another_is_not(print_styled):
    print_styled("h1 { colour: #112244 }")
    assert print_styled("h1 { color: #112244 }").warnings == ()


def test_a_sheet_that_imports_a_file_reads_it_for_every_build(print_styled, tmp_path):
    sizes = []
    for size in ("50mm", "60mm"):
        (tmp_path / "imported.css").write_text(f"@page {{ size: {size} 90mm }}", "utf-8")
        sizes.append(print_styled("@import url(imported.css);").pages[0][0])
    assert sizes == pytest.approx([50 / 25.4 * 72, 60 / 25.4 * 72], abs=0.02)


def test_a_font_of_the_theme_is_there_in_every_build(print_styled, tmp_path):
    """The engine forgets the fonts of a build at its end."""
    lato = next(fonts.find_installed_fonts().glob("Lato/*-Regular.ttf"))
    (tmp_path / "A.ttf").write_bytes(lato.read_bytes())
    style = "@font-face { font-family: Mine; src: url(A.ttf) } h1 { font: 12pt Mine }"
    for _ in range(2):
        (page,) = PdfReader(BytesIO(print_styled(style).data)).pages
        assert len(page["/Resources"]["/Font"]) == 2  # that of the heading and that of the text


def test_no_more_sheets_are_kept_than_a_few(print_styled, monkeypatch):
    monkeypatch.setattr(style_sheets, "MOST_KEPT", 3)
    monkeypatch.setattr(style_sheets, "_KEPT", {})
    for width in range(4):
        print_styled(f"h1 {{ padding: {width}px }}")
    assert len(style_sheets._KEPT) == 3
