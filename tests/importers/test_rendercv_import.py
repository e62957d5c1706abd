"""RenderCV's files come in whole: persons, sections by title or by their entries, dates."""

import pytest

CV = """
cv:
  name: Lan Example
  headline: Researcher
  email: [lan@example.org, lan@second.invalid]
  phone: tel:+44 20 7946 0123
  location: Oslo
  social_networks:
    - {network: GitHub, username: lanex}
  sections:
    welcome: [I do **things**.]
    education:
      - {institution: University of X, area: Physics, degree: PhD, start_date: 2018-09, end_date: 2023-05}
    experience:
      - {company: Acme, position: Fellow, start_date: 2023-06, end_date: present, highlights: [did x], team: Red}
    selected_papers:
      - {title: On things, authors: ["***L. Example***", B. Sample], journal: J. Things, date: 2022-03, doi: 10.1234/abc}
    skills:
      - {label: Programming, details: "Python, C++ (17, 20), Julia"}
    honors:
      - bullet: Prize one
    made_up_things:
      - {name: Foo, date: Summer of love, summary: bar}
design: {theme: classic}
"""


@pytest.fixture
def profile(import_data):
    return import_data({"Lan_Example_CV.yaml": CV})


def test_the_person_keeps_every_address(profile):
    basics = profile["basics"]
    assert basics["name"] == "Lan Example"
    assert basics["email"] == ["lan@example.org", "lan@second.invalid"]
    assert basics["phone"] == "+44 20 7946 0123"
    assert basics["summary"] == "I do **things**."
    addresses = [account.get("url") or account["username"] for account in basics["profiles"]]
    assert addresses == ["lanex"]


def test_entries_go_to_the_section_that_their_title_names(profile):
    assert profile["education"] == [
        {
            "institution": "University of X",
            "area": "Physics",
            "studyType": "PhD",
            "startDate": "2018-09",
            "endDate": "2023-05",
        }
    ]
    (paper,) = profile["publications"]
    assert paper["authors"] == ["L. Example", "B. Sample"]
    assert (paper["publisher"], paper["releaseDate"], paper["doi"]) == (
        "J. Things",
        "2022-03",
        "10.1234/abc",
    )
    assert profile["awards"] == [{"title": "Prize one"}]
    assert profile["skills"][0]["keywords"] == ["Python", "C++ (17, 20)", "Julia"]


def test_a_key_of_ones_own_becomes_a_point(profile):
    assert profile["work"][0]["highlights"] == ["did x", "team: Red"]


def test_a_section_that_nobody_knows_keeps_its_title_and_a_date_in_words_its_text(profile):
    (section,) = profile["custom"]
    assert section["title"] == "Made up things"
    assert section["entries"] == [{"title": "Foo", "summary": "Summer of love. bar"}]


def test_entries_of_every_type_find_the_title_of_their_section(import_data):
    text = """
cv:
  name: Lan Example
  sections:
    projects: [{name: A tool, date: 2021}]
    extracurricular_activities: [{bullet: Rows}]
    patents: [{number: A patent (US 1)}]
    invited_talks: [{reversed_number: A talk}]
"""
    profile = import_data({"cv.yaml": text})
    assert profile["projects"] == [{"name": "A tool", "date": "2021"}]
    assert profile["volunteer"] == [{"position": "Rows"}]
    assert profile["patents"] == [{"name": "A patent (US 1)"}]
    assert profile["talks"] == [{"name": "A talk"}]


def test_points_below_a_point_come_in_below_it(import_data):
    """RenderCV splits a point at a hyphen between spaces (issue 177 there), also after a line's end."""
    text = """
cv:
  name: Lan Example
  email: [lan@example.org, lan@second.invalid]
  sections:
    experience:
      - company: Acme
        team: Red
        highlights:
          - Published research
            - A paper at a well-known place
            - A second one that has a title of some length
            - A journal article that is still in the making
          - {content: Led a team, tags: [lead]}
          - Kept
          - [in a list, [further below]]
"""
    (job,) = import_data({"cv.yaml": text})["work"]
    assert job["highlights"] == [
        "team: Red",
        "Published research",
        [
            "A paper at a well-known place",
            "A second one that has a title of some length",
            "A journal article that is still in the making",
        ],
        "Led a team",
        "Kept",
        ["in a list", ["further below"]],
    ]


def test_a_star_behind_an_author_stays_and_emphasis_goes(import_data):
    written = ["Bo Roe*", "**Ada Example**", "***C. Fox***", "**D. Doe***", "*E. Elm*", "_F. Fir_"]
    authors = ", ".join(f"'{author}'" for author in written)
    text = f"cv:\n  name: Ada Example\n  sections:\n    papers:\n      - {{title: On things, authors: [{authors}]}}\n"
    (paper,) = import_data({"Ada_CV.yaml": text})["publications"]
    assert paper["authors"] == ["Bo Roe*", "Ada Example", "C. Fox", "D. Doe*", "E. Elm", "F. Fir"]


def test_points_lose_the_bullets_that_they_were_written_with(import_data):
    text = "cv:\n  name: Ada Example\n  sections:\n    experience:\n      - {company: Acme, highlights: ['- x', '• y', 'z - below']}\n"
    (post,) = import_data({"Ada_CV.yaml": text})["work"]
    assert post["highlights"] == ["x", "y", "z", ["below"]]
