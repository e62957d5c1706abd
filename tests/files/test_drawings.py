"""A drawing in SVG that comes from anybody is shapes and colours, or is refused with the reason."""

import pytest

from cvgen.files.vector import UnsafeDrawingError, clean_drawing

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'
OUTSIDE = "file:///etc/passwd"


def clean(inside, before=""):
    return clean_drawing(f"{before}{HEAD}{inside}</svg>".encode()).decode()


def test_shapes_colours_gradients_clips_and_classes_stay():
    inside = (
        '<defs><linearGradient id="g"><stop offset="0" stop-color="#123"/></linearGradient>'
        '<clipPath id="c"><circle r="4"/></clipPath></defs><style>.a{fill:url(#g)}</style>'
        '<g clip-path="url(#c)"><path class="a" d="M0 0L9 9"/></g><use xlink:href="#g"/>'
    )
    cleaned = clean(
        inside, '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd">'
    )
    for part in (
        'stop-color="#123"',
        "url(#g)",
        'clip-path="url(#c)"',
        'href="#g"',
        'd="M0 0L9 9"',
    ):
        assert part in cleaned


def test_what_editors_write_beside_the_shapes_goes():
    cleaned = clean(
        '<title>Secret</title><metadata>Ada</metadata><i:x xmlns:i="i">Ada</i:x><path i:y="Ada" xmlns:i="i"/>'
    )
    assert "Secret" not in cleaned
    assert "Ada" not in cleaned


@pytest.mark.parametrize(
    ("inside", "reason"),
    [
        ("<text>Ada</text>", "text"),
        ("<script>run()</script>", "script"),
        ('<path onload="run()"/>', "program"),
        (f'<image href="{OUTSIDE}"/>', "image"),
        (f'<use href="{OUTSIDE}#a"/>', "outside"),
        (f'<path fill="url({OUTSIDE})"/>', "outside"),
        (f"<path style=\"fill: URL( '{OUTSIDE}' )\"/>", "style sheet"),
        (f"<style>@import '{OUTSIDE}';</style>", "style sheet"),
        (f"<style>path {{ fill: u\\72l({OUTSIDE}) }}</style>", "style sheet"),
        ("<foreignObject/>", "foreignObject"),
        ('<animate attributeName="x"/>', "animate"),
        ('<g id="a"><use href="#a"/></g>', "each other"),
        ('<linearGradient id="a" href="#b"/><linearGradient id="b" href="#a"/>', "each other"),
        ('<g id="a"><path/></g><g id="b"><use href="#a"/></g><use href="#b"/>', "each other"),
        ("<style>rect { clip-path: url(#a) }</style>", "clips"),
        ("<g>" * 70 + "</g>" * 70, "nested"),
        ("<path/>" * 21_000, "parts"),
        ("<path", "well-formed"),
    ],
)
def test_what_reads_runs_says_or_grows_is_refused(inside, reason):
    with pytest.raises(UnsafeDrawingError, match=reason):
        clean(inside)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "well-formed"),
        (b"<html/>", "no SVG"),
        (b'<!DOCTYPE svg [<!ENTITY a "aa">]><svg xmlns="http://www.w3.org/2000/svg"/>', "entities"),
        ('<svg xmlns="http://www.w3.org/2000/svg"/>'.encode("utf-16"), "entities"),
        (b"<svg" + b" " * 1_000_001 + b"/>", "1 MB"),
    ],
)
def test_a_file_that_is_no_drawing_is_refused(data, reason):
    with pytest.raises(UnsafeDrawingError, match=reason):
        clean_drawing(data)
