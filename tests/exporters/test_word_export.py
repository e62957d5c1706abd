"""Word documents, as python-docx reads them back: real styles, all texts in order, links, languages and directions."""

import sys
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from exported import HERE, export_path, export_profile, list_files
from markupsafe import Markup
from msgspec.structs import replace
from shipped import EXAMPLES, example

from cvgen.build import load_profile
from cvgen.exporters import word
from cvgen.exporters.exporter import ExportOrder
from cvgen.plan.composition import compose_plan
from cvgen.plan.request import Request
from cvgen.plan.resolve import resolve
from cvgen.text.prose import Block, Point
from cvgen.text.runs import read_runs

PROFILE = """
basics:
  name: Ada Example
  email: ada@example.org
  image: {image}
work:
- position: Clerk & <b>Co</b>
  name: "[Open Ltd](https://open.example/?a=1&b=2)"
  location: {{city: Berlin}}
  startDate: 2019-01
  endDate: 2020-03
  highlights: [One, [Two, [Three]], "First 艾达 last, H~2~O"]
"""
ARABIC = """
basics: {name: ليلى المثال, email: layla@example.org}
work: [{position: متدربة, name: Example Ltd, startDate: 2019, highlights: ["جعلت Python أسرع"]}]
"""


def export_word(load_text, text, **wish):
    return list_files(export_profile(load_text(text), ["docx"], **wish))[".docx"]


def open_word(data):
    return Document(BytesIO(data))


def take_paragraph(document, text):
    (found,) = [one for one in document.paragraphs if one.text.startswith(text)]
    return found


def squeeze(text):
    """Without white space, and without what only says where a line may break."""
    kept = [one for one in text.replace("\u2011", "-") if not one.isspace()]
    return "".join(kept).replace("\u2060", "").replace("\u00ad", "")


def read_squeezed(markup):
    return squeeze("".join(run.text for run in read_runs(markup)))


def list_texts(document):
    """List what a document says, in the order of reading."""
    texts = [document.name, *document.other_names, document.label]
    texts += [contact.text for contact in document.contacts]
    for block in document.summary:
        texts += block.texts
    for section in document.sections:
        texts.append(section.title)
        for group in section.groups:
            texts.append(group.title)
            for item in group.items:
                texts += [item.number, *item.badges, item.citation, item.title]
                texts += [item.people, item.subtitle, item.place, item.status, *item.notes]
                texts += [detail.text for detail in item.details]
                texts += [*item.body_texts, *(link.label for link in item.links)]
    return [text for text in map(read_squeezed, texts) if text]


def list_missing(texts, said):
    """List the texts that a text does not say behind those before them."""
    missing = []
    position = 0
    for text in texts:
        found = said.find(text, position)
        if found < 0:
            missing.append(text)
        else:
            position = found + len(text)
    return missing


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_text_of_a_profile_stands_in_a_word_document_in_order(name):
    plan = resolve(load_profile(example(name)), Request(), HERE)
    texts = list_texts(compose_plan(plan).document)
    document = open_word(list_files(export_path(example(name), ["docx"]))[".docx"])
    said = squeeze("\n".join(one.text for one in document.paragraphs))
    assert list_missing(texts, said) == []
    assert len(texts) > 20


@pytest.mark.parametrize("name", EXAMPLES)
def test_headings_of_a_word_document_leave_no_level_out(name):
    document = open_word(list_files(export_path(example(name), ["docx"]))[".docx"])
    styles = [one.style.name for one in document.paragraphs]
    assert styles[0] == "Title"
    levels = [int(style[-1]) for style in styles if style.startswith("Heading ")]
    steps = [after - before for before, after in zip([0, *levels], levels, strict=False)]
    assert max(steps) == 1


@pytest.fixture
def read_word(load_text, tmp_path):
    photo = example("ada-example").parent / "photo.jpg"
    if not photo.is_file():
        photo = example("ada-example") / "photo.jpg"
    (tmp_path / "photo.jpg").write_bytes(photo.read_bytes())
    return open_word(export_word(load_text, PROFILE.format(image="photo.jpg")))


def test_an_entry_is_a_heading_with_its_period_at_a_tab_stop(read_word):
    heading = take_paragraph(read_word, "Clerk & <b>Co</b>")
    assert heading.style.name == "Heading 2"
    assert heading.text.split("\t")[1].replace("\xa0", " ") == "Jan 2019 – Mar 2020"
    (stop,) = heading.style.paragraph_format.tab_stops
    section = read_word.sections[0]
    assert stop.position == section.page_width - section.left_margin - section.right_margin
    assert heading.style.paragraph_format.keep_with_next
    styles = {run.text: run.style.name for run in take_paragraph(read_word, "Open Ltd").runs}
    assert styles["Berlin"] == "Place Name"


def test_short_facts_and_links_share_a_line_and_news_have_their_date_in_it(load_text):
    text = """
basics: {name: Ada}
teaching: [{name: Physics, level: BSc, students: '60', summary: Lectures}]
publications: [{name: A work, publisher: Journal, links: {code: 'https://e.org/c', data: 'https://e.org/d'}}]
news: [{date: 2026-01, summary: Moved.}]
"""
    said = [one.text for one in open_word(export_word(load_text, text)).paragraphs]
    assert "Level: BSc · Students: 60" in [one.replace("60 students", "60") for one in said]
    assert "A work\nJournal · code · data" in said
    assert "Moved.\tJan\xa02026" in said


def test_points_are_lists_of_three_levels(read_word):
    styles = {one.text: one.style.name for one in read_word.paragraphs}
    assert [styles[text] for text in ("One", "Two", "Three")] == [
        "List Bullet",
        "List Bullet 2",
        "List Bullet 3",
    ]


def test_links_lead_where_they_led(read_word):
    links = {link.text: link.url for one in read_word.paragraphs for link in one.hyperlinks}
    assert links == {
        "ada@example.org": "mailto:ada@example.org",
        "Open Ltd": "https://open.example/?a=1&b=2",
    }


def test_a_word_of_another_language_says_so_and_a_lowered_letter_is_lowered(read_word):
    runs = {run.text: run for run in take_paragraph(read_word, "First").runs}
    language = runs["艾达"]._r.find(f"{qn('w:rPr')}/{qn('w:lang')}")
    assert language.get(qn("w:eastAsia")) == "zh-CN"
    assert runs["2"].font.subscript


def test_a_photo_has_a_text_alternative_and_no_metadata(read_word):
    (drawing,) = read_word.element.iter(qn("wp:docPr"))
    assert drawing.get("descr") == "Photo of Ada Example"
    (image,) = tuple(read_word.part.package.image_parts)
    assert image.blob.startswith(b"\xff\xd8")
    assert b"Exif" not in image.blob


def test_the_foot_says_the_page_but_on_the_first_one(read_word):
    section = read_word.sections[0]
    assert section.different_first_page_header_footer
    foot = section.footer._element.xml
    assert section.footer.paragraphs[0].text.startswith("Ada Example · ")
    assert " PAGE " in foot
    assert " NUMPAGES " in foot
    assert section.first_page_footer.paragraphs[0].text == ""


def test_properties_say_who_and_when(read_word):
    properties = read_word.core_properties
    assert properties.author == properties.last_modified_by == "Ada Example"
    assert properties.language == "en-US"
    assert properties.created == properties.modified
    assert properties.created.date() == HERE.today


def test_a_document_from_right_to_left_says_so_and_its_latin_words_do_not(load_text):
    document = open_word(export_word(load_text, ARABIC, language="ar"))
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:pPrDefault')}")
    assert defaults.find(f".//{qn('w:bidi')}") is not None
    runs = {run.text.strip(): run for run in take_paragraph(document, "جعلت").runs}
    assert runs["Python"].font.rtl is None
    assert runs["جعلت"].font.rtl is True


def test_lists_with_numbers_each_count_from_one(load_text):
    composition = compose_plan(resolve(load_text("basics: {name: Ada}"), Request(), HERE))
    numbers = Block("numbers", points=(Point(Markup("One")), Point(Markup("Two"))))
    document = replace(composition.document, summary=(numbers, numbers))
    export = word.export_word(ExportOrder(replace(composition, document=document), "cv"))
    read = [one for one in open_word(export.files[".docx"]).paragraphs if "One" in one.text]
    assert [one.style.name for one in read] == ["List Number", "List Number"]
    first, second = (one._p.pPr.numPr.numId.val for one in read)
    assert first != second


def test_every_part_is_xml_whatever_is_typed(load_text):
    text = r'basics: {name: "A & <B> \" \x01 $body", summary: "]]> \uFFFE $line"}'
    data = export_word(load_text, text.replace(r"\x01", "").replace(r"\uFFFE", "�"))
    archive = ZipFile(BytesIO(data))
    for name in archive.namelist():
        parse_xml(archive.read(name))
    assert open_word(data).paragraphs[0].text.startswith("A & <B>")


def test_a_word_document_is_there_without_a_library_for_it(load_text, monkeypatch):
    for module in ("docx", "lxml"):
        monkeypatch.setitem(sys.modules, module, None)
    assert export_word(load_text, "basics: {name: Ada}").startswith(b"PK")
