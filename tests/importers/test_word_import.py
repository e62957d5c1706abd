"""Word documents of invented people, made here; their facts are those that the makers write."""

import io
import zipfile

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from cvgen.errors import SourceError
from cvgen.files.yamlfile import parse_yaml
from cvgen.importers.convert import convert_sources
from cvgen.profile.load import read_profile


def add_link(paragraph, address, text):
    relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    run = OxmlElement("w:r")
    words = OxmlElement("w:t")
    words.text = text
    run.append(words)
    link.append(run)
    paragraph._p.append(link)


def add_tabbed(document, text, dates):
    paragraph = document.add_paragraph()
    paragraph.add_run(text).bold = True
    paragraph.add_run(f"\t{dates}")


def make_styled():
    """Headings by style, dates behind a tab, lists, hidden text, a foot."""
    document = Document()
    document.add_paragraph("Ada Example", style="Title")
    line = document.add_paragraph("Department of Physics, Example University | +49 30 0000000 | ")
    add_link(line, "mailto:ada@example.invalid", "ada@example.invalid")
    add_link(document.add_paragraph(), "https://ada.invalid", "https://ada.invalid")
    document.add_heading("Education", 1)
    add_tabbed(document, "Example University", "2018 – 2022")
    document.add_paragraph("PhD in Physics, Berlin")
    document.add_paragraph("Thesis: On invented particles")
    add_tabbed(document, "Universität Musterstadt", "2016 – 2018")
    document.add_paragraph("MSc in Physics")
    document.add_heading("Experience", 1)
    add_tabbed(document, "Postdoctoral Researcher, Institute of Examples", "Sept. 2022 – present")
    document.add_paragraph("Built a detector that does not exist", style="List Bullet")
    document.add_paragraph("Supervised two students", style="List Bullet")
    add_tabbed(document, "Research Assistant, Sample Lab", "2017 – 2018")
    document.add_paragraph("Cleaned the lab", style="List Bullet")
    document.add_heading("Publications", 1)
    paper = document.add_paragraph("A. Example, B. Sample. “On H")
    paper.add_run("2").font.subscript = True
    paper.add_run("O that is dry”. ")
    paper.add_run("Journal of Examples").italic = True
    paper.add_run(" 12, 34–56 (2021).")
    document.add_heading("Awards", 1)
    award = document.add_paragraph("Prize of the Example Society\t2021")
    award.add_run(" hidden words").font.hidden = True
    document.sections[0].footer.paragraphs[0].text = "CV of Ada Example"
    return document


def make_tables():
    """Headings in bold capitals, dates in a table, tracked changes."""
    document = Document()
    name = document.add_paragraph().add_run("Bo Sample")
    name.bold = True
    name.font.size = Pt(20)
    document.add_paragraph("bo@sample.invalid")
    document.add_paragraph().add_run("EDUCATION").bold = True
    table = document.add_table(rows=0, cols=2)
    for dates, text in (
        ("2019–2023", "PhD in Chemistry, Example University\nThesis: Salt that is sweet"),
        ("2017–2019", "MSc in Chemistry, Sample College"),
    ):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = dates, text
    document.add_paragraph().add_run("WORK EXPERIENCE").bold = True
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text, cells[1].text = "2023–present", "Postdoctoral Fellow, Institute of Examples"
    cells[1].add_paragraph("Made salt", style="List Bullet")
    document.add_paragraph().add_run("TALKS").bold = True
    talk = document.add_paragraph("“Sour sugar”, SampleConf, Bonn, ", style="List Bullet")
    space = nsdecls("w")
    deleted = f'<w:del {space} w:id="1" w:author="x"><w:r><w:delText>1999</w:delText></w:r></w:del>'
    inserted = f'<w:ins {space} w:id="2" w:author="x"><w:r><w:t>2021</w:t></w:r></w:ins>'
    talk._p.append(parse_xml(deleted))
    talk._p.append(parse_xml(inserted))
    return document


def make_columns():
    """Two columns, laid out by a table."""
    document = Document()
    left, right = document.add_table(rows=1, cols=2).rows[0].cells
    left.text = "Chen Muster"
    left.add_paragraph("chen@muster.invalid")
    left.add_paragraph("Languages", style="Heading 1")
    left.add_paragraph("Chinese: native")
    right.paragraphs[0].style = document.styles["Heading 1"]
    right.paragraphs[0].add_run("Education")
    right.add_paragraph("PhD in Biology, Example University, 2015–2019")
    return document


FACTS = {
    make_styled: {
        "basics.name": "Ada Example",
        "basics.email": "ada@example.invalid",
        "basics.phone": "+49 30 0000000",
        "basics.url": "https://ada.invalid",
        "education": [
            {
                "studyType": "PhD",
                "area": "Physics",
                "institution": "Example University",
                "thesis": "On invented particles",
                "location": {"city": "Berlin"},
                "startDate": "2018",
                "endDate": "2022",
            },
            {
                "studyType": "MSc",
                "area": "Physics",
                "institution": "Universität Musterstadt",
                "startDate": "2016",
                "endDate": "2018",
            },
        ],
        "work.0.position": "Postdoctoral Researcher",
        "work.0.name": "Institute of Examples",
        "work.0.startDate": "2022-09",
        "work.0.endDate": "present",
        "work.0.highlights": ["Built a detector that does not exist", "Supervised two students"],
        "work.1.highlights": ["Cleaned the lab"],
        "publications.0.name": "On H~2~O that is dry",
        "publications.0.authors": ["A. Example", "B. Sample"],
        "publications.0.publisher": "Journal of Examples",
        "publications.0.releaseDate": "2021",
        "awards.0.date": "2021",
    },
    make_tables: {
        "basics.name": "Bo Sample",
        "education.0.studyType": "PhD",
        "education.0.institution": "Example University",
        "education.0.thesis": "Salt that is sweet",
        "education.1.startDate": "2017",
        "work.0.position": "Postdoctoral Fellow",
        "work.0.highlights": ["Made salt"],
        "talks.0.name": "Sour sugar",
        "talks.0.date": "2021",
    },
    make_columns: {
        "basics.name": "Chen Muster",
        "basics.email": "chen@muster.invalid",
        "languages": [{"language": "Chinese", "fluency": "native"}],
        "education.0.area": "Biology",
        "education.0.endDate": "2019",
    },
}


def save_document(document, path):
    document.save(path)
    return path


@pytest.fixture(scope="module")
def conversions(tmp_path_factory):
    folder = tmp_path_factory.mktemp("word")
    return {
        make: convert_sources([save_document(make(), folder / f"{make.__name__}.docx")])
        for make in FACTS
    }


@pytest.mark.parametrize("make", FACTS, ids=lambda make: make.__name__)
def test_every_fact_of_a_document_is_in_its_field(conversions, make):
    data = parse_yaml(conversions[make].files["profile.yaml"].decode(), "x").data
    found = {}
    for path in FACTS[make]:
        value = data
        for step in path.split("."):
            value = value[int(step)] if step.isdigit() else value[step]
        found[path] = value
    assert found == FACTS[make]


@pytest.mark.parametrize("make", FACTS, ids=lambda make: make.__name__)
def test_no_word_of_a_document_is_lost_or_invented(conversions, make):
    (account,) = conversions[make].accounts
    assert (account.missing, account.added) == ((), ())


def test_what_no_reader_of_the_document_sees_is_reported_with_its_reason(conversions):
    reasons = conversions[make_styled].accounts[0].reasons
    assert (reasons["hidden text"], reasons["the foot of the page"]) == (2, 4)
    assert conversions[make_tables].accounts[0].reasons == {"deleted text": 1}


def test_the_profile_of_a_document_is_valid(conversions, tmp_path):
    for file, content in conversions[make_styled].files.items():
        (tmp_path / file).write_bytes(content)
    assert read_profile(tmp_path / "profile.yaml").basics.name == "Ada Example"


def add_lines(document, first, dates, *lines):
    """Add a paragraph as cvgen's own export has them: lines in one, the date at the margin."""
    paragraph = document.add_paragraph()
    paragraph.add_run(first).bold = True
    paragraph.add_run(f"\t{dates}")
    for line in lines:
        paragraph.add_run().add_break()
        paragraph.add_run(line)


WORKS = [
    ("Salt that is sweet", "Mar 2026", "Journal of Examples 12(3), 101–118 · Editors’ choice"),
    ("Sour sugar in a cold room", "2027", "Conference on Examples (CE 2027), accepted · Oral"),
    ("Water that is dry", "2026", "Handbook of Made-Up Methods, in press"),
    ("Ice that is warm", "2026", "under review at Invented Transactions on Learning"),
    ("Fire that is cold", "2025", "in preparation"),
]


def test_works_that_follow_each_other_without_a_gap_stay_one_each(tmp_path):
    document = Document()
    document.add_paragraph("Ada Example", style="Title")
    document.add_heading("Publications", 1)
    for number, (title, date, venue) in enumerate(WORKS):
        add_lines(document, title, date, "Ada Example, Bo Sample", venue)
        if number == 0:
            document.add_paragraph("An abstract that is short, and says how sweet the salt was.")
            address = "https://doi.org/10.5555/salt"
            add_link(document.add_paragraph(), address, "doi:10.5555/salt")
        if number == 1:
            document.add_paragraph("An abstract that is long says much of the sugar. " * 6)
            document.add_paragraph(
                "A second paragraph of it, which is short, has a stop at its end."
            )
    conversion = convert_sources([save_document(document, tmp_path / "works.docx")])
    works = parse_yaml(conversion.files["profile.yaml"].decode(), "x").data["publications"]
    assert [work["name"] for work in works] == [title for title, _, _ in WORKS]
    assert [work["authors"] for work in works] == [["Ada Example", "Bo Sample"]] * len(WORKS)
    assert [work.get("publisher") for work in works] == [
        "Journal of Examples",
        "Conference on Examples (CE 2027)",
        "Handbook of Made-Up Methods",
        "Invented Transactions on Learning",
        None,
    ]
    assert {key: str(works[0][key]) for key in ("volume", "issue", "pages", "doi")} == {
        "volume": "12",
        "issue": "3",
        "pages": "101–118",
        "doi": "10.5555/salt",
    }
    assert [work.get("notes") for work in works[:2]] == [["Editors’ choice"], ["Oral"]]
    (account,) = conversion.accounts
    assert (account.missing, account.added) == ((), ())


def test_an_account_on_a_server_of_its_own_keeps_its_address(tmp_path):
    document = Document()
    document.add_paragraph("Ada Example", style="Title")
    line = document.add_paragraph("ada@example.invalid | GitLab ")
    add_link(line, "https://git.example.invalid/ada", "ada")
    line.add_run(" | ORCID ")
    add_link(line, "https://orcid.org/0000-0002-1825-0097", "0000-0002-1825-0097")
    conversion = convert_sources([save_document(document, tmp_path / "accounts.docx")])
    data = parse_yaml(conversion.files["profile.yaml"].decode(), "x").data
    assert data["basics"]["profiles"] == [
        {"network": "GitLab", "username": "ada", "url": "https://git.example.invalid/ada"},
        {"network": "ORCID", "username": "0000-0002-1825-0097"},
    ]
    (account,) = conversion.accounts
    assert (account.missing, account.added) == ((), ())


def change_document(change, added=b""):
    content = io.BytesIO()
    make_columns().save(content)
    changed = io.BytesIO()
    with zipfile.ZipFile(content) as source, zipfile.ZipFile(changed, "w", 8) as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, change(data) if name == "word/document.xml" else data)
        if added:
            target.writestr("word/media/picture.bin", added)
    return changed.getvalue()


def put_in_body(xml):
    return change_document(lambda data: data.replace(b"</w:body>", xml + b"</w:body>"))


TABLE = b"<w:tbl><w:tr><w:tc>"
TABLE_END = b"</w:tc></w:tr></w:tbl>"
HOSTILE = {
    "zip bomb": (lambda: change_document(lambda data: data, bytes(70_000_000)), "I103"),
    "entities": (
        lambda: change_document(
            lambda data: data.replace(b"?>", b'?><!DOCTYPE a [<!ENTITY x "y">]>', 1)
        ),
        "I102",
    ),
    "deep XML": (lambda: put_in_body(TABLE * 9_000 + TABLE_END * 9_000), "I102"),
    "deep tables": (lambda: put_in_body(TABLE * 60 + b"<w:p/>" + TABLE_END * 60), "I103"),
    "long": (lambda: put_in_body(b"<w:p/>" * 5_001), "I103"),
    "cut off": (lambda: change_document(lambda data: data[:400]), "I102"),
    "old": (lambda: b"\xd0\xcf\x11\xe0" + bytes(600), "I102"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_documents_are_refused(tmp_path, name):
    make, code = HOSTILE[name]
    path = tmp_path / "cv.docx"
    path.write_bytes(make())
    with pytest.raises(SourceError) as refused:
        convert_sources([path])
    assert [found.code for found in refused.value.diagnostics] == [code]


def test_without_its_package_the_command_that_installs_it_is_named(tmp_path, monkeypatch):
    path = save_document(make_columns(), tmp_path / "cv.docx")
    monkeypatch.setitem(__import__("sys").modules, "docx", None)
    with pytest.raises(SourceError) as refused:
        convert_sources([path])
    (found,) = refused.value.diagnostics
    assert (found.code, found.hint) == ("I114", "pip install 'cvgen-press[docx]'")
