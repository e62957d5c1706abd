"""The publications that are printed leave for other programs, and who it is for telephones."""

import base64
import json
import re
from io import BytesIO

import pytest
from exported import export_path, export_profile, take_text
from PIL import Image
from shipped import EXAMPLES, example

PAPERS = """
basics: {name: Ada Example}
publicationLists: [{title: Chosen, tags: [chosen]}]
publications:
- {name: Left out, authors: [Ada Example], releaseDate: 2021}
- name: Of $\\alpha$ and *stars*
  authors: [Ada von Example, 王伟, Bo Sample Jr.]
  editors: [Chen Editor]
  containerTitle: Journal
  publisher: Press
  type: article-journal
  volume: '12'
  issue: '3'
  pages: 101-118
  releaseDate: 2020-03-05
  doi: 10.5555/x
  notes: [Oral, Best paper]
  tags: [chosen]
"""
CARD = """
basics:
  name: {en: {given: Ada Maria, family: Example, title: Dr.}, zh: 艾达}
  label: "Chemist; poet, and \\\\ more"
  email: ada@example.org
  phone: +44 20 7946 0123
  url: https://example.org
  location: {address: 1 Long Lane, postalCode: AB1, city: London, countryCode: GB}
  birthDate: 1990-05-17
  profiles: [{network: GitHub, username: ada}]
"""


def read_ris(text):
    """Read RIS as its description says: a tag of two signs, two spaces, a hyphen, a space."""
    references = []
    for line in text.split("\r\n"):
        if not line:
            continue
        tag, value = re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line).groups()
        if tag == "TY":
            references.append([])
        references[-1].append((tag, value))
    return references


def read_card(text):
    """Unfold the lines of a card, and part the names of values from their text (RFC 2425)."""
    lines = text.replace("\r\n ", "").split("\r\n")
    return [tuple(line.split(":", 1)) for line in lines if line]


def test_ris_has_what_is_printed_and_names_surname_first(load_text):
    (reference,) = read_ris(take_text(export_profile(load_text(PAPERS), ["ris"])))
    assert reference[0] == ("TY", "JOUR")
    assert reference[-1] == ("ER", "")
    said = {
        ("AU", "von Example, Ada"), ("A2", "Editor, Chen"), ("TI", "Of α and stars"), ("T2", "Journal"), ("PB", "Press"),
        ("PY", "2020"), ("DA", "2020/03/05/"), ("VL", "12"), ("IS", "3"), ("SP", "101"), ("EP", "118"),
        ("DO", "10.5555/x"), ("N1", "Oral"), ("N1", "Best paper"), ("KW", "chosen"),
    }  # fmt: skip
    assert said - set(reference) == {("KW", "chosen")}  # tags choose, and are not printed
    assert [name for tag, name in reference if tag == "AU"][1:] == ["王伟", "Sample, Bo, Jr."]


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_reference_is_whole_and_in_the_order_of_the_page(name):
    references = read_ris(take_text(export_path(example(name), ["ris"])))
    for reference in references:
        assert [tag for tag, _ in reference if tag in ("TY", "ER")] == ["TY", "ER"]
        assert {"TI", "AU"} <= {tag for tag, _ in reference}


@pytest.mark.parametrize("name", ["bibtex", "csl-json", "ris"])
def test_only_what_a_list_chooses_is_exported(load_text, name):
    text = take_text(export_profile(load_text(PAPERS), [name]))
    assert "Left out" not in text
    assert "stars" in text


def test_a_bibliography_without_works_is_told_of(load_text):
    exported = export_profile(load_text("basics: {name: Ada}"), ["bibtex"])
    assert [(one.code, one.severity) for one in exported.findings] == [("X113", "note")]


@pytest.mark.parametrize("name", ["bibtex", "csl-json", "ris"])
def test_a_key_that_is_made_of_a_name_is_in_no_anonymous_file(load_text, tmp_path, name):
    bib = "@article{quixworth2020, title={Work}, author={Quixworth, Zelda}, journal={J}, year=2020}"
    (tmp_path / "papers.bib").write_text(bib)
    profile = load_text("basics: {name: Zelda Quixworth}\nbibliography: papers.bib")
    assert "quixworth2020" in take_text(export_profile(profile, [name]))
    text = take_text(export_profile(profile, [name], anonymous=True))
    assert "quixworth" not in text.lower()
    assert "Work" in text


def test_a_card_has_the_parts_of_a_name_and_every_contact(load_text):
    text = take_text(export_profile(load_text(CARD), ["vcard"], audience="print"))
    card = read_card(text)
    assert card[:2] == [("BEGIN", "VCARD"), ("VERSION", "3.0")]
    assert card[-1] == ("END", "VCARD")
    assert {
        ("FN", "Dr. Ada Maria Example"), ("N", "Example;Ada Maria;;Dr.;"), ("NICKNAME", "艾达"),
        ("TITLE", "Chemist\\; poet\\, and \\\\ more"), ("EMAIL;TYPE=INTERNET", "ada@example.org"),
        ("TEL;TYPE=VOICE", "+44 20 7946 0123"), ("URL", "https://example.org"), ("BDAY", "1990-05-17"),
        ("ADR", ";;1 Long Lane;London;;AB1;United Kingdom"), ("item1.URL", "https://github.com/ada"),
    } - set(card) == set()  # fmt: skip
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


def test_a_small_photo_is_in_the_card_without_its_comments_and_a_large_one_is_told_of(
    load_text, tmp_path
):
    Image.new("RGB", (40, 40), "red").save(tmp_path / "photo.jpg", comment=b"planted comment")
    profile = load_text("basics: {name: Ada, image: photo.jpg}")
    card = dict(read_card(take_text(export_profile(profile, ["vcard"]))))
    data = base64.b64decode(card["PHOTO;ENCODING=b;TYPE=JPEG"])
    assert Image.open(BytesIO(data)).size == (40, 40)
    assert b"planted" not in data
    Image.effect_noise((1200, 1200), 90).save(tmp_path / "photo.jpg", quality=95)
    exported = export_profile(load_text("basics: {name: Ada, image: photo.jpg}"), ["vcard"])
    assert "PHOTO" not in take_text(exported)
    assert [one.code for one in exported.findings if "photo" in one.message] == ["X110"]


@pytest.mark.parametrize("name", ["ris", "csl-json", "html"])
def test_others_are_no_person_in_a_file_that_has_none(name, load_text):
    text = "basics: {name: Ada Example}\npublications: [{name: One, authors: [Bea Roe, Ada Example, u. a.], type: article-journal}]"
    exported = export_profile(load_text(text), [name])
    file = take_text(exported)
    people = {
        "ris": lambda: [value for tag, value in read_ris(file)[0] if tag == "AU"],
        "csl-json": lambda: [person.get("family") for person in json.loads(file)[0]["author"]],
        "html": lambda: re.findall(r'"@type":"Person","name":"([^"]+)"', file),
    }
    expected = {
        "ris": ["Roe, Bea", "Example, Ada"],
        "csl-json": ["Roe", "Example"],
        "html": ["Bea Roe"],
    }
    assert people[name]() == expected[name]
    if name != "html":
        assert "et al." in "".join(finding.message for finding in exported.findings)


def test_bibtex_says_others_by_its_own_word(load_text):
    text = "basics: {name: Ada Example}\npublications: [{name: One, authors: [Ada Example, и др.]}]"
    file = take_text(export_profile(load_text(text), ["bibtex"]))
    assert "author = {Example, Ada and others}" in file
