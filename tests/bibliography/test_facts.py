"""Status, DOIs, arXiv numbers and addresses, however they were written."""

import pytest

from cvgen.bibliography import identifiers
from cvgen.bibliography.status import parse_status
from cvgen.profile.publications import Publication
from cvgen.text.links import format_doi_url


@pytest.mark.parametrize(
    ("text", "word", "venue"),
    [
        ("in press", "in-press", ""), ("In Press.", "in-press", ""), ("inpress", "in-press", ""), ("to appear", "accepted", ""), ("forthcoming", "accepted", ""), ("To appear in INV 2024", "accepted", "INV 2024"),
        ("accepted", "accepted", ""), ("Accepted at the INV Conference (INV 2024)", "accepted", "INV Conference (INV 2024)"), ("submitted", "submitted", ""), ("Submitted to Nature", "submitted", "Nature"),
        ("under review", "under-review", ""), ("Under review at TINV", "under-review", "TINV"), ("in preparation", "in-preparation", ""), ("(in preparation)", "in-preparation", ""), ("eingereicht", "submitted", ""), ("ſubmitted to Nature", "submitted", "Nature"), ("已录用", "accepted", ""),
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


SICI = "10.1002/1521-3773(20000703)39:13<2206::AID-ANIE2206>3.0.CO;2-F"


@pytest.mark.parametrize(
    ("less", "greater"),
    [
        ("<", ">"), ("{$<$}", "{$>$}"), ("$<$", "$>$"), (r"\textless{}", r"\textgreater{}"), (r"{\textless}", r"{\textgreater}"), (r"\textless ", r"\textgreater "),
        ("&lt;", "&gt;"), (r"{\&}lt;", r"{\&}gt;"), (r"\&lt;", r"\&gt;"), ("&#60;", "&#x3e;"), (r"$\lt$", r"$\gt$"), (r"\ensuremath{<}", r"\ensuremath{>}"),
        (r"{\$}{\textless}{\$}", r"{\$}{\textgreater}{\$}"),
    ],
)  # fmt: skip
def test_a_doi_of_wiley_is_whole_however_its_brackets_are_written(less, greater, read_text):
    doi = SICI.replace("<", less).replace(">", greater)
    works, findings = read_text(f"@article{{a, title = {{T}}, doi = {{{doi}}}}}")
    assert (works["a"]["doi"], findings) == (SICI, [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://doi.org/10.1002/1521-3773%2820000703%2939:13%3C2206::AID-ANIE2206%3E3.0.CO;2-F", SICI),
        ("10.1002/(SICI)1097-4636(199823)43:4<430::AID-JBM11>3.0.CO;2-#", "10.1002/(SICI)1097-4636(199823)43:4<430::AID-JBM11>3.0.CO;2-#"),
        ("10.1000/a#b", "10.1000/a#b"), ("10.1000/a?b", "10.1000/a?b"), ("10.1000/a%25b", "10.1000/a%25b"), ("10.1000/a;b", "10.1000/a;b"), ("10.1000.10/a", "10.1000.10/a"),
        ("https://doi.org/10.1000/a?utm_source=x", "10.1000/a"), ("https://doi.org/10.1000/a#abstract", "10.1000/a"), ("<10.1000/a>", "10.1000/a"), ("10.1000/a</p>", "10.1000/a"),
        ("10.1000/\n  a", "10.1000/a"), ("https://doi-org.proxy.example.edu/10.1000/a%2Fb", "10.1000/a/b"),
    ],
)  # fmt: skip
def test_a_doi_is_neither_cut_nor_glued(text, expected):
    assert identifiers.find_doi(text) == expected


@pytest.mark.parametrize("field", ["url", "doi"])
def test_an_address_with_escaped_characters_is_all_of_its_doi(field, read_text):
    works, findings = read_text(
        f"@misc{{a, title = {{T}}, {field} = {{https://doi.org/10.5555/abc%23d}}}}"
    )
    assert (works["a"]["doi"], findings) == ("10.5555/abc#d", [])


@pytest.mark.parametrize(
    "text", ["10.1000/a, 10.1000/b", "10.1000/a and 10.1000/b", "10.1000/a,10.1000/b", "10.1000/a;doi:10.1000/b", "10.1000/a (see p. 2)"]
)  # fmt: skip
def test_what_stands_behind_a_doi_is_no_part_of_it_and_told(text, read_text):
    works, findings = read_text(f"@article{{a, title = {{T}},\n doi = {{{text}}}}}")
    assert (works["a"]["doi"], findings) == ("10.1000/a", [("B212", 2)])


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://hdl.handle.net/20.500.12345/678", "https://hdl.handle.net/20.500.12345/678"), ("hdl:2027/abc.1", "https://hdl.handle.net/2027/abc.1"), ("20.500.12345/678", "https://hdl.handle.net/20.500.12345/678"),
        ("https://example.org/doi/10.1000/a/full", "https://example.org/doi/10.1000/a/full"), ("10/abcde", "https://doi.org/10/abcde"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["papers.bib", "papers.json"])
def test_a_handle_or_an_address_in_the_place_of_a_doi_stays_what_it_is(text, url, name, read_text):
    file = f"@article{{a, title = {{T}}, doi = {{{text}}}}}"
    if name.endswith("json"):
        file = f'[{{"id": "a", "title": "T", "DOI": "{text}"}}]'
    works, findings = read_text(file, name)
    assert (works["a"].get("doi"), works["a"]["url"], findings) == (None, url, [])


@pytest.mark.parametrize(
    ("doi", "address"),
    [
        (SICI, "https://doi.org/10.1002/1521-3773(20000703)39:13%3C2206::AID-ANIE2206%3E3.0.CO;2-F"), ("10.1000/a#b?c%d", "https://doi.org/10.1000/a%23b%3Fc%25d"),
        ("https://doi.org/10.1000/a%23b", "https://doi.org/10.1000/a%23b"), ("10.1000/a_(b)-1", "https://doi.org/10.1000/a_(b)-1"),
    ],
)  # fmt: skip
def test_the_address_of_a_doi_has_its_characters_escaped_once(doi, address):
    paper = Publication.model_validate({"name": "T", "doi": doi})
    assert format_doi_url(paper.doi) == address


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
