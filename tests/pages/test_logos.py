"""Logos stand before their entries, change no word, and are nowhere where they would tell too much."""

import io

import pytest
from exported import export_profile, take_text
from PIL import Image
from printed import Printed
from pypdf import PdfReader

from cvgen.errors import ProfileError

DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4"/></svg>'
)
PROFILE = """
basics: {name: Ada Example}
education:
- {studyType: PhD, area: Physics, institution: Example University, logo: "a (1)'s.png", date: 2020}
- {studyType: MSc, institution: Placeholder College, date: 2018}
work:
- name: Example Institute
  logo: lab.svg
  positions: [{position: Head, startDate: 2022-03}, {position: Fellow, startDate: 2020-01, endDate: 2022-02}]
"""


@pytest.fixture
def files(tmp_path):
    """Put two logos beside the profile."""
    (tmp_path / "lab.svg").write_text(DRAWING, "utf-8")
    Image.new("RGB", (30, 12), "#a11").save(tmp_path / "a (1)'s.png")
    return tmp_path


def count_pictures(built):
    reader = PdfReader(io.BytesIO(built.pdf.data))
    return sum(len(page["/Resources"].get("/XObject", {})) for page in reader.pages)


def list_words(built):
    return sorted(Printed.of(built).content.split())


@pytest.mark.parametrize("theme", ["classic", "modern", "sidebar", "timeline", "compact"])
def test_logos_are_drawn_beside_the_same_words(files, print_text, theme):
    with_logos = print_text(PROFILE, theme=theme)
    without = print_text(PROFILE, theme=theme, options={"logos": "none"})
    assert count_pictures(with_logos) > count_pictures(without)
    assert list_words(with_logos) == list_words(without)
    assert with_logos.warnings == ()


def test_a_theme_without_logos_says_so_once_unless_somebody_chose(files, print_text):
    codes = [finding.code for finding in print_text(PROFILE, theme="plain").notes]
    assert codes == ["W411"]
    chosen = print_text(PROFILE, theme="plain", options={"logos": "none"})
    assert chosen.notes == ()


def test_a_logo_is_an_artefact_with_no_words_of_its_own(files, print_text):
    """Its name stands beside it, and would be heard twice (PDF/UA-1, 7.1: what is decoration)."""
    reader = PdfReader(io.BytesIO(print_text(PROFILE).pdf.data))
    assert "/Figure" not in list_tags(reader.trailer["/Root"]["/StructTreeRoot"])


def list_tags(element):
    element = element.get_object()
    if not isinstance(element, dict):
        return []
    children = element.get("/K", [])
    children = children if isinstance(children, list) else [children]
    return [element.get("/S"), *(tag for child in children for tag in list_tags(child))]


def test_a_logo_without_a_name_beside_it_is_told(files, print_text):
    built = print_text("basics: {name: Ada}\nwork: [{position: Clerk, logo: lab.svg}]\n")
    assert [(finding.code, finding.place.line) for finding in built.warnings] == [("W412", 2)]


@pytest.mark.parametrize(
    ("profile", "wish"),
    [
        (PROFILE, {"anonymous": True}),
        (
            "basics: {name: Ada}\nwork: [{position: Spy, logo: lab.svg, name: {value: Secret Ltd, private: true}}]",
            {},
        ),
        (
            "basics: {name: Ada}\nwork: [{position: Spy, name: Ltd, logo: {value: lab.svg, private: true}}]",
            {},
        ),
    ],
)
def test_no_logo_tells_what_the_words_may_not(files, print_text, load_text, profile, wish):
    plain = print_text(profile, options={"logos": "none"}, **wish)
    assert count_pictures(print_text(profile, **wish)) == count_pictures(plain)
    page = take_text(export_profile(load_text(profile), ["html"], **wish))
    assert 'class="logo"' not in page


def test_a_page_for_the_web_holds_the_logos_itself(files, load_text):
    page = take_text(export_profile(load_text(PROFILE), ["html"]))
    assert page.count('class="logo"') == 2
    assert 'src="data:image/svg+xml;base64,' in page
    assert "lab.svg" not in page


def test_a_drawing_that_could_read_something_is_refused_at_its_place(files, load_text):
    (files / "lab.svg").write_text(DRAWING.replace("<circle", '<image href="/etc/hosts"/><circle'))
    with pytest.raises(ProfileError) as caught:
        load_text(PROFILE)
    (finding,) = caught.value.diagnostics
    assert (finding.code, finding.place.line) == ("P220", 8)
    assert "image" in finding.message
