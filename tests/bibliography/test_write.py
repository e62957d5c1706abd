"""What is exported says what the profile says: to our own reader, to BibTeX's rules, and to other programs."""

import json

import pytest
from shipped import ROOT

from cvgen.bibliography import write
from cvgen.bibliography.format_text import format_html
from cvgen.bibliography.read import read_bibliography
from cvgen.errors import Place
from cvgen.profile.publications import Publication

FILES = sorted([*(ROOT / "tests/bibliography/wild").iterdir(), *ROOT.glob("examples/*/papers.bib")])
FORMATS = {".bib": write.format_bibtex, ".json": write.format_csl_json}
PAPER = {
    "key": "ada2020",
    "name": "A *study* of GPU & **CPU**, 50% at 10^5^ H~2~O, $x^{2}$, a\\_b, {x}, \\*, 'q' -- and `code`",
    "authors": ["Ada Example*#", {"name": "Ludwig van Beethoven", "orcid": "0000-0002-1825-0097"}, "Martin Luther King, Jr", "ATLAS Collaboration", "高泽峰", "Barnes and Noble, Inc.", "et al."],
    "publisher": "Journal of R&D: *Part* A",
    "releaseDate": "2020-05-07",
    "type": "article-journal",
    "volume": "12", "issue": "3", "pages": "1–10", "number": "e17",
    "doi": "10.1000/a_b%20(c)", "arxiv": "2001.00001", "url": "https://example.org/~ada/a_b?x=1&y=%20#top",
    "links": {"code": "https://example.org/code", "talk page": "https://example.org/talk_1"},
    "notes": ["Oral", "Best paper, *runner-up*"],
    "tags": ["selected", "tensor networks"],
    "badge": "JRD", "language": "en",
}  # fmt: skip


def publications(path):
    return [
        Publication.model_validate(reference.data)
        for reference in read_bibliography(path, path.name)[0]
    ]


def again(text, suffix, folder):
    path = folder / f"exported{suffix}"
    path.write_text(text, "utf-8")
    references, findings = read_bibliography(path, path.name)
    assert [finding for finding in findings if finding.code != "B214"] == []
    return [Publication.model_validate(reference.data) for reference in references]


def written_out(paper, suffix):
    """CSL-JSON has formulas as text with scripts, which stay so."""
    if suffix == ".bib":
        return paper
    return paper.model_copy(update={"name": format_html(paper.name), "protectedWords": ()})


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_bibliography_goes_out_and_comes_back_the_same(path, suffix, tmp_path):
    papers = publications(path)
    assert [
        written_out(paper, suffix) for paper in again(FORMATS[suffix](papers), suffix, tmp_path)
    ] == [written_out(paper, suffix) for paper in papers]


@pytest.mark.parametrize("suffix", FORMATS)
def test_everything_that_a_publication_says_goes_out_and_comes_back(suffix, tmp_path):
    paper = Publication.model_validate(PAPER)
    [back] = again(FORMATS[suffix]([paper]), suffix, tmp_path)
    assert dict(written_out(back, suffix)) == dict(written_out(paper, suffix))


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize(
    "status", ["in-preparation", "submitted", "under-review", "revised", "accepted", "in-press"]
)
@pytest.mark.parametrize(
    "kind", ["article-journal", "paper-conference", "manuscript", "preprint", "chapter"]
)
def test_the_status_goes_out_and_comes_back(kind, status, suffix, tmp_path):
    paper = Publication.model_validate(
        {"key": "a", "name": "A", "type": kind, "status": status, "publisher": "The Journal (J)"}
    )
    [back] = again(FORMATS[suffix]([paper]), suffix, tmp_path)
    assert (back.type, back.status, back.publisher) == (kind, status, "The Journal (J)")


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_venue_that_is_only_hoped_for_does_not_read_as_one(suffix):
    paper = Publication.model_validate(
        {"name": "A", "type": "article-journal", "status": "submitted", "publisher": "Nature"}
    )
    assert "Submitted to Nature" in FORMATS[suffix]([paper])


@pytest.mark.parametrize("kind", Publication.model_fields["type"].annotation.__args__[0].__args__)
@pytest.mark.parametrize("suffix", FORMATS)
def test_every_type_goes_out_and_comes_back(kind, suffix, tmp_path):
    paper = Publication.model_validate(
        {
            "key": "a",
            "name": "A",
            "type": kind,
            "arxiv": "2001.00001" if kind == "preprint" else None,
            "publisher": "arXiv" if kind == "preprint" else "Somewhere",
        }
    )
    [back] = again(FORMATS[suffix]([paper]), suffix, tmp_path)
    assert (back.type, back.publisher) == (kind, paper.publisher)


@pytest.mark.parametrize("form", FORMATS.values())
def test_the_same_publications_give_the_same_bytes(form):
    papers = [Publication.model_validate(PAPER) for _ in range(2)]
    assert form(papers) == form(papers)


def test_every_key_is_used_once_and_holds_nothing_that_bibtex_refuses():
    papers = [
        Publication.model_validate({"key": key, "name": "A Title"})
        for key in ("a b", "a{b}", "ab", None, None)
    ]
    text = write.format_bibtex(papers)
    assert [line[6:-1] for line in text.splitlines() if line.startswith("@")] == [
        "ab",
        "aba",
        "abb",
        "worktitle",
        "worktitlea",
    ]


def test_titles_in_languages_go_out_in_the_one_asked_for():
    paper = Publication.model_validate({"name": {"en": "A Title", "zh": "题目"}})
    assert "{题目}" in write.format_bibtex([paper], ("zh",))
    assert json.loads(write.format_csl_json([paper]))[0]["title"] == "A Title"


def test_nothing_gives_nothing():
    assert (write.format_bibtex([]), json.loads(write.format_csl_json([]))) == ("", [])


def test_capitals_that_a_style_would_make_small_are_kept():
    """Sentence case: every capital after the first word means something. Title case: only those inside of words."""
    sentence = write.format_bibtex(
        [Publication.model_validate({"name": "The mRNA of Drosophila on a GPU"})]
    )
    titled = write.format_bibtex(
        [Publication.model_validate({"name": "The Invention of Great mRNA Things on GPUs"})]
    )
    assert "{The {mRNA} of {Drosophila} on a {GPU}}" in sentence
    assert "{The Invention of Great {mRNA} Things on {GPUs}}" in titled


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_another_reader_finds_every_entry_that_goes_out(path):
    judge = pytest.importorskip("bibtexparser")
    papers = publications(path)
    library = judge.parse_string(write.format_bibtex(papers))
    assert library.failed_blocks == []
    assert [entry.key for entry in library.entries] == [
        paper.key.replace("~", "") for paper in papers
    ]


def test_csl_json_has_the_names_of_its_specification():
    [item] = json.loads(write.format_csl_json([Publication.model_validate(PAPER)]))
    assert item["title"].startswith(
        "A <i>study</i> of GPU & <b>CPU</b>, 50% at 10<sup>5</sup> H<sub>2</sub>O"
    )
    assert item["author"][1] == {
        "family": "Beethoven",
        "given": "Ludwig",
        "non-dropping-particle": "van",
        "ORCID": "0000-0002-1825-0097",
    }
    assert item["author"][3] == {"literal": "ATLAS Collaboration"}
    assert (item["issued"], item["page"], item["container-title"]) == (
        {"date-parts": [[2020, 5, 7]]},
        "1-10",
        "Journal of R&D: <i>Part</i> A",
    )


def test_what_no_field_of_a_bibliography_holds_is_told_once_a_kind():
    papers = [
        Publication.model_validate({"name": "A", "rankings": {"CCF": "A"}}),
        Publication.model_validate({"name": "B", "rankings": {"CCF": "B"}, "highlights": ["x"]}),
        Publication.model_validate({"name": {"en": "C", "de": "D"}, "publisher": "P"}),
    ]
    losses = write.list_losses(papers, Place("profile.yaml"))
    assert [loss.message.partition(" have")[0] for loss in losses] == [
        "the rankings of 2 works",
        "the highlights of 1 work",
        "the texts in other languages of 1 work",
    ]
    assert all(loss.severity == "warning" for loss in losses)


@pytest.mark.parametrize(
    ("kind", "note"),
    [("thesis", "PhD thesis"), ("thesis", "Doctoral dissertation"), ("report", "White Paper")],
)
def test_what_a_thesis_or_report_is_goes_out_as_its_kind(kind, note, tmp_path):
    paper = Publication.model_validate(
        {"key": "a", "name": "T", "type": kind, "publisher": "Univ", "notes": [note, "Oral"]}
    )
    [item] = json.loads(write.format_csl_json([paper]))
    assert (item["genre"], item["note"]) == (note, "Oral")
    for suffix, form in FORMATS.items():
        [back] = again(form([paper]), suffix, tmp_path)
        assert back.notes == (note, "Oral")
