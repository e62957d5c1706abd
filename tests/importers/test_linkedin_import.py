"""LinkedIn's archive: tables by their heads, dates of several languages, nothing about others."""

import pytest
from linkedin_sample import make_archive

from cvgen.profile.load import read_profile


@pytest.fixture
def export(import_files, read_profile_of):
    conversion = import_files({"Complete_LinkedInDataExport.zip": make_archive()})
    return conversion, read_profile_of(conversion)


def test_the_person_comes_in_with_every_address(export):
    _, profile = export
    basics = profile["basics"]
    assert basics["name"] == {"given": "Inés", "family": "García López"}
    assert basics["alternateNames"] == ["Inés Prado"]
    assert (basics["label"], basics["email"]) == ("Marine biologist", "ines@example.org")
    assert basics["summary"] == "I study kelp & its friends.\n\nInvented."
    assert basics["birthDate"] == "1988-03-03"
    accounts = [(one["network"], one.get("url") or one["username"]) for one in basics["profiles"]]
    assert accounts == [
        ("Portfolio", "https://ines.example.org"),
        ("Blog", "https://kelp.example.org/b"),
        ("X", "ineskelp"),
        ("Email", "mailto:ines@old.invalid"),
    ]


def test_every_promotion_is_an_entry_with_its_dates(export):
    _, profile = export
    jobs = [
        (job["name"], job["position"], job["startDate"], job.get("endDate"))
        for job in profile["work"]
    ]
    assert jobs == [
        ("Kelp Institute", "Group leader", "2022-01", None),
        ("Kelp Institute", "Postdoc", "2018-09", "2021-12"),
        ("海藻研究所", "Visitor", "2017-03", "2018-02"),
    ]
    assert profile["work"][0]["highlights"] == ["Leads five people", "Dives"]


def test_every_table_about_the_person_becomes_a_section(export):
    _, profile = export
    (degree,) = profile["education"]
    assert degree["studyType"] == "Doctor of Philosophy - PhD"
    assert degree["highlights"] == ["activities: Diving club"]
    assert profile["skills"] == [{"keywords": ["Diving", "Statistics"]}]
    (certificate,) = profile["certificates"]
    assert (certificate["startDate"], certificate["endDate"]) == ("2015-06", "2019-06")
    assert certificate["highlights"] == ["license number: RD-77"]
    (paper,) = profile["publications"]
    assert (paper["releaseDate"], paper["publisher"]) == ("2020-10-05", "Marine Samples")
    assert profile["awards"][0]["date"] == "2016-05"
    assert profile["references"][0]["name"] == "Bo Example"
    assert profile["custom"][0]["entries"] == [{"title": "Oceanography", "subtitle": "OC-1"}]


def test_what_is_about_others_is_named_and_never_opened(export):
    conversion, _ = export
    report = conversion.files["import-report.md"].decode()
    assert "`messages.csv`" in report
    assert "`Connections.csv`" in report
    assert b"secret" not in b"".join(conversion.files.values())
    (account,) = conversion.accounts
    assert (account.missing, account.added) == ((), ())


def test_a_basic_archive_lacks_tables_and_is_read_all_the_same(import_files, read_profile_of):
    archive = make_archive("Positions.csv", "messages.csv", folder="Basic_Export/")
    conversion = import_files({"basic.zip": archive})
    assert len(read_profile_of(conversion)["work"]) == 3
    assert [warning.code for warning in conversion.warnings] == ["I111"]


def test_where_no_name_was_found_a_build_tells_that_it_is_still_to_be_written(
    import_files, tmp_path
):
    archive = make_archive("Positions.csv", folder="Basic_Export/")
    path = tmp_path / "profile.yaml"
    path.write_bytes(import_files({"basic.zip": archive}).files["profile.yaml"])
    (found,) = (found for found in read_profile(path).warnings if found.code == "N220")
    assert path.read_text("utf-8").splitlines()[found.place.line - 1].startswith("  name: ")


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("mars 2020", "2020-03"),
        ("Okt. 2018", "2018-10"),
        ("2019년 4월", "2019-04"),
        ("abr de 2019", "2019-04"),
        ("мая 2020", "2020-05"),
        ("Sept 2019", "2019-09"),
    ],
)
def test_dates_are_read_in_the_language_of_the_export(import_data, written, date):
    table = f"Company Name,Title,Started On\nInstitute,Fellow,{written}\n"
    (job,) = import_data({"Positions.csv": table})["work"]
    assert job["startDate"] == date
