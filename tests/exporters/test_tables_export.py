"""Formats that have tables write them as such, and the others write entries."""

import io
import re
import zipfile

import pytest
from exported import export_profile, list_files, take_text

PROFILE = """
basics: {name: Ada Example}
tables: [teaching, skills]
research: [{name: Tensors, id: tensors}]
teaching:
- {name: Optics | light, level: Master, students: "40", summary: With exercises., highlights: [A prize]}
- {name: Lenses, level: Bachelor}
skills: [{name: Python, level: expert, evidence: [tensors]}]
"""


@pytest.fixture
def export(load_text):
    return lambda *formats: export_profile(load_text(PROFILE), formats)


def test_markdown_has_tables_of_github(export):
    lines = take_text(export("md")).splitlines()
    start = lines.index("| Course | Level | Students |")
    assert lines[start + 1 : start + 4] == [
        "| --- | --- | --- |",
        "| Optics \\| light<br>With exercises.<br>• A prize | Master | 40 |",
        "| Lenses | Bachelor |  |",
    ]
    assert "| Python | expert | Tensors |" in lines


def test_plain_text_has_entries(export):
    text = take_text(export("txt"))
    assert "Course" not in text
    assert "Level: Master" in text


def test_a_page_for_the_web_has_tables_whose_headings_say_what_they_head(export):
    html = take_text(export("html"))
    assert html.count("<table") == 2
    assert html.count('<th scope="col">') == 3 + 3
    assert html.count('<th scope="row">') == 2 + 1
    assert re.search(r'href="#(section-1-1)">Tensors', html)
    assert 'id="section-1-1"' in html


def test_a_word_document_repeats_the_headings_and_breaks_no_row(export):
    data = next(file for name, file in list_files(export("docx")).items() if name == ".docx")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        document = package.read("word/document.xml").decode()
    assert document.count("<w:tbl>") == 2
    assert document.count("<w:tblHeader/>") == 2
    assert document.count("<w:tr>") == document.count("<w:cantSplit/>") == 2 + 2 + 1 + 1
    assert "#section" not in document


def test_latex_has_tables_over_several_pages(export):
    text = take_text(export("latex"))
    assert text.count(r"\begin{longtable}") == 2
    assert r"Course & Level & Students \\" in text
    assert r"\textbf{Lenses} & Bachelor &  \\" in text
    before = text.partition(r"\documentclass")[0]
    assert "longtable" in before
