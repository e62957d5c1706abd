"""`cvgen check` of a profile: its errors and what is odd, with places; 1 for errors alone."""

import json

import pytest
from desks import Desk

GOOD = """basics: {name: Ada Example, metrics: {citations: 3, source: OpenAlex, date: 2024-01-01}}
work:
  - {position: Clerk, name: Firm, startDate: 2020-01, endDate: 2021-03}
  - {position: Head, name: Firm, startDate: 2021-09}
"""


@pytest.fixture
def profile(desk: Desk):
    desk.write("profile.yaml", GOOD)
    return "profile.yaml"


def test_it_tells_gaps_and_old_figures_with_their_places_and_a_line_for_each_file(desk, profile):
    run = desk.run_within("check", profile, "--date", "2026-11-20")
    assert run.code == 0
    assert "profile.yaml:4:5: warning W423: nothing is said of 2021-04 to 2021-08" in run.err
    assert f"profile.yaml:1:{GOOD.index('2024') + 1}: warning W420" in run.err
    assert run.out == "profile.yaml: 2 entries in 1 section: fit, 2 warnings\n"


def test_gaps_are_told_from_the_months_on_that_are_asked_for(desk, profile):
    run = desk.run_within("check", profile, "--gaps", "6", "--date", "2026-11-20")
    assert "W423" not in run.err


def test_an_error_ends_with_1_and_stops_no_other_profile(desk, profile):
    desk.write("bad.yaml", "basics: {name: Ada}\nwrok: []\n")
    run = desk.run_within("check", "bad.yaml", profile)
    assert run.code == 1
    assert "bad.yaml:2:1: error P202" in run.err
    assert "bad.yaml: 1 error" in run.out
    assert "profile.yaml: 2 entries" in run.out


def test_as_json_it_gives_findings_with_places(desk, profile):
    run = desk.run_within("check", profile, "--json", "--date", "2026-11-20")
    (report,) = json.loads(run.out)
    assert report["fit"] is True
    assert {"W420", "W423"} == {finding["code"] for finding in report["findings"]}


def test_profiles_and_pdfs_are_not_checked_in_one_call(desk, profile):
    desk.write("cv.pdf", "%PDF-1.7")
    run = desk.run_within("check", "cv.pdf", profile)
    assert run.code == 1
    assert "F101" in run.err
