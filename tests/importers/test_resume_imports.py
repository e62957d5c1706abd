"""JSON Resume as people have it, and YAMLResume: every fact in its field, the rest in the report."""

import json
from pathlib import Path

import pytest
from europass_sample import JPEG

SAMPLES = Path(__file__).parent / "samples"


@pytest.fixture
def resume(import_files, read_profile_of):
    conversion = import_files({"resume.json": (SAMPLES / "resume.json").read_bytes()})
    return conversion, read_profile_of(conversion)


def test_a_json_resume_with_keys_from_before_1_0_comes_in(resume):
    _, profile = resume
    basics = profile["basics"]
    assert (basics["name"], basics["url"]) == ("Noor Sample", "https://noor.example.org")
    assert basics["location"] == {"city": "Delft", "countryCode": "NL"}
    assert basics["profiles"] == [{"network": "ORCID", "username": "0000-0002-1825-0097"}]
    board, institute = profile["work"]
    assert (board["name"], board["url"]) == ("Water Board", "https://water.example.org")
    assert (board["startDate"], board["endDate"]) == ("2019-09", "present")
    assert institute["location"] == {"city": "Gouda", "countryCode": "NL"}
    (degree,) = profile["education"]
    assert (degree["studyType"], degree["score"]) == ("MSc", "8.4")
    (paper,) = profile["publications"]
    assert (paper["publisher"], paper["releaseDate"]) == ("Water Letters", "2018")
    assert profile["skills"][0]["keywords"] == ["Python", "R (tidyverse, shiny)", "C"]
    assert profile["languages"] == [
        {"language": "Dutch"},
        {"language": "English", "fluency": "C2"},
    ]


def test_what_json_resume_has_no_key_for_is_kept_or_told(resume):
    conversion, profile = resume
    board, institute = profile["work"]
    assert board["highlights"] == ["Measured rivers", "team: Blue"]
    assert institute["summary"] == "a hot summer"
    assert profile["custom"] == [
        {"title": "Side quests", "entries": [{"title": "A raft", "highlights": ["depth: 3 m"]}]}
    ]
    (account,) = conversion.accounts
    assert [(line.text, line.place.line) for line in account.missing] == [("two cats", 11)]
    assert set(account.reasons) == {"settings"}


def test_a_profile_of_our_own_is_nothing_to_import(tmp_path, list_codes):
    path = tmp_path / "profile.yaml"
    path.write_text("basics: {name: Ada Example}\nvariants: {}", "utf-8")
    assert list_codes(path) == ["I101"]


def test_yamlresume_comes_in_whole(import_files, read_profile_of):
    conversion = import_files({"cv.yml": (SAMPLES / "yamlresume.yml").read_bytes()})
    profile = read_profile_of(conversion)
    assert profile["basics"]["label"] == "Crystallographer"
    assert profile["basics"]["location"]["countryCode"] == "NO"
    (degree,) = profile["education"]
    assert (degree["startDate"], degree["endDate"]) == ("2016-09", "2020-07")
    assert degree["highlights"] == ["Thesis on olivine", "Teaching of two courses"]
    (job,) = profile["work"]
    assert (job["startDate"], job.get("endDate"), job["keywords"]) == ("2022-12", None, ["Growth"])
    assert profile["languages"][1]["score"] == ["TOEFL 110"]
    assert profile["publications"][0]["releaseDate"] == "2017-12"
    (referee,) = profile["references"]
    assert (referee["relation"], referee["reference"]) == ("Supervisor", "She is exact.")
    (account,) = conversion.accounts
    assert (account.missing, account.added) == ((), ())
    assert account.reasons == {"settings": 4}


def test_a_file_that_is_cut_off_is_told_as_such(tmp_path, list_codes):
    path = tmp_path / "resume.json"
    path.write_text('{"basics": {"name": "Ada Example"', "utf-8")
    assert list_codes(path) == ["I102"]


def test_texts_where_lists_belong_are_split(import_data):
    data = {
        "basics": {"name": "Ada Example"},
        "work": [{"name": "Institute", "highlights": "- did a, b\n- did c"}],
        "publications": [{"name": "A work", "authors": "Example, Ada; Sample, Bo"}],
    }
    profile = import_data({"resume.json": json.dumps(data)})
    assert profile["work"][0]["highlights"] == ["did a, b", "did c"]
    assert profile["publications"][0]["authors"] == ["Ada Example", "Bo Sample"]


def test_the_photo_comes_along_where_it_lies_beside(import_files, read_profile_of):
    resume = json.dumps({"basics": {"name": "Ada Example", "image": "img/me.jpeg"}, "work": []})
    conversion = import_files({"resume.json": resume, "img/me.jpeg": JPEG})
    assert read_profile_of(conversion)["basics"]["image"] == "me.jpg"
    assert conversion.files["me.jpg"] == JPEG
    (account,) = conversion.accounts
    assert (account.missing, account.added) == ((), ())


@pytest.mark.parametrize("image", ["me.jpg", "../../secret.jpg", "/etc/passwd"])
def test_a_photo_that_is_not_beside_is_told_and_the_profile_builds(import_files, image):
    resume = json.dumps(
        {"basics": {"name": "Ada Example", "image": image}, "work": [{"name": "X"}]}
    )
    conversion = import_files({"resume.json": resume})
    assert b"image" not in conversion.files["profile.yaml"]
    (account,) = conversion.accounts
    assert account.reasons["a picture that is not beside the file, or none that prints"] > 0
    assert account.missing == ()


def test_a_single_record_where_a_list_belongs_is_a_list_of_one(import_data):
    data = {
        "basics": {"name": "Ada Example"},
        "education": {"institution": "U"},
        "interests": "chess",
    }
    profile = import_data({"resume.json": json.dumps(data)})
    assert profile["education"] == [{"institution": "U"}]
    assert profile["interests"] == [{"name": "chess"}]


def test_positions_institutions_and_points_below_points_come_in_as_such(import_data):
    """Points below others are lists (resume-cli 241 has them behind a key of their own)."""
    institutions = ["University of X", {"name": "Université Y", "role": "cotutelle"}]
    points = ["Led", ["Hired two", ["Trained one"]], {"Built": ["A tool"]}]
    resume = {
        "basics": {"name": "Noor Sample", "email": ["noor@example.org", "noor@example.com"]},
        "work": [
            {
                "name": "Acme",
                "positions": [
                    {"position": "Head", "startDate": "2022-03", "highlights": points},
                    {"position": "Engineer", "startDate": "2018-10", "endDate": "2022-02"},
                ],
            }
        ],
        "education": [{"institution": institutions, "studyType": "PhD"}],
        "projects": [{"name": "P", "highlights": [{"text": "For some", "tags": ["a"]}]}],
    }
    profile = import_data({"resume.json": json.dumps(resume)})
    assert profile["basics"]["email"] == ["noor@example.org", "noor@example.com"]
    (job,) = profile["work"]
    head, engineer = job["positions"]
    assert (job["name"], engineer["endDate"]) == ("Acme", "2022-02")
    assert head["highlights"] == ["Led", ["Hired two", ["Trained one"]], "Built", ["A tool"]]
    assert profile["education"][0]["institution"] == institutions
    assert profile["projects"][0]["highlights"] == [{"text": "For some", "tags": ["a"]}]


@pytest.mark.parametrize("written", ["One result\nAnother", "- One result\n- Another"])
def test_points_in_one_text_of_a_json_resume_are_a_point_a_line(import_data, written):
    resume = {"basics": {"name": "Ada Example"}, "work": [{"name": "A", "highlights": written}]}
    (post,) = import_data({"resume.json": json.dumps(resume)})["work"]
    assert post["highlights"] == ["One result", "Another"]
