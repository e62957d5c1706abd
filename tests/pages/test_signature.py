"""A signature is a line to sign on or a picture, which who reads a page of the web never gets."""

import io
import json
import zipfile

import pytest
from exported import export_profile, list_files
from PIL import Image
from printed import Printed

from cvgen.errors import ProfileError
from cvgen.profile.select import select_variant

SIGNED = {"signature": "me.png", "place": "Bath"}


def write(tmp_path, **closing):
    Image.new("RGBA", (60, 20), (0, 0, 90, 120)).save(tmp_path / "me.png")
    profile = {"basics": {"name": "Ada Example"}, "work": [{"name": "Firm"}]}
    return json.dumps({**profile, "closing": {**SIGNED, **closing}})


@pytest.mark.parametrize("theme", ["columns", "sidebar"])
def test_a_picture_of_a_signature_is_a_figure_with_a_text_that_stands_for_it(
    tmp_path, print_text, theme
):
    page = Printed.of(print_text(write(tmp_path), theme=theme))
    figures = [element for element in page.structure if element.get("/S") == "/Figure"]
    assert [str(figure["/Alt"]) for figure in figures] == ["Signature of Ada Example"]


def test_the_public_sees_a_line_in_its_place_and_no_byte_of_it(tmp_path, load_text):
    profile = load_text(write(tmp_path))
    assert select_variant(profile, None, "public").settings.closing.signature == "line"
    files = list_files(export_profile(profile, ["html", "docx"], audience="public"))
    assert b"data:image/png" not in files[".html"]
    assert not [
        name for name in zipfile.ZipFile(io.BytesIO(files[".docx"])).namelist() if "media" in name
    ]


def test_word_and_the_page_of_the_web_have_the_picture_and_others_tell(tmp_path, load_text):
    exported = export_profile(load_text(write(tmp_path)), ["html", "docx", "md", "latex"])
    files = list_files(exported)
    assert b'alt="Signature of Ada Example"' in files[".html"]
    media = [
        name for name in zipfile.ZipFile(io.BytesIO(files[".docx"])).namelist() if "media" in name
    ]
    assert len(media) == 1
    told = [finding for finding in exported.findings if "signature" in finding.message]
    assert {finding.code for finding in told} == {"X110"}
    assert len(told) == 2


@pytest.mark.parametrize(
    ("signature", "code"),
    [("away.png", "P220"), ("../me.png", "P220"), ("https://a.b/c.png", "P221")],
)
def test_a_picture_is_read_by_the_limits_of_the_portrait(tmp_path, load_text, signature, code):
    text = write(tmp_path, signature=signature)
    if code == "P221":
        findings = load_text(text).warnings
    else:
        with pytest.raises(ProfileError) as caught:
            load_text(text)
        findings = caught.value.diagnostics
    (finding,) = findings
    assert finding.code == code
    assert finding.place.line == 1


@pytest.mark.parametrize("word", ["true", "yes", "line"])
def test_true_is_a_line_to_sign_on(tmp_path, load_text, word):
    closing = load_text(write(tmp_path, signature=word)).settings.closing
    assert (closing.signature, closing.picture) == ("line", "")
