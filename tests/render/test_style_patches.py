"""Elements that look alike share their styles, and each property is what it was."""

import logging

import pytest

from cvgen.render.engine import load_engine
from cvgen.render.fonts import list_font_folders
from cvgen.render.patches import apply_patches
from cvgen.render.style_patches import STYLE_PATCHES

STYLE = """
li { margin: 1em; color: green } li + li { color: red } #b { color: blue }
[lang=de] { quotes: "„" "“" } li::before { content: attr(id); color: inherit } b { font-size: larger }
.row { padding-left: calc(var(--gap) * 1pt) } .row b { margin-left: calc(var(--gap) * 2pt) }
"""
ITEM = '<li id={name}><p class=row style="--gap: {gap}" lang={language}>A <b>B</b> <a href="#a" name=n{name}>C</a></p></li>'
ITEMS = [
    ("a", 3, "en"),
    ("b", 3, "en"),
    ("c", 4, "en"),
    ("d", 3, "de"),
    ('"e&quot;f"', 3, "de"),
    ("ä.g", 4, "de"),
]
ROWS = [ITEM.format(name=name, gap=gap, language=language) for name, gap, language in ITEMS]
LINK = "<a id=h name=i>I</a>"
DRAWING = '<svg width=20 height=10 id=drawn xmlns="http://www.w3.org/2000/svg"></svg>'
PAGE = f"<!DOCTYPE html><html lang=en><body><ul>{''.join(ROWS)}</ul>{LINK}{DRAWING}</body></html>"


def compute_styles(weasyprint, page):
    """Compute styles as a build does; give them, and the anchors in their order."""
    from weasyprint.css.targets import TargetCollector
    from weasyprint.document import get_all_computed_styles
    from weasyprint.text.fonts import FontConfiguration

    targets = TargetCollector()
    html = weasyprint.HTML(string=page)
    sheets = [weasyprint.CSS(string=STYLE)]
    style_for = get_all_computed_styles(
        html, sheets, False, FontConfiguration(), None, None, [], [], targets, False
    )
    return html, style_for, set(targets.target_lookup_items)


def list_values(weasyprint, page):
    from weasyprint.css import INITIAL_VALUES

    html, style_for, anchors = compute_styles(weasyprint, page)
    values = []
    for element in html.etree_element.iter():
        for pseudo in (None, "before", "marker"):
            style = style_for(element, pseudo)
            if style is not None:
                values.append(
                    (
                        element.tag,
                        pseudo,
                        [(key, repr(style[key])) for key in sorted(INITIAL_VALUES)],
                    )
                )
    return values, anchors


def test_every_property_and_every_anchor_is_the_engines_own():
    weasyprint = load_engine(list_font_folders(()), None)
    own = list_values(weasyprint, PAGE)
    with apply_patches(STYLE_PATCHES):
        assert list_values(weasyprint, PAGE) == own
    assert len(own[0]) > 30
    assert {"a", "d", "na", "ä.g", "drawn"} <= own[1]


def test_what_stands_in_two_entries_shares_its_styles_where_they_are_written_alike():
    weasyprint = load_engine(list_font_folders(()), None)
    rows = "".join(
        ITEM.format(name=name, gap=gap, language="en")
        for name, gap in [("x", 1), ("y", 1), ("z", 1), ("w", 2)]
    )
    with apply_patches(STYLE_PATCHES):
        html, style_for, _ = compute_styles(
            weasyprint, f"<!DOCTYPE html><html><body><ul>{rows}</ul></body></html>"
        )
    entries = {item.get("id"): item for item in html.etree_element.iter("li")}
    bold = {name: style_for(item.find(".//b"), None) for name, item in entries.items()}
    assert bold["y"] is bold["z"]
    assert bold["x"] is not bold["y"], "another rule holds for the first"
    assert bold["w"] is not bold["z"], "it has another gap"
    assert {name: style_for(item, None)["anchor"] for name, item in entries.items()} == {
        name: name for name in "xyzw"
    }


@pytest.mark.parametrize("same", [True, False])
def test_an_id_that_stands_twice_is_still_told(caplog, same):
    weasyprint = load_engine(list_font_folders(()), None)
    page = f"<!DOCTYPE html><p id=a>A</p><p id={'a' if same else 'b'}>B</p>"
    with apply_patches(STYLE_PATCHES), caplog.at_level(logging.WARNING, "weasyprint"):
        weasyprint.logger.LOGGER.addHandler(caplog.handler)
        compute_styles(weasyprint, page)
        weasyprint.logger.LOGGER.removeHandler(caplog.handler)
    assert any("defined twice" in record.message for record in caplog.records) is same
