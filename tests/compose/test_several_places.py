"""Several institutions, places or times in one entry, and several ways to reach a person."""

import json

import pytest
import yaml
from jsonschema import Draft202012Validator

from cvgen.compose.locale import find_locale, list_languages
from cvgen.plan.composition import compose_plan
from cvgen.plan.request import Request
from cvgen.plan.resolve import resolve
from cvgen.profile.contacts import load_contact_types
from cvgen.profile.schema import build_profile_schema
from cvgen.text.markup import strip_markup

JOINT = """
basics: {name: Ada Example}
education:
- studyType: PhD
  institution:
  - {name: Alpha, location: Berlin, url: https://alpha.example, startDate: 2018-10, endDate: 2020-09}
  - {name: Beta, role: cotutelle, location: Paris, url: https://beta.example, startDate: 2020-10, endDate: 2022-07}
work:
- {position: Visitor, name: Gamma, location: [Bath, Bonn], date: [2019, 2021-03 – 2021-06]}
"""
REACHED = """
basics:
  name: Ada Example
  email: [ada@work.example, {email: ada@home.example, type: private}]
  phone: [{phone: '+44 20 7946 0123', type: office}, {phone: '+44 7700 900123', type: cell}]
  location:
  - {address: Campus Road 1, postalCode: '10115', city: Berlin, type: office}
  - {address: Home Street 2, postalCode: '10117', city: Berlin, type: Ferien}
"""
FACTS = "basics: {name: Ada, nationality: Utopian, workPermit: Blue Card, availability: at once}\n"


@pytest.fixture
def compose_text(load_text, around):
    def compose_text(text, **wish):
        plan = resolve(load_text(text), Request(**wish), around)
        return compose_plan(plan).document, plan

    return compose_text


def read(text):
    return strip_markup(text).replace("\N{NO-BREAK SPACE}", " ")


def test_each_of_several_institutions_has_its_place_time_and_page(compose_text):
    document, _ = compose_text(JOINT)
    degree, visit = (section.items[0] for section in document.sections)
    assert read(degree.subtitle) == (
        "Alpha (Berlin, Oct 2018 – Sep 2020) and Beta (cotutelle, Paris, Oct 2020 – Jul 2022)"
    )
    assert [url in degree.subtitle for url in ("https://alpha.example", "https://beta.example")]
    assert read(degree.period) == "Oct 2018 – Jul 2022"
    assert (read(visit.place), read(visit.period)) == ("Bath and Bonn", "2019, Mar – Jun 2021")


@pytest.mark.parametrize("language", list_languages())
def test_institutions_are_joined_as_the_language_joins_people(compose_text, language):
    """CLDR's word for "and" stands in the locale; a page of other letters takes a comma."""
    text = JOINT + f"language: {language}\n"
    document, _ = compose_text(text)
    words = find_locale(language).words
    subtitle = read(document.sections[0].items[0].subtitle)
    assert any(joint in subtitle for joint in (words["and"], ", "))
    assert "Alpha" in subtitle
    assert "Beta" in subtitle


def test_an_entry_with_several_times_is_as_new_as_the_last_of_them(compose_text):
    text = """basics: {name: Ada}
order: newest
talks: [{name: Old, date: 2020}, {name: New, date: [2018, 2022]}]
"""
    document, _ = compose_text(text)
    assert [read(item.title) for item in document.sections[0].items] == ["New", "Old"]


def test_contacts_say_which_they_are_in_the_words_of_the_language(compose_text):
    document, _ = compose_text(REACHED + "language: de\n")
    said = [(read(contact.text), contact.type) for contact in document.contacts]
    assert said == [
        ("ada@work.example", ""),
        ("ada@home.example", "privat"),
        ("+44 20 7946 0123", "dienstlich"),
        ("+44 7700 900123", "mobil"),
        ("Campus Road 1, 10115 Berlin", "dienstlich"),
        ("Home Street 2, 10117 Berlin", "Ferien"),
    ]


def test_every_language_has_a_word_of_its_own_for_each_type_of_contact():
    for language in list_languages():
        words = [find_locale(language).words[name] for name in load_contact_types()]
        assert len(set(words)) == len(words)


@pytest.mark.parametrize(
    ("audience", "kept"),
    [
        (
            "public",
            ["ada@work.example", "+44 20 7946 0123", "Campus Road 1, 10115 Berlin", "Berlin"],
        ),
        (
            "portal",
            [
                "ada@work.example",
                "ada@home.example",
                "+44 20 7946 0123",
                "+44 7700 900123",
                "Campus Road 1, 10115 Berlin",
                "10117 Berlin",
            ],
        ),
        ("print", None),
    ],
)
def test_audiences_decide_by_the_type_of_a_contact(compose_text, audience, kept):
    document, plan = compose_text(REACHED, audience=audience)
    said = [read(contact.text) for contact in document.contacts]
    assert said == (kept or [read(one.text) for one in compose_text(REACHED)[0].contacts])
    assert plan.profile.basics.email[0].email == "ada@work.example"


def test_an_audience_sees_no_private_contact_in_short_words(compose_text):
    text = """
text: short
basics:
  name: Ada
  phone: [{phone: '111 1111', type: office}, {phone: '222 2222', type: private}]
  short: {phone: [{phone: '333 3333', type: private}, {phone: '444 4444', type: office}]}
"""
    document, _ = compose_text(text, audience="public")
    assert [read(contact.text) for contact in document.contacts] == ["444 4444"]


@pytest.mark.parametrize(
    ("settings", "region", "printed", "notes"),
    [
        ("", None, [], 1),
        ("facts: false\n", None, [], 0),
        ("facts: true\n", None, ["Utopian", "Blue Card", "at once"], 0),
        ("", "ch", ["Utopian"], 1),
        ("", "us", [], 1),
    ],
)
def test_personal_facts_print_only_where_they_are_wanted(
    compose_text, settings, region, printed, notes
):
    document, plan = compose_text(FACTS + settings, region=region)
    assert [read(contact.text) for contact in document.contacts] == printed
    assert [finding.code for finding in plan.warnings].count("W410") == notes


@pytest.mark.parametrize("text", [JOINT, REACHED, FACTS])
def test_editors_accept_several(text):
    data = json.loads(json.dumps(yaml.safe_load(text), default=str))
    assert list(Draft202012Validator(build_profile_schema()).iter_errors(data)) == []
