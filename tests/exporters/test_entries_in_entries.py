"""What stands in an entry, above several or below all is in every format of text: positions, groups, closing lines."""

import io
import re
import zipfile

import pytest
from exported import HERE, export_profile, list_files

from cvgen.plan.composition import compose_plan
from cvgen.plan.request import Request
from cvgen.plan.resolve import resolve
from cvgen.profile.plain_data import write_plain_profile

PROFILE = """
basics: {name: Ada Example}
work:
- name: Example Optics
  positions:
  - {position: Head, startDate: 2022-03, highlights: [Led six]}
  - {position: Engineer, startDate: 2018-10, endDate: 2022-02, department: Metrology}
talks:
  groups:
  - {title: Invited talks, entries: [{name: Lenses, date: 2019}]}
  - {title: Other talks, entries: [Glass]}
custom:
- {title: Public lectures, kind: talks, entries: [Seeing]}
closing: {consent: You may read this, signature: true, place: Bath}
"""
WORDS = [
    "Example Optics",
    "Head",
    "Led six",
    "Engineer",
    "Metrology",
    "Invited talks",
    "Lenses",
    "Other talks",
    "Glass",
    "Public lectures",
    "Seeing",
    "You may read this",
    "Bath, ",
]


def read_text(files, form):
    data = files[form]
    if form == ".docx":
        data = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")
    return (
        re.sub(r"<[^>]+>", "", data.decode()).replace("~", " ").replace("\N{NO-BREAK SPACE}", " ")
    )


@pytest.mark.parametrize("form", ["html", "docx", "tex", "md", "txt"])
def test_formats_of_text_say_it_all_in_order(load_text, form):
    name = {"tex": "latex"}.get(form, form)
    text = read_text(list_files(export_profile(load_text(PROFILE), [name])), f".{form}")
    place = text.index("Example Optics")
    for word in WORDS:
        place = text.index(word, place)


def test_a_profile_inside_a_pdf_has_them_as_they_were_written(load_text):
    plan = resolve(load_text(PROFILE), Request(), HERE)
    document = compose_plan(plan).document
    printed = {item.origin for section in document.sections for item in section.items}
    data = write_plain_profile(plan.profile, printed)
    (job,) = data["work"]
    assert [position["position"] for position in job["positions"]] == ["Head", "Engineer"]
    assert [group["title"] for group in data["talks"]["groups"]] == ["Invited talks", "Other talks"]
    assert data["custom"] == [
        {"title": "Public lectures", "kind": "talks", "entries": [{"name": "Seeing"}]}
    ]
    assert data["closing"]["place"] == "Bath"


SEVERAL = """
basics:
  name: Ada Example
  email: [ada@work.example, {email: ada@home.example, type: private}]
  phone: [{phone: '+44 20 7946 0123', type: office}, {phone: '+44 7700 900123', type: mobile}]
  location: [{city: Bonn, type: office}, {city: Bath, type: private}]
education:
- {studyType: PhD, institution: [{name: Alpha, location: Berlin}, {name: Beta, role: cotutelle}]}
talks:
- {name: Lenses, location: [Rome, Oslo], date: [2019, 2021]}
"""


@pytest.mark.parametrize("form", ["html", "docx", "tex", "md", "txt"])
def test_formats_of_text_say_each_of_several_with_its_word(load_text, form):
    name = {"tex": "latex"}.get(form, form)
    text = read_text(list_files(export_profile(load_text(SEVERAL), [name])), f".{form}")
    for words in (
        *(r"ada@work\.example", r"ada@home\.example\S* \(private\)", r"0123\S* \(office\)"),
        *(r"900123\S* \(mobile\)", r"Bonn \(office\)", r"Bath \(private\)"),
        *(r"Alpha \(Berlin\) and Beta \(cotutelle\)", "Rome and Oslo", "2019, 2021"),
    ):
        assert re.search(words, text), words


def test_a_json_resume_keeps_each_of_several_and_is_read_back(load_text):
    data = list_files(export_profile(load_text(SEVERAL), ["json-resume"]))[".resume.json"]
    again = load_text(data.decode(), "resume.json")
    before = load_text(SEVERAL)
    assert again.basics == before.basics
    assert again.sections[0].entries == before.sections[0].entries


def test_a_vcard_has_each_of_several_with_its_type(load_text):
    card = list_files(export_profile(load_text(SEVERAL), ["vcard"]))[".vcf"].decode()
    for line in (
        "EMAIL;TYPE=INTERNET:ada@work.example",
        "EMAIL;TYPE=INTERNET,HOME:ada@home.example",
        "TEL;TYPE=VOICE,WORK:+44 20 7946 0123",
        "TEL;TYPE=VOICE,CELL:+44 7700 900123",
        "ADR;TYPE=HOME:;;;Bath;;;",
    ):
        assert f"{line}\r\n" in card
