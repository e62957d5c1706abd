"""Everything that a profile says is on its pages, whole, for every way of reading them."""

import re

import pytest
from printed import joined, needs_poppler, spaced

CJK = re.compile(r"[\u2e80-\u9fff\uff00-\uffef]")


def test_every_text_is_there_in_the_order_of_the_content(case):
    assert [text for text in case.says.texts if joined(text) not in case.pdf.content] == []


@pytest.mark.parametrize("extractor", ["words", "by_pypdf"])
def test_words_neither_stick_together_nor_fall_apart(case, extractor):
    page = spaced(getattr(case.pdf, extractor))
    pieces = [
        spaced(piece)
        for section in case.says.sections
        for entry in section.entries
        for piece in (*entry.pieces, entry.period)
    ]
    assert [
        piece for piece in pieces if not CJK.search(piece) and not stands_apart(piece, page)
    ] == []


def stands_apart(piece, page):
    """Say whether a text stands somewhere with no letter or digit right before or behind it."""
    at = page.find(piece)
    while at >= 0:
        beside = page[max(0, at - 1) : at] + page[at + len(piece) : at + len(piece) + 1]
        if not re.search("[A-Za-z0-9]", beside):
            return True
        at = page.find(piece, at + 1)
    return False


@needs_poppler
def test_every_text_is_there_for_who_reads_by_position(case):
    """Poppler drops the hyphens at line ends; pdfminer.six sees columns that poppler does not."""
    assert (
        lacking(case.pdf, lacking(case.pdf, case.says.texts, "by_pdftotext"), "by_pdfminer") == []
    )


def lacking(pdf, texts, extractor):
    if not texts:
        return []
    page = joined(getattr(pdf, extractor)).replace("-", "")
    return [text for text in texts if joined(text).replace("-", "") not in page]


def test_every_date_is_there(case):
    periods = [entry.period for section in case.says.sections for entry in section.entries]
    assert [period for period in periods if joined(period) not in case.pdf.content] == []


def test_every_address_is_a_link(case):
    assert case.says.urls - set(case.pdf.links) == set()


def test_links_lead_to_the_web_to_mail_or_to_a_telephone(case):
    assert [link for link in case.pdf.links if not re.match("(https?|mailto|tel):", link)] == []


def test_no_character_stands_for_something_else(case):
    """Icons in private use, replacement characters, soft hyphens, and hyphens that break a word for good."""
    for text in (*case.pdf.raw_pages, case.pdf.by_pypdf):
        assert re.findall("[\ue000-\uf8ff\ufffd\xad]|\u2010\\s*\n", text) == []


def test_a_shipped_example_builds_without_a_warning(paper_case):
    """In another language the last page may be short, which R210 says.

    A heading at the foot of a column stands beside what the other column holds, which F163 says.
    """
    allowed = set() if paper_case.shipped else {"R210"}
    if paper_case.theme == "columns":
        allowed |= {"F163"}
    assert [
        str(warning) for warning in paper_case.pdf.warnings if warning.code not in allowed
    ] == []
