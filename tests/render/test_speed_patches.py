"""What makes a layout faster changes no value of any style."""

from io import BytesIO

import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from cvgen.render import engine_fonts
from cvgen.render.engine import load_engine
from cvgen.render.fonts import list_font_folders
from cvgen.render.patches import apply_patches
from cvgen.render.pdf import lay_out_page, write_pdf
from cvgen.render.speed_patches import SPEED_PATCHES

STYLE = """
:root { --gap: 3pt; --wide: calc(var(--gap) * 2) }
body { text-decoration: underline red; page: chapter; border: 2pt solid; text-indent: calc(1em + 5%) }
p { margin-inline-start: var(--wide); padding-inline: 1em 2em; border-block: 1pt solid blue; inline-size: 50% }
.far { float: right; margin-left: 7pt; border-width: thick; outline: 1pt dotted }
.kept { display: inline-block; position: relative; min-block-size: 3em; text-decoration: overline }
b { margin-top: inherit; border-left: inherit; color: var(--nothing, green); font-size: larger }
i { all: initial }
li::before { content: "-"; width: 1em }
"""
HTML = """<!DOCTYPE html><html><body dir={direction}><p>A <b>B <i>C</i></b><p class=far>D
<b class=kept>E <u>F</u></b><ul><li>G</ul></body></html>"""


def read_styles(weasyprint, direction):
    """Read every property of every element and of what stands before it."""
    from weasyprint.css import INITIAL_VALUES, get_all_computed_styles

    html = weasyprint.HTML(string=HTML.format(direction=direction))
    sheets = [weasyprint.CSS(string=STYLE)]
    style_for = get_all_computed_styles(html, user_stylesheets=sheets)
    read = []
    for element in html.etree_element.iter():
        for pseudo in (None, "before"):
            style = style_for(element, pseudo)
            if style is not None:
                values = [(key, repr(style[key])) for key in sorted(INITIAL_VALUES)]
                read.append((element.tag, pseudo, values, repr(style["__wide"])))
    return read


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_every_property_of_every_element_is_the_engines_own(direction):
    weasyprint = load_engine(list_font_folders(()), None)
    own = read_styles(weasyprint, direction)
    with apply_patches(SPEED_PATCHES):
        assert read_styles(weasyprint, direction) == own
    assert len(own) > 8


TEXT = "<h1>Ada</h1><p>Long <i>words, <b>set</b></i> in a narrow measure break often, and again. Words, words."


@pytest.mark.parametrize(
    "rule",
    [
        "p { line-height: 1.7; width: 90px }",
        "p { line-height: 1.2; width: 120px }",
        "p { letter-spacing: 1px; width: 90px }",
        "p { text-decoration: underline; width: 90px }",
        "p { width: 90px; font-weight: bold }",
    ],
)
def test_a_line_that_was_broken_before_breaks_as_if_it_were_not(make_source, monkeypatch, rule):
    source = make_source(TEXT)

    def print_with(style):
        sheets = (*source.page.styles, (style, source.page.styles[0][1]))
        page = lay_out_page(replace(source.page, styles=sheets), source.context)
        return write_pdf(page, lambda _: None).data

    print_with("p { line-height: 1.2; width: 90px }")
    after_another = print_with(rule)
    monkeypatch.setattr(engine_fonts, "_kept", {})
    assert print_with(rule) == after_another


def test_the_words_of_a_drawing_are_drawn(make_source):
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 99 20" width="99" height="20"><text x="1" y="9" '
        'font-family="Noto Sans" font-size="9">Words in <tspan font-weight="bold">a drawing</tspan></text></svg>'
    )
    source = make_source(f"<h1>Ada</h1><p>{drawing}")
    pdf = write_pdf(lay_out_page(source.page, source.context), lambda _: None)
    assert pdf.warnings == ()
    [page] = PdfReader(BytesIO(pdf.data)).pages
    assert {"Words", "drawing"} <= set(page.extract_text().split())
