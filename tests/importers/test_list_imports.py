"""Lists that people keep by themselves: tables of talks or papers, and a .bib from Google Scholar."""

from pathlib import Path

import pytest

from cvgen.build import load_profile
from cvgen.importers.entries import split_authors

SAMPLES = Path(__file__).parent / "samples"


def test_a_table_of_talks_comes_in_row_by_row(import_files, read_profile_of):
    conversion = import_files({"my-talks.csv": (SAMPLES / "talks.csv").read_bytes()})
    first, second, third = read_profile_of(conversion)["talks"]
    assert first == {
        "name": "Sand; a history",
        "event": "Dune Days",
        "location": {"city": "Skagen"},
        "type": "invited",
        "highlights": ["chair: Bo Example"],
        "date": "2021-06-12",
    }
    assert (second["type"], second["date"]) == ("poster", "2019-05")
    assert third["summary"] == "sometime in spring"
    (account,) = conversion.accounts
    assert (account.missing, account.added) == ((), ())


def test_a_table_of_papers_is_known_by_its_heads(import_data):
    text = 'Year,Authors,Paper title,Journal,DOI\n2021,"Sample, Ola; Example, Bo",Dunes,Sand Letters,10.1234/d\n'
    (paper,) = import_data({"list.csv": text})["publications"]
    assert paper["authors"] == ["Ola Sample", "Bo Example"]
    assert (paper["name"], paper["publisher"]) == ("Dunes", "Sand Letters")
    assert (paper["releaseDate"], paper["doi"]) == ("2021", "10.1234/d")


@pytest.mark.parametrize(
    "text",
    [
        "Ola Sample, Bo Example and Chen Test",
        "Sample, Ola; Example, Bo; Test, Chen",
        "Ola Sample; Bo Example; Chen Test",
        "Ola Sample, Bo Example, Chen Test",
    ],
)
def test_authors_are_split_however_they_are_joined(text):
    assert split_authors(text) == ["Ola Sample", "Bo Example", "Chen Test"]


def test_a_table_of_something_else_is_not_taken_for_a_list(tmp_path, list_codes):
    path = tmp_path / "budget.csv"
    path.write_text("a,b\n1,2\n", "utf-8")
    assert list_codes(path) == ["I101"]


def test_a_bib_file_by_itself_becomes_a_profile_around_it(import_files, read_profile_of):
    content = (SAMPLES / "scholar.bib").read_bytes()
    conversion = import_files({"scholar.bib": content})
    profile = read_profile_of(conversion)
    assert profile == {"basics": {"name": "Ola Sample"}, "bibliography": ["scholar.bib"]}
    assert conversion.files["scholar.bib"] == content
    assert b"Ola Sample  # guessed" in conversion.files["profile.yaml"]
    (account,) = conversion.accounts
    assert account.missing == ()


def test_a_broken_bib_file_is_no_cv(tmp_path, list_codes):
    path = tmp_path / "x.bib"
    path.write_text("@article{", "utf-8")
    assert list_codes(path) == ["I110"]


def test_what_a_bib_file_says_of_citations_stays_a_note(import_files, tmp_path):
    """Figures with a source and a day are the profile's own; a text is nothing to guess them from."""
    entry = (
        "@article{a, author={Sample, Ola}, title={T}, year=2025, note={Cited 40 times (OpenAlex)}}"
    )
    import_files({"p.bib": entry})
    (section,) = load_profile(tmp_path / "out" / "profile.yaml").sections
    (paper,) = section.entries
    assert paper.notes == ("Cited 40 times (OpenAlex)",)
    assert paper.metrics == ()
