"""What makes a layout faster puts no box anywhere else."""

import pytest

from cvgen.render.engine import load_engine
from cvgen.render.fonts import list_font_folders
from cvgen.render.grid_patches import GRID_PATCHES
from cvgen.render.length_patches import LENGTH_PATCHES
from cvgen.render.patches import apply_patches
from cvgen.render.speed_patches import SPEED_PATCHES
from cvgen.render.style_patches import STYLE_PATCHES

STYLE = """
@page { size: 400px 300px; margin: 20px }
@page wide { size: 500px 200px }
body { font: 12px/1.5 sans-serif }
.row { display: grid; grid-template-columns: 100%; margin-top: 7px }
.row > * { grid-area: 1 / 1 }
.columns { display: grid; grid-template-columns: 30% 1fr; column-gap: 5px }
.end { justify-self: end; text-align: end; width: calc(10% + 20px) }
.start { align-items: start }
.wide { padding-inline: 5% 2em; border-inline-start: 3px solid; box-sizing: border-box; width: 90% }
.high { min-height: 10%; height: 40% }
.far { margin: 11px 3px 2em; padding: 1% }
table { border-collapse: collapse } td { border: 3px solid; padding: 2px }
"""
ROW = "<div class=row><div><p class=far>{text}</p><p>{text}</p></div><p class=end>2020 – 2024</p></div>"
LONG = "Words that take some room, and break where the line ends. "
PAGES = {
    "rows over pages": "".join(ROW.format(text=LONG * (1 + n % 3)) for n in range(30)),
    "an item longer than a page": ROW.format(text=LONG * 80),
    "columns": f"<p>{LONG * 9}</p>" + f"<div class=columns><p>A</p><p>{LONG * 7}</p></div>" * 9,
    "a grid in a grid": f"<div class='columns start'><p>A</p>{ROW.format(text=LONG)}</div>" * 9,
    "heights of what is around": f"<div class=row style='height: 90px'><div class=high>{LONG}</div></div>",
    "percentages": f"<div class=wide><p class=wide>{LONG}</p><p class=far>{LONG * 3}</p></div>" * 5,
    "out of the flow": f"<div class=row><div style='position: relative'><b style='float: right'>F</b>"
    f"<i style='position: absolute; top: 5px'>A</i>{LONG * 4}</div></div>" * 9,
    "lists": f"<div class=row><ul><li>{LONG}<li>{LONG}</ul></div>" * 9,
    "tables": f"<div class=row><table><tr><td class=far>{LONG}<td>B</table></div>" * 9,
    "breaks": f"<div class=row><div><p>A</p><p style='break-before: page'>{LONG}</p></div></div>"
    * 3,
    "from right to left": f"<div dir=rtl>{ROW.format(text=LONG * 2)}</div>" * 9,
    "named pages": f"<p>{LONG}</p><div><section style='page: wide'><p>{LONG}</p></section></div><p>{LONG}</p>"
    * 2,
    "round corners": f"<div class=row><p style='border-radius: 5px 10% 0 / 1em'>{LONG}</p></div>"
    * 9,
    "heights of lines": "<p style='font-size: {size}px; line-height: {high}'>A <b style='font-size: 150%'>B</b>"
    "<i style='vertical-align: super; line-height: 0'>C</i></p>".format(size=9, high="normal")
    * 3
    + f"<p style='font-size: 2lh; line-height: 2'>{LONG}</p>",
    "first lines and letters": "<style>.first::first-line { font-size: 200%; line-height: 3 } "
    ".first::first-letter { font-size: 300%; border-radius: 2px; line-height: 1 }</style>"
    + f"<p class=first>{LONG * 3}</p><p>{LONG * 3}</p><p class=first>{LONG}<b>{LONG}</b></p>"
    * 3,
    "what stands out of the flow": f"<p style='float: left'>F</p><p style='position: fixed'>{LONG}</p>"
    f"<p style='position: running(foot)'>R</p><p style='position: relative; top: 3px'>{LONG}</p>"
    * 3,
    "anonymous items": "<div class=row>Bare words <b>and bold</b> ones</div>" * 20,
}


def list_boxes(weasyprint, body):
    """List what lies where on every page."""
    html = weasyprint.HTML(string=f"<!DOCTYPE html><html><body>{body}</body></html>")
    document = html.render(stylesheets=[weasyprint.CSS(string=STYLE)])
    listed = []
    for number, page in enumerate(document.pages):
        for box in page._page_box.descendants():
            sizes = (box.position_x, box.position_y, box.width, box.height)
            lengths = []
            for side in ("top", "right", "bottom", "left"):
                names = (f"margin_{side}", f"padding_{side}", f"border_{side}_width")
                lengths += [getattr(box, name, None) for name in names]
            for corner in ("top_left", "top_right", "bottom_right", "bottom_left"):
                lengths += getattr(box, f"border_{corner}_radius", ())
            placed = [
                round(value, 6) if value not in (None, "auto") else value
                for value in (*sizes, *lengths)
            ]
            listed.append(
                (number, type(box).__name__, box.element_tag, getattr(box, "text", None), placed)
            )
    return listed


@pytest.mark.parametrize("name", PAGES)
def test_every_box_lies_where_the_engine_alone_puts_it(name):
    weasyprint = load_engine(list_font_folders(()), None)
    own = list_boxes(weasyprint, PAGES[name])
    with apply_patches((*LENGTH_PATCHES, *GRID_PATCHES, *SPEED_PATCHES, *STYLE_PATCHES)):
        assert list_boxes(weasyprint, PAGES[name]) == own
    assert any(text for *_, text, _ in own)


def test_an_item_of_a_grid_is_laid_out_once(monkeypatch):
    weasyprint = load_engine(list_font_folders(()), None)
    from weasyprint.layout import block

    counted = []
    lay_out = block.block_container_layout

    def count(context, box, *rest):
        if box.element_tag == "p":
            counted.append(box.element)
        return lay_out(context, box, *rest)

    monkeypatch.setattr(block, "block_container_layout", count)
    with apply_patches(GRID_PATCHES):
        list_boxes(weasyprint, "<div class=row><div><p>A</p></div></div>" * 3)
    assert len(counted) == 3
