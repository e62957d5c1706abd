"""A JSON Resume file keeps to the official schema, and a profile made of it says the same."""

import json
from pathlib import Path

import pytest
from exported import HERE, export_path, export_profile, take_text
from jsonschema import Draft7Validator, FormatChecker
from markupsafe import Markup
from msgspec import Struct
from shipped import EXAMPLES, example

from cvgen.build import load_profile
from cvgen.plan.composition import compose_plan
from cvgen.plan.request import Request
from cvgen.plan.resolve import resolve
from cvgen.text.runs import read_text

SCHEMA = json.loads(Path(__file__).with_name("json_resume_schema.json").read_text("utf-8"))
# As version 1.0.0 has it, which refuses sections of one's own.
STRICT = {**SCHEMA, "additionalProperties": False}
KNOWN = {
    "work",
    "volunteer",
    "education",
    "awards",
    "certificates",
    "publications",
    "skills",
    "languages",
    "interests",
    "references",
}
# What a finding says is the reason why a part of an entry differs.
REASONS = {"a grade is one text": "details", "a place is one text": "place", "'present'": "period"}
NOT_SAID = {"id", "origin", "number", "image"}


def check_schema(text):
    validator = Draft7Validator(STRICT, format_checker=FormatChecker())
    return [error.message for error in validator.iter_errors(json.loads(text))]


def read_item(part):
    """Give what a part of a document says, without its looks."""
    if isinstance(part, Markup):
        return " ".join(read_text(part).split())
    if isinstance(part, tuple):
        return [read_item(one) for one in part]
    if isinstance(part, Struct):
        names = set(part.__struct_fields__) - NOT_SAID
        return {name: read_item(getattr(part, name)) for name in names}
    return part


def list_items(profile, language):
    document = compose_plan(resolve(profile, Request(language=language), HERE)).document
    items = {}
    for section in document.sections:
        items.setdefault(section.kind, []).extend(map(read_item, section.items))
    return document, items


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", EXAMPLES)
def test_the_official_schema_accepts_it(name, language):
    assert (
        check_schema(take_text(export_path(example(name), ["json-resume"], language=language)))
        == []
    )


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_profile_made_of_it_prints_the_same_but_for_what_is_told(name, load_text):
    profile = load_profile(example(name))
    exported = export_profile(profile, ["json-resume"])
    again = load_text(take_text(exported), "resume.json")
    assert again.warnings == ()
    told = {
        part
        for reason, part in REASONS.items()
        if any(reason in one.message for one in exported.findings)
    }
    document, items = list_items(profile, "en")
    other_document, others = list_items(again, "en")
    assert read_item(document.contacts) == read_item(other_document.contacts)
    assert read_item(document.summary) == read_item(other_document.summary)
    for kind in KNOWN & set(items):
        for item in items[kind]:
            if item["positions"]:
                continue  # each becomes an entry of its own: see test_employers
            differences = [
                {part for part in item if item[part] != other[part]} for other in others[kind]
            ]
            assert min(differences, key=len) <= told, item["title"]


def test_a_kind_that_it_does_not_know_becomes_a_project_that_says_what_it_was(load_text):
    profile = load_text(
        "basics: {name: Ada}\ntalks:\n- {name: On tensors, event: A workshop, date: 2024-05}"
    )
    exported = export_profile(profile, ["json-resume"])
    (project,) = json.loads(take_text(exported))["projects"]
    assert project == {
        "name": "On tensors",
        "type": "Talks",
        "entity": "A workshop",
        "date": "2024-05",
        "startDate": "2024-05",
        "endDate": "2024-05",
    }
    assert [(one.code, one.place.line) for one in exported.findings] == [("X111", 3)]


def test_points_below_points_come_back(load_text):
    text = (
        "basics: {name: Ada}\nwork:\n- {position: Clerk, highlights: [One, [Two, [Three]], Four]}"
    )
    profile = load_text(text)
    again = load_text(take_text(export_profile(profile, ["json-resume"])), "resume.json")
    assert list_items(profile, "en")[1] == list_items(again, "en")[1]


def test_a_season_is_told_of(load_text):
    profile = load_text("basics: {name: Ada}\nawards:\n- {title: Prize, date: Spring 2024}")
    exported = export_profile(profile, ["json-resume"])
    assert json.loads(take_text(exported))["awards"][0]["date"] == "2024"
    assert [(one.code, one.place.line) for one in exported.findings] == [("X110", 3)]


def test_an_address_is_a_uri_in_ascii(load_text):
    """As the schema wants it (RFC 3986)."""
    profile = load_text("basics: {name: Ada, url: 'https://bücher.example/ä'}")
    url = json.loads(take_text(export_profile(profile, ["json-resume"])))["basics"]["url"]
    assert url.isascii()
    assert (
        load_text(json.dumps({"basics": {"name": "Ada", "url": url}}), "resume.json").warnings == ()
    )
