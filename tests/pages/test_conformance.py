"""What is printed is an archive file (PDF/A-3a) and accessible (PDF/UA-1), and carries nothing that it should not."""

import re
from collections import Counter
from pathlib import Path

import pytest
from cases import ALWAYS, CASES
from shipped import THEMES


def list_judged():
    """List what veraPDF judges: in every theme Ada, who has everything, and one of the others by turns."""
    judged = Counter()
    for theme in THEMES:
        first, *others = [case for case in CASES if case[1] == theme]
        assert first[0] == ALWAYS
        yield first
        name, *_, variant = other = min(others, key=lambda case: judged[case[0], case[3]])
        judged[name, variant] += 1
        yield other


@pytest.mark.xdist_group("verapdf")
def test_every_page_is_pdf_a_3a_and_pdf_ua_1(printed, find_broken_rules, tmp_path):
    """All in one test, because Java starts slowly."""
    files = {tmp_path / ("-".join(filter(None, case)) + ".pdf"): case for case in list_judged()}
    assert {case[0] for case in files.values()} == {case[0] for case in CASES}
    assert {case[3] for case in files.values()} == {case[3] for case in CASES}
    for path, case in files.items():
        path.write_bytes(printed(*case).data)
    broken = find_broken_rules(*files)
    assert {
        f"{Path(path).stem} {name}": rules
        for path, kinds in broken.items()
        for name, rules in kinds.items()
        if rules
    } == {}


def test_the_document_says_its_language(case):
    assert case.pdf.pypdf.root_object["/Lang"] == case.says.language


def test_texts_in_another_language_say_which(case):
    """Ada's name is in Chinese too; a screen reader has to know."""
    other = {"en": "zh", "zh": "en"}[case.says.language]
    if len(case.says.names) > 1:
        assert other in case.pdf.languages


def test_metadata_come_from_the_profile(case):
    found = case.pdf.pypdf.metadata
    assert found.title.startswith(case.says.name)
    assert (found.author, found.subject) == (case.says.name, case.says.label)
    assert found.get("/Keywords", "") == ", ".join(case.says.keywords)


def test_the_file_is_plain(paper_case):
    """PDF 1.7 without a password, forms or programs."""
    data = paper_case.pdf.data
    assert data.startswith(b"%PDF-1.7\n")
    data = re.sub(
        rb"\bstream\r?\n.*?endstream", b"", data, flags=re.DOTALL
    )  # its bytes may read as anything
    assert (
        re.findall(rb"/(?:Encrypt|AcroForm|JavaScript|JS|Launch|OpenAction|AA|RichMedia)\b", data)
        == []
    )


def test_fonts_are_in_the_file_as_far_as_they_are_used(case):
    assert case.pdf.fonts
    for name, font in case.pdf.fonts.items():
        inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        assert font["/Subtype"] != "/Type3", name
        assert {"/FontFile2", "/FontFile3"} & set(inner["/FontDescriptor"]), name
        assert re.match("/[A-Z]{6}[+]", name), name
