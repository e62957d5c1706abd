"""Works from OpenAlex, Crossref and CSL-JSON become publications; versions of one work are one."""

import json
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parent / "samples"


@pytest.fixture
def import_sample(import_files, read_profile_of):
    def run(name):
        conversion = import_files({name: (SAMPLES / name).read_bytes()})
        return conversion, read_profile_of(conversion)

    return run


def test_openalex_works_come_in_and_the_preprint_gives_its_number(import_sample):
    conversion, profile = import_sample("openalex.json")
    article, thesis = profile["publications"]
    assert article == {
        "name": "Lichen on *old* walls",
        "authors": [{"name": "María Sample", "orcid": "0000-0002-1825-0097"}, "B. Example"],
        "arxiv": "2001.00002",
        "type": "article-journal",
        "doi": "10.1234/Lichen.7",
        "publisher": "Journal of Lichens",
        "releaseDate": "2021-06-15",
        "volume": "12",
        "issue": "3",
        "pages": "101–118",
    }
    assert (thesis["type"], thesis["url"]) == ("thesis", "https://theses.example.org/3")
    assert thesis["releaseDate"] == "2016", "the first of January is only the year"
    (account,) = conversion.accounts
    assert (account.missing, account.added) == ((), ())


def test_who_wrote_all_works_is_guessed_to_be_the_owner(import_sample):
    conversion, profile = import_sample("openalex.json")
    assert profile["basics"] == {"name": "María Sample"}
    assert b"name: Mar\xc3\xada Sample  # guessed" in conversion.files["profile.yaml"]


def test_crossref_works_come_in(import_sample):
    conversion, profile = import_sample("crossref.json")
    article, paper = profile["publications"]
    assert article["name"] == "Dunes & wind: A *slow* story"
    assert article["authors"][1] == "The Dune Group"
    assert (article["containerTitle"], article["publisher"]) == ("Sand Letters", "Sand Press")
    assert (article["releaseDate"], article["pages"]) == ("2022-03-05", "1–9")
    assert (paper["type"], paper["releaseDate"]) == ("paper-conference", "2019")
    assert profile["basics"]["name"] == "Ola Sample"
    (account,) = conversion.accounts
    assert (account.missing, account.added) == ((), ())
    assert account.reasons["an abstract"] == 2


def test_a_list_of_csl_items_comes_in(import_data):
    items = [
        {
            "id": "a",
            "type": "book",
            "title": "Sand",
            "author": [{"family": "Sample", "given": "Ola"}],
            "issued": {"date-parts": [[2020]]},
        }
    ]
    (book,) = import_data({"zotero.json": json.dumps(items)})["publications"]
    assert (book["name"], book["authors"], book["releaseDate"]) == ("Sand", ["Ola Sample"], "2020")
