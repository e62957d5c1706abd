"""The schemas know what there is: names complete, and what cvgen itself refuses is refused."""

import json
import re

import pytest
from editor_yaml import read_as_editors
from jsonschema import Draft202012Validator
from shipped import ROOT, THEMES

from cvgen.cli.schema_file import make_schema
from cvgen.cli.schema_names import list_schema_names
from cvgen.compose.locale import find_locale, list_languages
from cvgen.errors import CvgenError
from cvgen.files.yamltable import read_table
from cvgen.profile.letter import read_letter
from cvgen.target import target
from cvgen.target.demands import DEMANDS
from cvgen.target.load import TARGETS_FOLDER, list_targets
from cvgen.text.written_periods import parse_written_date, parse_written_period
from cvgen.theme import manifest

PERSON = {"basics": {"name": "Ada Example"}}


@pytest.fixture(scope="module")
def complain():
    """Give what the schema of a file says of data."""
    validators = {}

    def complain(data, kind="profile"):
        if kind not in validators:
            validators[kind] = Draft202012Validator(json.loads(make_schema(kind)))
        return [f"{one.json_path}: {one.message}" for one in validators[kind].iter_errors(data)]

    return complain


def test_what_an_editor_offers_is_what_there_is():
    names = list_schema_names()
    offered = {name: schema.get("anyOf", [schema])[0] for name, schema in names.items()}
    assert sorted(offered["theme"]["enum"]) == sorted(THEMES)
    assert offered["target"]["enum"] == list(list_targets())
    assert offered["printed-language"]["enum"] == list(list_languages())
    assert offered["audience"]["enum"] == ["public", "portal", "email", "print"]
    assert "heading-style" in names["options"]["properties"]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("language", "xx"),
        ("audience", "everybody"),
        ("region", "america"),
        ("options", {"heading-style": "loud"}),
        ("options", {"margin": "20"}),
        ("options", {"photo": "perhaps"}),
        ("work", [{"name": "Example Ltd", "startDate": "2021-13"}]),
        ("basics", {"name": "Ada Example", "email": "ada at example"}),
    ],
)
def test_a_name_that_is_not_there_is_refused(complain, key, value):
    assert complain({**PERSON, key: value})


def test_a_theme_and_a_target_of_ones_own_are_allowed(complain):
    own = {"theme": "mine", "target": "my-call", "options": {"sparkle": "much"}}
    assert complain({**PERSON, **own}) == []


@pytest.mark.parametrize(
    "language", ["en", "de-AT", "zh-Hant", "zh-TW", "nb", "pt-BR", "xx", "tlh"]
)
def test_a_language_is_refused_only_where_cvgen_has_no_words_for_it(complain, language):
    refused = complain({**PERSON, "language": language}) != []
    try:
        find_locale(language)
    except CvgenError:
        return
    assert not refused


DATES = [
    "2021",
    "2021-03",
    "2021-3",
    "2021-03-31",
    "03-2021",
    "3-2021",
    "20210304",
    "2021-13",
    "2021-00",
    "21",
    "20213",
    "2021-22",
    "2021-2022",
    "2021-02-31",
    "2021-",
    "13-2021",
    "3.2021",
    "03/2021",
    "2021-10/2022-03",
    "0999",
]
DATES += ["Sept. 2023", "2023年9月", "present", "July 2022 – Sept. 2023", "Winter 2024"]


@pytest.mark.parametrize("date", DATES)
def test_no_date_that_cvgen_reads_is_refused(complain, date):
    for key, read in (("startDate", parse_written_date), ("date", parse_written_period)):
        try:
            read(date)
        except ValueError:
            continue
        assert complain({**PERSON, "work": [{"name": "Example Ltd", key: date}]}) == []


def test_entries_of_a_section_with_a_kind_are_of_that_kind(complain):
    talks = {"title": "More talks", "kind": "talks", "entries": [{"name": "A", "event": "B"}]}
    assert complain({**PERSON, "custom": [talks]}) == []
    assert complain({**PERSON, "custom": [{"title": "More", "entries": [{"event": "B"}]}]})


def test_entries_in_groups_are_those_of_the_section(complain):
    group = {"title": "Invited", "entries": [{"name": "A", "event": "B"}]}
    assert complain({**PERSON, "talks": {"groups": [group]}}) == []
    assert complain({**PERSON, "awards": {"groups": [group]}})


def test_what_differs_in_short_has_the_keys_of_its_entry(complain):
    job = {"name": "Example Ltd", "position": "Head of examples"}
    assert complain({**PERSON, "work": [{**job, "short": {"position": "Head"}}]}) == []
    assert complain({**PERSON, "work": [{**job, "short": {"event": "Head"}}]})


def test_the_schema_of_a_profile_offers_its_tags_and_variants(desk):
    desk.write(
        "profile.yaml",
        "basics: {name: Ada Example}\n"
        "work: [{name: Example Ltd, tags: [industry]}]\n"
        "variants: {phd: {tags: [research]}, long: {extends: phd}}\n",
    )
    desk.write("themes/mine/theme.yaml", "extends: classic\ncontract: 1\n")
    run = desk.run("schema", "--profile", ".")
    assert run.code == 0, run.err
    definitions = json.loads(run.out)["$defs"]
    assert definitions["tag"]["anyOf"][0]["enum"] == ["industry"]
    assert definitions["tag-of-entries"]["enum"] == ["industry"]
    assert definitions["variant"]["enum"] == ["phd", "long"]
    assert "mine" in definitions["theme"]["anyOf"][0]["enum"]


# --- the other files ------------------------------------------------------------------------------


def test_the_tables_of_schemas_have_the_keys_that_are_read():
    records = read_table("schemas")["records"]
    assert records["themeManifest"].keys() == manifest._KEYS
    assert records["themeOption"].keys() == manifest._OPTION_KEYS
    assert records["targetFile"].keys() == target.TARGET_KEYS.keys()
    assert records["formField"].keys() == target.FIELD_KEYS.keys()
    assert records["demands"].keys() == {demand.key for demand in DEMANDS}


def test_the_schemas_have_no_complaint_of_the_targets_and_themes_that_ship(complain):
    files = [(path, "target") for path in sorted(TARGETS_FOLDER.glob("*.yaml"))]
    files += [(path, "theme") for path in sorted((ROOT / "themes").glob("*/theme.yaml"))]
    assert len(files) > len(THEMES)
    for path, kind in files:
        assert complain(read_as_editors(path.read_text("utf-8")), kind) == [], path


def test_the_schema_has_no_complaint_of_what_packet_new_writes(complain, desk):
    assert desk.run_within("packet", "new", "kyoto").code == 0
    text = (desk.folder / "applications/kyoto/application.yaml").read_text("utf-8")
    assert re.match(r"# yaml-language-server: \$schema=file:///\S+/application.schema.json\n", text)
    uncommented = re.sub(r"(?m)^# (?=\w+: )", "", text)
    for one in (text, uncommented):
        assert complain(read_as_editors(one), "application") == []
    assert complain({"documents": ["cvv"]}, "application")
    letter = desk.folder / "applications/kyoto/letter.md"
    read_letter(letter)
    assert complain(read_as_editors(letter.read_text("utf-8").split("---")[1]), "letter") == []
