"""A table that runs over pages is one table in the tags, and says its headings once."""

import io
import re

import pypdf
import pytest

from cvgen.build import build, load_profile
from cvgen.pdf.inspect import inspect_pdf
from cvgen.plan.request import Request

ROW = "- {{name: Course {0}, level: Master, position: Lecturer, students: '{0}', summary: Remark {0}.}}\n"
PROFILE = "basics: {name: Ada Example}\ntables: [teaching]\nteaching:\n"
HEADINGS = ["Course", "Level", "Role", "Students"]


@pytest.fixture(scope="module")
def reader(tmp_path_factory, around):
    path = tmp_path_factory.mktemp("table") / "profile.yaml"
    path.write_text(PROFILE + "".join(map(ROW.format, range(60))), "utf-8")
    data = build(load_profile(path), Request(), around).pdf.data
    return pypdf.PdfReader(io.BytesIO(data))


def walk(element):
    element = element.get_object()
    if isinstance(element, dict) and "/S" in element:
        yield element
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            yield from walk(kid)


@pytest.fixture(scope="module")
def elements(reader):
    root = reader.trailer["/Root"]["/StructTreeRoot"]
    kids = root["/K"]
    return [element for kid in kids for element in walk(kid)]


def test_there_is_one_table_with_one_head(elements, reader):
    assert len(reader.pages) > 1
    kinds = [element["/S"] for element in elements]
    assert kinds.count("/Table") == kinds.count("/THead") == 1
    assert kinds.count("/TBody") == 60


def test_headings_say_what_they_head(elements):
    scopes = [element["/A"]["/Scope"] for element in elements if element["/S"] == "/TH"]
    assert scopes == ["/Column"] * 4 + ["/Row"] * 60


def test_every_cell_names_headings_that_there_are(elements):
    known = {str(element["/ID"]) for element in elements if element["/S"] == "/TH"}
    cells = [element["/A"]["/Headers"] for element in elements if element["/S"] == "/TD"]
    assert len(cells) == 60 * 4
    assert all(headers and {*map(str, headers)} <= known for headers in cells)


def test_each_page_repeats_the_headings_as_an_artifact(reader):
    for number, page in enumerate(reader.pages):
        assert " ".join(HEADINGS) in " ".join(page.extract_text().split())
        content = page.get_contents().get_data()
        artifacts = content.count(b"/Artifact")
        assert artifacts > 1 if number else artifacts


def test_no_row_is_cut_by_the_end_of_a_page(reader):
    for page in reader.pages:
        text = page.extract_text()
        courses = re.findall(r"Course (\d+)", text)
        assert courses == re.findall(r"Remark (\d+)\.", text)


NARROW = """
basics: {name: Ada Example, email: ada@example.org}
theme: sidebar
language: de
tables: [teaching, supervision]
teaching:
- {name: Introduction to Statistics, level: BSc, position: Lecturer, institution: University of Sampleton,
   terms: [WS 2020/21, WS 2021/22, SoSe 2023, SoSe 2024, SoSe 2025], students: "120"}
supervision:
- {name: Dana Dummy, level: PhD, thesis: Areas and laws, startDate: 2019-10, endDate: 2023-09,
   outcome: "Postdoc, Elsewhere"}
"""


def test_no_word_is_cut_beside_a_narrow_column(load_text, around):
    data = build(load_text(NARROW), Request(), around).pdf.data
    lines = [text.text for text in inspect_pdf(data).pages[0].texts]
    words = " ".join(lines).translate({ord(mark): "" for mark in ":,"}).split()
    expected = "Introduction Statistics University Dummy Niveau Postdoc Abschlussarbeit"
    assert {*expected.split()} - {*words} == set()
