"""What people bring: files of other tools are told in one line, JSON Resume builds as people have it."""

import json

import pytest

from cvgen.errors import ProfileError
from cvgen.profile.load import read_profile
from cvgen.text.dates import PartialDate

FOREIGN = {
    "papers.bib": ("% a comment\n@article{a, title = {A work}}", "BibTeX", "bibliography:"),
    "profile.yaml": ("@misc{a,\n title = {A}}", "BibTeX", "bibliography:"),
    "cv.yaml": ("cv:\n  name: Ada Example\n  sections: {}\ndesign: {}", "RenderCV", "cvgen import"),
    "resume.yml": (
        "content:\n  basics: {name: Ada Example}\nlayout: {}",
        "YAMLResume",
        "cvgen import",
    ),
    "cv.yml": (
        "- title: General\n  type: map\n  contents: []",
        "al-folio",
        "folder of the whole site",
    ),
    "index.html": ("<!DOCTYPE html>\n<html><body>Ada Example", "home page", "cvgen import"),
    "about.md": ("---\npermalink: /\ntitle: About\n---\nI am Ada.", "home page", "cvgen import"),
    "cv.pdf": ("%PDF-1.7\n%", "PDF", "cvgen import"),
    "cv.tex": ("% my CV\n\\documentclass{article}", "LaTeX", "cvgen import"),
    "europass.xml": ('<?xml version="1.0"?>\n<SkillsPassport>', "Europass", "cvgen import"),
    "page.md": ("# Ada Example\n\n## Education\n\n- PhD, 2020", "Markdown", "cvgen import"),
    "cv.txt": ("Ada Example\n\nEducation\nPhD: Example University: 2020", "text", "cvgen import"),
    "talks.csv": ("title,date\nA talk,2020-01-01", "CSV", "cvgen import"),
    "papers.json": ('[{"type": "book", "author": [], "title": "A"}]', "CSL-JSON", "cvgen import"),
    "works.json": ('{"meta": {"count": 1}, "results": []}', "OpenAlex", "cvgen import"),
    "papers.ris": ("TY  - JOUR\nAU  - Example, Ada\nER  - ", "RIS", "export BibTeX"),
    "papers.nbib": ("PMID- 1\nTI  - A work", "PubMed", "export BibTeX"),
    "papers.enw": ("%0 Journal Article\n%A Example, Ada", "EndNote", "export BibTeX"),
    "Profile.csv": ("First Name,Last Name,Maiden Name\nAda,Example,", "LinkedIn", "cvgen import"),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_a_file_of_another_tool_is_told_in_one_line(tmp_path, name):
    text, tool, hint = FOREIGN[name]
    path = tmp_path / name
    path.write_text(text, "utf-8")
    with pytest.raises(ProfileError) as refused:
        read_profile(path)
    (found,) = refused.value.diagnostics
    assert (found.code, found.place.line) == ("P237", 1)
    assert tool in found.message
    assert hint in found.hint


def test_a_text_file_that_has_basics_is_a_profile(tmp_path):
    path = tmp_path / "cv.txt"
    path.write_text("basics: {name: Ada Example}\nwork: [{position: 'Fellow}]", "utf-8")
    with pytest.raises(ProfileError) as refused:
        read_profile(path)
    assert "P237" not in {found.code for found in refused.value.diagnostics}


def test_a_profile_with_a_mistake_is_no_file_of_another_tool(tmp_path):
    path = tmp_path / "profile.yaml"
    path.write_text("cv: x\nbasics: {name: Ada Example}", "utf-8")
    with pytest.raises(ProfileError) as refused:
        read_profile(path)
    assert [found.code for found in refused.value.diagnostics] == ["P202"]


@pytest.fixture
def read_resume(tmp_path):
    def read(data):
        path = tmp_path / "resume.json"
        path.write_text(json.dumps(data), "utf-8")
        return read_profile(path)

    return read


def test_blanks_of_a_json_resume_are_nothing(read_resume):
    profile = read_resume(
        {
            "basics": {
                "name": "Ada Example",
                "phone": "",
                "email": " ",
                "profiles": [{"network": "", "url": ""}],
            },
            "work": [
                {"name": "Institute", "position": "Fellow", "highlights": ["", " ", "A result"]}
            ],
            "volunteer": [{"organization": "", "position": "", "highlights": []}],
        }
    )
    assert [section.kind for section in profile.sections] == ["work"]
    (entry,) = profile.sections[0].entries
    assert [point.text for point in entry.highlights] == ["A result"]
    assert profile.warnings == ()


def test_names_from_before_version_1_are_read(read_resume):
    profile = read_resume(
        {
            "basics": {"name": "Ada Example", "website": "https://ada.invalid"},
            "work": [
                {"company": "Institute", "position": "Fellow", "website": "https://i.invalid"}
            ],
            "education": [{"institution": "University", "gpa": "3.9"}],
        }
    )
    work, education = (section.entries[0] for section in profile.sections)
    assert profile.basics.url == "https://ada.invalid"
    assert (work.name, work.url) == ("Institute", "https://i.invalid")
    assert [score.value for score in education.score] == ["3.9"]
    assert profile.warnings == ()


def test_an_account_without_a_network_has_the_name_of_its_host_or_is_told_once(read_resume):
    accounts = [{"username": "ada"}, {"url": "https://www.osf.invalid/ada"}, {"username": "bo"}]
    profile = read_resume({"basics": {"name": "Ada Example", "profiles": accounts}})
    assert [account.network for account in profile.basics.profiles] == ["osf.invalid"]
    (told,) = profile.warnings
    assert told.code == "P238"
    assert "'ada'" in told.message
    assert "'bo'" in told.message


def test_a_known_network_without_an_account_is_told_once(read_resume):
    accounts = [{"network": "GitHub"}, {"network": "LinkedIn", "username": " "}]
    profile = read_resume({"basics": {"name": "Ada Example", "profiles": accounts}})
    assert profile.basics.profiles == ()
    (told,) = profile.warnings
    assert "'GitHub'" in told.message
    assert "'LinkedIn'" in told.message


def test_dates_as_programs_write_them_are_read(read_resume):
    work = {"position": "Fellow", "startDate": "2018-06-30T00:00:00.000Z", "endDate": "2020-00-00"}
    sections = {"work": [work], "awards": [{"title": "A", "date": "0000-00-00"}]}
    profile = read_resume({"basics": {"name": "Ada Example"}, **sections})
    fellow, award = (section.entries[0] for section in profile.sections)
    assert (fellow.startDate, fellow.endDate) == (PartialDate(2018, 6, 30), PartialDate(2020))
    assert award.date == ()
    assert profile.warnings == ()


def test_shapes_that_other_programs_write_are_read(read_resume):
    profile = read_resume(
        {
            "bio": {"name": "Ada Example", "label": ["Writer", "Reader"]},
            "hobbies": ["Chess"],
            "work": {"name": "Institute", "position": "Fellow", "highlights": "A result"},
            "skills": [{"name": "Web", "keywords": "HTML, CSS"}],
            "languages": [{"name": "German", "level": "native"}],
        }
    )
    entries = {section.kind: section.entries[0] for section in profile.sections}
    assert profile.basics.label == "Writer, Reader"
    assert entries["interests"].name == "Chess"
    assert [point.text for point in entries["work"].highlights] == ["A result"]
    assert entries["skills"].keywords == ("HTML", "CSS")
    assert (entries["languages"].language, entries["languages"].fluency) == ("German", "native")
    assert profile.warnings == ()


def test_links_of_the_person_in_a_list_are_accounts(read_resume):
    links = [{"name": "Blog", "url": "https://b.invalid/ada"}, "https://c.invalid/x"]
    profile = read_resume({"basics": {"name": "Ada Example", "links": links}})
    accounts = [(account.network, account.url) for account in profile.basics.profiles]
    assert accounts == [("Blog", links[0]["url"]), ("c.invalid", links[1])]


def test_what_is_no_section_is_told_once_and_the_rest_is_read(read_resume):
    profile = read_resume(
        {
            "basics": {"name": "Ada Example", "image": "data:image/png;base64,AAAA"},
            "custom": {"theme": "elegant"},
            "skills": {"Web": ["HTML"]},
            "interests": ["Chess"],
        }
    )
    assert [section.kind for section in profile.sections] == ["interests"]
    (told,) = profile.warnings
    for part in ("the picture", "'custom'", "'skills'"):
        assert part in told.message


def test_a_picture_that_is_missing_from_a_json_resume_is_told_and_the_rest_is_read(read_resume):
    profile = read_resume({"basics": {"name": "Ada Example", "image": "gone.png"}})
    (told,) = profile.warnings
    assert (told.code, told.severity) == ("P220", "warning")
    assert "'gone.png' is not there" in told.message


def test_links_in_a_list_are_links(read_resume):
    links = [{"label": "code", "url": "https://c.invalid/x"}, "https://d.invalid/y"]
    profile = read_resume({"basics": {"name": "Ada"}, "projects": [{"name": "P", "links": links}]})
    assert profile.sections[0].entries[0].links == {
        "code": "https://c.invalid/x",
        "d.invalid": "https://d.invalid/y",
    }


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_a_letter_of_another_system_is_read_as_one_of_this(tmp_path, ending):
    from cvgen.profile.letter import read_letter

    letter = tmp_path / "letter.md"
    text = "---\nsubject: Application\nopening: Dear all,\n---\n\nOne.\n\nTwo.\n"
    letter.write_bytes(text.replace("\n", ending).encode())
    assert read_letter(letter).settings.subject == "Application"


@pytest.mark.parametrize("blank", ["Berlin ", " Berlin", "\tBerlin", "Berlin\n", "\u3000Berlin"])
def test_white_space_around_a_text_is_not_part_of_it(load_text, blank):
    profile = load_text(
        json.dumps({"basics": {"name": "Ada", "phone": f" {blank}", "location": {"city": blank}}})
    )
    assert profile.basics.location[0].city == "Berlin"
    assert profile.basics.phone[0].phone == "Berlin"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("name: Ada", "basics"),
        ("email: a@example.org", "basics"),
        ("personal_info: {}", "basics"),
        ("employmentHistory: []", "work"),
        ("summary: x", "statement"),
        ("work: [{name: Institute, title: Fellow}]", "position"),
        ("work: [{position: Fellow, since: 2020}]", "startDate"),
        ("publications: [{title: A work}]", "name"),
        ("education: [{name: University}]", "institution"),
        ("languages: [{name: German}]", "language"),
        ("experiences: []", "work"),
        ("font-size: 10pt", "options"),
        ("accent: red", "options"),
        ("qualifications: []", "education"),
        ("section: []", "custom"),
        ("references: [{name: Bo, organization: A}]", "institution"),
        ("certificates: [{name: C, organization: A}]", "issuer"),
        ("awards: [{title: P, organization: A}]", "awarder"),
        ("work: [{organization: A}]", "name"),
        ("teaching: [{title: A course}]", "name"),
        ("work: [{name: Institute, organization: A, title: Fellow}]", "position"),
        ("languages: [{language: German, level: B2}]", "fluency"),
        ("languages: [{language: German, cefr: B2}]", "fluency"),
    ],
)
def test_a_word_of_another_tool_is_told_by_what_it_means_where_it_stands(tmp_path, text, meant):
    path = tmp_path / "profile.yaml"
    path.write_text(f"basics: {{name: Ada Example}}\n{text}\n", "utf-8")
    with pytest.raises(ProfileError) as caught:
        read_profile(path)
    hints = [found.hint for found in caught.value.diagnostics]
    assert f"did you mean '{meant}'?" in hints


def test_points_in_one_text_are_a_point_a_line(read_resume):
    work = {"position": "Fellow", "highlights": "One result\n\nAnother result\n"}
    profile = read_resume({"basics": {"name": "Ada Example"}, "work": [work]})
    (entry,) = profile.sections[0].entries
    assert [point.text for point in entry.highlights] == ["One result", "Another result"]
