"""Typeset documents become one file, PDF/A-3a and PDF/UA-1: what is alike in two stays apart."""

import io
from datetime import date

import pypdf
import pypdfium2
import pytest
from PIL import Image
from shipped import ROOT, example

from cvgen.build import build, build_letter, load_profile
from cvgen.plan.request import Environment, Request
from cvgen.profile.letter import read_letter as load_letter
from cvgen.render import sandbox
from cvgen.render.merge import Bookmark, MergeMetadata, PageGap, TypesetPart, merge_typeset

ABOUT = MergeMetadata(
    "Application, Ada Example",
    "Ada Example",
    "en",
    date(2026, 11, 20),
    "Postdoc",
    "Ada Example",
    "QM-2027-03",
)


@pytest.fixture(scope="module")
def parts(around):
    """Make a letter, a CV on A4, and another person's CV in Chinese on Letter."""
    ada = load_profile(example("ada-example"))
    letter = build_letter(
        load_letter(ROOT / "examples" / "ada-example" / "letter.md"),
        ada,
        Request(theme="classic"),
        around,
    )
    other = Request(theme="song", language="zh", options={"paper": "Letter"})
    documents = [
        letter,
        build(ada, Request(theme="sidebar"), around),
        build(load_profile(example("peking-undergraduate")), other, around),
    ]
    titles = ("Letter", "Curriculum vitae", "简历")
    return [
        TypesetPart(title, document.pdf) for title, document in zip(titles, documents, strict=True)
    ]


@pytest.fixture(scope="module")
def whole(parts):
    return merge_typeset(parts, ABOUT)


@pytest.fixture(scope="module")
def reader(whole):
    return read(whole)


def read(pdf):
    return pypdf.PdfReader(io.BytesIO(pdf.data))


def list_bookmarks(outline, reader):
    """Name every line of an outline and its page, those below in a list."""
    bookmarks = []
    for line in outline:
        if isinstance(line, list):
            bookmarks.append(list_bookmarks(line, reader))
        else:
            bookmarks.append((line.title, reader.get_destination_page_number(line)))
    return bookmarks


def list_links(reader):
    """Name the page of every link, and the page that it leads to."""
    links = []
    for number, page in enumerate(reader.pages):
        for reference in page.get("/Annots", ()):
            annotation = reference.get_object()
            if "/Dest" in annotation:
                target = reader.named_destinations[annotation["/Dest"]]
                links.append((number, reader.get_destination_page_number(target)))
    return links


def test_the_pages_are_those_of_the_documents_in_their_order(parts, whole, reader):
    assert whole.pages == tuple(size for part in parts for size in part.pdf.pages)
    pages_alone = []
    for part in parts:
        pages_alone += read(part.pdf).pages
    for page, other in zip(reader.pages, pages_alone, strict=True):
        words = other.extract_text().split()[:20]
        assert page.extract_text().split()[:20] == words


def test_every_page_says_whose_it_is_and_which_of_how_many(parts, reader):
    total = len(reader.pages)
    titles = []
    for part in parts:
        titles += [part.title] * len(part.pdf.pages)
    for number, (page, title) in enumerate(zip(reader.pages, titles, strict=True), 1):
        lines = [line for line in page.extract_text().splitlines() if line.endswith(f"/ {total}")]
        assert lines == [f"Ada Example · QM-2027-03 · {title} · {number} / {total}"]


def test_the_feet_of_the_themes_give_way_to_the_running_line(parts, reader):
    for page in reader.pages:
        for line in page.extract_text().splitlines():
            assert not line.endswith(("1/3", "2/3", "3/3", "1/1"))


def test_without_a_running_line_the_feet_stay(parts):
    about = MergeMetadata("T", "A", "en", date(2026, 11, 20), has_running_line=False)
    reader = read(merge_typeset(parts[1:2], about))
    assert f"1/{len(reader.pages)}" in reader.pages[0].extract_text()


def test_the_running_line_is_no_part_of_the_text(reader):
    for page in reader.pages:
        operations = page.get_contents().operations
        marks = [operands for operands, operator in operations if operator == b"BDC"]
        assert ["/Artifact", {"/Type": "/Pagination"}] in marks


def test_each_document_is_a_line_of_the_outline_with_its_own_below(parts, reader):
    bookmarks = list_bookmarks(reader.outline, reader)
    firsts = {"Letter": 0, "Curriculum vitae": 1, "简历": 1 + len(parts[1].pdf.pages)}
    assert dict(bookmark for bookmark in bookmarks if isinstance(bookmark, tuple)) == firsts
    below = bookmarks[bookmarks.index(("Curriculum vitae", 1)) + 1]
    assert ("Education", 1) in below
    assert all(1 <= page < firsts["简历"] for _, page in below)


def test_links_of_two_documents_with_the_same_names_stay_in_their_own(print_html):
    across = '<p><a href="#x">there</a></p><p id="x" style="break-before: page">here</p>'
    within = '<p id="x"><a href="#x">here</a></p><p style="break-before: page">nothing</p>'
    whole = merge_typeset(
        [
            TypesetPart("One", print_html(across)),
            TypesetPart("Two", print_html(within)),
            TypesetPart("Three", print_html(across)),
        ],
        ABOUT,
    )
    assert list_links(read(whole)) == [(0, 1), (2, 2), (4, 5)]


def test_pictures_of_two_documents_with_the_same_address_stay_in_their_own(print_html, tmp_path):
    for name, color in (("red", (255, 0, 0)), ("blue", (0, 0, 255))):
        Image.new("RGB", (20, 20), color).save(tmp_path / f"{name}.png")
    html = '<img src="photo:x" alt="me" style="width: 400px; height: 400px">'
    parts = []
    for name in ("red", "blue"):
        pictures = {"photo:x": tmp_path / f"{name}.png"}
        parts.append(TypesetPart(name, print_html(html, pictures)))
    strongest = []
    for page in pypdfium2.PdfDocument(merge_typeset(parts, ABOUT).data):
        color = page.render(scale=0.5).to_pil().convert("RGB").getpixel((100, 100))
        strongest.append(color.index(max(color)))
    assert strongest == [0, 2]


def test_the_tags_of_each_document_hang_together_and_say_their_language(parts, reader):
    root = reader.root_object["/StructTreeRoot"]["/K"][0]
    tags = [reference.get_object() for reference in root["/K"]]
    assert [(tag["/S"], tag["/T"], tag["/Lang"]) for tag in tags] == [
        ("/Document", "Letter", "en"),
        ("/Document", "Curriculum vitae", "en"),
        ("/Document", "简历", "zh"),
    ]
    numbers = {page.indirect_reference.idnum: number for number, page in enumerate(reader.pages)}
    tagged_pages = []
    for tag, part in zip(tags, parts, strict=True):
        pages = set()
        for child in tag["/K"]:
            pages.add(numbers[child.get_object().raw_get("/Pg").idnum])
        assert len(pages) == len(part.pdf.pages)
        tagged_pages += sorted(pages)
    assert tagged_pages == list(range(len(reader.pages)))


def test_the_file_says_of_itself_what_it_was_told(reader):
    metadata = reader.metadata
    assert (metadata.title, metadata.author, metadata.subject) == (
        "Application, Ada Example",
        "Ada Example",
        "Postdoc",
    )
    assert (reader.root_object["/Lang"], metadata["/CreationDate"]) == ("en", "D:20261120")


def test_the_file_is_pdf_a_3a_and_pdf_ua_1(whole, find_broken_rules, tmp_path):
    (tmp_path / "whole.pdf").write_bytes(whole.data)
    assert find_broken_rules(tmp_path / "whole.pdf") == {
        str(tmp_path / "whole.pdf"): {"PDF/A-3a": {}, "PDF/UA-1": {}}
    }


def test_the_same_documents_give_the_same_bytes(parts, whole):
    assert merge_typeset(parts, ABOUT).data == whole.data


def test_a_file_with_a_gap_claims_nothing(parts):
    gap = PageGap(
        ((500, 700), (700, 500)),
        frozenset({1}),
        Bookmark("Transcript", 0, 0, 700, (Bookmark("Second", 1, 0, 500),)),
    )
    whole = merge_typeset([TypesetPart("Transcript", gap), parts[0]], ABOUT)
    reader = read(whole)
    assert whole.pages[:2] == gap.pages
    assert list_bookmarks(reader.outline, reader)[:2] == [("Transcript", 0), [("Second", 1)]]
    assert b"pdfaid:part" not in reader.root_object["/Metadata"].get_data()
    assert b"pdfuaid" not in reader.root_object["/Metadata"].get_data()


def test_a_line_that_runs_from_the_right_keeps_its_numbers(parts):
    about = MergeMetadata(
        "طلب", "آدا", "ar", date(2026, 11, 20), name="آدا مثال", reference="QM-2027-03"
    )
    reader = read(merge_typeset([TypesetPart("رسالة", parts[0].pdf)], about))
    assert "QM-2027-03" in reader.pages[0].extract_text()
    assert "1 / 1" in reader.pages[0].extract_text()


def test_a_theme_that_is_not_ours_is_set_in_a_process_of_its_own(tmp_path, around, monkeypatch):
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "theme.yaml").write_text(
        "title: Mine\nsummary: My own.\nextends: classic\ncontract: 1\n", "utf-8"
    )
    (folder / "style.css").write_text("@page { @bottom-left { content: 'mine' } }", "utf-8")
    mine = build(
        load_profile(example("ada-example")),
        Request(theme="mine"),
        Environment(around.today, (tmp_path,), around.cache_folder),
    ).pdf
    run = sandbox.run_in_sandbox
    sandboxed = []

    def record_run(call, job, theme):
        sandboxed.append(theme.file)
        return run(call, job, theme)

    monkeypatch.setattr(sandbox, "run_in_sandbox", record_run)
    whole = merge_typeset([TypesetPart("CV", mine)], ABOUT)
    assert sandboxed == [str(folder)]
    assert "mine" not in read(whole).pages[0].extract_text().split()
