"""A QR code leads to the person's page: drawn, with words for it, and only where its reader may know the address."""

import sys
import zipfile
from io import BytesIO
from urllib.parse import unquote

import pytest
from exported import HERE, export_profile, list_files, take_text
from lxml import etree
from pypdf import PdfReader

from cvgen.build import build
from cvgen.compose.locale import find_locale, list_languages
from cvgen.compose.qr_code import add_qr_code
from cvgen.errors import RenderError
from cvgen.plan.composition import compose_plan
from cvgen.plan.embedding import make_embedded_files
from cvgen.plan.request import Request
from cvgen.plan.resolve import resolve

PROFILE = "basics: {{name: Zelda Quixworth, url: {url}}}\nwork: [{{name: Open Ltd}}]\nclosing: {{qrCode: {code}}}"
MILLIMETRE = 72 / 25.4


def compose(load_text, url="https://zelda.example/cv", code="true", **wish):
    profile = load_text(PROFILE.format(url=url, code=code))
    return compose_plan(resolve(profile, Request(**wish), HERE))


def find_code(composition):
    closing = composition.document.closing
    return closing.qr_code if closing else None


def list_structure(node):
    """List all elements of the structure of a PDF."""
    node = node.get_object()
    if isinstance(node, list):
        return [found for child in node for found in list_structure(child)]
    if not isinstance(node, dict) or "/S" not in node:
        return []
    return [node, *list_structure(node.get("/K", []))]


def test_it_leads_to_the_page_of_the_person_or_to_an_address_of_its_own(load_text):
    assert find_code(compose(load_text)).url == "https://zelda.example/cv"
    assert (
        find_code(compose(load_text, code="other.example/mine")).url == "https://other.example/mine"
    )
    assert find_code(compose(load_text, code="false")) is None


def test_in_a_pdf_it_is_a_drawing_with_words_as_large_as_telephones_need(load_text):
    profile = load_text(PROFILE.format(url="https://zelda.example/cv", code="true"))
    reader = PdfReader(BytesIO(build(profile, Request(), HERE).pdf.data))
    (figure,) = [
        one
        for one in list_structure(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])
        if one["/S"] == "/Figure"
    ]
    assert figure["/Alt"] == "QR code: zelda.example/cv"
    left, bottom, right, top = figure["/A"].get_object()["/BBox"]
    assert min(right - left, top - bottom) > 15 * MILLIMETRE
    assert max(right - left, top - bottom) < 30 * MILLIMETRE
    assert list(reader.pages[0].images) == []
    assert "zelda.example/cv" in reader.pages[0].extract_text()


def test_its_squares_have_a_light_margin_and_at_least_fifteen_millimetres(load_text):
    for address in ("https://a.example", "https://zelda.example/" + "a" * 120):
        data = find_code(compose(load_text, url=address)).drawing.partition(",")[2]
        drawing = etree.fromstring(unquote(data))
        width = float(drawing.get("width").removesuffix("mm"))
        group = drawing[0]
        scale = float(group.get("transform").removeprefix("scale(").removesuffix(")"))
        light, dark = group
        assert (light.get("fill"), dark.get("stroke")) == ("#fff", "#000")
        assert dark.get("d").startswith("M4 4.5")
        assert 15 <= width - 8 * scale <= 25


def test_who_may_not_know_the_address_gets_none_and_that_is_told(load_text):
    hidden = compose(load_text, url="{value: https://zelda.example, private: true}")
    assert find_code(hidden) is None
    assert [(one.code, one.place.line) for one in hidden.warnings] == [("W440", 3)]
    assert find_code(
        compose(load_text, url="{value: https://zelda.example, private: true}", audience="print")
    )
    again = PROFILE.format(
        url="{value: https://zelda.example, private: true}", code="zelda.example"
    )
    profile = load_text(again)
    with pytest.raises(RenderError, match=r"X101: basics\.url"):
        export_profile(profile, ["md"])


def test_an_anonymous_cv_has_none(load_text):
    for code in ("true", "https://other.example"):
        assert find_code(compose(load_text, code=code, anonymous=True)) is None


def test_it_is_for_paper_unless_somebody_wants_it(load_text):
    for audience in ("public", "portal", "email"):
        assert find_code(compose(load_text, audience=audience)) is None
    assert find_code(compose(load_text, audience="print"))
    assert find_code(compose(load_text, audience="portal", options={"qr-code": "true"}))


def test_an_address_too_long_for_paper_is_told(load_text):
    composition = compose(load_text, url="https://zelda.example/" + "a" * 150)
    assert find_code(composition) is None
    assert [one.code for one in composition.warnings] == ["W441"]


def test_without_its_package_the_command_that_brings_it_is_told(load_text, monkeypatch):
    monkeypatch.setitem(sys.modules, "segno", None)
    with pytest.raises(RenderError, match=r"3:.*P330.*cvgen-press\[qr\]"):
        compose(load_text, url="https://never-drawn-before.example")


def test_texts_say_where_it_leads_and_word_has_the_picture(load_text):
    profile = load_text(
        PROFILE.format(url="https://zelda.example", code="https://other.example/cv")
    )
    for name in ("md", "txt"):
        assert "other.example/cv" in take_text(export_profile(profile, [name])).splitlines()[-1]
    assert r"\href{https://other.example/cv}" in take_text(export_profile(profile, ["latex"]))
    (data,) = list_files(export_profile(profile, ["docx"])).values()
    archive = zipfile.ZipFile(BytesIO(data))
    body = archive.read("word/document.xml").decode()
    assert 'descr="QR code: other.example/cv"' in body
    assert archive.read("word/media/image1.png").startswith(b"\x89PNG")
    page = take_text(export_profile(profile, ["html"]))
    assert 'alt="QR code: other.example/cv"' in page


@pytest.mark.parametrize("code", ["true", "https://other.example"])
def test_the_profile_within_a_pdf_asks_for_the_same_code(load_text, code):
    composition = compose(load_text, code=code, embeds_profile=True)
    (file,) = make_embedded_files(composition)
    again = compose_plan(resolve(load_text(file.data.decode()), Request(), HERE))
    assert find_code(again) == find_code(composition)


def test_every_language_has_words_for_it(load_text):
    profile = load_text(PROFILE.format(url="https://zelda.example/cv", code="true"))
    document = compose(load_text).document
    for language in list_languages():
        made, _ = add_qr_code(document, profile, find_locale(language))
        words = made.closing.qr_code.alternative.removesuffix("zelda.example/cv")
        assert "QR" in words or language == "zh"
        assert len(words) > 3
