"""One's own name is found in every form that journals write it, and nobody else's is."""

from pathlib import Path

import pytest
import yaml

from cvgen.application.paste_values import format_person
from cvgen.compose.locale import find_locale
from cvgen.plan.composition import compose_plan
from cvgen.plan.filename import name_cv_file
from cvgen.plan.request import Request
from cvgen.plan.resolve import resolve
from cvgen.profile import names
from cvgen.profile.anonymize import anonymize_profile
from cvgen.profile.name_match import NameMatch
from cvgen.profile.name_parse import parse_name_parts
from cvgen.profile.name_parts import NameParts
from cvgen.profile.names import format_full_names, identify_person
from cvgen.target.leaks import find_text_leaks, list_identifying_secrets

TABLE = yaml.safe_load((Path(__file__).parent / "names_table.yaml").read_text("utf-8"))
FORMS = [
    pytest.param(person["name"], form, kind, id=f"{person['file']}: {form} ({kind})")
    for person in TABLE
    for kind in ("own", "possible", "others")
    for form in person.get(kind, ())
]


@pytest.fixture
def load_person(load_text):
    def load(name, works=()):
        publications = [{"name": "A work", "authors": list(works)}] if works else []
        return load_text(
            yaml.safe_dump(
                {"basics": {"name": name}, "publications": publications}, allow_unicode=True
            )
        )

    return load


def test_the_table_has_the_breadth_that_was_asked_for():
    assert len(TABLE) >= 20
    assert len(FORMS) >= 60


@pytest.mark.parametrize(("name", "form", "kind"), FORMS)
def test_a_form_of_a_name_is_the_persons_or_may_be_or_is_not(load_person, name, form, kind):
    person = identify_person(load_person(name).basics, {})
    match = person.match_name(form)
    expected = {
        "own": {NameMatch.WHOLE, NameMatch.PARTIAL},
        "possible": {NameMatch.POSSIBLE},
        "others": {NameMatch.NONE},
    }
    assert match in expected[kind]


@pytest.mark.parametrize(("name", "form", "kind"), FORMS)
def test_an_anonymous_cv_names_nobody_who_is_or_may_be_the_person(load_person, name, form, kind):
    profile = load_person(name, ["Bo Coauthor", form])
    anonymous = anonymize_profile(profile, "Anonymous")
    authors = [author.name for author in anonymous.sections[0].entries[0].authors]
    printed = profile.sections[0].entries[0].authors[1].name
    assert authors == ["Bo Coauthor", printed if kind == "others" else "Anonymous"]


@pytest.mark.parametrize(("name", "form", "kind"), FORMS)
def test_a_form_of_the_name_that_is_left_in_a_text_fails(load_person, name, form, kind):
    secrets = list_identifying_secrets(load_person(name))
    text = f"It was shown by {form} in the end."
    found = find_text_leaks(text, secrets, "the text of page 1")
    severities = {finding.severity for finding in found}
    if kind == "own":
        assert "error" in severities
    elif kind == "possible":
        assert severities
    else:
        assert "error" not in severities


@pytest.mark.parametrize("person", TABLE, ids=lambda person: person["file"])
def test_files_and_forms_get_the_right_parts_of_a_name(load_person, around, person):
    profile = load_person(person["name"])
    plan = resolve(profile, Request(), around)
    assert name_cv_file(plan, with_theme=False) == f"{person['file']}_CV.pdf"
    facts = format_person(profile, find_locale("en"), around.today)
    assert (facts["given-name"], facts["surname"]) == (person["given"], person["surname"])


def test_titles_and_letters_print_in_the_heading(load_person):
    name = {
        "title": "Prof. Dr.",
        "given": "Ada",
        "family": "Example",
        "suffix": "Jr.",
        "postnominals": "PhD, FRS",
    }
    assert format_full_names(load_person(name).basics.name) == (
        "Prof. Dr. Ada Example, Jr., PhD, FRS"
    )


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("Li, Ming", "Ming Li"),
        ("Example, Ada, PhD", "Ada Example, PhD"),
        ("Ada Example, PhD", "Ada Example, PhD"),
        ("高, 泽峰", "高泽峰"),
        ({"family": "Példa", "given": "László", "displayOrder": "family-first"}, "Példa László"),
        ({"family": "高", "given": "泽峰"}, "高泽峰"),
        ({"family": "Berg", "given": "Bo", "non-dropping-particle": "van den"}, "Bo van den Berg"),
    ],
)
def test_a_name_prints_in_the_order_that_it_has(load_person, name, printed):
    assert format_full_names(load_person(name).basics.name) == printed


def test_another_spelling_with_a_comma_tells_where_the_surname_begins(load_text):
    profile = load_text(
        "basics: {name: Gabriel García Márquez, alternateNames: ['García Márquez, Gabriel']}"
    )
    (name,) = names.list_name_versions(profile.basics)
    assert (name.parts.given, name.parts.surname) == ("Gabriel", "García Márquez")
    assert not name.parts.is_guess


@pytest.mark.parametrize("name", ["Gabriel García Márquez", "Li Ming", "Nguyễn Văn An"])
def test_a_surname_that_may_be_another_is_a_guess(name):
    assert parse_name_parts(name).is_guess


@pytest.mark.parametrize("name", ["Ada Example", "Ada B. Example", "Bo van den Berg", "Li, Ming"])
def test_a_surname_that_is_plain_is_no_guess(name):
    assert not parse_name_parts(name).is_guess


def test_beside_a_whole_name_one_with_other_initials_is_another(load_text):
    (section,) = load_text(
        "basics: {name: Ada Example}\n"
        "publications: [{name: A work, authors: [Ada Example, A. K. Example, Bo Example]}]"
    ).sections
    person = identify_person(load_text("basics: {name: Ada Example}").basics, {})
    assert person.find_own(section.entries[0].authors) == {0}


def test_an_orcid_decides_whatever_the_name(load_text):
    text = """
basics: {name: Ada Example, profiles: [{network: ORCID, username: 0000-0002-1825-0097}]}
publications:
  - name: A work
    authors: [{name: A. Example, orcid: 0000-0001-5109-3700}, {name: A. Sample, orcid: 0000-0002-1825-0097}]
"""
    profile = load_text(text)
    person = identify_person(profile.basics, {})
    assert person.find_own(profile.sections[0].entries[0].authors) == {1}


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Ada Example", NameParts("Ada", "", "Example")),
        ("Ludwig van Beethoven", NameParts("Ludwig", "van", "Beethoven")),
        ("Maria de la Cruz", NameParts("Maria", "de la", "Cruz")),
        ("Martin Luther King, Jr.", NameParts("Martin Luther", "", "King", "Jr.")),
        ("Charles Windsor III", NameParts("Charles", "", "Windsor", "III")),
        ("ATLAS Collaboration", NameParts(literal="ATLAS Collaboration")),
        ("高泽峰", NameParts(literal="高泽峰")),
        ("Plato", NameParts(literal="Plato")),
        ("bell hooks", NameParts(literal="bell hooks")),
        ("Berg, Bo van den", NameParts("Bo", "", "Berg", dropping_particle="van den")),
        ("Beethoven L. van", NameParts("L.", "", "Beethoven", dropping_particle="van")),
        ("José Ortega y Gasset", NameParts("José", "", "Ortega y Gasset")),
        ("Петров Иван Иванович", NameParts("Иван Иванович", "", "Петров")),
        ("Wei LI", NameParts("Wei", "", "LI")),
        ("DUPONT Marie", NameParts("Marie", "", "DUPONT")),
        ("Yo-Yo Ma", NameParts("Yo-Yo", "", "Ma")),
    ],
)
def test_names_are_parsed_into_the_parts_of_csl(name, parts):
    assert parse_name_parts(name) == parts


def test_a_braced_surname_is_whole():
    assert parse_name_parts("Donna Della Porta", "Della Porta") == NameParts(
        "Donna", "", "Della Porta"
    )


def test_works_without_the_own_name_are_told_once_with_what_may_be_it(load_text, around):
    text = (
        "basics: {name: María García Lorca}\npublications:\n"
        "  - {name: One, authors: [M. García, Bea Roe], releaseDate: 2020}\n"
        "  - {name: Two, authors: [M. García], releaseDate: 2020}\n"
        "  - {name: Three, authors: [María García Lorca], releaseDate: 2020}\n"
    )
    (found,) = compose_plan(resolve(load_text(text), Request(), around)).warnings
    assert found.code == "W313"
    assert "2 of 3 works" in found.message
    assert "'M. García'" in found.message
    assert "alternateNames" in found.hint
