"""LinkedIn's "Save to PDF": two columns, told apart by place, and what a line is by its size."""

import pytest
from linkedin_pdf_sample import make_pdf


@pytest.fixture
def export(import_files, read_profile_of):
    conversion = import_files({"Profile.pdf": make_pdf()})
    return conversion, read_profile_of(conversion)


def test_the_person_comes_in_from_both_columns(export):
    _, profile = export
    basics = profile["basics"]
    assert basics["name"] == "Freja Eksempel"
    assert basics["label"] == "Sea ice researcher at the Polar Institute"
    assert (basics["email"], basics["phone"]) == ("freja@example.org", "+45 20 12 34 56")
    assert basics["location"] == {"city": "Copenhagen, Denmark"}
    assert basics["profiles"][0] == {
        "network": "LinkedIn",
        "url": "https://www.linkedin.com/in/freja-eksempel-4711",
    }


def test_positions_at_one_employer_are_entries_of_their_own(export):
    _, profile = export
    jobs = [
        (job["name"], job["position"], job["startDate"], job["endDate"]) for job in profile["work"]
    ]
    assert jobs == [
        ("Polar Institute", "Senior researcher", "2022-01", "present"),
        ("Polar Institute", "Researcher", "2018-12", "2021-12"),
        ("Example Weather Service", "Intern", "2017-06", "2017-08"),
    ]
    first = profile["work"][0]
    assert first["summary"] == "Leads the group of remote sensing."
    assert first["highlights"] == ["Three satellites", "Two ships that break ice"]


def test_schools_and_the_left_column_come_in(export):
    _, profile = export
    doctor, school = profile["education"]
    assert (doctor["studyType"], doctor["area"]) == ("Doctor of Philosophy - PhD", "Geophysics")
    assert (doctor["startDate"], doctor["endDate"]) == ("2014", "2018")
    assert school == {"institution": "Example Gymnasium", "studyType": "Studentereksamen"}
    assert profile["skills"] == [{"keywords": ["Remote sensing", "Sea ice"]}]
    assert profile["languages"][0] == {"language": "Danish", "fluency": "Native or Bilingual"}
    titles = [award["title"] for award in profile["awards"]]
    assert titles == ["Young Ice Researcher of the Year", "Polar Prize"]


def test_a_pdf_is_never_read_without_a_word_on_how_sure_that_is(export):
    conversion, _ = export
    assert [warning.code for warning in conversion.warnings] == ["I121"]
    assert "% of the lines are sure" in conversion.warnings[0].message
    (account,) = conversion.accounts
    assert (account.missing, account.added) == ((), ())
    text = conversion.files["profile.yaml"].decode()
    assert 'city: Copenhagen, Denmark  # guessed: from "Copenhagen, Denmark"' in text


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.7\n%\xff\xff", b"%PDF-1.4\n" + bytes(range(256)) * 40],
    ids=["cut off", "noise"],
)
def test_a_broken_pdf_is_told_as_such(tmp_path, list_codes, content):
    path = tmp_path / "x.pdf"
    path.write_bytes(content)
    assert list_codes(path) == ["I102"]
