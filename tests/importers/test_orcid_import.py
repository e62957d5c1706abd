"""ORCID records: a group is one work, its preferred record counts, and bookkeeping is no word."""

import pytest
from orcid_sample import XML, write_record


@pytest.fixture
def record(import_files, read_profile_of):
    conversion = import_files({"record.json": write_record()})
    return conversion, read_profile_of(conversion)


def test_the_person_comes_in(record):
    _, profile = record
    basics = profile["basics"]
    assert (basics["name"], basics["email"]) == ("Tomas Sample", "tomas@example.org")
    assert basics["alternateNames"] == ["T. J. Sample", "Tomáš Sample"]
    assert basics["summary"] == "Studies moss; he is invented."
    assert basics["location"] == {"countryCode": "CZ"}
    assert basics["profiles"] == [
        {"network": "ORCID", "username": "0000-0002-1825-0097"},
        {"network": "Moss lab", "url": "https://moss.example.org"},
        {
            "network": "Scopus Author ID",
            "username": "7004",
            "url": "https://scopus.example.org/7004",
        },
    ]
    assert profile["interests"] == [{"name": "bryology"}]


def test_affiliations_go_to_their_sections(record):
    _, profile = record
    (degree,) = profile["education"]
    assert (degree["studyType"], degree["department"]) == ("Ph.D.", "Botany")
    assert (degree["startDate"], degree["endDate"]) == ("2010-09", "2015")
    (job,) = profile["work"]
    assert (job["position"], job["name"], job["startDate"]) == (
        "Assistant professor",
        "Sample University",
        "2016-02-01",
    )
    assert job["location"] == {"city": "Praha", "countryCode": "CZ"}
    (medal,) = profile["awards"]
    assert (medal["title"], medal["awarder"], medal["date"]) == (
        "Moss medal",
        "Moss Society",
        "2021-05",
    )
    (grant,) = profile["grants"]
    assert (grant["name"], grant["funder"], grant["number"]) == (
        "Moss in towns",
        "Science Fund",
        "GA-77",
    )
    assert profile["memberships"][0]["organization"] == "Bryological Union"


def test_reviews_for_one_journal_are_one_service_over_the_years(record):
    _, profile = record
    (service,) = profile["service"]
    assert (service["position"], service["organization"]) == ("Reviewer", "Moss Letters")
    assert (service["startDate"], service["endDate"]) == ("2017", "2020")


def test_a_group_of_works_is_one_work_of_which_the_preferred_record_counts(record):
    _, profile = record
    article, chapter, data = profile["publications"]
    assert article == {
        "name": "Moss and walls",
        "authors": ["Tomas Sample", "B. Example"],
        "publisher": "Moss Letters",
        "releaseDate": "2020-03",
        "type": "article-journal",
        "doi": "10.1234/Moss.1",
        "issn": "1234-5678",
    }
    assert (chapter["type"], chapter["isbn"]) == ("chapter", "978-3-16-148410-0")
    assert "doi" not in chapter, "the DOI of the whole book is not the chapter's"
    assert data["name"] == "*Moss* & data"
    assert (data["type"], data["url"]) == ("dataset", "https://data.example.org/moss")


def test_nothing_of_a_record_is_lost_or_added(record):
    conversion, _ = record
    (account,) = conversion.accounts
    assert (account.missing, account.added) == ((), ())
    report = conversion.files["import-report.md"].decode()
    assert "Left out as another record of what is there already" in report
    assert "1577836800000" not in report


def test_the_xml_of_a_record_says_the_same(import_files, read_profile_of):
    conversion = import_files({"record.xml": XML})
    profile = read_profile_of(conversion)
    assert profile["basics"]["name"] == "Tomas Sample"
    assert profile["work"][0]["startDate"] == "2016-02"
    (article,) = profile["publications"]
    assert (article["name"], article["doi"]) == ("Moss & walls", "10.1234/Moss.1")
    (account,) = conversion.accounts
    assert (account.missing, account.added) == ((), ())
