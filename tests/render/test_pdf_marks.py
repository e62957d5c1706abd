"""A file says that it is PDF/A-3a and PDF/UA-1, or neither; a missing mark is an error."""

import io

import pypdf
import pytest
from shipped import THEMES

from cvgen.errors import RenderError
from cvgen.render.conformance import check_marks, claim_pdf_ua, withdraw_pdf_a
from cvgen.render.pdf import Assembly, print_sources

CATALOG_KEYS = {
    "MarkInfo": "no MarkInfo",
    "Lang": "no Lang",
    "StructTreeRoot": "no StructTreeRoot",
    "OutputIntents": "no OutputIntent",
    "Metadata": "no /Metadata",
}


def print_with(source, finish, *, is_claimed=True):
    assembly = Assembly(lambda documents: documents[0], lambda _, file: finish(file), is_claimed)
    return print_sources((source,), lambda _: None, assembly).data


def find_metadata(pdf_file):
    return pdf_file.objects[int(pdf_file.catalog["Metadata"].split()[0])]


def change_metadata(pdf_file, old, new):
    metadata = find_metadata(pdf_file)
    (packet,) = metadata.stream
    assert old in packet
    metadata.stream = [packet.replace(old, new)]


@pytest.mark.parametrize("theme", THEMES)
def test_a_cv_carries_every_mark(theme, build_example):
    """Read by another reader than the one that guards every build."""
    data = build_example("ada-example", theme).pdf.data
    check_marks(data, is_claimed=True)
    catalog = pypdf.PdfReader(io.BytesIO(data)).root_object
    assert catalog["/MarkInfo"]["/Marked"] is True or catalog["/MarkInfo"]["/Marked"].value is True
    assert catalog["/Lang"] == "en"
    assert catalog["/StructTreeRoot"]["/K"]
    assert catalog["/OutputIntents"][0]["/S"] == "/GTS_PDFA1"
    packet = catalog["/Metadata"].get_object().get_data()
    assert b'pdfaid:part="3" pdfaid:conformance="A"' in packet
    assert b"<pdfuaid:part>1</pdfuaid:part>" in packet


@pytest.mark.parametrize("key", CATALOG_KEYS)
def test_a_mark_that_is_missing_from_the_catalog_is_an_error(key, make_source):
    def finish(pdf_file):
        claim_pdf_ua(pdf_file)
        del pdf_file.catalog[key]

    with pytest.raises(RenderError, match=CATALOG_KEYS[key]) as caught:
        print_with(make_source(), finish)
    assert [finding.code for finding in caught.value.diagnostics] == ["R211"]


def test_a_tree_without_tags_is_an_error(make_source):
    def finish(pdf_file):
        claim_pdf_ua(pdf_file)
        number = int(pdf_file.catalog["StructTreeRoot"].split()[0])
        del pdf_file.objects[number]["K"]

    with pytest.raises(RenderError, match="no StructTreeRoot"):
        print_with(make_source(), finish)


def test_a_page_without_a_language_is_an_error(make_source):
    with pytest.raises(RenderError, match="no Lang") as caught:
        print_with(make_source(language=""), claim_pdf_ua)
    assert "<html lang=" in caught.value.diagnostics[0].hint


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (b'pdfaid:part="3"', b'pdfaid:part="2"', "pdfaid:part 2, not 3"),
        (b' pdfaid:conformance="A"', b"", "pdfaid:conformance None, not A"),
        (b"<pdfuaid:part>1<", b"<pdfuaid:part>2<", "pdfuaid:part 2, not 1"),
        (b"<pdfuaid:part>1</pdfuaid:part>", b"", "pdfuaid:part None, not 1"),
        (b"http://www.aiim.org/pdfua/ns/id/", b"http://other", "pdfuaid:part None, not 1"),
        (b"</x:xmpmeta>", b"", "missing or broken"),
    ],
)
def test_a_mark_that_is_missing_from_the_metadata_is_an_error(old, new, problem, make_source):
    def finish(pdf_file):
        claim_pdf_ua(pdf_file)
        change_metadata(pdf_file, old, new)

    with pytest.raises(RenderError, match=problem):
        print_with(make_source(), finish)


def test_an_end_of_the_metadata_that_is_written_otherwise_is_an_error(print_html, monkeypatch):
    """The mark of PDF/UA stands before it, and once went missing without a word."""
    from weasyprint.pdf.metadata import DocumentMetadata

    generate = DocumentMetadata.generate_rdf_metadata
    monkeypatch.setattr(
        DocumentMetadata,
        "generate_rdf_metadata",
        lambda *arguments: generate(*arguments).replace(b"</rdf:RDF>", b"</rdf:RDF >"),
    )
    with pytest.raises(RenderError, match="has not one '</rdf:RDF>'"):
        print_html()


def test_a_claim_that_is_written_otherwise_cannot_be_withdrawn(make_source):
    def finish(pdf_file):
        change_metadata(pdf_file, b'pdfaid:conformance="A" />', b'pdfaid:conformance="A"/>')
        withdraw_pdf_a(pdf_file)

    with pytest.raises(RenderError, match="has not one"):
        print_with(make_source(), finish, is_claimed=False)


def test_a_file_that_claims_nothing_keeps_its_tags(make_source):
    data = print_with(make_source(), withdraw_pdf_a, is_claimed=False)
    packet = pypdf.PdfReader(io.BytesIO(data)).root_object["/Metadata"].get_object().get_data()
    assert b"pdfaid:part" not in packet
    with pytest.raises(RenderError, match="pdfaid:conformance None, not A"):
        check_marks(data, is_claimed=True)


def test_a_claim_too_many_is_an_error(make_source):
    with pytest.raises(RenderError, match="pdfaid:conformance A, not None"):
        print_with(make_source(), lambda _: None, is_claimed=False)
