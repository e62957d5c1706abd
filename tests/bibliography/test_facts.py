"""Dates, status, DOIs, arXiv numbers and addresses, however they were written."""

import pytest

from cvgen.bibliography import identifiers
from cvgen.bibliography.dates import find_month, parse_edtf
from cvgen.bibliography.status import parse_status
from cvgen.profile.publications import Publication


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("jan", ("1", "")), ("January", ("1", "")), ("Sept.", ("9", "")), ("10~January", ("1", "10")), ("March 3", ("3", "3")), ("09", ("9", "")), ("12", ("12", "")), ("Mai", ("5", "")),
        ("Dezember", ("12", "")), ("août", ("8", "")), ("sep/oct", ("9", "")), ("July 5--8", ("7", "")), ("#oct#", ("10", "")), ("十一月", ("11", "")), ("3月", ("3", "")),
        ("13", ("", "")), ("Brumaire", ("", "")), ("Spring", ("", "")), ("", ("", "")),
    ],
)  # fmt: skip
def test_months_are_found_by_name_or_number(text, expected):
    assert find_month(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021", "2021"), ("2021-09", "2021-09"), ("2021-09-14", "2021-09-14"), ("2021-09-14T10:00:00", "2021-09-14"), ("2021-09-01/2021-09-03", "2021-09-01/2021-09-03"), ("2021/", "2021"),
        ("2021~", "2021"), ("2021?", "2021"), ("2021-24", "2021"), ("2021-02-30", "2021-02"), ("199X", ""), ("forthcoming", ""),
    ],
)  # fmt: skip
def test_dates_of_biblatex_keep_what_is_certain(text, expected):
    assert parse_edtf(text) == expected


@pytest.mark.parametrize(
    ("text", "word", "venue"),
    [
        ("in press", "in-press", ""), ("In Press.", "in-press", ""), ("inpress", "in-press", ""), ("to appear", "accepted", ""), ("forthcoming", "accepted", ""), ("To appear in INV 2024", "accepted", "INV 2024"),
        ("accepted", "accepted", ""), ("Accepted at the INV Conference (INV 2024)", "accepted", "INV Conference (INV 2024)"), ("submitted", "submitted", ""), ("Submitted to Nature", "submitted", "Nature"),
        ("under review", "under-review", ""), ("Under review at TINV", "under-review", "TINV"), ("in preparation", "in-preparation", ""), ("(in preparation)", "in-preparation", ""), ("eingereicht", "submitted", ""), ("已录用", "accepted", ""),
    ],
)  # fmt: skip
def test_words_for_the_status_become_ours(text, word, venue):
    found = parse_status(text)
    assert (found.word, found.venue) == (word, venue)
    Publication.model_validate({"name": "T", "status": found.word})


@pytest.mark.parametrize(
    "text", ["2020", "Nature", "Submittedly", "Oral", "Revised edition", "Inpressive work", ""]
)
def test_other_words_are_no_status(text):
    assert parse_status(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "10.1000/abc_1",
        "doi:10.1000/abc_1",
        "DOI: 10.1000/abc_1.",
        "https://doi.org/10.1000/abc_1",
        "http://dx.doi.org/10.1000/abc_1",
        "https://doi.org/10.1000%2Fabc_1",
        "(10.1000/abc_1)",
    ],
)
def test_a_doi_is_one_doi_however_it_was_pasted(text):
    assert identifiers.find_doi(text) == "10.1000/abc_1"


def test_brackets_of_a_doi_are_kept():
    assert identifiers.find_doi(
        "10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O"
    ).startswith("10.1002/(SICI)1097-4571(199806)49:8")


@pytest.mark.parametrize(
    "text",
    [
        "2406.06562",
        "arXiv:2406.06562",
        "arXiv: 2406.06562 [cs]",
        "https://arxiv.org/abs/2406.06562",
        "https://arxiv.org/pdf/2406.06562.pdf",
        "arXiv preprint arXiv:2406.06562",
        "abs/2406.06562",
    ],
)
def test_an_arxiv_number_is_found_however_it_was_pasted(text):
    assert identifiers.find_arxiv(text) == "2406.06562"


@pytest.mark.parametrize("number", ["hep-th/9901001", "math.GT/0309136", "2406.06562v2"])
def test_old_numbers_and_versions_are_numbers_too(number):
    assert (
        identifiers.find_arxiv(number)
        == identifiers.find_labelled_arxiv(f"arXiv:{number}")
        == number
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://x.org/a", "https://x.org/a"), ("www.x.org", "https://www.x.org"), ("github.com/a/b", "https://github.com/a/b"), ("//x.org/a", "https://x.org/a"),
        ("paper.pdf", ""), ("assets/pdf/paper.pdf", ""), ("javascript:alert(1)", ""), ("file:///etc/passwd", ""), ("https://a b", ""), ("true", ""),
    ],
)  # fmt: skip
def test_only_web_addresses_become_links(text, expected):
    assert identifiers.parse_address(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Available at: https://x.org/a",
        "https://x.org/a (accessed 5 May 2020)",
        "Code: <https://x.org/a>.",
    ],
)
def test_words_that_only_lead_to_an_address_go_with_it(text):
    assert identifiers.find_addresses(text) == ["https://x.org/a"]
    assert identifiers.remove_addresses(text) == ""
