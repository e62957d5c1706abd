"""Sections that are asked for as tables have columns with headings, and a row of cells an entry."""

from datetime import date

import pytest

from cvgen.build import load_profile
from cvgen.compose import compose, locale
from cvgen.compose.evidence import check_evidence
from cvgen.profile.select import select_variant
from cvgen.text.markup import strip_markup

PROFILE = """
basics: {name: Ada Example}
tables: [teaching, supervision, service, skills]
research: [{name: Tensors, id: tensors, startDate: 2020}]
teaching:
- {name: Optics, level: Master, position: Lecturer, institution: A University, location: Bonn,
   terms: [SoSe 2021, WS 2021/22], students: "40", summary: With exercises.}
- {name: Lenses, date: Michaelmas 2020, url: https://example.org}
supervision: [{name: Dana Dummy, level: PhD, thesis: Glass, startDate: 2021, endDate: 2024, outcome: now a postdoc}]
service: [{position: Reviewer, venues: [Journal A, Journal B]}]
skills:
- {name: Python, level: expert, years: 8, keywords: [NumPy], evidence: [tensors]}
- {name: Julia, level: good}
"""


@pytest.fixture
def word_sections(load_text):
    def word_sections(text, language="en"):
        document, warnings = compose(
            load_text(text), locale.find_locale(language), date(2026, 11, 20)
        )
        return {section.kind: section for section in document.sections}, warnings

    return word_sections


def take_cells(section):
    rows = []
    for item in section.items:
        rows.append([strip_markup(cell).replace("\N{NO-BREAK SPACE}", " ") for cell in item.cells])
    return rows


def test_every_field_has_a_column_and_what_nobody_says_has_none(word_sections):
    sections, warnings = word_sections(PROFILE)
    assert warnings == ()
    teaching = sections["teaching"]
    assert teaching.columns == ("Course", "Level", "Role", "Institution", "Period", "Students")
    first, second = take_cells(teaching)
    terms = "Summer term 2021, Winter term 2021/22"
    assert first == ["Optics", "Master", "Lecturer", "A University, Bonn", terms, "40"]
    assert second == ["Lenses", "", "", "", "Michaelmas 2020", ""]
    assert 'href="https://example.org"' in teaching.items[1].cells[0]
    assert sections["service"].columns == ("Role", "Organization")
    assert take_cells(sections["service"]) == [["Reviewer", "Journal A, Journal B"]]
    assert sections["research"].columns == ()


def test_headings_are_in_the_language(word_sections):
    sections, _ = word_sections(PROFILE, "de")
    assert sections["supervision"].columns[0] == "Name"
    assert sections["skills"].columns == (
        *("Kenntnis", "Niveau", "Erfahrung", "Schlagwörter", "Belege"),
    )


def test_evidence_of_a_skill_is_linked_to_the_entry_that_shows_it(word_sections):
    sections, _ = word_sections(PROFILE)
    research = sections["research"].items[0].id
    (cell,) = [cell for cell in sections["skills"].items[0].cells if "href" in cell]
    assert cell == f'<a href="#{research}">Tensors</a>'
    entries, _ = word_sections(PROFILE.replace("service, skills]", "service]"))
    (detail,) = entries["skills"].items[0].details
    assert (detail.label, strip_markup(detail.text)) == ("Evidence", "Tensors")


def test_evidence_that_is_not_printed_is_not_named(load_text):
    text = PROFILE + "variants: {a: {withoutSections: [research]}}\n"
    profile = select_variant(load_text(text), "a")
    document, _ = compose(profile, locale.find_locale("en"), date(2026, 11, 20))
    skills = next(section for section in document.sections if section.kind == "skills")
    assert "Evidence" not in skills.columns


def test_evidence_that_is_no_entry_is_told_at_its_place(load_text):
    profile = load_text(PROFILE.replace("[tensors]", "[tensor]"))
    (finding,) = check_evidence(profile)
    assert (finding.code, finding.place.line) == ("W431", 12)
    assert "tensors" in finding.hint


def test_a_section_with_positions_stays_entries_and_says_so(word_sections):
    text = PROFILE + "volunteer: []\n"
    text = text.replace(
        "- {name: Lenses,",
        "- {name: Mirrors, positions: [{position: Tutor, date: 2019}]}\n- {name: Lenses,",
    )
    sections, warnings = word_sections(text)
    assert sections["teaching"].columns == ()
    assert [warning.code for warning in warnings] == ["W430"]


@pytest.mark.parametrize("language", locale.list_languages())
def test_every_language_has_its_own_headings(language):
    words = locale.find_locale(language).words
    headings = [words[name] for name in ("course", "level", "role", "institution", "period")]
    assert len(set(headings)) == len(headings)


def test_terms_of_a_course_last_from_the_first_to_the_last(tmp_path):
    path = tmp_path / "profile.yaml"
    path.write_text(PROFILE, "utf-8")
    entry = next(s for s in load_profile(path).sections if s.kind == "teaching").entries[0]
    assert [str(entry.period().start), str(entry.period().end)] == [
        *("2021 Summer term", "2021/22 Winter term"),
    ]
