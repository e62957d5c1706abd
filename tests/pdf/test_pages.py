"""A PDF from anywhere is read, or refused with one line that says why."""

import pypdf
import pytest

from cvgen.errors import PdfError
from cvgen.pdf.pages import read_pdf_pages

PROFILE = """
basics: {name: Ada Example, label: Physicist}
work:
  - {position: Postdoc, name: Example University, startDate: 2020, endDate: 2024}
interests: [Chess]
"""


@pytest.fixture
def pdf(print_text, tmp_path):
    path = tmp_path / "cv.pdf"
    path.write_bytes(print_text(PROFILE).pdf.data)
    return path


def remade(path, change):
    writer = pypdf.PdfWriter(clone_from=path)
    change(writer)
    writer.write(path)
    return path


def test_it_gives_what_the_file_holds(pdf):
    found = read_pdf_pages(pdf)
    assert found.sizes == ((595.3, 841.9),)
    assert "Ada Example" in found.lines[0][0]
    assert found.bookmarks == ("Ada Example", "Experience", "Interests")
    facts = dict(found.facts)
    assert (facts["author"], facts["subject"], facts["keywords"], facts["language"]) == (
        "Ada Example",
        "Physicist",
        "Chess",
        "en",
    )


def test_a_page_that_is_shown_turned_has_its_size_turned(pdf):
    assert read_pdf_pages(remade(pdf, lambda writer: writer.pages[0].rotate(90))).sizes == (
        (841.9, 595.3),
    )


def test_a_password_against_changes_only_does_not_matter(pdf):
    before = read_pdf_pages(pdf)
    assert (
        read_pdf_pages(remade(pdf, lambda writer: writer.encrypt("", "owner", algorithm="RC4-128")))
        == before
    )


def test_half_characters_of_broken_fonts_become_question_marks(pdf, monkeypatch):
    monkeypatch.setattr(pypdf.PageObject, "extract_text", lambda _: "A \ud835 B")
    assert read_pdf_pages(pdf).lines == (("A ? B",),)


def test_a_pdf_that_says_nothing_of_itself_is_read(tmp_path):
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 200)
    writer.metadata = None
    writer.write(tmp_path / "blank.pdf")
    found = read_pdf_pages(tmp_path / "blank.pdf")
    assert (found.sizes, found.lines, found.bookmarks) == (((100, 200),), ((),), ())


def without_its_page(data):
    """Cut out what is drawn on the page: what follows the first stream, the profile of colours."""
    start = data.index(b"endstream")
    return data[:start] + b"x" * 6000 + data[start + 6000 :]


BROKEN = {
    "empty": (lambda _: b"", "D102", "the file is empty"),
    "not a PDF": (lambda _: b"basics: {}", "D102", "not a PDF"),
    "cut off": (lambda data: data[: len(data) // 2], "D102", "cut off"),
    "nothing but a start and an end": (lambda _: b"%PDF-1.7\nrubbish\n%%EOF\n", "D102", "broken"),
    "a hole where the page was": (without_its_page, "D102", "broken"),
}


@pytest.mark.parametrize(("breaking", "code", "words"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_refused(breaking, code, words, pdf):
    pdf.write_bytes(breaking(pdf.read_bytes()))
    refused(pdf, code, words)


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_a_locked_file_is_refused(algorithm, pdf):
    if algorithm.startswith("AES"):
        pytest.importorskip("cryptography")
    remade(pdf, lambda writer: writer.encrypt("secret", algorithm=algorithm))
    refused(pdf, "D103", "locked by a password")


def test_what_is_not_there_is_refused(tmp_path):
    refused(tmp_path / "none.pdf", "D101", "there is no file")
    refused(tmp_path, "D101", "cannot be read")


def refused(path, code, words):
    with pytest.raises(PdfError) as error:
        read_pdf_pages(path)
    (found,) = error.value.diagnostics
    assert (found.code, found.place.file) == (code, str(path))
    assert words in found.message
