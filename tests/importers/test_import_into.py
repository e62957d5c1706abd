"""What is imported into a profile is a difference: told first, and written where it is accepted."""

import pytest
from typer.testing import CliRunner

from cvgen.cli import app
from cvgen.files.yamlfile import read_yaml

PROFILE = """\
# kept by hand
basics:
  name: Ada Example   # as on papers
  profiles: [{network: GitHub, username: ada}]
education:
  # newest first
  - institution: Example University
    studyType: PhD
    area: Physics
    startDate: 2021-09   # really October

  - {institution: Old College, studyType: BSc, endDate: 2018}
awards:
  - title: Best Paper Award
    date: 2022
    # keep this comment
publications:
  - name: A title on tensor networks
    authors: [Ada Example, Bo Other]
    publisher: arXiv  # for now
    releaseDate: 2022
    arxiv: '2201.00001'
variants:
  short: {sections: [education]}  # for calls
"""
PAGE = """\
# Ada Example

ada@example.org · [GitHub](https://github.com/ada) · [ORCID](https://orcid.org/0000-0002-1825-0097)

## Education
- PhD in Physics, Example University, 2021.9 –
- MSc in Physics, Middle Institute, 2019 – 2021
- BSc, Old College, 2018

## Awards
- Second Prize, Contest of Things, 2024
- Best Paper Award, 2022

## Publications
- Ada Example, Bo Other. A Title on Tensor Networks. ACL 2022.

## Talks
- Things and others, Seminar at Example University, May 2024
"""
NEW_LINES = [
    "  profiles: [{network: GitHub, username: ada}, {network: ORCID, username: 0000-0002-1825-0097}]",
    "  - studyType: MSc",
    "    area: Physics",
    "    institution: Middle Institute",
    "    startDate: 2019",
    "    endDate: 2021",
    "",
    "  - {title: 'Second Prize, Contest of Things', date: 2024}",
    "",
    "talks:",
    "  - name: Things and others",
    "    event: Seminar at Example University",
    "    date: 2024-05",
]


@pytest.fixture
def import_into(tmp_path):
    def run(page, *arguments, profile=PROFILE, **files):
        folder = tmp_path / "my-cv"
        folder.mkdir(exist_ok=True)
        path = folder / "profile.yaml"
        if not path.exists():
            path.write_bytes(profile.encode())
        for name, content in files.items():
            (folder / name.replace("_", ".")).write_text(content, "utf-8")
        source = page
        if isinstance(page, str):
            source = tmp_path / "page.md"
            source.write_text(page, "utf-8")
        result = CliRunner().invoke(app, ["import", str(source), "--into", str(folder), *arguments])
        return result, path

    return run


def test_without_accept_the_difference_is_told_and_nothing_is_written(import_into):
    result, path = import_into(PAGE)
    assert result.stdout.splitlines() == [
        'basics: profiles: added "network ORCID, username 0000-0002-1825-0097"',
        'education: added "MSc, Physics, Middle Institute (2019 – 2021)"',
        'awards: added "Second Prize, Contest of Things (2024)"',
        'talks: added "Things and others (2024-05)"',
        "basics: email is new: ada@example.org",
        'publications, "A title on tensor networks (2022)": publisher was arXiv, is now "ACL 2022"',
        'publications, "A title on tensor networks (2022)": type is new: paper-conference',
    ]
    assert "'--accept new' adds 4 new" in result.stderr
    assert path.read_text("utf-8") == PROFILE
    assert [file.name for file in path.parent.iterdir()] == ["profile.yaml"]


def test_new_entries_are_lines_between_those_that_stand_there(import_into):
    _, path = import_into(PAGE, "--accept", "new")
    written = path.read_text("utf-8").splitlines()
    assert len(written) == len(PROFILE.splitlines()) - 1 + len(NEW_LINES)
    found = iter(written)
    assert all(line in found for line in NEW_LINES)
    changed = "  profiles: [{network: GitHub, username: ada}]"
    kept = [line for line in PROFILE.splitlines() if line != changed]
    rest = iter(written)
    assert all(line in rest for line in kept)


def test_all_takes_values_that_differ_and_then_nothing_is_new(import_into):
    _, path = import_into(PAGE, "--accept", "all")
    text = path.read_text("utf-8")
    assert "    publisher: ACL 2022  # for now\n" in text
    assert "    startDate: 2021-09   # really October\n" in text
    result, _ = import_into(PAGE)
    assert (result.stdout, "nothing is new" in result.stderr) == ("", True)


def test_the_line_ends_of_windows_stay(import_into):
    _, path = import_into(PAGE, "--accept", "new", profile=PROFILE.replace("\n", "\r\n"))
    lines = path.read_bytes().split(b"\n")
    assert all(line.endswith(b"\r") for line in lines[:-1])


def test_a_section_in_a_file_of_its_own_grows_there(import_into):
    profile = "basics: {name: Ada Example}\nawards: !include awards.yaml\n"
    awards = "# mine\n- title: Best Paper Award\n  date: 2022\n"
    _, path = import_into(PAGE, "--accept", "new", profile=profile, awards_yaml=awards)
    grown = (path.parent / "awards.yaml").read_text("utf-8")
    assert (
        grown == "# mine\n- {title: 'Second Prize, Contest of Things', date: 2024}\n" + awards[7:]
    )
    assert "!include awards.yaml" in path.read_text("utf-8")


def test_works_of_a_bib_file_that_are_new_join_the_file_that_is_there(import_into, tmp_path):
    mine = "% mine\n@article{ada20, title={An old paper}, author={Example, Ada}, year=2020}\n"
    theirs = (
        '@string{jt = "J. Things"}\n'
        "@article{x1, title={An Old Paper}, author={Ada Example}, year=2020}\n"
        "@article{x2, title={A newer paper}, author={Ada Example}, journal=jt, year=2024}\n"
    )
    source = tmp_path / "scholar.bib"
    source.write_text(theirs, "utf-8")
    profile = "basics: {name: Ada Example}\npublications: []\nbibliography: papers.bib\n"
    _, path = import_into(source, "--accept", "new", profile=profile, papers_bib=mine)
    written = (path.parent / "papers.bib").read_text("utf-8")
    first, _, third = theirs.splitlines()
    assert written == f"{mine}\n{first}\n\n{third}\n"
    assert path.read_text("utf-8") == profile


def test_a_page_of_somebody_else_is_told(import_into):
    result, _ = import_into("# Bo Other\n\nbo@example.org\n\n## Awards\n- A prize, 2020\n")
    assert "I122" in result.stderr


def test_json_grows_within_its_brackets(import_into, tmp_path):
    folder = tmp_path / "j"
    folder.mkdir()
    path = folder / "profile.json"
    path.write_text('{\n\t"basics": {"name": "Ada Example"},\n\t"awards": []\n}\n', "utf-8")
    page = tmp_path / "page.md"
    page.write_text("# Ada Example\n\n## Awards\n- A prize, 2020\n- A medal, 2021\n", "utf-8")
    CliRunner().invoke(app, ["import", str(page), "--into", str(path), "--accept", "new"])
    titles = [award["title"] for award in read_yaml(path).data["awards"]]
    assert titles == ["A prize", "A medal"]
    assert path.read_text("utf-8").startswith('{\n\t"basics": {"name": "Ada Example"')
