"""What stands in an entry, above several or below all is in every format of text: positions, groups, closing lines."""

import io
import re
import zipfile

import pytest
from exported import HERE, export_profile, list_files

from cvgen.plan.composition import compose_plan
from cvgen.plan.resolve import resolve
from cvgen.profile.plain_data import write_plain_profile
from cvgen.request import Request

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
