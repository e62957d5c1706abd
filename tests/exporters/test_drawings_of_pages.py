"""A page as SVG looks like the page, asks for nothing from outside, and can be searched."""

import pytest
from exported import export_path, export_profile, list_files
from lxml import etree
from shipped import example

from cvgen.errors import RenderError

PROFILE = """
basics: {name: Zelda Quixworth, summary: Says 1 < 2 & more.}
work:
- {position: Clerk, name: Open Ltd, startDate: 2015-01, highlights: [First point, Second point]}
custom:
- {title: نص, entries: [Last thing]}
"""
SVG = "{http://www.w3.org/2000/svg}"


def draw(profile, **wish):
    return [
        etree.fromstring(data)
        for data in list_files(export_profile(profile, ["svg"], **wish)).values()
    ]


def put_program(folder, monkeypatch, script):
    """Put a program in the place of pdftocairo."""
    program = folder / "pdftocairo"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))


def test_its_text_is_there_in_order_and_where_it_is_drawn(load_text):
    (page,) = draw(load_text(PROFILE))
    lines = ["".join(line.itertext()) for line in page.iter(f"{SVG}text")]
    said = " ".join(lines)
    words = [
        "Zelda Quixworth",
        "Says 1 < 2 & more.",
        "Clerk",
        "First point",
        "Second point",
        "Last thing",
    ]
    places = [said.find(word) for word in words]
    assert -1 not in places
    assert places == sorted(places)
    heights = [float(line.get("y")) for line in page.iter(f"{SVG}text")]
    assert heights == sorted(heights)
    assert heights[-1] < float(page.get("viewBox").split()[3])


def test_text_from_right_to_left_is_in_the_order_of_reading(load_text):
    text = "language: ar\nbasics: {name: زيد المثال, summary: 'نص مع English words here في النهاية'}\nwork: [{name: جامعة}]"
    (page,) = draw(load_text(text))
    lines = ["".join(line.itertext()) for line in page.iter(f"{SVG}text")]
    assert lines[0].strip() == "زيد المثال"
    assert "نص مع English words here في النهاية" in [line.strip() for line in lines]


def test_it_asks_for_nothing_from_outside_and_says_what_it_is():
    files = list_files(export_path(example("ada-example"), ["svg"]))
    assert len(files) > 1
    for number, data in enumerate(files.values(), start=1):
        page = etree.fromstring(data)
        assert page.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
        title = page.findtext(f"{SVG}title")
        assert title.startswith("Ada Example")
        assert title.endswith(f"({number}/{len(files)})")
        links = [
            value
            for element in page.iter()
            for name, value in element.attrib.items()
            if name.endswith("href")
        ]
        assert [link for link in links if not link.startswith(("#", "data:image/"))] == []
        assert list(page.iter(f"{SVG}script", f"{SVG}style", f"{SVG}foreignObject")) == []


def test_where_the_program_is_missing_its_package_is_named(load_text, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RenderError, match=r"X180.*poppler"):
        draw(load_text(PROFILE))


def test_a_program_in_the_folder_of_the_user_is_not_run(load_text, monkeypatch, tmp_path):
    put_program(tmp_path, monkeypatch, "exit 0")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", ".")
    with pytest.raises(RenderError, match="X180"):
        draw(load_text(PROFILE))


def test_a_program_that_fails_is_told_and_nothing_is_written(load_text, monkeypatch, tmp_path):
    put_program(tmp_path, monkeypatch, "echo '<svg'; exit 3")
    with pytest.raises(RenderError, match=r"X181.*failed on page 1"):
        draw(load_text(PROFILE))
