"""Several positions at one employer: what selects entries, redacts and shortens them reaches each position."""

import json

import pytest

from cvgen.errors import ProfileError
from cvgen.profile.origin import extract_variant_data
from cvgen.profile.select import select_variant

PROFILE = """
basics: {name: Ada Example}
work:
- name: Example Optics
  description: Makes lenses
  positions:
  - {position: Head, startDate: 2022-03, tags: [lead], highlights: [Led six]}
  - {position: Engineer, startDate: 2018-10, endDate: 2022-02, summary: Long, short: {summary: Brief},
     highlights: [Built, {text: Hired, tags: [lead]}]}
  - {position: Trainee, startDate: 2017-10, endDate: 2018-09, private: true}
- {name: Sample Ltd, position: Adviser, startDate: 2020-01, endDate: 2023-01}
variants:
"""
ALL = ["Head", "Engineer", "Trainee"]


@pytest.fixture
def list_jobs(load_text):
    """List the employers that a variant shows, each with the positions there."""

    def list_jobs(variant, audience="print"):
        profile = load_text(f"{PROFILE}  brief: {{{variant}}}")
        (section,) = select_variant(profile, "brief", audience).sections
        jobs = {}
        for entry in section.entries:
            jobs[entry.name] = [position.position for position in entry.positions]
        return jobs

    return list_jobs


@pytest.mark.parametrize(
    ("variant", "jobs"),
    [
        ("limits: {work: 2}", {"Example Optics": ["Head", "Engineer"]}),
        ("limits: {work: 2 newest}", {"Example Optics": ["Head"], "Sample Ltd": []}),
        ("withoutTags: [lead]", {"Example Optics": ["Engineer", "Trainee"], "Sample Ltd": []}),
        ("limits: {work: 4}", {"Example Optics": ALL, "Sample Ltd": []}),
    ],
)
def test_limits_and_tags_count_each_position(list_jobs, variant, jobs):
    assert list_jobs(variant) == jobs


def test_an_employer_whose_positions_are_all_left_out_is_gone(load_text):
    text = (
        "basics: {name: A}\nwork: [{name: B, positions: [{position: C, tags: [x]}]}, {name: D}]\n"
    )
    profile = load_text(text + "variants: {brief: {withoutTags: [x]}}")
    (section,) = select_variant(profile, "brief").sections
    assert [entry.name for entry in section.entries] == ["D"]


def test_a_private_position_is_kept_back(list_jobs):
    assert list_jobs("text: long", "public")["Example Optics"] == ["Head", "Engineer"]


def test_short_words_reach_a_position(load_text):
    (section,) = select_variant(load_text(f"{PROFILE}  brief: {{text: short}}"), "brief").sections
    positions = section.entries[0].positions
    assert [position.summary for position in positions] == [None, "Brief"]
    assert positions[1].position == "Engineer"


def test_a_variant_is_shown_with_the_positions_and_points_that_it_keeps(load_text):
    profile = load_text(f"{PROFILE}  brief: {{withoutTags: [lead]}}")
    job, _ = extract_variant_data(profile, "brief")["work"]
    assert list(job) == ["name", "description", "positions"]
    engineer, trainee = job["positions"]
    assert (engineer["position"], engineer["highlights"]) == ("Engineer", ["Built"])
    assert trainee["private"] == "true"


@pytest.mark.parametrize(
    ("position", "code", "column"),
    [
        ("{startDate: 2020}", "P209", 5),
        ("{position: B, startDate: 2020, endDate: 2019}", "P205", 45),
        ("{position: B, salary: 9}", "P202", 19),
        ("{position: B, short: {salary: 9}}", "P202", 27),
    ],
)
def test_a_mistake_in_a_position_is_told_at_its_place(load_text, position, code, column):
    text = f"basics: {{name: A}}\nwork:\n- name: B\n  positions:\n  - {position}\n"
    with pytest.raises(ProfileError) as caught:
        load_text(text)
    (found,) = caught.value.diagnostics
    assert (found.code, found.place.line, found.place.column) == (code, 5, column)


def test_positions_of_a_json_resume_are_read_by_the_names_that_files_have(load_text):
    positions = [{"title": "Lead", "startDate": "2020-01-00"}, {"role": "Clerk", "summary": ""}]
    data = {"basics": {"name": "Ada"}, "work": [{"name": "B", "positions": positions}]}
    profile = load_text(json.dumps(data), "resume.json")
    lead, clerk = profile.sections[0].entries[0].positions
    assert (lead.position, str(lead.startDate), clerk.position) == ("Lead", "2020-01", "Clerk")
    assert profile.warnings == ()
