"""Europass: the SkillsPassport of before 2020, the Candidate since, and the XML inside its PDFs."""

import json

import pytest
from europass_sample import CANDIDATE, JPEG, PASSPORT, make_pdf

from cvgen.importers.html_text import convert_html


@pytest.fixture
def passport(import_files, read_profile_of):
    conversion = import_files({"cv.xml": PASSPORT})
    return conversion, read_profile_of(conversion)


@pytest.fixture
def candidate(import_files, read_profile_of):
    conversion = import_files({"cv.xml": CANDIDATE})
    return conversion, read_profile_of(conversion)


def test_the_person_of_a_passport_comes_in_with_the_photo(passport):
    conversion, profile = passport
    basics = profile["basics"]
    assert basics["name"] == {"title": "Dr.", "given": "Betty", "family": "Sample"}
    assert (basics["email"], basics["phone"]) == ("betty@example.org", "+44 20 7946 0123")
    assert basics["location"]["countryCode"] == "GB"
    assert (basics["birthDate"], basics["nationality"]) == ("1974-03-01", "British")
    assert basics["label"] == "Glaciologist"
    assert conversion.files[basics["image"]] == JPEG


def test_html_inside_a_passport_becomes_text_and_points(passport):
    _, profile = passport
    (job,) = profile["work"]
    assert job["summary"] == "Measures **ice** & snow."
    assert job["highlights"] == [
        "Drills cores",
        "Reads [logs](https://ice.example.org)",
        "sector: Science",
    ]
    assert (job["startDate"], job["endDate"]) == ("2002-08", "present")


def test_education_languages_and_achievements_of_a_passport_come_in(passport):
    conversion, profile = passport
    (degree,) = profile["education"]
    assert (degree["studyType"], degree["endDate"]) == ("PhD in Glaciology", "2001-12-03")
    english, french = profile["languages"]
    assert english == {"language": "English", "fluency": "Mother tongue"}
    assert [score["value"] for score in french["score"]] == ["C1", "C2", "B2", "B2", "B1"]
    assert [award["title"] for award in profile["awards"]] == [
        "Ice medal, 2010",
        "Snow prize, 2012",
    ]
    (account,) = conversion.accounts
    assert (account.missing, account.added) == ((), ())


def test_the_json_of_a_passport_is_read_too(import_data):
    learner = {
        "Identification": {"PersonName": {"FirstName": "Betty", "Surname": "Sample"}},
        "WorkExperience": [
            {
                "Period": {"From": {"Year": 2002, "Month": 8}, "Current": True},
                "Position": {"Label": "Ice researcher"},
                "Employer": {"Name": "Ice Institute"},
            }
        ],
    }
    profile = import_data({"cv.json": json.dumps({"SkillsPassport": {"LearnerInfo": learner}})})
    assert profile["basics"]["name"] == "Betty Sample"
    assert profile["work"][0] == {
        "position": "Ice researcher",
        "name": "Ice Institute",
        "startDate": "2002-08",
        "endDate": "present",
    }


def test_the_person_of_a_candidate_comes_in(candidate):
    _, profile = candidate
    basics = profile["basics"]
    assert basics["name"] == {"given": "Dario", "family": "Di Esempio"}
    assert (basics["phone"], basics["url"]) == ("+39 3331234567", "https://dario.example.org")
    assert basics["location"]["countryCode"] == "IT"
    assert basics["birthDate"] == "1991-05-17"
    assert basics["summary"] == "Builds sundials; invented."


def test_the_sections_of_a_candidate_come_in(candidate):
    conversion, profile = candidate
    (job,) = profile["work"]
    assert (job["position"], job["startDate"], job["endDate"]) == (
        "Gnomonist",
        "2019-02",
        "present",
    )
    assert job["highlights"] == ["Cuts stone", "Computes lines"]
    (degree,) = profile["education"]
    assert (degree["studyType"], degree["area"], degree["score"], degree["thesis"]) == (
        "Laurea magistrale",
        "Astronomy",
        "110/110",
        "On shadows",
    )
    assert (degree["startDate"], degree["endDate"]) == ("2010-10-01", "2016-07-20")
    (paper,) = profile["publications"]
    assert paper["authors"] == ["Dario Di Esempio", "Bo Example"]
    assert profile["languages"] == [
        {"language": "Italian", "fluency": "Mother tongue"},
        {"language": "English", "fluency": "C1"},
    ]
    assert profile["skills"][0] == {"name": "Drawing", "keywords": ["CAD", "GIS"]}
    assert profile["talks"][0]["startDate"] == "2021-06-21"
    assert profile["memberships"] == [{"organization": "Sundial Society"}]
    assert profile["custom"][0]["title"] == "Other things"
    (account,) = conversion.accounts
    assert (account.missing, account.added) == ((), ())


def test_the_xml_attached_to_a_europass_pdf_is_read(import_files, candidate, read_profile_of):
    conversion = import_files({"cv.pdf": make_pdf()})
    assert read_profile_of(conversion) == candidate[1]


def test_a_bomb_attached_to_a_pdf_is_refused(tmp_path, list_codes):
    path = tmp_path / "cv.pdf"
    path.write_bytes(make_pdf('<!DOCTYPE a [<!ENTITY x "y">]><Candidate>&x;</Candidate>'))
    assert list_codes(path) == ["I120"]


def test_a_europass_file_with_a_doctype_is_told(tmp_path, list_codes):
    path = tmp_path / "cv.xml"
    path.write_text('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "y">]><Candidate>&x;</Candidate>')
    assert list_codes(path) == ["I120"]


@pytest.mark.parametrize(
    ("fragment", "text"),
    [
        ("plain &amp; simple", "plain & simple"),
        ("<p>One</p><p>Two<br/>three</p>", "One\n\nTwo\nthree"),
        (
            "<p>Did:</p><ul><li><p>a</p></li><li>b <b> c </b></li></ul>end",
            "Did:\n- a\n- b **c**\n\nend",
        ),
        ("<b><i>open", "***open***"),
        ("a < b and <b></b>c", "a < b and c"),
        ('<a href="https://x.example.org">x.example.org</a>', "x.example.org"),
        ("<script>evil()</script>text<style>p{}</style>", "text"),
    ],
    ids=range(7),
)
def test_html_becomes_the_marks_that_a_profile_has(fragment, text):
    assert convert_html(fragment) == text


def test_html_that_is_nested_without_end_keeps_its_text():
    assert convert_html("<b>" * 50_000 + "deep").strip("*") == "deep"
