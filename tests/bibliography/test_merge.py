"""Each work prints once, with what all its entries know."""

import re

import pytest

from cvgen.bibliography.merge import merge_references
from cvgen.bibliography.read import read_bibliography

PUBLISHED = "@article{published,\n title = {A Study of {Inventions}}, author = {Example, Ada and Sample, Bo}, journal = {J. Inv.}, year = 2021, doi = {10.1000/inv.1}, note = {Oral}}\n"
PREPRINT = "@misc{preprint,\n title = {A study of inventions}, author = {A. Example and B. Sample}, year = 2020, eprint = {2001.00001}, archiveprefix = {arXiv}, code = {https://example.org/code}}\n"


@pytest.fixture
def merge(tmp_path):
    """Merge the works of files with these texts."""

    def merge(*texts):
        references = []
        for number, text in enumerate(texts):
            path = tmp_path / f"{number}.bib"
            path.write_text(text)
            references += read_bibliography(path, path.name)[0]
        return merge_references(references)

    return merge


@pytest.mark.parametrize(
    "texts", [(PUBLISHED, PREPRINT), (PREPRINT, PUBLISHED), (PREPRINT + PUBLISHED,)]
)
def test_a_preprint_and_its_published_version_print_as_one_with_both_links(texts, merge):
    [work], [told] = merge(*texts)
    data = work.data
    assert (work.key, data["type"], data["doi"], data["arxiv"], data["releaseDate"]) == (
        "published",
        "article-journal",
        "10.1000/inv.1",
        "2001.00001",
        "2021",
    )
    assert data["links"] == {"code": "https://example.org/code"}
    assert (told.code, told.severity) == ("W401", "warning")
    assert "'preprint'" in told.message
    assert "'published'" in told.message
    assert ".bib:" in told.message
    assert told.place


def test_a_preprint_elsewhere_than_arxiv_becomes_a_link(merge):
    [work], _ = merge(
        PUBLISHED,
        "@article{b, title = {A Study of Inventions}, author = {Ada Example}, journal = {bioRxiv}, doi = {10.1101/2020.01.01}}",
    )
    assert work.data["links"] == {"preprint": "https://doi.org/10.1101/2020.01.01"}


@pytest.mark.parametrize(
    "title",
    ["A STUDY OF INVENTIONS", "A Study of Inventions: Why They Matter", "A Study on Inventions"],
    ids=["capitals", "a subtitle", "a slip"],
)
def test_one_doi_and_one_title_is_one_work(title, merge):
    [work], [told] = merge(
        PUBLISHED,
        f"@article{{other, title = {{{title}}}, url = {{https://doi.org/10.1000/INV.1}}, volume = 7}}",
    )
    assert (work.key, work.data["name"], work.data["volume"], told.code) == (
        "published",
        "A Study of Inventions",
        "7",
        "W402",
    )


@pytest.mark.parametrize(
    "field", ["doi = {10.1000/inv.1}", "url = {https://doi.org/10.1000/INV.1}"]
)
@pytest.mark.parametrize(
    "title", ["Contracts for pears", "A Study of Inventions II", "A Study of Inventions, Part 2"]
)
def test_a_doi_in_the_wrong_entry_hides_no_work_and_is_told(field, title, merge):
    works, [told] = merge(PUBLISHED, f"@article{{other, title = {{{title}}}, {field}}}")
    assert [work.key for work in works] == ["published", "other"]
    assert (told.code, told.place.file) == ("B217", "1.bib")
    assert "10.1000/inv.1" in told.message
    assert "'published' (A Study of Inventions)" in told.message


def test_many_works_with_the_doi_of_their_book_are_told_once(merge):
    chapters = [
        f"@incollection{{c{number}, title = {{{title}}}, booktitle = {{Book}}, doi = {{10.1000/book}}}}"
        for number, title in enumerate(["Apples", "Pears at Sea", "Quinces", "Pears at Sea"])
    ]
    works, told = merge(*chapters)
    assert [work.key for work in works] == ["c0", "c1", "c2"]
    assert sorted(finding.code for finding in told) == ["B217", "W402"]
    assert "3 works have the DOI" in told[1].message + told[0].message


def test_one_arxiv_number_joins_a_preprint_with_the_work_that_it_became(merge):
    late = "@article{late, title = {All Inventions}, author = {Example, Ada and Sample, Bo}, journal = {J.}, year = 2022, eprint = {2001.00001v3}}"
    works, _ = merge(PREPRINT, late)
    assert [work.key for work in works] == ["late"]


def test_an_arxiv_number_in_the_wrong_entry_hides_no_work_and_is_told(merge):
    other = "@article{other, title = {Pears}, author = {Else, Somebody}, journal = {J.}, year = 2022, eprint = {2001.00001v3}}"
    works, [told] = merge(PREPRINT, other)
    assert [work.key for work in works] == ["preprint", "other"]
    assert told.code == "B217"


def test_the_same_entry_in_two_files_prints_once(merge):
    text = (
        "@book{a, title = {Some Long Title}, author = {Ada Example}, publisher = {P}, year = 2020}"
    )
    works, [told] = merge(text, text.replace("@book{a", "@book{b"))
    assert ([work.key for work in works], told.code) == (["a"], "W402")


@pytest.mark.parametrize(
    "other",
    [
        "@article{o, title = {A Study of Inventions}, author = {Else, Somebody}, journal = {J. Inv.}, year = 2021}",
        "@inproceedings{o, title = {A Study of Inventions}, author = {Ada Example}, booktitle = {Proc. Inv.}, year = 2020}",
        "@article{o, title = {A Study of Inventions}, author = {Ada Example}, journal = {J. Inv.}, year = 2021, doi = {10.1000/inv.2}}",
        "@article{o, title = {A Study of Inventions: Part 2}, author = {Ada Example}, journal = {J. Inv.}, year = 2021}",
    ],
    ids=["another author", "a talk before the paper", "another DOI", "another title"],
)
def test_different_works_stay_two(other, merge):
    works, told = merge(PUBLISHED, other)
    assert (len(works), told) == (2, [])


def test_a_full_list_of_authors_is_better_than_et_al(merge):
    [work], _ = merge(PUBLISHED.replace("Sample, Bo", "others"), PREPRINT)
    assert work.data["authors"] == ["A. Example", "B. Sample"]


def test_one_key_in_two_files_becomes_two(merge):
    works, [told] = merge("@misc{a, title = {First Thing}}", "@misc{A, title = {Second Thing}}")
    assert [(work.key, work.data["key"]) for work in works] == [("a", "a"), ("Aa", "Aa")]
    assert (told.code, told.place.file) == ("B201", "1.bib")


@pytest.mark.parametrize("field", ["pages = {9--12}", "volume = 8", "number = 2"])
def test_two_editorials_of_one_year_are_two(field, merge):
    first = "@article{one, title = {Editorial Note}, author = {Ada Example}, journal = {J}, year = 2020, volume = 7, number = 1, pages = {1--4}}"
    name = field.split(" ")[0]
    second = re.sub(rf"{name} = [^,}}]+}}?", field, first).replace("{one", "{two") + "}" * (
        "pages" in field
    )
    works, told = merge(first, second)
    assert ([work.key for work in works], told) == (["one", "two"], [])


def test_one_key_with_one_title_but_another_year_is_another_work(merge):
    text = (
        "@article{e, title = {Editorial Note}, author = {Ada Example}, journal = {J}, year = 2020}"
    )
    works, told = merge(text + text.replace("2020", "2021"))
    assert ([work.data["releaseDate"] for work in works], told) == (["2020", "2021"], [])


def test_many_preprints_are_told_once_with_how_many_more(merge):
    pairs = ""
    for number in ("One", "Two", "Three"):
        pairs += (
            PUBLISHED.replace("Study", number)
            .replace("published", f"p{number}")
            .replace("inv.1", number)
        )
        pairs += (
            PREPRINT.replace("study", number)
            .replace("preprint", f"a{number}")
            .replace("2001.00001", f"2001.0000{len(number)}")
        )
    works, [told] = merge(pairs)
    assert len(works) == 3
    assert told.code == "W401"
    assert "(and 2 more)" in told.message
    assert len(told.message) <= 160


ABOUT_PUBLISHED = [
    "Erratum: A Study of Inventions", "Corrigendum to A Study of Inventions", "Retraction: A Study of Inventions", "Poster: A Study of Inventions",
    "A Study of Inventions: Supplementary Material", "A Study of Inventions (abstract)", "A Study of Inventions in Small Markets",
]  # fmt: skip


@pytest.mark.parametrize("title", ABOUT_PUBLISHED)
def test_what_is_about_a_work_or_has_more_in_its_title_prints_beside_it(title, merge):
    other = f"@article{{other, title = {{{title}}}, author = {{Example, Ada}}, journal = {{J. Inv.}}, year = 2022, pages = {{33}}, doi = {{10.1000/inv.1}}}}"
    for texts in ((PUBLISHED, other), (other, PUBLISHED)):
        works, [told] = merge(*texts)
        assert {work.key for work in works} == {"published", "other"}
        assert told.code == "B217"


def test_one_title_and_one_doi_with_other_people_and_another_year_are_two_works(merge):
    other = "@book{other, title = {A Study of Inventions}, author = {Else, Somebody}, publisher = {Elsewhere}, year = 1999, doi = {10.1000/inv.1}}"
    works, [told] = merge(PUBLISHED, other)
    assert [work.key for work in works] == ["published", "other"]
    assert "other authors" in told.hint


def test_a_slip_in_the_year_of_one_work_is_no_other_work(merge):
    works, [told] = merge(PUBLISHED, PUBLISHED.replace("2021", "2022").replace("{published", "{b"))
    assert ([work.key for work in works], told.code) == (["published"], "W402")
